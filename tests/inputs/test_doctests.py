from __future__ import annotations

from hasten.core.values import call_source, validate
from hasten.inputs.doctests import doctest_calls

SOURCE = '''
"""Module.

>>> dedupe([9])
[9]
"""
from decimal import Decimal

LIMIT = 3

class Point:
    pass

def dedupe(xs, key=None):
    """Keep the first of equals.

    >>> dedupe([3, 1, 3])
    [3, 1]
    >>> xs = ["a", "b"]
    >>> ys = xs
    >>> dedupe(ys * 2, key=str.lower)
    ['a', 'b']
    >>> dedupe([3, 1, 3])
    [3, 1]
    >>> sorted(dedupe({1: "x"}))
    [1]
    >>> dedupe((1.5, None, True, b"z", {2}))
    (1.5, None)
    >>> for n in range(2):
    ...     dedupe([n])
    >>> dedupe(Decimal("1.5")), dedupe([LIMIT, Point])
    >>> dedupe(undefined_name)
    >>> dedupe(*xs)
    >>> dedupe(x for x in [1, 2])
    >>> this is no python
    """
'''


def test_calls_are_taken_from_all_docstrings_each_once() -> None:
    calls = doctest_calls(SOURCE, "dedupe")
    for call in calls:
        validate(call)
    assert [
        "dedupe([9])",
        "dedupe([3, 1, 3])",
        "dedupe((['a', 'b'] * 2), key=str.lower)",
        "dedupe({1: 'x'})",
        "dedupe((1.5, None, True, b'z', {2}))",
        "dedupe(Decimal('1.5'))",
        "dedupe(([LIMIT, Point]))",
        "dedupe(((x for x in [1, 2])))",
    ] == [call_source("dedupe", call) for call in calls]


def test_no_doctests_no_calls() -> None:
    assert [] == doctest_calls("def f(x): '''No example: f(x), g(1), off(2).'''", "f")
    assert [] == doctest_calls("def f(:", "f")
    assert [] == doctest_calls('def f(x):\n    """\n    >>> f(1\n    """', "f")
