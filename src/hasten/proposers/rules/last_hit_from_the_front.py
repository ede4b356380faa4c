"""Looking for the last hit from the front.

Finds:
    A loop over a range, a list, a tuple or a text that does nothing but set names under a condition, such as
    ``if xs[i] < 0: last = i``, and never stops nor reads what it sets.

Slow because:
    Every element is looked at, and all hits but the last are overwritten. From the end, the first hit is the answer.
    The gain grows with the hits; without any hit it is none.

Unsafe when:
    An earlier element would have raised.

Example:
    Before::

        last = -1
        for i in range(1, len(xs)):
            if xs[i] < xs[i - 1]:
                last = i

    After::

        last = -1
        for i in reversed(range(1, len(xs))):
            if xs[i] < xs[i - 1]:
                last = i
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
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        if loop.orelse or code.in_nested_function(loop):
            continue
        path = _path(loop)
        if path is None:
            continue
        tests, assigns = path
        names = {assign.targets[0].id for assign in assigns if isinstance(assign.targets[0], ast.Name)}
        values = [assign.value for assign in assigns]
        bound = set(target_names(loop.target))
        if all(isinstance(value, ast.Constant) for value in values):
            continue  # then the first hit will do
        if not bound or names & (bound | loaded(*tests, *values)):
            continue
        if not all(code.pure(part) for part in (*tests, *values)) or not names <= code.local:
            continue
        if any(code.uses(name).aliases for name in names):
            continue  # a nested function could look at them while the loop runs
        # What is set with every hit is set with the last one, but a loop variable would keep another element.
        if any(code.live_after(name, loop) for name in bound):
            continue
        turned = _turned(code, loop)
        if turned is not None:
            text = f"the loop overwrites {', '.join(sorted(names))} with every hit; from the end the first hit will do"
            yield Finding(loop, text, partial(_change, loop, assigns[-1], *turned))


def _path(loop: ast.For) -> tuple[list[ast.expr], list[ast.Assign]] | None:
    """The tests of the ``if``s inside each other, and the plain assignments in the innermost."""
    tests: list[ast.expr] = []
    body: list[ast.stmt] = loop.body
    while len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
        tests.append(body[0].test)
        body = body[0].body
    assigns: list[ast.Assign] = []
    for statement in body:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        if not isinstance(statement.targets[0], ast.Name):
            return None
        assigns.append(statement)
    if any(isinstance(node, ast.NamedExpr) for test in tests for node in ast.walk(test)):
        return None
    return (tests, assigns) if tests and assigns else None


def _turned(code: FunctionCode, loop: ast.For) -> tuple[str, ast.expr] | None:
    """How the source of the loop is gone through from its end, with the part of it that stays."""
    if code.builtin_call(loop.iter, "range"):
        return "reversed({0})", loop.iter
    if not code.pure(loop.iter):
        return None
    numbered = code.builtin_call(loop.iter, "enumerate", 1)
    source = numbered[0] if numbered else loop.iter
    if not only(code.type_of(source), "list", "tuple", "str", "sequence"):
        return None
    if not numbered:
        return "reversed({0})", source
    if isinstance(loop.target, ast.Tuple) and len(loop.target.elts) == 2 and isinstance(source, ast.Name):
        return "zip(reversed(range(len({0}))), reversed({0}))", source
    return None


def _change(loop: ast.For, last: ast.Assign, template: str, source: ast.expr, edits: Edits) -> None:
    edits.replace(loop.iter, template.format(edits.text(source)))
    edits.insert_after(last, "break")
