"""Values that machine code does not hold exactly: the kernel leaves such a call alone, and its arguments as they were."""

from __future__ import annotations

import copy
import enum
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hasten.proposers.compile.lattice import from_domain
from hasten.proposers.compile.refusal import Unsupported

INT, FLOAT, STR = {"k": "int"}, {"k": "float"}, {"k": "str"}
SOURCE = """
def used(n, x, s, xs, di, si):
    total = x * n
    for v in xs:
        total += v + di.get(v, 0)
        if v in si:
            total += len(s)
    xs.append(n)
    di[n] = 1
    return total
"""
DOMAINS = [INT, FLOAT, STR, {"k": "list", "of": INT}, {"k": "dict", "key": INT, "value": INT}, {"k": "set", "of": INT}]


class Number(int):
    pass


class Real(float):
    pass


class Text(str):
    pass


class Row(list):  # type: ignore[type-arg]
    pass


class Table(dict):  # type: ignore[type-arg]
    pass


class Color(enum.IntEnum):
    RED = 1


FITS: tuple[Any, ...] = (2, 0.5, "ab", [1, 2], {1: 5, 2: 6}, {1, 9})
UNFIT = [
    (0, Number(2)), (0, True), (0, 2**63), (0, 2.0), (0, None), (0, Decimal(2)), (0, Color.RED), (1, Real(0.5)),
    (1, 1), (1, Fraction(1, 2)), (1, Decimal("0.5")), (2, Text("ab")), (2, b"ab"), (2, None), (3, Row([1])), (3, (1, 2)),
    (3, [1, 2.0]), (3, [1, True]), (3, [1, Number(2)]), (3, [1, None]), (3, [1, Decimal(1)]), (3, [2**70]),
    (3, range(2)), (4, Table({1: 5})), (4, Counter([1])), (4, defaultdict(int)), (4, OrderedDict()), (4, {1: 2.0}),
    (4, {1: None}), (4, {1: True}), (4, {True: 1}), (4, {1.0: 1}), (4, {"a": 1}), (4, {"id": 1, "name": "a"}),
    (4, {Number(1): 1}), (4, None), (5, frozenset({1})), (5, {1.0}), (5, {True}), (5, {Number(1)}), (5, {"a"}), (5, [1]),
]  # fmt: skip


@pytest.fixture(scope="module")
def kernel(compiled: Callable[..., Callable[..., Any]]) -> Callable[..., Any]:
    return compiled(SOURCE, "used", [from_domain(domain, "an argument") for domain in DOMAINS])


def test_what_fits_is_taken(kernel: Callable[..., Any]) -> None:
    given = copy.deepcopy(FITS)
    space: dict[str, Any] = {}
    exec(SOURCE, space)
    mine, theirs = copy.deepcopy(given), copy.deepcopy(given)
    assert kernel(*mine) == space["used"](*theirs)
    assert mine == theirs


@pytest.mark.parametrize(("place", "value"), UNFIT, ids=lambda part: repr(part)[:30])
def test_what_does_not_fit_is_left_alone(kernel: Callable[..., Any], place: int, value: Any) -> None:
    given = list(copy.deepcopy(FITS))
    given[place] = value
    before = repr(given)
    assert kernel(*given) is NotImplemented
    assert before == repr(given)


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ({"k": "decimal"}, "decimal"), ({"k": "object", "cls": "$:Order", "fields": {}}, "Order"),
        ({"k": "list", "of": INT, "cls": "$:Row"}, "Row"), ({"k": "list", "of": {"k": "decimal"}}, "decimal"),
        ({"k": "typeddict", "fields": {}}, "typeddict"), ({"k": "dict", "key": INT, "value": {"k": "any"}}, "unknown"),
        ({"k": "dict", "key": STR, "value": INT, "cls": "collections:Counter"}, "Counter"),
        ({"k": "dict", "key": FLOAT, "value": INT}, "float"), ({"k": "set", "of": {"k": "bool"}}, "bool"),
        ({"k": "dict"}, "unknown"), ({"k": "union", "of": [INT, {"k": "none"}]}, "none"),
        ({"k": "frozenset", "of": INT}, "frozenset"),
    ],
)  # fmt: skip
def test_a_domain_that_does_not_fit_is_named(domain: dict[str, Any], said: str) -> None:
    with pytest.raises(Unsupported, match=said):
        from_domain(domain, "the argument xs")
