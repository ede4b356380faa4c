"""Positions that a loop uses only where they lie between two bounds."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.match import match
from hasten.proposers.rules._conditions import joined, opposite
from hasten.proposers.rules._guards import conjuncts

#: The first position that is used, and the one behind the last.
Between = tuple[ast.expr, ast.expr]
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt}
_INSIDE = ("$a <= @i < $b", "$b > @i >= $a")


def inside_bounds(body: Sequence[ast.stmt], within: dict[str, Between]) -> list[ast.stmt]:
    """What is done for positions that lie between their bounds; the whole body where none is asked for.

    Args:
        body: A loop's body: ``if not 0 <= i < n: continue`` in front of the rest, or ``if 0 <= i < n:`` around it.
        within: Gets the bounds by the name of the position; not where it has some already.
    """
    first = body[0]
    if not isinstance(first, ast.If) or first.orelse:
        return list(body)
    skips = len(body) > 1 and len(first.body) == 1 and isinstance(first.body[0], ast.Continue)
    if not skips and len(body) > 1:
        return list(body)
    test = opposite(first.test) if skips else first.test
    found = bounds_asked(test)
    rest: list[ast.expr] = []
    if found is None and not skips:
        # What is asked of the cell comes behind the bounds.
        parts = conjuncts(test)
        ends = next((n for n in range(len(parts) - 1, 0, -1) if bounds_asked(joined(ast.And, parts[:n]))), 0)
        found, rest = bounds_asked(joined(ast.And, parts[:ends])) if ends else None, parts[ends:]
    if found is None or found.keys() & within.keys():
        return list(body)
    within.update(found)
    if rest:
        return [ast.copy_location(ast.If(joined(ast.And, rest), first.body, []), first)]
    return inside_bounds(body[1:] if skips else first.body, within)


def bounds_asked(test: ast.expr) -> dict[str, Between] | None:
    """The bounds of each position that a test asks for, where it asks for nothing else."""
    found: dict[str, Between] = {}
    lower: dict[str, ast.expr] = {}
    upper: dict[str, ast.expr] = {}
    for part in map(_without_not, conjuncts(test)):
        both = next((holes for pattern in _INSIDE if (holes := match(pattern, part)) is not None), None)
        low = match("@i >= $a", part) or match("$a <= @i", part)
        high = match("@i < $b", part) or match("$b > @i", part)
        if both is not None and both.name("i") not in found:
            found[both.name("i")] = both["a"], both["b"]
        elif low is not None and low.name("i") not in lower:
            lower[low.name("i")] = low["a"]
        elif high is not None and high.name("i") not in upper:
            upper[high.name("i")] = high["b"]
        else:
            return None
    if lower.keys() != upper.keys() or lower.keys() & found.keys():
        return None
    return found | {name: (lower[name], upper[name]) for name in lower}


def _without_not(test: ast.expr) -> ast.expr:
    """``a >= b`` for ``not a < b``, which is the same for places."""
    inner = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else None
    if isinstance(inner, ast.Compare) and len(inner.ops) == 1 and type(inner.ops[0]) in _TURNED:
        return ast.Compare(inner.left, [_TURNED[type(inner.ops[0])]()], inner.comparators)
    return test
