"""Wrong and right rewrites that hang on the language's small print; each wrong one has a witness that was run.

The format is that of ``own_pairs``. They were written before the oracle was run on any of them.
"""

from __future__ import annotations

from tests.oracles.own_pairs import Pair

PAIRS = [
    Pair(
        "property",
        """\
class Box:
    def __init__(self, items):
        self._items = list(items)
    @property
    def items(self):
        return list(self._items)
def f(xs: list[int]) -> Box:
    return Box(xs)
""",
        """\
class Box:
    def __init__(self, items):
        self._items = list(items)
    @property
    def items(self):
        return self._items
def f(xs: list[int]) -> Box:
    return Box(xs)
""",
        ["([1, 2],)"],
        """\
b = f([1])
b.items.append(2)
R = b.items
""",
    ),
    Pair(
        "property",
        """\
class Temp:
    def __init__(self, c):
        self.c = c
    @property
    def fahrenheit(self):
        return self.c * 9 / 5 + 32
def f(c: float) -> Temp:
    return Temp(c)
""",
        """\
class Temp:
    def __init__(self, c):
        self.c = c
        self.fahrenheit = c * 9 / 5 + 32
def f(c: float) -> Temp:
    return Temp(c)
""",
        ["(20.0,)"],
        """\
t = f(20.0)
t.c = 0.0
R = t.fahrenheit
""",
    ),
    Pair(
        "iterator",
        """\
from typing import Iterator
def f(it: Iterator[int]) -> list[int]:
    out = []
    for x in it:
        if x < 0:
            break
        out.append(x)
    return out
""",
        """\
from typing import Iterator
def f(it: Iterator[int]) -> list[int]:
    xs = list(it)
    for i, x in enumerate(xs):
        if x < 0:
            return xs[:i]
    return xs
""",
        ["(iter([1, 2]),)"],
        """\
it = iter([1, -1, 5])
f(it)
R = list(it)
""",
    ),
    Pair(
        "iterator",
        """\
from typing import Iterable
def f(xs: Iterable[int], n: int) -> list[int]:
    out = []
    if n <= 0:
        return out
    for x in xs:
        out.append(x)
        if len(out) == n:
            break
    return out
""",
        """\
from itertools import islice
from typing import Iterable
def f(xs: Iterable[int], n: int) -> list[int]:
    return [x for _, x in zip(range(n), xs)] if n > 1 else list(islice(xs, n + 1))[:max(n, 0)]
""",
        ["([1, 2, 3], 2)", "([], 1)"],
        """\
it = iter([1, 2, 3])
f(it, 1)
R = list(it)
""",
    ),
    Pair(
        "iterator",
        """\
from typing import Iterable
def f(xs: Iterable[float]) -> tuple[float, float]:
    xs = list(xs)
    return (min(xs), max(xs)) if xs else (0.0, 0.0)
""",
        """\
from typing import Iterable
def f(xs: Iterable[float]) -> tuple[float, float]:
    return (min(xs, default=0.0), max(xs, default=0.0))
""",
        ["([1.0, 2.0],)", "([],)"],
        """\
R = f(iter([1.0, 2.0]))
""",
    ),
    Pair(
        "iterator",
        """\
def f(n: int):
    for i in range(n % 20):
        yield i * i
""",
        """\
def f(n: int):
    return iter([i * i for i in range(n % 20)])
""",
        ["(3,)"],
        """\
R = hasattr(f(3), 'send')
""",
    ),
    Pair(
        "generator",
        """\
def f(xs: list[int]):
    total = 0
    for x in xs:
        got = yield total
        total += x if got is None else got
""",
        """\
def f(xs: list[int]):
    total = 0
    for x in xs:
        yield total
        total += x
""",
        ["([1, 2],)"],
        """\
g = f([1, 2, 3])
next(g)
R = g.send(10)
""",
    ),
    Pair(
        "float order",
        """\
def f(xs: list[float]) -> float:
    t = 0.0
    for x in xs:
        t += x
    return t
""",
        """\
import math
def f(xs: list[float]) -> float:
    return math.fsum(xs)
""",
        ["([1.0, 2.0],)", "([],)"],
        """\
R = f([0.1] * 10)
""",
    ),
    Pair(
        "float order",
        """\
def f(xs: list[float]) -> float:
    t = 0.0
    for x in xs:
        t += x * x
    return t
""",
        """\
def f(xs: list[float]) -> float:
    t = 0.0
    for x in sorted(xs, key=abs):
        t += x * x
    return t
""",
        ["([1.0, 2.0],)", "([],)"],
        """\
R = f([3.1, 1.6, 2.6])
""",
    ),
    Pair(
        "float order",
        """\
def f(a: float, b: float, c: float) -> float:
    return a * b / c if c else 0.0
""",
        """\
def f(a: float, b: float, c: float) -> float:
    return a * (b / c) if c else 0.0
""",
        ["(1.0, 2.0, 4.0)"],
        """\
R = f(3.0, 1.0, 3.0) , f(1e300, 1e300, 1e300)
""",
    ),
    Pair(
        "float order",
        """\
def f(x: float) -> float:
    return (x ** 2 + 1) ** 0.5 - 1
""",
        """\
import math
def f(x: float) -> float:
    return math.sqrt(x * x + 1) - 1
""",
        ["(1.0,)", "(0.0,)"],
        """\
try:
    R = f(1e200)
except OverflowError:
    R = 'overflow'
""",
    ),
    Pair(
        "negative division",
        """\
def f(a: int, b: int) -> int:
    return a // b if b else 0
""",
        """\
def f(a: int, b: int) -> int:
    return int(a / b) if b else 0
""",
        ["(7, 2)", "(1, 0)"],
        """\
R = f(-7, 2)
""",
    ),
    Pair(
        "negative division",
        """\
def f(n: int) -> int:
    return n % 8
""",
        """\
import math
def f(n: int) -> int:
    return int(math.fmod(n, 8))
""",
        ["(9,)", "(0,)"],
        """\
R = f(-1)
""",
    ),
    Pair(
        "negative division",
        """\
def f(n: int) -> int:
    s = 0
    while n > 0:
        s += n % 10
        n //= 10
    return s
""",
        """\
def f(n: int) -> int:
    return sum(map(int, str(abs(n))))
""",
        ["(123,)", "(0,)"],
        """\
R = f(-5)
""",
    ),
    Pair(
        "split",
        """\
def f(s: str) -> list[str]:
    return s.split()
""",
        """\
def f(s: str) -> list[str]:
    return [w for w in s.split(' ') if w]
""",
        ["('a b',)", "('',)", "(' a  b ',)"],
        """\
R = f('a\\tb')
""",
    ),
    Pair(
        "split",
        """\
def f(s: str) -> str:
    if s.startswith('data:'):
        s = s[len('data:'):]
    return s
""",
        """\
def f(s: str) -> str:
    return s.lstrip('data:')
""",
        ["('data:x',)", "('x',)"],
        """\
R = f('data:atlas')
""",
    ),
    Pair(
        "split",
        """\
def f(s: str) -> str:
    return s.rpartition('.')[0]
""",
        """\
def f(s: str) -> str:
    return s.rsplit('.', 1)[0]
""",
        ["('a.b',)", "('a.b.c',)"],
        """\
R = f('ab')
""",
    ),
    Pair(
        "split",
        """\
def f(line: str) -> dict[str, str]:
    out = {}
    for part in line.split(';'):
        if '=' in part:
            k, v = part.split('=', 1)
            out[k.strip()] = v.strip()
    return out
""",
        """\
def f(line: str) -> dict[str, str]:
    return {p.split('=')[0].strip(): p.split('=')[1].strip() for p in line.split(';') if '=' in p}
""",
        ["('a=1; b=2',)", "('',)"],
        """\
R = f('a=b=c')
""",
    ),
    Pair(
        "dict order",
        """\
def f(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    out = dict(a)
    for k, v in b.items():
        out[k] = v
    return out
""",
        """\
def f(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    return {**{k: v for k, v in a.items() if k not in b}, **b}
""",
        ["({'a': 1}, {'b': 2})", "({}, {})"],
        """\
R = list(f({'a': 1, 'b': 2}, {'a': 3}))
""",
    ),
    Pair(
        "dict order",
        """\
def f(d: dict[str, int]) -> dict[int, str]:
    out = {}
    for k, v in d.items():
        if v not in out:
            out[v] = k
    return out
""",
        """\
def f(d: dict[str, int]) -> dict[int, str]:
    return {v: k for k, v in reversed(d.items())}
""",
        ["({'a': 1},)", "({},)"],
        """\
R = list(f({'a': 1, 'b': 2}))
""",
    ),
    Pair(
        "dict order",
        """\
def f(words: list[str]) -> dict[str, int]:
    out = {}
    for i, w in enumerate(words):
        out.pop(w, None)
        out[w] = i
    return out
""",
        """\
def f(words: list[str]) -> dict[str, int]:
    return {w: i for i, w in enumerate(words)}
""",
        ["(['a', 'b'],)", "([],)"],
        """\
R = list(f(['a', 'b', 'a']))
""",
    ),
    Pair(
        "mutable default",
        """\
def f(x: int, seen: list | None = None) -> list:
    if seen is None:
        seen = []
    seen.append(x)
    return seen
""",
        """\
def f(x: int, seen: list | None = None) -> list:
    seen = seen or []
    seen.append(x)
    return seen
""",
        ["(1,)", "(1, [2])"],
        """\
s = []
f(1, s)
R = s
""",
    ),
    Pair(
        "mutable default",
        """\
def f(n: int, memo: dict | None = None) -> int:
    memo = {} if memo is None else memo
    for i in range(min(n, 30)):
        memo[i] = i
    return len(memo)
""",
        """\
def f(n: int, memo: dict | None = None, _own={}) -> int:
    memo = _own if memo is None else memo
    for i in range(min(n, 30)):
        memo[i] = i
    return len(memo)
""",
        ["(3,)"],
        """\
f(9)
R = f(2)
""",
    ),
    Pair(
        "exception",
        """\
def f(d: dict[str, int], k: str) -> int:
    if k not in d:
        raise LookupError(k)
    return d[k]
""",
        """\
def f(d: dict[str, int], k: str) -> int:
    return d[k]
""",
        ["({'a': 1}, 'a')"],
        """\
try:
    R = f({}, 'a')
except Exception as e:
    R = type(e).__name__
""",
    ),
    Pair(
        "exception",
        """\
def f(s: str) -> int:
    try:
        return int(s)
    except ValueError:
        return -1
""",
        """\
def f(s: str) -> int:
    return int(s) if s.lstrip('-').isdigit() else -1
""",
        ["('12',)", "('x',)", "('-3',)"],
        """\
R = f(' 7 ')
""",
    ),
    Pair(
        "exception",
        """\
def f(xs: list[int], i: int) -> int:
    try:
        return xs[i]
    except IndexError:
        return 0
""",
        """\
def f(xs: list[int], i: int) -> int:
    return xs[i] if i < len(xs) else 0
""",
        ["([1, 2], 0)", "([1], 4)"],
        """\
try:
    R = f([1], -2)
except IndexError:
    R = 'raised'
""",
    ),
    Pair(
        "exception",
        """\
def f(xs: list[int]) -> int:
    log = []
    try:
        for x in xs:
            log.append(10 // x)
    finally:
        xs.clear()
    return sum(log)
""",
        """\
def f(xs: list[int]) -> int:
    t = sum(10 // x for x in xs)
    xs.clear()
    return t
""",
        ["([1, 2],)"],
        """\
xs = [1, 0]
try:
    f(xs)
except ZeroDivisionError:
    pass
R = xs
""",
    ),
    Pair(
        "short circuit",
        """\
def f(xs: list[int], limit: int) -> bool:
    for x in xs:
        if x > limit:
            return True
        if x == 0:
            raise ZeroDivisionError
    return False
""",
        """\
def f(xs: list[int], limit: int) -> bool:
    if 0 in xs:
        raise ZeroDivisionError
    return any(x > limit for x in xs)
""",
        ["([1, 2], 1)", "([1], 5)"],
        """\
try:
    R = f([9, 0], 1)
except ZeroDivisionError:
    R = 'raised'
""",
    ),
    Pair(
        "short circuit",
        """\
from typing import Callable
def f(xs: list[int], test: Callable[[int], bool]) -> int:
    for i, x in enumerate(xs):
        if test(x):
            return i
    return -1
""",
        """\
from typing import Callable
def f(xs: list[int], test: Callable[[int], bool]) -> int:
    found = [i for i, x in enumerate(xs) if test(x)]
    return found[0] if found else -1
""",
        ["([1, 2], bool)"],
        """\
seen = []
f([1, 2, 3], lambda x: seen.append(x) or True)
R = seen
""",
    ),
    Pair(
        "short circuit",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    return a or b or [0]
""",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    return a if a else (list(b) if b else [0])
""",
        ["([1], [2])", "([], [])"],
        """\
b = [1]
R = f([], b) is b
""",
    ),
    Pair(
        "aliasing",
        """\
def f(target: list[int], source: list[int]) -> None:
    target.clear()
    for x in source:
        target.append(x)
""",
        """\
def f(target: list[int], source: list[int]) -> None:
    target[:] = source
""",
        ["([1], [2])", "([], [])"],
        """\
a = [1, 2]
f(a, a)
R = a
""",
    ),
    Pair(
        "aliasing",
        """\
def f(rows: int, cols: int) -> list[list[int]]:
    return [[0] * (cols % 7) for _ in range(rows % 7)]
""",
        """\
def f(rows: int, cols: int) -> list[list[int]]:
    return [[0] * (cols % 7)] * (rows % 7)
""",
        ["(1, 2)", "(0, 0)"],
        """\
g = f(2, 2)
g[0][0] = 1
R = g
""",
    ),
    Pair(
        "aliasing",
        """\
import copy
def f(d: dict[str, list[int]]) -> dict[str, list[int]]:
    return copy.deepcopy(d)
""",
        """\
def f(d: dict[str, list[int]]) -> dict[str, list[int]]:
    return {k: list(v) for k, v in d.items()}
""",
        ["({'a': [1]},)", "({},)"],
        """\
x = [1]
d = f({'a': x, 'b': x})
R = d['a'] is d['b']
""",
    ),
    Pair(
        "closure",
        """\
def f(words: list[str]):
    seen = set(words)
    return lambda w: w in seen
""",
        """\
def f(words: list[str]):
    return lambda w: w in words
""",
        ["(['a'],)"],
        """\
ws = ['a']
g = f(ws)
ws.append('b')
R = g('b')
""",
    ),
    Pair(
        "closure",
        """\
def f(k: int):
    count = 0
    def add(x: int) -> int:
        nonlocal count
        count += 1
        return x + k * count
    return add
""",
        """\
_COUNT = [0]
def f(k: int):
    _COUNT[0] = 0
    def add(x: int) -> int:
        _COUNT[0] += 1
        return x + k * _COUNT[0]
    return add
""",
        ["(1,)"],
        """\
a = f(1)
b = f(1)
a(0)
R = b(0)
""",
    ),
    Pair(
        "slicing",
        """\
def f(xs: list[int], k: int) -> list[int]:
    out = []
    for i in range(len(xs)):
        if i >= len(xs) - k:
            out.append(xs[i])
    return out
""",
        """\
def f(xs: list[int], k: int) -> list[int]:
    return xs[-k:]
""",
        ["([1, 2, 3], 2)", "([1], 1)"],
        """\
R = f([1, 2], 0)
""",
    ),
    Pair(
        "slicing",
        """\
def f(s: str, i: int) -> str:
    if i < 0 or i >= len(s):
        return ''
    return s[i]
""",
        """\
def f(s: str, i: int) -> str:
    return s[i:i + 1]
""",
        ["('abc', 1)", "('abc', 7)"],
        """\
R = f('abc', -3)
""",
    ),
    Pair(
        "set semantics",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    return [x for x in a if x in b]
""",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    return sorted(set(a) & set(b))
""",
        ["([1, 2], [2, 3])", "([], [])"],
        """\
R = f([2, 1, 2], [1, 2])
""",
    ),
    Pair(
        "comparison",
        """\
def f(xs: list[float]) -> bool:
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            return False
    return True
""",
        """\
def f(xs: list[float]) -> bool:
    return all(a <= b for a, b in zip(xs, xs[1:]))
""",
        ["([1.0, 2.0],)", "([2.0, 1.0],)"],
        """\
R = f([1.0, float('nan')])
""",
    ),
    Pair(
        "comparison",
        """\
def f(xs: list[float]) -> float:
    best = float('-inf')
    for x in xs:
        if x > best:
            best = x
    return best
""",
        """\
def f(xs: list[float]) -> float:
    return max(xs, default=float('-inf'))
""",
        ["([1.0, 2.0],)", "([],)"],
        """\
R = f([float('nan'), 1.0])
""",
    ),
    Pair(
        "bool",
        """\
def f(flags: list[bool]) -> int:
    n = 0
    for flag in flags:
        if flag:
            n += 1
    return n
""",
        """\
def f(flags: list[bool]) -> int:
    return any(flags) and sum(flags)
""",
        ["([True],)", "([True, False, True],)"],
        """\
R = repr(f([]))
""",
    ),
    Pair(
        "class attribute",
        """\
class Cart:
    def __init__(self):
        self.items = []
    def put(self, x):
        self.items.append(x)
def f(xs: list[int]) -> list[int]:
    c = Cart()
    for x in xs:
        c.put(x)
    return c.items
""",
        """\
class Cart:
    items = []
    def put(self, x):
        self.items.append(x)
def f(xs: list[int]) -> list[int]:
    c = Cart()
    for x in xs:
        c.put(x)
    return c.items
""",
        ["([1],)"],
        """\
f([1])
R = f([2])
""",
    ),
    Pair(
        "slots",
        """\
class P:
    def __init__(self, x):
        self.x = x
def f(x: int) -> P:
    return P(x)
""",
        """\
class P:
    __slots__ = ('x',)
    def __init__(self, x):
        self.x = x
def f(x: int) -> P:
    return P(x)
""",
        ["(1,)"],
        """\
p = f(1)
try:
    p.tag = 1
    R = 'set'
except AttributeError:
    R = 'refused'
""",
    ),
    Pair(
        "named tuple",
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
from typing import NamedTuple
class P(NamedTuple):
    x: int
    y: int
def f(x: int, y: int) -> P:
    return P(x, y)
""",
        ["(1, 2)"],
        """\
R = f(1, 2) == (1, 2)
""",
    ),
    Pair(
        "recursion",
        """\
def f(xs: list) -> list:
    out = []
    stack = [iter(xs)]
    while stack:
        for x in stack[-1]:
            if isinstance(x, list):
                stack.append(iter(x))
                break
            out.append(x)
        else:
            stack.pop()
    return out
""",
        """\
def f(xs: list) -> list:
    out = []
    for x in xs:
        out += f(x) if isinstance(x, list) else [x]
    return out
""",
        ["([1, [2, [3]]],)", "([],)"],
        """\
x = []
for _ in range(5000):
    x = [x]
try:
    R = f(x)
except RecursionError:
    R = 'deep'
""",
    ),
    Pair(
        "same",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    out = []
    for x in a:
        if x in b:
            out.append(x)
    return out
""",
        """\
def f(a: list[int], b: list[int]) -> list[int]:
    known = set(b)
    return [x for x in a if x in known]
""",
        ["([1, 2], [2])"],
        "",
    ),
    Pair(
        "same",
        """\
def f(a: int, b: int) -> int:
    q = 0
    if b == 0:
        return 0
    return (a - a % b) // b
""",
        """\
def f(a: int, b: int) -> int:
    return a // b if b else 0
""",
        ["(7, 2)", "(1, 0)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(s: str) -> str:
    if s.startswith('data:'):
        s = s[len('data:'):]
    return s
""",
        """\
def f(s: str) -> str:
    return s.removeprefix('data:')
""",
        ["('data:x',)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(words: list[str]) -> dict[str, int]:
    out = {}
    for w in words:
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out
""",
        """\
def f(words: list[str]) -> dict[str, int]:
    out = {}
    for w in words:
        out[w] = out.get(w, 0) + 1
    return out
""",
        ["(['a'],)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(xs: list[int]):
    for x in xs:
        if x % 2:
            yield x
""",
        """\
def f(xs: list[int]):
    i = 0
    while i < len(xs):
        x = xs[i]
        i += 1
        if x & 1:
            yield x
""",
        ["([1, 2],)"],
        "",
    ),
    Pair(
        "same",
        """\
class Box:
    def __init__(self, items):
        self._items = list(items)
    @property
    def items(self):
        return list(self._items)
def f(xs: list[int]) -> Box:
    return Box(xs)
""",
        """\
class Box:
    def __init__(self, items):
        self._items = [*items]
    @property
    def items(self):
        return self._items.copy()
def f(xs: list[int]) -> Box:
    return Box(xs)
""",
        ["([1],)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(n: int, seen: list | None = None) -> list:
    if seen is None:
        seen = []
    for i in range(n % 5):
        seen.append(i)
    return seen
""",
        """\
def f(n: int, seen: list | None = None) -> list:
    seen = [] if seen is None else seen
    seen.extend(range(n % 5))
    return seen
""",
        ["(2,)"],
        "",
    ),
]
