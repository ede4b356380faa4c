"""Functions that a kernel for Pythran may need, as text; each stands for one operation of Python on machine numbers.

Divisions are of numbers that are not negative only, which every language rounds alike.
"""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = "(-9223372036854775807 - 1)"
#: Name to text. A function may use those before it. Overflow is looked for before it happens.
SUPPORT: dict[str, str] = {
    "_add": f'''
def _add(a, b):
    if (b > 9223372036854775807 - a) if a > 0 else (b < {_LEAST} - a):
        raise OverflowError("")
    return a + b
''',
    "_sub": f'''
def _sub(a, b):
    if (a < {_LEAST} + b) if b > 0 else (a > 9223372036854775807 + b):
        raise OverflowError("")
    return a - b
''',
    "_mul": f'''
def _mul(a, b):
    if -2147483648 <= a and a <= 2147483647 and -2147483648 <= b and b <= 2147483647:
        return a * b
    if a == 0 or b == 0:
        return 0
    if a == {_LEAST} or b == {_LEAST}:
        raise OverflowError("")
    if (a if a > 0 else -a) > 9223372036854775807 // (b if b > 0 else -b):
        raise OverflowError("")
    return a * b
''',
    "_floordiv": f'''
def _floordiv(a, b):
    if a >= 0 and b > 0:
        return a // b
    if b == 0 or a == {_LEAST} or b == {_LEAST}:
        raise ZeroDivisionError("")
    x = a if a > 0 else -a
    y = b if b > 0 else -b
    q = x // y
    if (a < 0) == (b < 0):
        return q
    return -q if q * y == x else -q - 1
''',
    "_mod": f'''
def _mod(a, b):
    if a >= 0 and b > 0:
        return a % b
    if b == 0 or a == {_LEAST} or b == {_LEAST}:
        raise ZeroDivisionError("")
    r = (a if a > 0 else -a) % (b if b > 0 else -b)
    if r == 0:
        return r
    if a < 0 and b < 0:
        return -r
    return b - r if b > 0 else r + b
''',
    "_power": '''
def _power(a, b):
    if b < 0:
        raise ValueError("")
    r = 1
    while b > 0:
        if b % 2 == 1:
            r = _mul(r, a)
        b = b // 2
        if b > 0:
            a = _mul(a, a)
    return r
''',
    "_shl": '''
def _shl(a, b):
    if b < 0:
        raise ValueError("")
    if a == 0:
        return a
    if b > 62:
        raise OverflowError("")
    return _mul(a, 1 << b)
''',
    "_shr": '''
def _shr(a, b):
    if b < 0:
        raise ValueError("")
    return a >> (63 if b > 63 else b)
''',
    "_abs": f'''
def _abs(a):
    if a == {_LEAST}:
        raise OverflowError("")
    return -a if a < 0 else a
''',
    "_truediv": '''
def _truediv(a, b):
    most = 9007199254740992
    if b == 0 or a > most or a < -most or b > most or b < -most:
        raise ZeroDivisionError("")
    return float(a) / float(b)
''',
    "_div": '''
def _div(a, b):
    if b == 0.0:
        raise ZeroDivisionError("")
    return a / b
''',
    "_small": '''
def _small(a):
    if a > 9007199254740992 or a < -9007199254740992:
        raise OverflowError("")
    return float(a)
''',
    "_bound": '''
def _bound(a):
    if a > 4611686018427387904 or a < -4611686018427387904:
        raise OverflowError("")
    return a
''',
    "_times": '''
def _times(a):
    if a > 1073741824:
        raise OverflowError("")
    return a if a > 0 else 0
''',
    "_root": '''
def _root(x):
    if x < 0.0:
        raise ValueError("")
    return math.sqrt(x)
''',
    "_truncated": '''
def _truncated(x):
    if not (x >= -9.223372036854775e18 and x <= 9.223372036854775e18):
        raise OverflowError("")
    return int(x)
''',
    "_place": '''
def _place(i, n):
    if i < 0:
        i = i + n
    if i < 0 or i >= n:
        raise IndexError("")
    return i
''',
}
_NEEDS = {"_power": ("_mul",), "_shl": ("_mul",)}


def support_text(used: Iterable[str]) -> str:
    """The functions that are used, in an order in which each knows those that it needs."""
    wanted = set(used)
    for name in list(wanted):
        wanted |= set(_NEEDS.get(name, ()))
    return "\n\n".join(text.strip("\n") + "\n" for name, text in SUPPORT.items() if name in wanted)
