"""Adding to a list by making a longer copy.

Finds:
    ``xs = xs + [x]`` or ``xs = xs + other`` in a loop for a local list; ``xs += [x]``; ``sum(lists, [])``.

Slow because:
    Each addition copies all that was collected so far: O(n^2) in all. ``append`` and ``extend`` copy nothing.

Unsafe when:
    The shorter list is still held under another name: a copy leaves it alone, ``append`` does not.

Example:
    Before::

        rows = []
        for line in lines:
            rows = rows + [parse(line)]

    After::

        rows = []
        for line in lines:
            rows.append(parse(line))

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._replaced import held_once

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Growing copies first, then sums of lists."""
    for assign in code.all(ast.Assign):
        holes = match("@xs = @xs + $more", assign)
        if holes is None or not repeats_around(code, assign) or holes.name("xs") in loaded(holes["more"]):
            continue
        name, more = holes.name("xs"), holes["more"]
        kind = code.type_of(more).kind
        if kind == "list" and held_once(code, name):
            text = f"`{ast.unparse(assign)}` copies the whole list to add to it; growing it in place does not"
            yield Finding(assign, text, partial(_grow, assign, name, more), GROWTH)
    for call in code.all(ast.Call):
        flat = match("sum($lists, [])", call) or match("sum($lists, start=[])", call)
        if flat is not None and code.is_builtin("sum"):
            text = (
                f"`{ast.unparse(call)}` copies all earlier lists for every list that it adds; chaining copies each once"
            )
            yield Finding(call, text, partial(_chain, call, flat["lists"]), GROWTH)
    for step in code.all(ast.AugAssign):
        one = match("@xs += [$x]", step)
        if one is not None and repeats_around(code, step) and only(code.type_of_name(one.name("xs")), "list"):
            text = f"`{ast.unparse(step)}` makes a list of one to add it; append needs none"
            yield Finding(step, text, partial(_append, step, one.name("xs"), one["x"]))


def _grow(assign: ast.Assign, name: str, more: ast.expr, edits: Edits) -> None:
    if isinstance(more, ast.List) and len(more.elts) == 1 and not isinstance(more.elts[0], ast.Starred):
        edits.replace_statement(assign, f"{name}.append({edits.text(more.elts[0])})")
    else:
        edits.replace_statement(assign, f"{name}.extend({edits.text(more)})")


def _chain(call: ast.Call, lists: ast.expr, edits: Edits) -> None:
    edits.replace(call, f"list({edits.need('itertools', 'chain')}.from_iterable({edits.text(lists)}))")


def _append(step: ast.AugAssign, name: str, added: ast.expr, edits: Edits) -> None:
    edits.replace_statement(step, f"{name}.append({edits.text(added)})")
