"""Functions that a numba kernel may need, as text; each stands for one operation of Python on machine numbers."""

from __future__ import annotations

from collections.abc import Iterable

#: Name to text. A function may use those before it. Overflow is looked for before it happens: afterwards the compiler
#: may take it for impossible.
SUPPORT: dict[str, str] = {
    "_add": '''
@njit
def _add(a, b):
    if b > 9223372036854775807 - a if a > 0 else b < -9223372036854775808 - a:
        raise OverflowError
    return a + b
''',
    "_sub": '''
@njit
def _sub(a, b):
    if a < -9223372036854775808 + b if b > 0 else a > 9223372036854775807 + b:
        raise OverflowError
    return a - b
''',
    "_mul": '''
@njit
def _mul(a, b):
    if -2147483648 <= a <= 2147483647 and -2147483648 <= b <= 2147483647:
        return a * b
    if a == 0 or b == 0:
        return 0
    if a == -9223372036854775808 or b == -9223372036854775808 or abs(a) > 9223372036854775807 // abs(b):
        raise OverflowError
    return a * b
''',
    "_floordiv": '''
@njit
def _floordiv(a, b):
    if b == 0:
        raise ZeroDivisionError
    if b == -1:
        if a == -9223372036854775808:
            raise OverflowError
        return -a
    return a // b
''',
    "_mod": '''
@njit
def _mod(a, b):
    if b == 0:
        raise ZeroDivisionError
    if b == -1:
        return 0
    return a % b
''',
    "_power": '''
@njit
def _power(a, b):
    if b < 0:
        raise ValueError
    r = 1
    while b:
        if b & 1:
            r = _mul(r, a)
        b >>= 1
        if b:
            a = _mul(a, a)
    return r
''',
    "_shl": '''
@njit
def _shl(a, b):
    if b < 0:
        raise ValueError
    if a == 0:
        return a
    if b > 62 or not -(4611686018427387904 >> b) <= a <= (4611686018427387904 >> b):
        raise OverflowError
    return a << b
''',
    "_shr": '''
@njit
def _shr(a, b):
    if b < 0:
        raise ValueError
    return a >> min(b, 63)
''',
    "_abs": '''
@njit
def _abs(a):
    if a == -9223372036854775808:
        raise OverflowError
    return -a if a < 0 else a
''',
    "_truediv": '''
@njit
def _truediv(a, b):
    if b == 0:
        raise ZeroDivisionError
    if not (-9007199254740992 <= a <= 9007199254740992 and -9007199254740992 <= b <= 9007199254740992):
        raise OverflowError
    return float(a) / float(b)
''',
    "_div": '''
@njit
def _div(a, b):
    if b == 0:
        raise ZeroDivisionError
    return a / b
''',
    "_small": '''
@njit
def _small(a):
    if not -9007199254740992 <= a <= 9007199254740992:
        raise OverflowError
    return float(a)
''',
    "_bound": '''
@njit
def _bound(a):
    if not -4611686018427387904 <= a <= 4611686018427387904:
        raise OverflowError
    return a
''',
    "_truncated": '''
@njit
def _truncated(x):
    if not -9223372036854775808.0 <= x < 9223372036854775808.0:
        raise OverflowError
    return int(x)
''',
    "_told": '''
@njit
def _told(r, x):
    if (math.isnan(r) and not math.isnan(x)) or (math.isinf(r) and not (math.isinf(x) or math.isnan(x))):
        raise ValueError
    return r
''',
    "_fmod": '''
@njit
def _fmod(a, b):
    if b == 0:
        raise ZeroDivisionError
    r = numpy.fmod(a, b)
    if r:
        if (b < 0) != (r < 0):
            r += b
    else:
        r = math.copysign(0.0, b)
    return r
''',
    "_ffloordiv": '''
@njit
def _ffloordiv(a, b):
    if b == 0:
        raise ZeroDivisionError
    r = numpy.fmod(a, b)
    q = (a - r) / b
    if r and (b < 0) != (r < 0):
        q -= 1.0
    if not q:
        return math.copysign(0.0, a / b)
    f = float(numpy.floor(q))
    return f + 1.0 if q - f > 0.5 else f
''',
    "_gcd": '''
@njit
def _gcd(a, b):
    a, b = _abs(a), _abs(b)
    while b:
        a, b = b, a % b
    return a
''',
    "_isqrt": '''
@njit
def _isqrt(n):
    if n < 0 or n > 4503599627370496:
        raise ValueError
    r = int(math.sqrt(float(n)))
    while r * r > n:
        r -= 1
    while (r + 1) * (r + 1) <= n:
        r += 1
    return r
''',
    "_array": '''
def _array(values, kind, dtype):
    if type(values) is not list or set(map(type, values)) - {kind}:
        raise TypeError
    return numpy.array(values, dtype)
''',
    "_table": '''
def _table(rows, kind, dtype):
    if type(rows) is not list or set(map(type, rows)) != {list} or len(set(map(len, rows))) != 1 or not rows[0]:
        raise TypeError
    if any(set(map(type, row)) - {kind} for row in rows):
        raise TypeError
    return numpy.array(rows, dtype)
''',
}
_NEEDS = {"_power": ("_mul",), "_gcd": ("_abs",)}


def support_text(used: Iterable[str]) -> str:
    """The functions that are used, in an order in which each knows those that it needs."""
    wanted = set(used)
    for name in list(wanted):
        wanted |= set(_NEEDS.get(name, ()))
    return "\n\n".join(text.strip("\n") + "\n" for name, text in SUPPORT.items() if name in wanted)
