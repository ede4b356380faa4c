"""A range gone through for the one number that solves an equation.

Finds:
    A loop, comprehension or ``any(...)`` over a range that uses only the number ``b`` with ``b * b == ...``,
    ``k * b == ...`` or ``b == ...``, where the other side does not depend on ``b``: ``a * a + b * b == n``.

Slow because:
    Every number of the range is tried, of which one at most solves the equation. It can be computed: a square root, a
    quotient or a difference. The test stays, so that only a real solution is used.

Unsafe when:
    The other side is no integer, or the range holds negative numbers, of which a square has two roots.

Example:
    Before::

        for a in range(1, n):
            for b in range(a, n):
                if a * a + b * b == n:
                    found.append((a, b))

    After::

        for a in range(1, n):
            for b in (isqrt(max(n - a * a, 0)),):
                if not a <= b < n:
                    continue
                if a * a + b * b == n:
                    found.append((a, b))

Source:
    Solving for the innermost unknown; Bentley, Writing Efficient Programs (1982), code tuning by algebraic identities.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import guarded, lowest, surely_at_least
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.proposers.rules._equalities import Solved, solved, wanted_text
from hasten.proposers.rules._filters import filters
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(1)")


@dataclass(frozen=True)
class _Search:
    """A search of a range for a root.

    Attributes:
        node: The loop, or the part of a comprehension.
        name: The number.
        source: The range.
        start: Where it begins; None for 0.
        stop: Where it ends.
        equation: The equation, solved for the key.
        factor: What the number is multiplied with, or 0 where it is squared.
        test: A condition of a comprehension to which that of the range is added, or None.
    """

    node: ast.For | ast.comprehension
    name: str
    source: ast.expr
    start: ast.expr | None
    stop: ast.expr
    equation: Solved
    factor: int
    test: ast.expr | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops and comprehensions with a condition, then what is asked of ``any``."""
    for search in [*_filtered(code), *_asked(code)]:
        text = f"all of {ast.unparse(search.source)} is tried for one number that can be computed"
        yield Finding(search.source, text, partial(_change, code, search), GROWTH, integers=True)


def _filtered(code: FunctionCode) -> Iterator[_Search]:
    for passed in filters(code):
        if passed.setups or not isinstance(passed.target, ast.Name):
            continue
        node = passed.node
        if isinstance(node, ast.For) and code.live_after(passed.target.id, node):
            continue
        for equality in passed.equalities:
            test = node.ifs[0] if isinstance(node, ast.comprehension) else None
            search = _search(code, node, passed.target.id, passed.source, equality.solved, test)
            if search is not None:
                yield search
                break


def _asked(code: FunctionCode) -> Iterator[_Search]:
    """``any(k * k == n for k in range(n))``."""
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "any", 1)
        if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
            continue
        made = arguments[0]
        part = made.generators[-1]
        if part.ifs or not isinstance(part.target, ast.Name) or not code.pure(made.elt):
            continue
        parts = made.elt.values if isinstance(made.elt, ast.BoolOp) and isinstance(made.elt.op, ast.And) else [made.elt]
        for test in parts:
            for equation in solved(code, test, {part.target.id}):
                search = _search(code, part, part.target.id, part.iter, equation, made.elt)
                if search is not None:
                    yield search
                    return


def _search(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    name: str,
    source: ast.expr,
    equation: Solved,
    test: ast.expr | None,
) -> _Search | None:
    bounds = range_bounds(code, source)
    if bounds is None or bounds[2] != 1 or name in loaded(*equation.wanted):
        return None
    start, stop, _ = bounds
    factor = _factor(equation.key, name)
    if factor is None or not code.pure(stop) or (start is not None and not code.pure(start)):
        return None
    if factor == 0 and start is not None and not surely_at_least(lowest(code, start), 0, guarded(code, source)):
        return None
    return _Search(node, name, source, start, stop, equation, factor, test)


def _factor(key: ast.expr, name: str) -> int | None:
    """What the number is multiplied with in a key; 0 where it is squared; None where the key is something else."""
    if isinstance(key, ast.Name) and key.id == name:
        return 1
    squared = match("@b * @b", key) or match("@b ** 2", key)
    if squared is not None and squared.name("b") == name:
        return 0
    product = match("$k * @b", key) or match("@b * $k", key)
    factor = constant_int(product["k"]) if product is not None and product.name("b") == name else None
    return factor if factor is not None and factor > 1 else None


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    wanted = wanted_text(search.equation, edits)
    if search.factor == 0:
        root = f"{edits.need('math', 'isqrt')}(max({wanted}, 0))"
    elif search.factor == 1:
        root = wanted
    else:
        root = f"({wanted}) // {search.factor}"
    start = "0" if search.start is None else edits.text(search.start, need=8)
    inside = f"{start} <= {search.name} < {edits.text(search.stop, need=8)}"
    edits.replace(search.source, f"({root},)")
    if isinstance(search.node, ast.For):
        edits.insert_before(search.node.body[0], f"if not {inside}:\n    continue")
    elif search.test is not None:
        edits.replace(search.test, f"{inside} and {edits.text(search.test, need=5)}")
