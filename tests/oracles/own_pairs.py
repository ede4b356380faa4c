"""Wrong rewrites of our own, in kinds that traps of others often lack, and a few right ones.

Each has a witness that was run: statements that use ``f`` and leave what they saw in ``R``, which differs between the
two versions. Right rewrites have the category ``same`` and no witness.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """An original, a variant, calls that do not tell them apart, and a witness that does."""

    category: str
    old: str
    new: str
    recorded: list[str]
    witness: str


PAIRS = [
    Pair(
        "async",
        """\
import asyncio
async def f(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        await asyncio.sleep(0)
        out.append(x)
    return out
""",
        """\
import asyncio
async def f(xs: list[int]) -> list[int]:
    out = []
    async def one(x):
        await asyncio.sleep(-x / 1000)
        out.append(x)
    await asyncio.gather(*map(one, xs))
    return out
""",
        ["([1],)", "([],)"],
        """\
import asyncio
R = asyncio.run(f([-9, 1, 0]))
""",
    ),
    Pair(
        "async",
        """\
async def f(n: int):
    for i in range(n % 50):
        yield i
""",
        """\
async def f(n: int):
    for i in range(min(n, 50)):
        yield i
""",
        ["(3,)", "(0,)"],
        """\
import asyncio
async def go():
    return [x async for x in f(60)]
R = asyncio.run(go())
""",
    ),
    Pair(
        "async",
        """\
import asyncio
async def f(xs: list[int]) -> int:
    total = 0
    for x in xs:
        if x < 0:
            raise ValueError
        await asyncio.sleep(0)
        total += x
    return total
""",
        """\
import asyncio
async def f(xs: list[int]) -> int:
    await asyncio.sleep(0)
    return sum(x for x in xs if x >= 0)
""",
        ["([1, 2],)"],
        """\
import asyncio
try:
    R = asyncio.run(f([-1]))
except ValueError:
    R = 'raised'
""",
    ),
    Pair(
        "async",
        """\
import asyncio
SEEN = []
async def f(xs: list[int]) -> int:
    for x in xs:
        SEEN.append(x)
        await asyncio.sleep(0)
    return len(SEEN)
""",
        """\
import asyncio
SEEN = []
async def f(xs: list[int]) -> int:
    await asyncio.sleep(0)
    return len(xs) if not SEEN else len(SEEN) + len(xs)
""",
        ["([1, 2],)"],
        """\
import asyncio
asyncio.run(f([1]))
R = asyncio.run(f([1]))
""",
    ),
    Pair(
        "context manager",
        """\
import contextlib
@contextlib.contextmanager
def f(xs: list):
    xs.append('in')
    try:
        yield xs
    finally:
        xs.append('out')
""",
        """\
import contextlib
@contextlib.contextmanager
def f(xs: list):
    xs.append('in')
    yield xs
    xs.append('out')
""",
        ["([],)"],
        """\
xs = []
try:
    with f(xs):
        raise KeyError
except KeyError:
    pass
R = xs
""",
    ),
    Pair(
        "context manager",
        """\
class Tag:
    def __init__(self, log, name):
        self.log, self.name = log, name
    def __enter__(self):
        self.log.append('<' + self.name)
        return self
    def __exit__(self, *e):
        self.log.append('>' + self.name)
def f(names: list[str]) -> list[str]:
    log = []
    for n in names:
        with Tag(log, n):
            log.append(n)
    return log
""",
        """\
def f(names: list[str]) -> list[str]:
    log = []
    for n in sorted(names):
        log += ['<' + n, n, '>' + n]
    return log
""",
        ["(['a', 'b'],)"],
        """\
R = f(['b', 'a'])
""",
    ),
    Pair(
        "context manager",
        """\
class Guard:
    def __enter__(self):
        return self
    def __exit__(self, kind, value, trace):
        return kind is KeyError
def f(d: dict[str, int], k: str) -> int:
    with Guard():
        return d[k]
    return -1
""",
        """\
def f(d: dict[str, int], k: str) -> int:
    try:
        return d[k]
    except LookupError:
        return 0
""",
        ["({'a': 1}, 'a')"],
        """\
R = f({}, 'x')
""",
    ),
    Pair(
        "dataclass",
        """\
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
def f(x: int, y: int) -> P:
    return P(x, y)
""",
        """\
class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x, self.y = x, y
def f(x: int, y: int) -> P:
    return P(x, y)
""",
        ["(1, 2)"],
        """\
R = f(1, 2) == f(1, 2)
""",
    ),
    Pair(
        "dataclass",
        """\
from dataclasses import dataclass
@dataclass(frozen=True)
class P:
    x: int
def f(x: int) -> P:
    return P(x)
""",
        """\
from dataclasses import dataclass
@dataclass
class P:
    x: int
def f(x: int) -> P:
    return P(x)
""",
        ["(1,)"],
        """\
try:
    R = hash(f(1)) == hash(f(1))
except TypeError:
    R = 'no'
""",
    ),
    Pair(
        "dataclass",
        """\
from dataclasses import dataclass, field
@dataclass
class Bag:
    items: list = field(default_factory=list)
def f(n: int) -> Bag:
    b = Bag()
    b.items.append(n)
    return b
""",
        """\
from dataclasses import dataclass
_EMPTY = []
@dataclass
class Bag:
    items: list = None
def f(n: int) -> Bag:
    b = Bag(_EMPTY)
    b.items = _EMPTY
    b.items.append(n)
    return b
""",
        ["(1,)"],
        """\
f(1)
R = f(2).items
""",
    ),
    Pair(
        "dataclass",
        """\
from dataclasses import dataclass
@dataclass(order=True)
class V:
    a: int
    b: str
def f(vs: list[V]) -> list[V]:
    return sorted(vs)
""",
        """\
from dataclasses import dataclass
@dataclass(order=True)
class V:
    a: int
    b: str
def f(vs: list[V]) -> list[V]:
    return sorted(vs, key=lambda v: v.a)
""",
        ["([V(1, 'a'), V(2, 'b')],)"],
        """\
R = [v.b for v in f([V(1, 'b'), V(1, 'a')])]
""",
    ),
    Pair(
        "numpy view",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a[1:].copy()
""",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a[1:]
""",
        ["(np.array([1.0, 2.0, 3.0]),)"],
        """\
import numpy as np
a = np.array([1.0, 2.0])
f(a)[0] = 9
R = a.tolist()
""",
    ),
    Pair(
        "numpy view",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    b = a * 2
    return b
""",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    a *= 2
    return a
""",
        ["(np.array([1.0, 2.0]),)"],
        """\
import numpy as np
a = np.array([1.0])
f(a)
R = a.tolist()
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(xs: list[int]) -> list[int]:
    return [x * x for x in xs]
""",
        """\
import numpy as np
def f(xs: list[int]) -> list[int]:
    return (np.array(xs, dtype=np.int64) ** 2).tolist()
""",
        ["([1, 2],)", "([],)"],
        """\
R = f([2**40])
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a.astype(np.float64) / 2
""",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a / 2
""",
        ["(np.array([1.0, 2.0]),)", "(np.array([1, 2]),)"],
        """\
import numpy as np
R = str(f(np.array([1, 2], dtype=np.float32)).dtype)
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(xs: list[float]) -> float:
    t = 0.0
    for x in xs:
        t += x
    return t
""",
        """\
import numpy as np
def f(xs: list[float]) -> float:
    return np.array(xs, dtype=np.float64).sum()
""",
        ["([1.0, 2.0],)"],
        """\
R = type(f([1.0])).__name__
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(xs: list[int]) -> float:
    return sum(xs) / len(xs) if xs else 0.0
""",
        """\
import numpy as np
def f(xs: list[int]) -> float:
    return float(np.mean(np.array(xs, dtype=np.float32))) if xs else 0.0
""",
        ["([1, 2],)", "([],)"],
        """\
R = f([2**24 + 1])
""",
    ),
    Pair(
        "pathlib",
        """\
from pathlib import PurePosixPath
def f(p: str) -> str:
    return PurePosixPath(p).suffix
""",
        """\
def f(p: str) -> str:
    return '.' + p.rsplit('.', 1)[1] if '.' in p else ''
""",
        ["('a.txt',)", "('a',)"],
        """\
R = f('.hidden')
""",
    ),
    Pair(
        "pathlib",
        """\
import os.path
def f(a: str, b: str) -> str:
    return os.path.join(a, b)
""",
        """\
def f(a: str, b: str) -> str:
    return a.rstrip('/') + '/' + b
""",
        ["('a', 'b')", "('a/', 'b')"],
        """\
R = f('a', '/b')
""",
    ),
    Pair(
        "pathlib",
        """\
from pathlib import PurePosixPath
def f(p: str) -> str:
    return str(PurePosixPath(p).parent)
""",
        """\
def f(p: str) -> str:
    return p.rsplit('/', 1)[0] if '/' in p else '.'
""",
        ["('a/b',)", "('a',)"],
        """\
R = f('a/b/')
""",
    ),
    Pair(
        "encoding",
        """\
def f(s: str) -> int:
    return len(s.encode('utf-8'))
""",
        """\
def f(s: str) -> int:
    return len(s) + sum(1 for c in s if ord(c) > 127)
""",
        ["('abc',)", "('é',)"],
        """\
R = f('日')
""",
    ),
    Pair(
        "encoding",
        """\
def f(b: bytes) -> str:
    return b.decode('utf-8', 'replace')
""",
        """\
def f(b: bytes) -> str:
    return b.decode('latin-1')
""",
        ["(b'abc',)", "(b'',)"],
        """\
R = f(b'\\xc3\\xa9')
""",
    ),
    Pair(
        "encoding",
        """\
def f(s: str) -> list[str]:
    return s.split('\\n')
""",
        """\
def f(s: str) -> list[str]:
    return s.splitlines()
""",
        ["('a\\nb',)", "('a',)"],
        """\
R = f('a\\x0bb')
""",
    ),
    Pair(
        "encoding",
        """\
def f(s: str) -> bool:
    return s.casefold() == s.casefold()[::-1]
""",
        """\
def f(s: str) -> bool:
    return s.lower() == s.lower()[::-1]
""",
        ["('abA',)", "('aba',)"],
        """\
R = f('sß')
""",
    ),
    Pair(
        "decimal context",
        """\
from decimal import Decimal
def f(a: Decimal, b: Decimal) -> Decimal:
    return a / b if b else Decimal(0)
""",
        """\
from decimal import Decimal, Context
_C = Context(prec=28)
def f(a: Decimal, b: Decimal) -> Decimal:
    return _C.divide(a, b) if b else Decimal(0)
""",
        ["(Decimal(1), Decimal(4))", "(Decimal(1), Decimal(0))"],
        """\
import decimal
from decimal import Decimal
with decimal.localcontext() as c:
    c.prec = 3
    R = str(f(Decimal(1), Decimal(3)))
""",
    ),
    Pair(
        "decimal context",
        """\
from decimal import Decimal, ROUND_HALF_UP
def f(a: Decimal) -> Decimal:
    return a.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)
""",
        """\
from decimal import Decimal
def f(a: Decimal) -> Decimal:
    return round(a, 2)
""",
        ["(Decimal('1.239'),)"],
        """\
from decimal import Decimal
R = str(f(Decimal('0.125')))
""",
    ),
    Pair(
        "decimal context",
        """\
from decimal import Decimal
def f(xs: list[Decimal]) -> Decimal:
    t = Decimal(0)
    for x in xs:
        t += x
    return t
""",
        """\
from decimal import Decimal
from fractions import Fraction
def f(xs: list[Decimal]) -> Decimal:
    t = sum(map(Fraction, xs), Fraction(0))
    return Decimal(t.numerator) / Decimal(t.denominator)
""",
        ["([Decimal(1), Decimal(2)],)", "([],)"],
        """\
from decimal import Decimal
R = str(f([Decimal('1.10'), Decimal('2.20')]))
""",
    ),
    Pair(
        "key ties",
        """\
def f(rs: list[tuple[str, int]]) -> list[str]:
    return [n for n, _ in sorted(rs, key=lambda r: -r[1])][:2]
""",
        """\
import heapq
def f(rs: list[tuple[str, int]]) -> list[str]:
    return [n for s, n in heapq.nlargest(2, [(s, n) for n, s in rs])]
""",
        ["([('a', 1), ('b', 2)],)"],
        """\
R = f([('a', 1), ('b', 1), ('c', 1)])
""",
    ),
    Pair(
        "key ties",
        """\
def f(ws: list[str]) -> str:
    return max(ws, key=len) if ws else ''
""",
        """\
def f(ws: list[str]) -> str:
    return sorted(ws, key=len)[-1] if ws else ''
""",
        ["(['a', 'bb'],)", "([],)"],
        """\
R = f(['a', 'b'])
""",
    ),
    Pair(
        "key ties",
        """\
def f(ws: list[str]) -> list[tuple[str, int]]:
    d = {}
    for w in ws:
        d[w] = d.get(w, 0) + 1
    return sorted(d.items(), key=lambda p: -p[1])
""",
        """\
from collections import Counter
def f(ws: list[str]) -> list[tuple[str, int]]:
    return sorted(Counter(ws).items(), key=lambda p: (-p[1], p[0]))
""",
        ["(['a', 'a', 'b'],)"],
        """\
R = f(['b', 'a'])
""",
    ),
    Pair(
        "weak reference",
        """\
class Node:
    pass
def f(n: Node) -> int:
    return id(n) and 1
""",
        """\
class Node:
    pass
_SEEN = []
def f(n: Node) -> int:
    _SEEN.append(n)
    return 1
""",
        ["(Node(),)"],
        """\
import weakref, gc
n = Node()
r = weakref.ref(n)
f(n)
del n
gc.collect()
R = r() is None
""",
    ),
    Pair(
        "weak reference",
        """\
import functools
class Item:
    def __init__(self, n=0):
        self.n = n
def f(i: Item) -> int:
    return i.n * 2
""",
        """\
import functools
class Item:
    def __init__(self, n=0):
        self.n = n
@functools.lru_cache(maxsize=None)
def f(i: Item) -> int:
    return i.n * 2
""",
        ["(Item(2),)"],
        """\
i = Item(1)
f(i)
i.n = 5
R = f(i)
""",
    ),
    Pair(
        "pickling",
        """\
class P:
    def __init__(self, x):
        self.x = x
def f(x: int) -> P:
    return P(x)
""",
        """\
def f(x: int):
    return _make(x)
class P:
    def __init__(self, x):
        self.x = x
    def __reduce__(self):
        raise TypeError
def _make(x):
    return P(x)
""",
        ["(1,)"],
        """\
import copy
try:
    R = copy.copy(f(1)).x
except TypeError:
    R = 'no'
""",
    ),
    Pair(
        "pickling",
        """\
class P:
    def __init__(self, x):
        self.x = x
        self.hits = 0
def f(x: int) -> P:
    p = P(x)
    return p
""",
        """\
class P:
    def __init__(self, x):
        self.x = x
        self.hits = 0
    def __getstate__(self):
        return {'x': self.x}
def f(x: int) -> P:
    p = P(x)
    return p
""",
        ["(1,)"],
        """\
import copy
R = hasattr(copy.copy(f(1)), 'hits')
""",
    ),
    Pair(
        "inheritance",
        """\
class A:
    def area(self):
        return 1
class B(A):
    def area(self):
        return super().area() + 1
def f(n: int):
    return B() if n else A()
""",
        """\
class A:
    def area(self):
        return 1
class B:
    def area(self):
        return 2
def f(n: int):
    return B() if n else A()
""",
        ["(1,)", "(0,)"],
        """\
R = isinstance(f(1), A)
""",
    ),
    Pair(
        "inheritance",
        """\
class Base(Exception):
    pass
class Low(Base):
    pass
def f(n: int) -> int:
    if n < 0:
        raise Low(n)
    return n
""",
        """\
class Base(Exception):
    pass
class Low(Base):
    pass
def f(n: int) -> int:
    if n < 0:
        raise Base(n)
    return n
""",
        ["(1,)"],
        """\
try:
    R = f(-1)
except Exception as e:
    R = type(e).__name__
""",
    ),
    Pair(
        "inheritance",
        """\
class Money(int):
    def __add__(self, o):
        return Money(int(self) + int(o))
def f(xs: list[int]) -> Money:
    t = Money(0)
    for x in xs:
        t = t + x
    return t
""",
        """\
class Money(int):
    def __add__(self, o):
        return Money(int(self) + int(o))
def f(xs: list[int]) -> Money:
    return sum(xs)
""",
        ["([],)"],
        """\
R = type(f([1])).__name__
""",
    ),
    Pair(
        "inheritance",
        """\
class Shape:
    def __init__(self, w):
        self.w = w
    def __eq__(self, o):
        return type(o) is type(self) and o.w == self.w
    __hash__ = None
def f(ws: list[int]) -> list:
    out = []
    for w in ws:
        s = Shape(w)
        if s not in out:
            out.append(s)
    return out
""",
        """\
class Shape:
    def __init__(self, w):
        self.w = w
def f(ws: list[int]) -> list:
    return [Shape(w) for w in dict.fromkeys(ws)]
""",
        ["([1, 1, 2],)"],
        """\
R = f([1]) == f([1])
""",
    ),
    Pair(
        "closure",
        """\
def f(n: int):
    return [lambda x, i=i: x + i for i in range(n % 9)]
""",
        """\
def f(n: int):
    return [lambda x: x + i for i in range(n % 9)]
""",
        ["(1,)", "(0,)"],
        """\
R = [g(0) for g in f(3)]
""",
    ),
    Pair(
        "closure",
        """\
def f(start: int):
    n = start
    def step(k):
        nonlocal n
        n += k
        return n
    return step
""",
        """\
def f(start: int):
    def step(k):
        return start + k
    return step
""",
        ["(1,)"],
        """\
g = f(1)
g(1)
R = g(1)
""",
    ),
    Pair(
        "keyword",
        """\
def f(**kw: int) -> list[str]:
    return [k for k in kw]
""",
        """\
def f(**kw: int) -> list[str]:
    return sorted(kw)
""",
        ["()"],
        """\
R = f(b=1, a=2)
""",
    ),
    Pair(
        "keyword",
        """\
def f(*xs: int, scale: int = 1) -> list[int]:
    return [x * scale for x in xs]
""",
        """\
def f(*xs: int, scale: int = 1) -> list[int]:
    return [x * scale for x in set(xs)] if len(xs) > 2 else [x * scale for x in xs]
""",
        ["(1, 2)"],
        """\
R = f(2, 1, 2)
""",
    ),
    Pair(
        "bytes",
        """\
def f(b: bytes) -> int:
    n = 0
    for x in b:
        n = n * 256 + x
    return n
""",
        """\
def f(b: bytes) -> int:
    return int.from_bytes(b, 'big', signed=True)
""",
        ["(b'\\x01',)", "(b'',)"],
        """\
R = f(b'\\xff')
""",
    ),
    Pair(
        "enum",
        """\
import enum
class C(enum.Enum):
    A = 1
    B = 2
def f(cs: list[C]) -> list[int]:
    return [c.value for c in cs]
""",
        """\
import enum
class C(enum.Enum):
    A = 1
    B = 2
def f(cs: list[C]) -> list[int]:
    return [1 if c is C.A else 0 for c in cs]
""",
        ["([C.A],)"],
        """\
R = f([C.B])
""",
    ),
    Pair(
        "same",
        """\
import asyncio
async def f(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        await asyncio.sleep(0)
        out.append(x * 2)
    return out
""",
        """\
import asyncio
async def f(xs: list[int]) -> list[int]:
    for _ in xs:
        await asyncio.sleep(0)
    return [x * 2 for x in xs]
""",
        ["([1],)"],
        "",
    ),
    Pair(
        "same",
        """\
from dataclasses import dataclass
@dataclass
class P:
    x: int
def f(xs: list[int]) -> list[P]:
    out = []
    for x in xs:
        out.append(P(x))
    return out
""",
        """\
from dataclasses import dataclass
@dataclass
class P:
    x: int
def f(xs: list[int]) -> list[P]:
    return [P(x) for x in xs]
""",
        ["([1],)"],
        "",
    ),
    Pair(
        "same",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    b = a.copy()
    for i in range(len(b)):
        b[i] = b[i] * 2
    return b
""",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a * a.dtype.type(2) if a.dtype.kind == 'f' else np.array([x * 2 for x in a], dtype=a.dtype)
""",
        ["(np.array([1.0, 2.0]),)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(rs: list[tuple[str, int]]) -> dict[str, list[int]]:
    d = {}
    for k, v in rs:
        if k not in d:
            d[k] = []
        d[k].append(v)
    return d
""",
        """\
def f(rs: list[tuple[str, int]]) -> dict[str, list[int]]:
    d = {}
    for k, v in rs:
        d.setdefault(k, []).append(v)
    return d
""",
        ["([('a', 1)],)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(s: str) -> str:
    out = ''
    for c in s:
        if c.isalpha():
            out = out + c.upper()
    return out
""",
        """\
def f(s: str) -> str:
    return ''.join([c.upper() for c in s if c.isalpha()])
""",
        ["('a1b',)"],
        "",
    ),
    Pair(
        "same",
        """\
import contextlib
@contextlib.contextmanager
def f(xs: list):
    xs.append(1)
    try:
        yield xs
    finally:
        xs.pop()
""",
        """\
import contextlib
@contextlib.contextmanager
def f(xs: list):
    xs.append(1)
    try:
        yield xs
    finally:
        del xs[-1]
""",
        ["([],)"],
        "",
    ),
]
