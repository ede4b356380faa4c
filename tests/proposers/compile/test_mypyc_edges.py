"""Worlds compiled by mypyc give what Python gives, to the last bit and the type, or leave the call alone."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.edge_cases import (
    FLOAT_SOURCE,
    INTEGER_SOURCE,
    MIXED_SOURCE,
    float_cases,
    integer_cases,
    mixed_cases,
)
from tests.proposers.compile.test_native_edges import compare
from tests.proposers.compile.worlds import built_world

from hasten.run.building import find_compiler

INT, FLOAT, STR = {"k": "int"}, {"k": "float"}, {"k": "str"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("mypyc") is None or find_compiler() is None, reason="mypyc or a compiler is missing"
    ),
]


@pytest.mark.parametrize(
    ("source", "domains", "cases"),
    [
        (INTEGER_SOURCE, [INT, INT, INT], integer_cases),
        (FLOAT_SOURCE, [INT, FLOAT, FLOAT], float_cases),
        (MIXED_SOURCE, [INT, INT, FLOAT], mixed_cases),
    ],
)
def test_numbers_at_the_edges(tmp_path: Path, source: str, domains: list[dict[str, Any]], cases: Any) -> None:
    _, kernel = built_world(tmp_path, source, "apply", domains)
    given: Iterable[Any] = cases()
    wrong, left = compare(source, kernel, given)
    assert [] == wrong[:5]
    assert 200 < len(list(given)) - left


#: Where a compiler of Python is tempted to do something else than Python.
TEMPTATIONS = '''
import random

FACTOR = 3
counter = 0
kept = []


class Shape:
    scale = 2

    def __init__(self, width, name="shape"):
        self.width = width
        self.name = name

    def area(self):
        return self.width * self.scale

    def __lt__(self, other):
        return self.area() < other.area()

    def __eq__(self, other):
        return isinstance(other, Shape) and self.area() == other.area()

    def __hash__(self):
        return hash(self.name)

    def __add__(self, other):
        return Shape(self.width + other.width)


class Square(Shape):
    def __init__(self, width):
        super().__init__(width, name="square")
        self.extra = None

    def area(self):
        return self.width ** 2

    @property
    def double(self):
        return self.width * 2


class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def pairs(n):
    for i in range(n):
        yield i, n - i


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def left_over(n):
    for i in range(n):
        pass
    return i


def zipped(n):
    a = -1
    for a, b in zip([1, 2, 3], [4] * n):
        pass
    return a


def order_of_targets(n):
    p = [0, 10, 20, 30]
    i = 0
    i, p[i] = [n % 4, 99]
    return i, p


def mixed_choice(n, x):
    y = x if n > 1 else n
    z = n and x
    return [y, z, max(n, x), min(n, x), sum([n, x]), [n, x], (n, x, True), {n: x}]


def exact_compare(n, x):
    return [n < x, n == x, n >= x, n / 7 if n else 0, n in [x], x in (n,)]


def texts(n, x):
    return "%s|%r|%5.2f" % (n, x, x), f"{n:>4}{x!r}{True}", str(x) + str(n), repr([x, n, None])


def changed_while_walked(n):
    xs = [1, 2, 3]
    for x in xs:
        if len(xs) < n % 20:
            xs.append(x)
    return xs


def raised(n, x):
    try:
        return [10, 20, 30][n], {1: 2}[n]
    except IndexError:
        return "index"
    except KeyError:
        return "key"
    finally:
        kept.append(n)


def objects(n, x):
    shapes = [Shape(n), Square(n % 50), Shape(x)]
    total = shapes[0] + shapes[2]
    square = shapes[1]
    return ([s.name for s in sorted(shapes)], total.width, total == shapes[0], square.double, len({Shape(1), Shape(1)}),
            isinstance(square, Shape), max(shapes).area(), shapes[0] != shapes[1])


def chain(n):
    first = None
    for i in range(n % 30):
        first = Node(i, first)
    total = 0
    node = first
    while node is not None:
        total += node.value
        node = node.next
    return total, first is None


def counted(n):
    global counter
    counter += n
    return counter * FACTOR


def chance(n):
    return random.random(), random.randrange(1 + abs(n)), random.choice([1, 2, 3])


def said(n, x):
    print("n is", n, end="!\\n")
    print(x, [n], sep="; ")
    return None


def inner(n, x):
    def add(y):
        return y + n
    return [add(x), (lambda z: z * n)(x), [a * b for a in range(3) for b in (n, x)], list(map(add, [1, 2.5]))]


def swapped(n, x):
    a, b = n, x
    a, b = b, a
    xs = [1, 2, 3]
    xs[0], xs[2] = xs[2], xs[0]
    c = d = n
    c += 1
    xs[1] += x
    xs += [n]
    return a, b, c, d, xs, not n, n ** 2, -n, ~n, True + n, n & True, bool(x)


def generated(n):
    return sum(a * b for a, b in pairs(n % 10)), list(pairs(3)), dict(pairs(2))


def apply(op, n, x):
    if op == 0:
        return left_over(n)
    if op == 1:
        return zipped(n % 5)
    if op == 2:
        return order_of_targets(n)
    if op == 3:
        return mixed_choice(n, x)
    if op == 4:
        return exact_compare(n, x)
    if op == 5:
        return texts(n, x)
    if op == 6:
        return changed_while_walked(n)
    if op == 7:
        return raised(n, x)
    if op == 8:
        return objects(n, x)
    if op == 9:
        return chain(n)
    if op == 10:
        return counted(n)
    if op == 11:
        return chance(n)
    if op == 12:
        return said(n, x)
    if op == 13:
        return inner(n, x)
    if op == 14:
        return swapped(n, x)
    if op == 15:
        return generated(n)
    return deep(n % 3000)
'''
INTEGERS = (0, 1, -1, 2, 5, 17, -3, 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 2**64 + 1, 10**30, 2999, 400)
FLOATS = (0.0, -0.0, 1.0, 2.5, -1e300, float("inf"), float("nan"), 2.0**53, 1e16, 5e-324)


def observed(function: Any, module: Any, args: tuple[Any, ...], capsys: Any) -> tuple[Any, ...]:
    import random

    random.seed(7)
    capsys.readouterr()
    try:
        found = function(*args)
        what = ("gives", repr(found), type(found))
    except Exception as error:  # noqa: BLE001 - whatever it raises is compared
        what = ("raises", type(error), str(error))
    return (*what, capsys.readouterr().out, module.counter, list(module.kept), random.random())


def test_temptations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import types

    plain, kernel = built_world(tmp_path, TEMPTATIONS, "apply", [INT, INT, FLOAT])
    other = types.ModuleType("other")
    exec(TEMPTATIONS, other.__dict__)
    small = [(op, n, x) for op in range(16) for n in INTEGERS for x in FLOATS if abs(n) < 10**5 or op not in (0, 3, 9)]
    cases = [c for c in small if not (c[0] == 0 and c[1] > 10**6)] + [(16, n, 0.0) for n in (0, 1, 100, 400, 2999)]
    wrong, left = [], 0
    for args in cases:
        before = observed(lambda *a: None, plain, args, capsys)
        got = observed(kernel, plain, args, capsys)
        if got[1] == "NotImplemented":
            left += 1
            # Given up without a trace, so that the plain function can run.
            assert before[3:] == got[3:]
            got = observed(plain.apply, plain, args, capsys)
        expected = observed(other.apply, other, args, capsys)
        if got != expected:
            wrong.append((args, got, expected))
    assert [] == wrong[:3]
    assert 1000 < len(cases) - left


#: Objects that come from outside, are changed, shared, and left behind.
OBJECTS = '''
class Body:
    def __init__(self, x, mass=1.0):
        self.x = x
        self.mass = mass
        self.seen = []


class Tagged(Body):
    pass


registry = {"first": None}


def step(bodies, rounds):
    for r in range(rounds):
        for b in bodies:
            b.x += b.mass * 0.5
            b.seen.append(r)
            if len(b.seen) > 3:
                b.seen = b.seen[-2:]
    if rounds > 1:
        bodies.append(Body(float(rounds)))
        bodies[-1].seen = bodies[0].seen
    if rounds > 2:
        registry["first"] = bodies[0]
    if rounds > 3:
        bodies[0].extra = rounds
    if rounds > 4:
        raise ValueError("too many")
    return bodies[0], sum(b.x for b in bodies)
'''
BODY = {"k": "object", "cls": "$:Body"}
BODIES = {"k": "list", "of": BODY}


def described(value: Any, seen: dict[int, int]) -> Any:
    """Structure with identities, class names and the order of attributes."""
    if isinstance(value, float | int | str | type(None)):
        return repr(value)
    if id(value) in seen:
        return f"#{seen[id(value)]}"
    seen[id(value)] = len(seen)
    if isinstance(value, list | tuple):
        return [type(value).__name__, *(described(v, seen) for v in value)]
    if isinstance(value, dict):
        return [(k, described(v, seen)) for k, v in value.items()]
    return [type(value).__name__, *((k, described(v, seen)) for k, v in vars(value).items())]


def test_objects_from_outside(tmp_path: Path) -> None:
    import types

    plain, kernel = built_world(tmp_path, OBJECTS, "step", [BODIES, INT])
    other = types.ModuleType("other")
    exec(OBJECTS, other.__dict__)

    def bodies(module: Any, kind: int) -> list[Any]:
        one, two = module.Body(1.0), module.Body(2.0, 0.25)
        shapes = {
            0: [one, two], 1: [one, one], 2: [], 3: [one, module.Tagged(3.0)], 4: [one, module.Body(7)],
            5: [one, module.Body(1.0, True)], 6: [one, two],
        }  # fmt: skip
        if kind == 6:
            two.seen = one.seen
            one.unknown = "?"
        return shapes[kind]

    taken = 0
    for kind in range(7):
        for rounds in range(6):
            mine, theirs = bodies(plain, kind), bodies(other, kind)
            plain.registry["first"] = other.registry["first"] = None
            before = described([mine, plain.registry], {})
            try:
                got: Any = kernel(mine, rounds)
                if got is NotImplemented:
                    assert before == described([mine, plain.registry], {})
                    got = plain.step(mine, rounds)
                else:
                    taken += 1
            except (ValueError, IndexError) as error:
                got = str(error)
            try:
                expected: Any = other.step(theirs, rounds)
            except (ValueError, IndexError) as error:
                expected = str(error)
            seen_mine, seen_theirs = {}, {}
            assert described([theirs, expected, other.registry], seen_theirs) == described(
                [mine, got, plain.registry], seen_mine
            ), (kind, rounds)
    assert 8 < taken


#: Attributes that are integers at one time and floats at another, in classes that have nothing in common.
EITHER = '''
class Spot:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __sub__(self, other):
        return Spot(self.x - other.x, self.y - other.y)

    def __add__(self, other):
        if other.plain():
            return Spot(self.x + other.x, self.y + other.y)
        return Mark(self.x + other.x, self.y + other.y, 2)

    def __mul__(self, factor):
        return Spot(self.x * factor, factor * self.y)

    def __truediv__(self, other):
        return NotImplemented

    def __rtruediv__(self, other):
        return 1 / self.x

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def plain(self):
        return True


class Mark:
    def __init__(self, x, y, depth):
        self.x = x
        self.y = y
        self.depth = depth

    def __rsub__(self, other):
        return "reflected"

    def plain(self):
        return False

    @property
    def both(self):
        return self.x + self.y


def arithmetic(a, b):
    return [a.dot(b), a.dot(a), (a - a).x, (a + b).y, (a * 2).x, (a * a.x).y, -a.x, 2 * a.x - 3, a.x - -a.y * 0.5,
            (a.x - b.x) * (a.y + b.y), 1 - a.x * a.y, a.x * a.x * a.x]


def divided(a, b):
    return a.x / b.x, a.y / (b.y * b.y), 1 / a.y, 5 / a


def compared(a, b):
    return [a.x < b.x, a.x == b.y, a.y >= 2, a.x * 2 > b.y - 1, a.y != a.y, b.x <= a.x + a.y]


def reflected(a, b):
    c = a - b
    return c.x, c.y


def one_of(n, a, b):
    c = a if n % 2 else b
    c.x += 1
    return [c.x, c.y, c.plain(), c.x * c.y + c.x, a.x, b.x, b.both]


def apply(op, n, x):
    kinds = [Spot(n, x), Spot(x, n), Spot(n, n), Spot(x, x), Spot(True, x)]
    a, b = kinds[op % 5], Mark(kinds[(op + n) % 5].y, kinds[n % 5].x, n)
    if op < 5:
        return arithmetic(a, b)
    if op < 10:
        return divided(a, b)
    if op < 15:
        return compared(a, b)
    if op < 20:
        return one_of(n, a, b)
    return reflected(a, b)
'''


def test_numbers_of_either_kind(tmp_path: Path) -> None:
    import types

    _, kernel = built_world(tmp_path, EITHER, "apply", [INT, INT, FLOAT])
    other = types.ModuleType("other")
    exec(EITHER, other.__dict__)
    wrong, left = [], 0
    cases = [(op, n, x) for op in range(22) for n in INTEGERS for x in FLOATS]
    for args in cases:
        got = kernel(*args)
        if got is NotImplemented:
            left += 1
        elif repr(got) != repr(other.__dict__["apply"](*args)):
            wrong.append((args, got, other.__dict__["apply"](*args)))
    assert [] == wrong[:3]
    assert 1500 < len(cases) - left
