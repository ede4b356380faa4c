"""Removing elements from a list one at a time.

Finds:
    ``while x in xs: xs.remove(x)``, and a loop over a copy of a list that removes from the list what fulfils a
    condition: ``for x in xs[:]: if x < 0: xs.remove(x)``.

Slow because:
    Each removal searches the list and moves everything behind the element: O(n^2). One pass keeps what stays.

Unsafe when:
    Removing an element of a list shows while the list is walked, or equal elements fulfil the condition differently.

Example:
    Before::

        for x in xs[:]:
            if x < 0:
                xs.remove(x)

    After::

        xs[:] = [x for x in xs if not x < 0]

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.scopes import loaded, target_names
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops by ``while``, then loops over a copy."""
    for again in code.all(ast.While):
        holes = match("while $x in @xs:\n    @xs.remove($x)", again)
        if holes is not None and _is_list(code, holes.name("xs")) and code.pure(holes["x"]):
            name = holes.name("xs")
            text = f"each removal searches {name} again; one pass keeps what stays"
            yield Finding(again, text, partial(_keep_others, code, again, name, holes["x"]), GROWTH)
    for loop in code.all(ast.For):
        if loop.orelse or len(loop.body) != 1:
            continue
        holes = match("if $test:\n    @xs.remove(@x)", loop.body[0])
        if holes is None or target_names(loop.target) != [holes.name("x")] or not code.pure(holes["test"]):
            continue
        name = holes.name("xs")
        copied = match("@xs[:]", loop.iter) or match("list(@xs)", loop.iter) or match("@xs.copy()", loop.iter)
        if copied is None or copied.name("xs") != name or not _is_list(code, name):
            continue
        if name in loaded(holes["test"]) or code.live_after(holes.name("x"), loop):
            continue
        text = f"each removal searches {name} again; one pass keeps what stays"
        yield Finding(loop, text, partial(_keep, loop, name, holes["test"]), GROWTH)


def _is_list(code: FunctionCode, name: str) -> bool:
    return name in code.local and only(code.type_of_name(name), "list", "any")


def _keep_others(code: FunctionCode, again: ast.While, name: str, unwanted: ast.expr, edits: Edits) -> None:
    value = code.fresh("value")
    text = edits.text(unwanted, need=7)
    edits.replace_statement(again, f"{name}[:] = [{value} for {value} in {name} if {value} != {text}]")


def _keep(loop: ast.For, name: str, test: ast.expr, edits: Edits) -> None:
    target = edits.text(loop.target)
    edits.replace_statement(loop, f"{name}[:] = [{target} for {target} in {name} if not {edits.text(test, need=6)}]")
