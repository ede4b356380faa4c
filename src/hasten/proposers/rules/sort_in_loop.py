"""Keeping a list in order by sorting it anew after every addition.

Finds:
    A local list that starts empty or sorted and is sorted right after each ``append`` inside a loop: ``xs.append(x)``
    then ``xs.sort()`` or ``xs = sorted(xs)``, or ``xs = sorted(xs + [x])``; with ``key=`` as well. Where nothing looks
    at the list before the loop is over, it is sorted once behind it.

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
from hasten.code.loops import has_own, repeats_around
from hasten.code.match import match
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n log n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Additions followed by a sort, and sorted concatenations."""
    for statement in [*code.all(ast.Expr), *code.all(ast.Assign)]:
        if not repeats_around(code, statement):
            continue
        joined = match("@xs = sorted(@xs + [$x])", statement) or match("@xs = sorted([*@xs, $x])", statement)
        # Who keeps the list of one turn would see it grow.
        kept = joined is not None and bool(code.uses(joined.name("xs")).escapes)
        if kept:
            continue
        if joined is not None and code.is_builtin("sorted") and _starts_sorted(code, joined.name("xs"), [statement]):
            text = f"`{ast.unparse(statement)}` sorts everything to place one element; bisection finds its place"
            change = partial(place_by_bisection, [statement], joined.name("xs"), joined["x"])
            yield Finding(statement, text, change, GROWTH)
            continue
        added = match("@xs.append($x)", statement)
        if added is None:
            continue
        behind = code.after(statement)[:1]
        if not behind:
            continue
        sort = match("@xs.sort()", behind[0]) or match("@xs = sorted(@xs)", behind[0])
        keyed = match("@xs.sort(key=$k)", behind[0]) or match("@xs = sorted(@xs, key=$k)", behind[0])
        if (sort or keyed) and (sort or keyed).name("xs") == added.name("xs"):  # type: ignore[union-attr]
            loop = _unread_until_its_end(code, added.name("xs"), statement, behind[0])
            if loop is not None:
                text = f"{added.name('xs')} is sorted again and again, and nothing looks at it before the loop ends"
                yield Finding(statement, text, partial(_sort_behind, behind[0], loop), GROWTH)
                continue
        if keyed is not None and keyed.name("xs") == added.name("xs") and _starts_sorted(
            code, added.name("xs"), [statement, behind[0]], keyed["k"]
        ):
            text = f"{keyed.name('xs')} is sorted anew after every addition; bisection finds the new element's place"
            change = partial(place_by_bisection, [statement, behind[0]], keyed.name("xs"), added["x"], key=keyed["k"])
            yield Finding(statement, text, change, GROWTH)
            continue
        if sort is None or sort.name("xs") != added.name("xs"):
            continue
        if _starts_sorted(code, added.name("xs"), [statement, behind[0]]):
            text = (
                f"{added.name('xs')} is sorted anew after every addition; bisection finds the place of the new element"
            )
            change = partial(place_by_bisection, [statement, behind[0]], added.name("xs"), added["x"])
            yield Finding(statement, text, change, GROWTH)


def _unread_until_its_end(
    code: FunctionCode, name: str, addition: ast.stmt, sort: ast.stmt
) -> ast.For | ast.While | None:
    """The outermost loop that does nothing with the list but add to it and sort it."""
    own = {node for statement in (addition, sort) for node in ast.walk(statement)}
    best: ast.For | ast.While | None = None
    for loop in code.loops_around(addition):
        if any(node not in own for node in ast.walk(loop) if isinstance(node, ast.Name) and node.id == name):
            break
        best = loop
    if best is None or name not in code.local or has_own(best, ast.Return):
        return None
    # What is in the list before must be in order already: the loop may not turn at all.
    start = code.uses(name).rebinds[0] if code.uses(name).rebinds else None
    assign = code.parent(start) if start is not None else None
    empty = isinstance(assign, ast.Assign | ast.AnnAssign) and assign.value is not None and match("[]", assign.value)
    before = [node for node in code.uses(name).changes if node not in own]
    grows = [node for node in before if getattr(node, "lineno", 0) < best.lineno]
    return best if empty and not grows and name not in code.parameters else None


def _sort_behind(sort: ast.stmt, loop: ast.For | ast.While, edits: Edits) -> None:
    edits.insert_after(loop, edits.block([sort], comments=False))
    edits.remove(sort)


def _starts_sorted(code: FunctionCode, name: str, own: list[ast.stmt], key: ast.expr | None = None) -> bool:
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
        ordered = key is None and _is_sorted(code, value)
        if not isinstance(statement, ast.Assign) or not (short or ordered):
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


def place_by_bisection(
    statements: list[ast.stmt], name: str, added: ast.expr, edits: Edits, *, key: ast.expr | None = None
) -> None:
    """Write an addition to a list in order in the place of statements that add and sort.

    Args:
        statements: What goes.
        name: The list, as code.
        added: The new element.
        edits: Gets the change.
        key: By what the list is in order, if not by its elements.
    """
    insort = edits.need("bisect", "insort")
    by = f", key={edits.text(key)}" if key is not None else ""
    edits.replace_statement(statements[0], f"{insort}({name}, {edits.text(added)}{by})")
    for statement in statements[1:]:
        edits.remove(statement)
