"""Pairs counted by how two rankings order them.

Finds:
    Two nested loops (or a loop, or a comprehension that adds up, over combinations) that compare two elements by two
    keys and only count: pairs ordered alike, ordered apart, tied in one key or in both, in whatever way the conditions
    say it, products of differences included.

Slow because:
    There are O(n^2) pairs. Sorted by the first key, the pairs ordered apart are the inversions of the second, which a
    bisection counts; ties are counted by value: O(n log n) comparisons and short moves.

Unsafe when:
    The keys have no total order (NaN), or cannot be hashed. Products of differences of floats may vanish.

Example:
    Before::

        for i in range(len(first)):
            for j in range(i):
                if (first[i] - first[j]) * (second[i] - second[j]) < 0:
                    discordant += 1

    After::

        rows = [(first[k], second[k]) for k in range(len(first))]
        _, apart, _, _, _ = _pairs_by_two_orders(rows)
        discordant += apart

Source:
    Knight, A computer method for calculating Kendall's tau with ungrouped data, JASA 1966.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pair_counts import Counts, Tally, counted_calls, counts_of_loop, tallied

GROWTH = ("O(n^2)", "O(n log n)")
_TEXT = "all pairs are compared by two keys to count them; sorted by one, inversions of the other can be counted"
#: The kinds of pairs, with the signs that the keys of one compare with.
_KINDS = {
    "alike": ((1, 1), (-1, -1)),
    "apart": ((1, -1), (-1, 1)),
    "first": ((0, 1), (0, -1)),
    "second": ((1, 0), (-1, 0)),
    "both": ((0, 0), (0, 0)),
}
_HELPER = '''
def {name}(rows):
    """Numbers of pairs of rows (a, b): ordered alike, ordered apart, equal in a alone, in b alone, in both."""
    apart, earlier = 0, []
    for _, b in sorted(rows):
        apart += len(earlier) - BISECT(earlier, b)
        INSORT(earlier, b)
    first, second, both = (
        sum(count * (count - 1) // 2 for count in COUNTER(values).values())
        for values in ((a for a, _ in rows), earlier, rows)
    )
    alike = len(rows) * (len(rows) - 1) // 2 - apart - first - second + both
    return alike, apart, first - both, second - both, both
'''


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions in calls that add up."""
    for outer in code.all(ast.For):
        counts = counts_of_loop(code, outer)
        if counts is not None and _symmetric(counts):
            change = partial(tallied, code, counts, _tally, outer)
            yield Finding(outer, _TEXT, change, GROWTH, ahead=True, integers=counts.numbers)
    for call, counts in counted_calls(code):
        if _symmetric(counts):
            change = partial(tallied, code, counts, _tally, call)
            yield Finding(call, _TEXT, change, GROWTH, ahead=True, integers=counts.numbers)


def _symmetric(counts: Counts) -> bool:
    """Whether there are two keys and it does not matter which of a pair comes first."""
    return len(counts.keys) == 2 and all(
        weights.get(one, 0) == weights.get(other, 0)
        for weights in counts.weights.values()
        for one, other in _KINDS.values()
    )


def _tally(edits: Edits) -> Tally:
    text = _HELPER.replace("BISECT", edits.need("bisect", "bisect_right"))
    text = text.replace("INSORT", edits.need("bisect", "insort"))
    text = text.replace("COUNTER", edits.need("collections", "Counter"))
    kinds = {kind: signs for kind, (signs, _) in _KINDS.items()}
    return Tally("_pairs_by_two_orders", text.strip("\n"), kinds, "rows")
