"""The index' own functions come to an end whatever they are called with."""

from __future__ import annotations

import sys

import pytest

from hasten.proposers.algorithms.bounded import Endless, bounded
from hasten.proposers.algorithms.catalogue.components import count_components_of_edges
from hasten.proposers.algorithms.index import load_index

NAN, LARGE = float("nan"), 10**12


def test_a_loop_that_waits_for_nan_to_equal_itself_is_stopped() -> None:
    before = sys.gettrace()
    with pytest.raises(Endless):
        bounded(count_components_of_edges.fast, [[(1, 2), (2, NAN), (NAN, NAN)]])
    assert sys.gettrace() is before
    assert bounded(count_components_of_edges.fast, [[(1, 2), (3, 4)]]) == 2


def test_arguments_come_back_changed_and_results_as_they_are() -> None:
    values = [3.5, 1.5]
    assert bounded(list.sort, [values]) is None
    assert values == [1.5, 3.5]
    assert bounded(lambda n: n * n, [LARGE]) == LARGE**2


@pytest.mark.parametrize("odd", [[NAN, NAN], [float("inf"), -0.5], [-1.5, 2.5]])
def test_every_function_of_the_index_ends_on_odd_numbers(odd: list[float]) -> None:
    ended = 0
    for entry in load_index(()):
        count = entry.fast.__code__.co_argcount
        for shape in (odd, [tuple(odd)] * 2, [odd, odd], odd[0]):
            for rest in (odd[1], odd, 2):
                try:
                    bounded(entry.fast, [shape, *[rest] * (count - 1)])
                except (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError, MemoryError):
                    pass
                ended += 1
    assert ended > 500
