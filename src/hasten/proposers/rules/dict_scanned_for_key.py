"""Walking a dict to find one key.

Finds:
    ``for key in d: if key == wanted: ...`` over a dict, its ``keys()`` or ``items()``, with nothing else in the loop.

Slow because:
    The dict finds the key in O(1); the loop looks at all of them.

Unsafe when:
    The wanted value cannot be hashed, or equals a key of another type (1 and True).

Example:
    Before::

        for code, name in names.items():
            if code == wanted:
                found = name

    After::

        if wanted in names:
            found = names[wanted]

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import has_own
from hasten.code.match import match
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(1)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        if loop.orelse or len(loop.body) != 1 or not isinstance(loop.body[0], ast.If) or loop.body[0].orelse:
            continue
        test = loop.body[0]
        walked = _walked(code, loop)
        if walked is None:
            continue
        container, key, value = walked
        wanted = _compared_with(test.test, key)
        names = set(target_names(loop.target))
        if wanted is None or names & loaded(wanted) or not code.pure(wanted):
            continue
        if any(code.live_after(name, loop) for name in names) or names & stored(*loop.body):
            continue
        if code.hashable(code.type_of(wanted)) is False or not code.invariant(wanted, *test.body):
            continue
        body = test.body[:-1] if isinstance(test.body[-1], ast.Break) else test.body
        inner = ast.While(ast.Constant(True), body, []) if body else None
        if inner is not None and has_own(inner, ast.Break, ast.Continue):
            continue
        if not code.invariant(container, *body):
            continue
        text = f"the loop walks {ast.unparse(container)} for one key, which the dict finds at once"
        yield Finding(loop, text, partial(_change, loop, container, wanted, key, value, body), GROWTH)


def _compared_with(test: ast.expr, key: str) -> ast.expr | None:
    """The other side of an equality with the key."""
    for pattern in ("@k == $wanted", "$wanted == @k"):
        holes = match(pattern, test)
        if holes is not None and holes.name("k") == key:
            return holes["wanted"]
    return None


def _walked(code: FunctionCode, loop: ast.For) -> tuple[ast.expr, str, str] | None:
    """The dict, and the names of key and value (or "") in the loop."""
    items = code.method_call(loop.iter, "items", 0)
    if items is not None:
        target = loop.target
        if isinstance(target, ast.Tuple) and len(target.elts) == 2:
            first, second = target.elts
            if isinstance(first, ast.Name) and isinstance(second, ast.Name):
                return items[0], first.id, second.id
        return None
    if not isinstance(loop.target, ast.Name):
        return None
    keys = code.method_call(loop.iter, "keys", 0)
    if keys is not None:
        return keys[0], loop.target.id, ""
    if only(code.type_of(loop.iter), "dict"):
        return loop.iter, loop.target.id, ""
    return None


def _change(
    loop: ast.For,
    container: ast.expr,
    wanted: ast.expr,
    key: str,
    value: str,
    body: list[ast.stmt],
    edits: Edits,
) -> None:
    mapping, sought = edits.text(container, need=16), edits.text(wanted, need=2)
    changes: dict[ast.AST, str] = {}
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in (key, value):
                changes[node] = sought if node.id == key else f"{mapping}[{sought}]"
    text = edits.block(body, changes) if body else "pass"
    lines = "\n".join("    " + line if line else line for line in text.split("\n"))
    edits.replace_statement(loop, f"if {edits.text(wanted, need=7)} in {edits.text(container, need=7)}:\n{lines}")
