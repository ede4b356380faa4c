"""Values as trees and back: exact, whatever the value does to be taken for another."""

from __future__ import annotations

import array
import ast
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import io
import json
import math
import operator
import pathlib
import random
import re
import sys
import threading
import types
import zoneinfo
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.core import values as v
from hasten.run.hasten_child import codec


@dataclasses.dataclass
class Point:
    x: int
    y: Any = None


@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int


class Slotted:
    __slots__ = ("a", "b")


class SlottedChild(Slotted):
    __slots__ = ("__dict__", "c")


class Row(NamedTuple):
    a: Any
    b: str = "x"


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Flags(enum.IntFlag):
    A = 1
    B = 2


class Whole(int):
    pass


class Failure(ValueError):
    def __init__(self, a: Any, b: Any) -> None:
        super().__init__(a)
        self.b = b


def named(x: Any) -> Any:
    return x


MODULE = __name__
NAMES = codec.names_for(sys.modules[__name__])


def there_and_back(value: Any) -> tuple[Any, Any]:
    tree = json.loads(codec.dumps(codec.encode(value, module_name=MODULE)))
    return tree, codec.decode(tree, NAMES)


def partly_slotted() -> Slotted:
    obj = SlottedChild()
    obj.a, obj.c, obj.z = [1], 2, 3  # type: ignore[attr-defined]
    return obj


def ordered() -> collections.OrderedDict[str, int]:
    found = collections.OrderedDict([("a", 1), ("b", 2)])
    found.move_to_end("a")
    return found


def read_once() -> io.StringIO:
    stream = io.StringIO("one\ntwo")
    stream.readline()
    return stream


def matches() -> list[re.Match[Any] | None]:
    """One of each way to find one, each with a place that the others do not give."""
    words = re.compile(r"(?P<letter>\w)(\d)?")
    return [
        *words.finditer("a1 b c2"), words.search("  a b", 1), words.match("a b", 2), words.fullmatch("  ab1", 3),
        re.search(rb"(?=(b))", b"ab"), re.search("", ""), re.compile("a|ab").fullmatch("ab"),
    ]  # fmt: skip


VALUES = [
    None, True, 1, 2**63, -(2**70), 1.5, -0.0, math.inf, "é", "\ud800", 1j, b"\xff\x00", bytearray(b"a"), range(0, 9, 2),
    slice(1, None), ..., decimal.Decimal("-0.00"), fractions.Fraction(1, 3), datetime.date(2020, 1, 1),
    datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC), datetime.timedelta(1), datetime.time(1, 2),
    datetime.datetime(2020, 1, 1, 2, tzinfo=zoneinfo.ZoneInfo("Asia/Kolkata"), fold=1), [1, [2]], (1,), {"a": 1, 1: [2]},
    {1, "a", 2.0}, frozenset({1, (2,)}), Point(1, []), Frozen(1), partly_slotted(), Row(1), Row([]), Colour.RED,
    Colour.BLUE, Flags.A | Flags.B, Whole(3), Whole(2**80), collections.defaultdict(list, {"a": [1]}), ordered(),
    collections.Counter("aab"), collections.deque([1, 2], 3), re.compile("a+", re.IGNORECASE), pathlib.Path("/a/b"),
    pathlib.PurePosixPath("x"), read_once(), io.BytesIO(b"abc"), named, Point, len, math.sqrt, int, str.upper, [1].append,
    functools.partial(named, 1), ValueError(1, "x"), Failure(1, 2), KeyError("k"), array.array("d", [1.0, 2]),
    memoryview(b"abc"), {"a": 1}.keys(), types.MappingProxyType({"a": 1}), threading.Lock(), threading.RLock(),
    random.Random(3), [[1, 2]] * 3, iter([1, 2]), (x for x in [1, [2]]), map(str, [1]), operator.itemgetter(1, 2),
    {Row(1): [1]}, {(1, 2), (3, 4)}, Point([1], Point(2, "x")), ast.parse("a = [b + 1, *c]"), *matches(),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    tree, back = there_and_back(value)
    assert type(back) is type(value) or isinstance(value, types.GeneratorType)
    assert tree == json.loads(codec.dumps(codec.encode(back, module_name=MODULE)))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_the_parent_accepts_what_the_child_writes(value: Any) -> None:
    v.validate(json.loads(codec.dumps(codec.encode(value, module_name=MODULE))), observed=True)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers()
hashables = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(hashables, inner, max_size=4)
        | st.sets(hashables, max_size=4)
    ),
    max_leaves=20,
)


@given(values)
def test_builtin_values_come_back_exactly(value: Any) -> None:
    tree, back = there_and_back(value)
    assert repr(_sorted(value)) == repr(_sorted(back))
    assert v.canonical(tree) == v.canonical(codec.encode(back))


def _sorted(value: Any) -> Any:
    """Sets in a fixed order, so that reprs compare."""
    if isinstance(value, list | tuple):
        return type(value)(map(_sorted, value))
    if isinstance(value, set | frozenset):
        return (type(value).__name__, sorted(map(repr, map(_sorted, value))))
    return {repr(_sorted(k)): _sorted(x) for k, x in value.items()} if isinstance(value, dict) else value


def test_types_that_are_equal_stay_apart() -> None:
    trees = [codec.dumps(codec.encode(x)) for x in (1, True, 1.0, Whole(1), decimal.Decimal(1), 0.0, -0.0, (1,), [1])]
    assert len(set(trees)) == len(trees)


def test_aliases_and_cycles_keep_their_shape() -> None:
    row = [1]
    holder: list[Any] = [row, row, (row,)]
    holder.append(holder)
    _, back = there_and_back(holder)
    assert back[0] is back[1] is back[2][0]
    assert back[3] is back


def test_arguments_share_one_numbering() -> None:
    row = [1]
    tree = codec.encode_call([row, row], {"k": row})
    assert {"args": [["l", [1]], ["r", 0]], "kwargs": {"k": ["r", 0]}} == tree
    args, kwargs = codec.decode_call(tree, {})
    assert args[0] is args[1] is kwargs["k"]


def test_numbers_do_not_depend_on_the_order_of_a_set() -> None:
    trees = {codec.dumps(codec.encode({Frozen(n) for n in order})) for order in ((1, 2, 3), (3, 1, 2), (2, 3, 1))}
    assert 1 == len(trees)


class Liar:
    """Everything about it is wrong or raises."""

    @property
    def __class__(self) -> type:  # type: ignore[override]
        return int

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        raise RuntimeError


class Lazy(list):  # type: ignore[type-arg]
    def __iter__(self) -> Any:
        raise RuntimeError

    def __len__(self) -> int:
        return 10**9


class Meta(type):
    def __eq__(cls, other: object) -> bool:
        raise RuntimeError

    def __hash__(cls) -> int:
        raise RuntimeError

    def __getattribute__(cls, name: str) -> Any:
        raise RuntimeError(name)


class Hidden(metaclass=Meta):
    pass


def test_hostile_objects_are_read_through_their_true_class() -> None:
    lazy = Lazy()
    list.extend(lazy, [1, 2])
    assert ["o", "$:Liar", {}] == codec.encode(Liar(), module_name=MODULE)
    assert ["u", "$:Lazy", ["l", [1, 2]], {}] == codec.encode(lazy, module_name=MODULE)
    assert ["l", [["o", "$:Hidden", {}], 1]] == codec.encode([Hidden(), 1], module_name=MODULE)
    assert ["n", "$:Hidden"] == codec.encode(Hidden, module_name=MODULE)


def test_what_is_beyond_the_cap_is_digested() -> None:
    for make in (list, lambda n: [[i] for i in n], lambda n: {i: [i] for i in n}, lambda n: set(n)):
        one, same, other = (codec.encode(make(r), cap=100) for r in (range(5000), range(5000), range(4999)))
        assert one == same != other
        assert len(codec.dumps(one)) < 4000
    assert codec.encode("a" * 10**6, cap=100)[:2] == ["cut", 10**6]
    with pytest.raises(codec.CannotDecode):
        codec.decode(codec.encode([list(range(5000))], cap=10), {})


def test_deep_nesting_neither_overflows_nor_grows_without_bound() -> None:
    deep: list[Any] = []
    for _ in range(30_000):
        deep = [deep]
    text = codec.dumps(codec.encode(deep))
    assert json.loads(text)
    assert codec.dumps(codec.encode([deep])) != text
    wide: Any = ()
    for _ in range(60):
        wide = (wide, wide)
    assert len(codec.dumps(codec.encode(wide, cap=1000))) < 10**6


def test_an_iterator_is_left_alone_unless_it_is_to_be_drained() -> None:
    items = iter([1, 2, 3])
    assert ["it", "iter", []] == codec.encode(items, drain=0)
    assert ["it", "iter", [1, 2, 3]] == codec.encode(items)
    assert ["it", "iter", []] == codec.encode(items)


def test_how_far_an_iterator_was_read_is_known() -> None:
    for kind in ("iter", "gen", "map"):
        track: list[Any] = []
        made = codec.decode(["it", kind, [1, 2, 3]], {}, track=track)
        next(made)
        assert 1 == track[0][1]()


def test_numpy_arrays_come_back() -> None:
    numpy = pytest.importorskip("numpy")
    grid = numpy.arange(6).reshape(2, 3)
    for value in (grid, grid.T, grid[:, ::2], numpy.float32(0.1), numpy.int64(3), numpy.array(["a", "bc"]),
                  numpy.array([1, [2]], dtype=object), numpy.zeros(2, dtype=[("a", "i4")])):  # fmt: skip
        tree, back = there_and_back(value)
        assert tree == json.loads(codec.dumps(codec.encode(back, module_name=MODULE)))
        assert type(back) is type(value)
    view = codec.encode([grid, grid[0]])
    assert 1 == view[1][1][4]["of"]


def test_numpy_generators_go_on_where_they_were() -> None:
    numpy = pytest.importorskip("numpy")
    for generator in (numpy.random.RandomState(3), numpy.random.default_rng(3)):
        generator.random(5)
        _, back = there_and_back([generator, generator])
        assert back[0] is back[1]
        assert back[0].random(4).tolist() == generator.random(4).tolist()


def test_a_library_name_taken_by_the_module_still_means_the_library() -> None:
    tree = codec.encode(datetime.datetime(2020, 1, 1))
    assert datetime.datetime(2020, 1, 1) == codec.decode(tree, {"datetime": datetime.datetime})


def test_fingerprints_tell_values_apart() -> None:
    assert codec.fingerprint([1, 2.0]) == codec.fingerprint([1, 2.0])
    assert codec.fingerprint([1, 2.0]) != codec.fingerprint([1, 2])
