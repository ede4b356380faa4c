"""Adding up, or taking the extreme of, a list that grows by one element per turn.

Finds:
    ``sum(xs)``, ``max(xs)`` or ``min(xs)`` inside the loop that appends to ``xs``, a local list that only grows; for
    sums of integers the list may also lose its first element (``pop(0)``, ``xs = xs[1:]``), as a window does.

Slow because:
    Every turn walks all that was collected: O(n^2). The new value follows from the old one and the new element.

Unsafe when:
    The list is empty when its extreme is asked, or (for sums) from Python 3.12 on the elements are floats, which
    ``sum`` adds with compensation there.

Example:
    Before::

        for reading in readings:
            seen.append(reading)
            means.append(sum(seen) / len(seen))

    After::

        seen_sum = 0
        for reading in readings:
            seen.append(reading)
            seen_sum += reading
            means.append(seen_sum / len(seen))

Source:
    Finite differencing; Paige and Koenig, TOPLAS 4 (1982).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import match
from hasten.code.types import may_be, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list and function."""
    for name in sorted(code.local - set(code.parameters)):
        for function in ("sum", "max", "min"):
            calls = [
                call
                for call in code.all(ast.Call)
                if (arguments := code.builtin_call(call, function, 1))
                and isinstance(arguments[0], ast.Name)
                and arguments[0].id == name
            ]
            if not calls:
                continue
            found = _grown(code, name, calls, function)
            if found is not None:
                start, additions, removals = found
                text = f"`{ast.unparse(calls[0])}` walks a list that has only grown by one element since the last time"
                change = partial(_change, code, name, function, start, additions, removals, calls)
                yield Finding(calls[0], text, change, GROWTH)


def kept_by_growth(code: FunctionCode, name: str, call: ast.Call) -> bool:
    """Whether the list of a sum only grows, or loses its first element, so that this rule has it."""
    known = name in code.local and name not in code.parameters
    return known and _grown(code, name, [call], "sum") is not None


def _grown(
    code: FunctionCode, name: str, calls: list[ast.Call], function: str
) -> tuple[ast.Assign, list[ast.Call], list[ast.stmt]] | None:
    """The empty start, the appends and the removals in front, where a call lies in a loop with an append."""
    uses = code.uses(name)
    if uses.aliases or not uses.rebinds:
        return None
    start, *others = (code.parent(target) for target in uses.rebinds)
    removals: list[ast.stmt] = []
    for other in others:
        shorter = match("@xs = @xs[1:]", other)
        if shorter is None or shorter.name("xs") != name or not isinstance(other, ast.stmt):
            return None
        removals.append(other)
    if not (isinstance(start, ast.Assign) and len(start.targets) == 1 and isinstance(start.value, ast.List)):
        return None
    if start.value.elts:
        return None
    additions: list[ast.Call] = []
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.module.parents.get(attribute)
        removal = _removal(code, attribute)
        if removal is not None:
            removals.append(removal)
            continue
        if not (isinstance(attribute, ast.Attribute) and attribute.attr == "append" and isinstance(call, ast.Call)):
            return None
        if not isinstance(code.parent(call), ast.Expr) or len(call.args) != 1:
            return None
        additions.append(call)
    element = code.type_of_name(name).element
    if not additions or (function == "sum" and element.kind != "any" and may_be(element, "str", "list")):
        return None
    if removals and (function != "sum" or not only(element, "int", "bool")):
        return None
    loops = {repeat.node for addition in additions for repeat in repeats_around(code, addition)}
    if not any(repeat.node in loops for call in calls for repeat in repeats_around(code, call)):
        return None
    return start, additions, removals


def _removal(code: FunctionCode, change: ast.AST) -> ast.stmt | None:
    """The statement ``xs.pop(0)`` or ``del xs[0]`` around a change, if that is what it is."""
    statement = code.statement(change)
    if match("@xs.pop(0)", statement) is not None or match("del @xs[0]", statement) is not None:
        return statement
    return None


def _change(
    code: FunctionCode,
    name: str,
    function: str,
    start: ast.Assign,
    additions: list[ast.Call],
    removals: list[ast.stmt],
    calls: list[ast.Call],
    edits: Edits,
) -> None:
    total = code.fresh(f"{name}_{function}")
    edits.insert_after(start, f"{total} = {'0' if function == 'sum' else 'None'}")
    for addition in additions:
        statement = code.statement(addition)
        added = addition.args[0]
        text = edits.text(added)
        if not isinstance(added, ast.Name | ast.Constant):
            text = code.fresh("added")
            edits.insert_before(statement, f"{text} = {edits.text(added)}")
            edits.replace(added, text)
        if function == "sum":
            edits.insert_after(statement, f"{total} += {text}")
        else:
            sign = ">" if function == "max" else "<"
            edits.insert_after(statement, f"if len({name}) == 1 or {text} {sign} {total}:\n    {total} = {text}")
    for removal in removals:
        edits.insert_before(removal, f"{total} -= {name}[0]")
    for call in calls:
        edits.replace(call, total)
