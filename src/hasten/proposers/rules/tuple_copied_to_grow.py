"""Adding to a tuple in a loop.

Finds:
    ``t += (x,)`` or ``t = t + (x, y)`` in a loop that does not look at ``t`` otherwise.

Slow because:
    A tuple cannot grow: each addition copies all that was collected so far, O(n^2) in all. A list grows in place and
    becomes a tuple once, behind the loop.

Unsafe when:
    ``t`` is no tuple but something that adds in its own way.

Example:
    Before::

        kept = ()
        for x in xs:
            if x > 0:
                kept += (x,)

    After::

        kept = ()
        grown = list(kept)
        for x in xs:
            if x > 0:
                grown.append(x)
        kept = tuple(grown)

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop and tuple."""
    seen: set[tuple[ast.AST, str]] = set()
    for statement in sorted([*code.all(ast.AugAssign), *code.all(ast.Assign)], key=lambda node: node.lineno):
        grown = _grown(code, statement)
        if grown is None:
            continue
        name = grown[0]
        loop = _outermost(code, statement, name)
        if loop is None or (loop, name) in seen:
            continue
        seen.add((loop, name))
        steps = _steps(code, loop, name)
        if steps is not None and _starts_as_tuple(code, loop, name):
            text = f"each addition to the tuple {name} copies all of it; a list grows in place"
            yield Finding(loop, text, partial(_change, code, loop, name, steps), GROWTH)


def _grown(code: FunctionCode, statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """The tuple that a statement adds to, and what it adds."""
    holes = match("@t += $more", statement) or match("@t = @t + $more", statement)
    if holes is None or holes.name("t") not in code.local or holes.name("t") in code.parameters:
        return None
    name, more = holes.name("t"), holes["more"]
    if name in loaded(more) or not only(code.type_of(more), "tuple"):
        return None
    # A nested function could look at the tuple while it grows.
    return None if code.uses(name).aliases or code.in_nested_function(statement) else (name, more)


def _outermost(code: FunctionCode, statement: ast.stmt, name: str) -> Loop | None:
    """The outermost loop in which the tuple does nothing but grow."""
    best: Loop | None = None
    for loop in code.loops_around(statement):
        if _steps(code, loop, name) is None:
            break
        best = loop
    return best


def _steps(code: FunctionCode, loop: Loop, name: str) -> list[tuple[ast.stmt, ast.expr]] | None:
    """The statements of a loop that add to the tuple, or None where something else uses it."""
    steps: list[tuple[ast.stmt, ast.expr]] = []
    known: set[ast.AST] = set()
    for node in descend(loop):
        if isinstance(node, ast.AugAssign | ast.Assign):
            grown = _grown(code, node)
            if grown is not None and grown[0] == name:
                steps.append((node, grown[1]))
                known.update(ast.walk(node))
    for node in descend(loop):
        if isinstance(node, ast.Name) and node.id == name and node not in known:
            return None
    return steps


def _starts_as_tuple(code: FunctionCode, loop: Loop, name: str) -> bool:
    """Whether a tuple is bound to the name right in front of the loop, and an exception inside it shows nobody."""
    if any(isinstance(parent, ast.Try) for parent in code.ancestors(loop)):
        return False
    for statement in reversed(code.before(loop)):
        if name in stored(statement):
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                return only(code.type_of(statement.value), "tuple")
            return isinstance(statement, ast.Assign | ast.AnnAssign) and only(code.type_of_name(name), "tuple")
    return False


def _change(
    code: FunctionCode, loop: Loop, name: str, steps: list[tuple[ast.stmt, ast.expr]], edits: Edits
) -> None:
    grown = code.fresh(f"{noun(ast.Name(name, ast.Load()), 'grown')}_so_far")
    edits.insert_before(loop, f"{grown} = list({name})")
    for statement, more in steps:
        single = isinstance(more, ast.Tuple) and len(more.elts) == 1 and not isinstance(more.elts[0], ast.Starred)
        if single and isinstance(more, ast.Tuple):
            edits.replace_statement(statement, f"{grown}.append({edits.text(more.elts[0])})")
        else:
            edits.replace_statement(statement, f"{grown}.extend({edits.text(more)})")
    edits.insert_after(loop, f"{name} = tuple({grown})")
