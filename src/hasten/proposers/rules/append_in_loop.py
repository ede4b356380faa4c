"""Filling a list by ``append`` where a comprehension says the same.

Finds:
    A loop (also nested, with conditions, or with an ``append`` in both branches) that does nothing but append to a
    list.

Slow because:
    Each element costs a method call and the loop's own instructions; a comprehension appends with one instruction.
    The gain is small, 1.0 to 1.2, and serves inside combinations; elements handed on as they are go over in one copy,
    10 times as fast.

Unsafe when:
    What is appended reads the list.

Example:
    Before::

        names = []
        for user in users:
            if user.active:
                names.append(user.name)

    After::

        names = [user.name for user in users if user.active]

Source:
    The Python tutorial: list comprehensions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match, match_block
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, clauses_text, mentions, pipeline, plain_source


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None or len(found.body) != 1:
            continue
        added = _added(found.body[0])
        if added is None:
            continue
        name, elements = added
        if name in found.names or mentions(found, name) or any(name in loaded(element) for element in elements):
            continue
        if name not in code.local or not only(code.type_of_name(name), "list") or code.uses(name).aliases:
            continue  # a nested function could look at the list while it grows
        text = f"the loop appends to {name} one element at a time; a comprehension does it with less work"
        plain = len(elements) == 1 and plain_source(found, elements[0]) is not None
        yield Finding(loop, text, partial(_change, code, found, name, elements), minor=not plain)


def _added(step: ast.stmt) -> tuple[str, list[ast.expr]] | None:
    """The list and what is appended: one element, or condition, one, and other."""
    plain = match("@out.append($x)", step)
    if plain is not None:
        return plain.name("out"), [plain["x"]]
    if isinstance(step, ast.If):
        first, other = match_block("@out.append($x)", step.body), match_block("@out.append($x)", step.orelse)
        if first is not None and other is not None and first.name("out") == other.name("out"):
            return first.name("out"), [step.test, first["x"], other["x"]]
    return None


def _change(code: FunctionCode, found: Pipeline, name: str, elements: list[ast.expr], edits: Edits) -> None:
    whole = plain_source(found, elements[0]) if len(elements) == 1 else None
    if len(elements) == 1:
        element = edits.text(elements[0])
    else:
        test, first, other = (edits.text(part, need=3) for part in elements)
        element = f"{first} if {test} else {other}"
    start = _empty_start(code, found.loop, name)
    made = f"[{element} {clauses_text(found, edits)}]"
    if start is not None:
        edits.replace_statement(found.loop, f"{name} = {f'list({edits.text(whole)})' if whole is not None else made}")
        edits.remove(start)
    else:
        edits.replace_statement(found.loop, f"{name}.extend({edits.text(whole) if whole is not None else made})")


def _empty_start(code: FunctionCode, loop: ast.For, name: str) -> ast.stmt | None:
    """``out = []`` in front of the loop, with nothing in between that uses it."""
    for statement in reversed(code.before(loop)):
        holes = match("@out = []", statement)
        if holes is not None and holes.name("out") == name:
            return statement
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement)):
            return None
    return None
