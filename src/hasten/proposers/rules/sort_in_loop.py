"""Keeping a list in order by sorting it anew after every addition.

Finds:
    A local list that starts empty or sorted and is sorted right after each ``append`` inside a loop: ``xs.append(x)``
    then ``xs.sort()`` or ``xs = sorted(xs)``, or ``xs = sorted(xs + [x])``.

Slow because:
    Each sort walks the whole list: O(n^2) comparisons and more. The place of one element is found by bisection.

Unsafe when:
    The elements have no total order (NaN, sets), or the list was not sorted before.

Example:
    Before::

        for score in scores:
            best.append(score)
            best.sort()

    After::

        for score in scores:
            insort(best, score)

Source:
    The Python documentation of ``bisect.insort``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import match
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Additions followed by a sort, and sorted concatenations."""
    for statement in [*code.all(ast.Expr), *code.all(ast.Assign)]:
        if not repeats_around(code, statement):
            continue
        joined = match("@xs = sorted(@xs + [$x])", statement)
        if joined is not None and code.is_builtin("sorted") and _starts_sorted(code, joined.name("xs"), [statement]):
            text = f"`{ast.unparse(statement)}` sorts everything to place one element; bisection finds its place"
            yield Finding(statement, text, partial(_change, [statement], joined.name("xs"), joined["x"]), GROWTH)
            continue
        added = match("@xs.append($x)", statement)
        if added is None:
            continue
        behind = code.after(statement)[:1]
        if not behind:
            continue
        sort = match("@xs.sort()", behind[0]) or match("@xs = sorted(@xs)", behind[0])
        if sort is None or sort.name("xs") != added.name("xs"):
            continue
        if _starts_sorted(code, added.name("xs"), [statement, behind[0]]):
            text = (
                f"{added.name('xs')} is sorted anew after every addition; bisection finds the place of the new element"
            )
            yield Finding(
                statement, text, partial(_change, [statement, behind[0]], added.name("xs"), added["x"]), GROWTH
            )


def _starts_sorted(code: FunctionCode, name: str, own: list[ast.stmt]) -> bool:
    """Whether nothing else puts the list out of order."""
    if name in code.parameters or name not in code.local:
        return False
    uses = code.uses(name)
    inside = {node for statement in own for node in ast.walk(statement)}
    for target in uses.rebinds:
        if target in inside:
            continue
        statement = code.parent(target)
        value = getattr(statement, "value", None)
        short = isinstance(value, ast.List) and len(value.elts) <= 1
        if not isinstance(statement, ast.Assign) or not (short or _is_sorted(code, value)):
            return False
    if any(change not in inside and not _keeps_order(code.parent(change)) for change in uses.changes):
        return False
    return not uses.aliases


def _keeps_order(change: ast.AST) -> bool:
    """Whether a change only takes elements away."""
    if isinstance(change, ast.Subscript):
        return isinstance(change.ctx, ast.Del)
    return isinstance(change, ast.Attribute) and change.attr in ("pop", "remove", "clear")


def _is_sorted(code: FunctionCode, value: object) -> bool:
    if not isinstance(value, ast.expr):
        return False
    arguments = code.builtin_call(value, "sorted", 1)
    empty = code.builtin_call(value, "list", 0)
    return bool(arguments) or empty is not None


def _change(statements: list[ast.stmt], name: str, added: ast.expr, edits: Edits) -> None:
    insort = edits.need("bisect", "insort")
    edits.replace_statement(statements[0], f"{insort}({name}, {edits.text(added)})")
    for statement in statements[1:]:
        edits.remove(statement)
