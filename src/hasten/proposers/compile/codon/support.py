"""Functions that a kernel for Codon may need, as text; each stands for one operation of Python on machine numbers."""

from __future__ import annotations

from collections.abc import Iterable

#: What the C++ side offers. A call of ``k_decline`` does not come back.
EXTERNALS = """
from C import k_decline() -> None
from C import k_truncated(float) -> int
from C import k_rounded(float) -> int
from C import k_mod(float, float) -> float
from C import k_floordiv(float, float) -> float
from C import k_power(float, float) -> float
from C import k_fmod(float, float) -> float
from C import k_atan2(float, float) -> float
from C import k_isqrt(int) -> int
from C import k_gcd(int, int) -> int
from C import k_powmod(int, int, int) -> int
"""
#: Functions of ``math`` on one float, which the C++ side calls as Python does.
MATH = ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log2", "log10")
_WITH_OVERFLOW = """
@llvm
def _{name}_told(a: int, b: int) -> Tuple[int, bool]:
    declare {{i64, i1}} @llvm.{op}.with.overflow.i64(i64, i64)
    %r = call {{i64, i1}} @llvm.{op}.with.overflow.i64(i64 %a, i64 %b)
    %x = extractvalue {{i64, i1}} %r, 0
    %o = extractvalue {{i64, i1}} %r, 1
    %z = zext i1 %o to i8
    %t = insertvalue {{i64, i8}} undef, i64 %x, 0
    %u = insertvalue {{i64, i8}} %t, i8 %z, 1
    ret {{i64, i8}} %u


def _{name}(a: int, b: int) -> int:
    r, over = _{name}_told(a, b)
    if over:
        k_decline()
    return r
"""
#: Name to text. A function may use those before it.
SUPPORT: dict[str, str] = {
    "_require": """
def _require(holds: bool) -> None:
    if not holds:
        k_decline()
""",
    "_known": """
def _known(holds: bool, value: T, T: type) -> T:
    if not holds:
        k_decline()
    return value
""",
    "_add": _WITH_OVERFLOW.format(name="add", op="sadd"),
    "_sub": _WITH_OVERFLOW.format(name="sub", op="ssub"),
    "_mul": _WITH_OVERFLOW.format(name="mul", op="smul"),
    "_divided": """
@llvm
def _quotient(a: int, b: int) -> int:
    %r = sdiv i64 %a, %b
    ret i64 %r


@llvm
def _remainder(a: int, b: int) -> int:
    %r = srem i64 %a, %b
    ret i64 %r


@llvm
def _quotient_low(a: int, b: int) -> int:
    %x = trunc i64 %a to i32
    %y = trunc i64 %b to i32
    %q = udiv i32 %x, %y
    %r = zext i32 %q to i64
    ret i64 %r


@llvm
def _remainder_low(a: int, b: int) -> int:
    %x = trunc i64 %a to i32
    %y = trunc i64 %b to i32
    %q = urem i32 %x, %y
    %r = zext i32 %q to i64
    ret i64 %r


@llvm
def _low(a: int, b: int) -> bool:
    %x = or i64 %a, %b
    %y = lshr i64 %x, 32
    %z = icmp eq i64 %y, 0
    %r = zext i1 %z to i8
    ret i8 %r
""",
    "_floordiv": """
def _floordiv(a: int, b: int) -> int:
    if b == 0:
        k_decline()
        return 0
    if _low(a, b):
        return _quotient_low(a, b)
    if b == -1:
        return _sub(0, a)
    q = _quotient(a, b)
    if _remainder(a, b) != 0 and (a < 0) != (b < 0):
        q -= 1
    return q
""",
    "_mod": """
def _mod(a: int, b: int) -> int:
    if b == 0:
        k_decline()
        return 0
    if _low(a, b):
        return _remainder_low(a, b)
    if b == -1:
        return 0
    r = _remainder(a, b)
    if r != 0 and (r < 0) != (b < 0):
        r += b
    return r
""",
    "_power": """
def _power(a: int, b: int) -> int:
    if b < 0:
        k_decline()
    r = 1
    while b > 0:
        if b & 1 == 1:
            r = _mul(r, a)
        b >>= 1
        if b > 0:
            a = _mul(a, a)
    return r
""",
    "_shifts": """
@llvm
def _left(a: int, b: int) -> int:
    %r = shl i64 %a, %b
    ret i64 %r


@llvm
def _right(a: int, b: int) -> int:
    %r = ashr i64 %a, %b
    ret i64 %r
""",
    "_shl": """
def _shl(a: int, b: int) -> int:
    if b < 0:
        k_decline()
    if a == 0:
        return 0
    if b > 62:
        k_decline()
        return 0
    r = _left(a, b)
    if _right(r, b) != a:
        k_decline()
    return r
""",
    "_shr": """
def _shr(a: int, b: int) -> int:
    if b < 0:
        k_decline()
        return 0
    return _right(a, 63 if b > 63 else b)
""",
    "_abs": """
def _abs(a: int) -> int:
    return _sub(0, a) if a < 0 else a
""",
    "_truediv": """
def _truediv(a: int, b: int) -> float:
    most = 9007199254740992
    if b == 0 or a > most or a < -most or b > most or b < -most:
        k_decline()
    return float(a) / float(b)
""",
    "_div": """
def _div(a: float, b: float) -> float:
    if b == 0.0:
        k_decline()
    return a / b
""",
    "_small": """
def _small(a: int) -> float:
    if a > 9007199254740992 or a < -9007199254740992:
        k_decline()
    return float(a)
""",
    "_bound": """
def _bound(a: int) -> int:
    if a > 4611686018427387904 or a < -4611686018427387904:
        k_decline()
    return a
""",
    "_step": """
def _step(a: int) -> int:
    if a == 0:
        k_decline()
        return 1
    return a
""",
    "_sqrt": """
@llvm
def _root(x: float) -> float:
    declare double @llvm.sqrt.f64(double)
    %r = call double @llvm.sqrt.f64(double %x)
    ret double %r


def _sqrt(x: float) -> float:
    if x < 0.0:
        k_decline()
    return _root(x)
""",
    "_fabs": """
@llvm
def _fabs(x: float) -> float:
    declare double @llvm.fabs.f64(double)
    %r = call double @llvm.fabs.f64(double %x)
    ret double %r
""",
    "_whole": """
@llvm
def _floored(x: float) -> float:
    declare double @llvm.floor.f64(double)
    %r = call double @llvm.floor.f64(double %x)
    ret double %r


@llvm
def _ceiled(x: float) -> float:
    declare double @llvm.ceil.f64(double)
    %r = call double @llvm.ceil.f64(double %x)
    ret double %r
""",
    "_kinds": """
def _isnan(x: float) -> bool:
    return x != x


def _isfinite(x: float) -> bool:
    return x - x == 0.0


def _isinf(x: float) -> bool:
    return x == x and x - x != 0.0
""",
    "_lists": """
def _no_list(T: type) -> List[T]:
    return List[T](Array[T](Ptr[T](), 0), 0)


def _given(p: cobj, n: int, T: type) -> List[T]:
    return List[T](Array[T](Ptr[T](p), n), n)


def _given_rows(p: cobj, n: int, T: type) -> List[List[T]]:
    spans = Ptr[Tuple[cobj, int]](p)
    found = List[List[T]](n)
    for k in range(n):
        start, size = spans[k]
        found.append(_given(start, size, T))
    return found
""",
    "_at": """
def _at(l: List[T], i: int, T: type) -> T:
    n = l.len
    if i < 0:
        i += n
    if i < 0 or i >= n:
        k_decline()
    return l.arr.ptr[i]
""",
    "_store": """
def _store(l: List[T], i: int, value: T, T: type) -> None:
    n = l.len
    if i < 0:
        i += n
    if i < 0 or i >= n:
        k_decline()
    l.arr.ptr[i] = value
""",
    "_repeated": """
def _repeated(l: List[T], times: int, T: type) -> List[T]:
    n = l.len
    if times < 0:
        times = 0
    whole = _mul(n, times)
    if whole > 1073741824:
        k_decline()
    found = List[T](whole)
    for k in range(times):
        for j in range(n):
            found.append(l.arr.ptr[j])
    return found
""",
    "_joined": """
def _joined(a: List[T], b: List[T], T: type) -> List[T]:
    found = List[T](a.len + b.len)
    for k in range(a.len):
        found.append(a.arr.ptr[k])
    for k in range(b.len):
        found.append(b.arr.ptr[k])
    return found
""",
    "_extend": """
def _extend(a: List[T], b: List[T], T: type) -> None:
    n = b.len
    for k in range(n):
        a.append(b.arr.ptr[k])
""",
    "_sliced": """
def _sliced(l: List[T], has_low: bool, low: int, has_high: bool, high: int, step: int, T: type) -> List[T]:
    n = l.len
    first = 0 if step > 0 else n - 1
    last = n if step > 0 else -1
    if has_low:
        first = low + n if low < 0 else low
        if first < 0:
            first = 0 if step > 0 else -1
        if first >= n:
            first = n if step > 0 else n - 1
    if has_high:
        last = high + n if high < 0 else high
        if last < 0:
            last = 0 if step > 0 else -1
        if last >= n:
            last = n if step > 0 else n - 1
    found = List[T](0)
    k = first
    while (k < last) if step > 0 else (k > last):
        found.append(l.arr.ptr[k])
        k += step
    return found
""",
    "_contains": """
def _contains(l: List[T], value: T, T: type) -> bool:
    for k in range(l.len):
        if l.arr.ptr[k] == value:
            return True
    return False
""",
    "_popped": """
def _popped(l: List[T], i: int, T: type) -> T:
    n = l.len
    if i < 0:
        i += n
    if i < 0 or i >= n:
        k_decline()
    value = l.arr.ptr[i]
    for k in range(i, n - 1):
        l.arr.ptr[k] = l.arr.ptr[k + 1]
    l.len = n - 1
    return value
""",
    "_count": """
def _count(l: List[T], value: T, T: type) -> int:
    found = 0
    for k in range(l.len):
        if l.arr.ptr[k] == value:
            found += 1
    return found
""",
    "_position": """
def _position(l: List[T], value: T, T: type) -> int:
    for k in range(l.len):
        if l.arr.ptr[k] == value:
            return k
    k_decline()
    return 0
""",
}
_NEEDS = {
    "_floordiv": ("_divided", "_sub"), "_mod": ("_divided",), "_power": ("_mul",), "_shl": ("_shifts",),
    "_shr": ("_shifts",), "_abs": ("_sub",), "_repeated": ("_mul",),
}  # fmt: skip


def support_text(used: Iterable[str]) -> str:
    """The functions that are used, in an order in which each knows those that it needs."""
    wanted = set(used)
    for name in list(wanted):
        wanted |= set(_NEEDS.get(name, ()))
    return "\n\n".join(text.strip("\n") + "\n" for name, text in SUPPORT.items() if name in wanted)
