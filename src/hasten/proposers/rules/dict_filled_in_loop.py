"""Filling a dict or set one element at a time.

Finds:
    A loop that does nothing but ``d[key] = value`` or ``s.add(x)`` into a dict or set that starts empty.

Slow because:
    Each element costs the loop's own instructions and, for a set, a method call; a comprehension does without. The gain
    is small, 1.0 to 1.2, and serves inside combinations; elements handed on as they are go over in one copy.

Unsafe when:
    Key or value reads what was filled in before.

Example:
    Before::

        by_number = {}
        for order in orders:
            by_number[order.number] = order

    After::

        by_number = {order.number: order for order in orders}

Source:
    The Python tutorial: dictionaries and sets.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, clauses_text, mentions, pipeline, plain_source


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None or len(found.body) != 1:
            continue
        stored = match("@d[$k] = $v", found.body[0])
        added = match("@d.add($k)", found.body[0])
        holes = stored or added
        if holes is None or holes.name("d") in found.names or mentions(found, holes.name("d")):
            continue
        name = holes.name("d")
        parts = [holes["k"], *([holes["v"]] if stored else [])]
        start = _start(code, loop, name, "{}" if stored else "set()")
        if start is None or any(name in loaded(part) for part in parts) or code.uses(name).aliases:
            continue
        text = f"{name} is filled one element at a time; a comprehension does it with less work"
        minor = len(parts) == 2 or plain_source(found, parts[0]) is None
        yield Finding(loop, text, partial(_change, found, name, parts, start), minor=minor)


def _start(code: FunctionCode, loop: ast.For, name: str, empty: str) -> ast.stmt | None:
    for statement in reversed(code.before(loop)):
        holes = match(f"@d = {empty}", statement) or (match("@d = dict()", statement) if empty == "{}" else None)
        if holes is not None and holes.name("d") == name:
            return statement
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement)):
            return None
    return None


def _change(found: Pipeline, name: str, parts: list[ast.expr], start: ast.stmt, edits: Edits) -> None:
    whole = plain_source(found, parts[0]) if len(parts) == 1 else None
    if whole is not None:
        made = f"set({edits.text(whole)})"
    else:
        made = "{" + ": ".join(edits.text(part) for part in parts) + f" {clauses_text(found, edits)}" + "}"
    edits.replace_statement(found.loop, f"{name} = {made}")
    edits.remove(start)
