"""The longest common run of two sequences, extended anew from every pair of positions.

Finds:
    Two nested loops over the positions of two sequences, or of one, in which a ``while`` counts how far they agree from
    there, and only a count that is larger than the best so far leaves anything behind.

Slow because:
    Most pairs do not agree at all, and the rest of a run is walked again from each of its inner positions. With the
    places of every element at hand only pairs that agree are visited, and of a run only its beginning: what begins
    inside of one is shorter.

Unsafe when:
    The elements cannot be hashed.

Example:
    Before::

        for i in range(len(a)):
            for j in range(len(b)):
                k = 0
                while i + k < len(a) and j + k < len(b) and a[i + k] == b[j + k]:
                    k += 1
                if k > best:
                    best, where = k, (i, j)

    After::

        # only pairs that agree are visited, and of a run only its beginning
        places = {}
        for j in range(len(b)):
            places.setdefault(b[j], []).append(j)
        for i in range(len(a)):
            for j in places.get(a[i], ()):
                if i and j and a[i - 1] == b[j - 1]:
                    continue
                k = 0
                while i + k < len(a) and j + k < len(b) and a[i + k] == b[j + k]:
                    k += 1
                if k > best:
                    best, where = k, (i, j)

Source:
    The textbook problem of the longest common substring; Gusfield, Algorithms on Strings, Trees, and Sequences (1997).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import counted
from hasten.code.match import match
from hasten.code.scopes import stored
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^3)", "O(n)")
_COMMENT = "# only pairs that agree are visited, and of a run only its beginning"


@dataclass(frozen=True)
class _Runs:
    outer: ast.For
    inner: ast.For
    mine: str
    yours: str
    first: str
    second: str
    start: ast.expr | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Walks of two positions at once, in two loops."""
    for walk in code.all(ast.While):
        runs = _runs(code, walk)
        if runs is not None:
            text = "the common run is extended anew from every pair of positions; only beginnings of runs are needed"
            yield Finding(runs.outer, text, partial(_change, code, runs), GROWTH)


def _runs(code: FunctionCode, walk: ast.While) -> _Runs | None:
    around = code.loops_around(walk)
    if len(around) < 2 or not isinstance(around[0], ast.For) or not isinstance(around[1], ast.For):
        return None
    inner, outer = around[0], around[1]
    one, two = counted(code, outer), counted(code, inner)
    if one is None or two is None or one.start is not None or one.step != 1 or two.step != 1:
        return None
    if walk.orelse or len(walk.body) != 1 or not isinstance(walk.test, ast.BoolOp) or len(walk.body) != 1:
        return None
    agrees = match("@a[@i + @k] == @b[@j + @k]", walk.test.values[-1])
    if agrees is None or not isinstance(walk.test.op, ast.And):
        return None
    names = {agrees.name("i"): agrees.name("a"), agrees.name("j"): agrees.name("b")}
    step = match("@k += 1", walk.body[0])
    if set(names) != {one.index, two.index} or step is None or step.name("k") != agrees.name("k"):
        return None
    mine, yours, count = names[one.index], names[two.index], agrees.name("k")
    # Behind the walk nothing but the best is kept, and before it nothing but the count is set to 0.
    if len(inner.body) != 3 or inner.body[1] is not walk or not match(f"{count} = 0", inner.body[0]):
        return None
    if not _keeps_longest(inner.body[2], count) or code.live_after(count, inner) or code.live_after(two.index, inner):
        return None
    if two.start is not None and not match(f"{one.index} + 1", two.start):
        return None
    if {mine, yours} & stored(*outer.body) or code.hashable(code.type_of_name(yours).element) is False:
        return None
    if code.uses(mine, *outer.body).changes or code.uses(yours, *outer.body).changes:
        return None
    return _Runs(outer, inner, mine, yours, one.index, two.index, two.start)


def _keeps_longest(statement: ast.stmt, count: str) -> bool:
    """Whether only a count above the best, and so above 0, leaves anything behind."""
    folded = match("@b = max(@b, @k)", statement) or match("@b = max(@k, @b)", statement)
    if folded is not None:
        return count in (folded.name("b"), folded.name("k"))
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    larger = match("@k > @b", statement.test) or match("@b < @k", statement.test)
    if larger is None or larger.name("k") != count or not all(isinstance(s, ast.Assign) for s in statement.body):
        return False
    return larger.name("b") in stored(*statement.body) and larger.name("b") != count


def _change(code: FunctionCode, runs: _Runs, edits: Edits) -> None:
    places = code.fresh("places")
    i, j, a, b = runs.first, runs.second, runs.mine, runs.yours
    edits.insert_before(
        runs.outer,
        f"{_COMMENT}\n{places} = {{}}\nfor {j} in range(len({b})):\n    {places}.setdefault({b}[{j}], []).append({j})",
    )
    edits.replace(runs.inner.iter, f"{places}.get({a}[{i}], ())")
    behind = f"if {j} <= {i}:\n    continue\n" if runs.start is not None else ""
    edits.insert_before(runs.inner.body[0], f"{behind}if {i} and {j} and {a}[{i} - 1] == {b}[{j} - 1]:\n    continue")
