"""A loop that goes on after its answer is known.

Finds:
    A loop that does nothing but set flags to constants under conditions, such as ``found = True``, and neither stops
    nor reads what it sets.

Slow because:
    The elements behind the first hit are looked at for nothing.

Unsafe when:
    A later element would have raised.

Example:
    Before::

        found = False
        for x in xs:
            if x < 0:
                found = True

    After::

        found = False
        for x in xs:
            if x < 0:
                found = True
                break

Source:
    Early exit, as any reviewer asks for it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop; loops inside such a loop belong to it."""
    for loop in code.all(ast.For):
        if loop.orelse or any(code.live_after(name, loop) for name in target_names(loop.target)):
            continue
        path = _path(loop)
        if path is None:
            continue
        flags, tests, nested = path
        names = {target.id for flag in flags for target in flag.targets if isinstance(target, ast.Name)}
        if any(not code.pure(test) or names & loaded(test) for test in tests):
            continue
        if not code.pure(loop.iter) or any(not code.pure(inner.iter) for inner in nested):
            continue
        if any(code.live_after(name, loop) for inner in nested for name in target_names(inner.target)):
            continue
        text = f"the loop goes on after {', '.join(sorted(names))} is set; nothing can change it any more"
        yield Finding(loop, text, partial(_change, flags, nested))


def _path(loop: ast.For) -> tuple[list[ast.Assign], list[ast.expr], list[ast.For]] | None:
    """The constant assignments at the end of a straight path of ``if`` and ``for``, with tests and inner loops."""
    tests: list[ast.expr] = []
    nested: list[ast.For] = []
    body: list[ast.stmt] = loop.body
    while len(body) == 1:
        first = body[0]
        if isinstance(first, ast.If) and not first.orelse:
            tests.append(first.test)
            body = first.body
        elif isinstance(first, ast.For) and not first.orelse:
            nested.append(first)
            body = first.body
        else:
            break
    flags: list[ast.Assign] = []
    for statement in body:
        constant = isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        if not constant or not isinstance(statement, ast.Assign):
            return None
        if not all(isinstance(target, ast.Name) for target in statement.targets):
            return None
        flags.append(statement)
    return (flags, tests, nested) if flags and tests else None


def _change(flags: list[ast.Assign], nested: list[ast.For], edits: Edits) -> None:
    edits.insert_after(flags[-1], "break")
    # Each loop around the hit is left as well: it goes on only where the inner one ran to its end.
    for inner in nested:
        edits.insert_after(inner, "else:\n    continue\nbreak")
