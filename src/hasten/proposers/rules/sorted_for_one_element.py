"""Sorting a collection to take its first or last elements.

Finds:
    ``sorted(x)[0]``, ``sorted(x)[-1]``, ``sorted(x)[:k]``, also with ``key`` and ``reverse``; and a sorted copy, or a
    list of the function that is sorted in place, that is only read at one end and asked whether it is empty.

Slow because:
    Sorting is O(n log n); the smallest or largest element is found in one pass, the k smallest with a heap of k.

Unsafe when:
    The collection is empty: ``min`` raises ``ValueError`` where the subscript raised ``IndexError`` (the guarded form
    keeps that). Of equal elements ``sorted(x)[-1]`` is the last and ``max`` the first, which shows only where equal
    elements differ.

Example:
    Before::

        best = sorted(scores, key=points)[0]

    After::

        best = min(scores, key=points)

Source:
    The Python documentation of ``min``, ``max`` and ``heapq.nsmallest``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.types import only
from hasten.proposers.rules._conditions import is_only_measured
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n log n)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Direct subscripts, and lists that are sorted for one end."""
    for subscript in code.all(ast.Subscript):
        call = subscript.value
        if not isinstance(subscript.ctx, ast.Load) or not _is_sorted(code, call):
            continue
        assert isinstance(call, ast.Call)
        extreme = _extreme(call, subscript)
        if extreme:
            text = f"`{ast.unparse(subscript)}` sorts everything for one element; {extreme} finds it in one pass"
            yield Finding(subscript, text, partial(_one, code, subscript, call, extreme, False), GROWTH)
            yield Finding(subscript, text, partial(_one, code, subscript, call, extreme, True), GROWTH, guarded=True)
        elif _first_few(call, subscript):
            text = f"`{ast.unparse(subscript)}` sorts everything for its first elements; a heap of that size is enough"
            yield Finding(subscript, text, partial(_few, subscript, call), GROWTH)
    yield from _named(code)


def _is_sorted(code: FunctionCode, call: ast.expr) -> bool:
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "sorted"
        and code.is_builtin("sorted")
        and len(call.args) == 1
        and all(keyword.arg in ("key", "reverse") for keyword in call.keywords)
    )


def _reverse(call: ast.Call) -> bool | None:
    """The constant value of ``reverse=``, None where it is not constant."""
    for keyword in call.keywords:
        if keyword.arg == "reverse":
            value = keyword.value
            return value.value if isinstance(value, ast.Constant) and isinstance(value.value, bool) else None
    return False


def _extreme(call: ast.Call, subscript: ast.Subscript) -> str:
    """``min`` or ``max`` for a subscript of a sorted list, "" where neither fits."""
    place, reverse = constant_int(subscript.slice), _reverse(call)
    if place not in (0, -1) or reverse is None:
        return ""
    return "max" if reverse == (place == 0) else "min"


def _first_few(call: ast.Call, subscript: ast.Subscript) -> bool:
    part = subscript.slice
    if not isinstance(part, ast.Slice) or part.lower is not None or part.step is not None or part.upper is None:
        return False
    count = constant_int(part.upper)
    return _reverse(call) is not None and (count is None or 0 < count <= 100)


def _arguments(call: ast.Call, edits: Edits) -> str:
    parts = [edits.text(call.args[0])]
    parts += [f"{keyword.arg}={edits.text(keyword.value)}" for keyword in call.keywords if keyword.arg == "key"]
    return ", ".join(parts)


def _one(
    code: FunctionCode, subscript: ast.Subscript, call: ast.Call, extreme: str, guarded: bool, edits: Edits
) -> None:
    arguments = _arguments(call, edits)
    if not guarded:
        edits.replace(subscript, f"{extreme}({arguments})")
        return
    source = edits.text(call.args[0], need=3)
    statement = code.statement(subscript)
    if _always_evaluated(code, subscript, statement):
        edits.insert_before(statement, f'if not {source}:\n    raise IndexError("list index out of range")')
        edits.replace(subscript, f"{extreme}({arguments})")
    else:
        # A list of at most one element raises IndexError where the sorted list did.
        edits.replace(subscript, f"([{extreme}({arguments})] if {source} else [])[0]")


def _always_evaluated(code: FunctionCode, node: ast.expr, statement: ast.stmt) -> bool:
    """Whether running the statement evaluates the expression exactly once, and nothing with effects before it."""
    return code.parent(node) is statement and isinstance(statement, ast.Assign | ast.Return)


def _few(subscript: ast.Subscript, call: ast.Call, edits: Edits) -> None:
    assert isinstance(subscript.slice, ast.Slice) and subscript.slice.upper is not None
    function = edits.need("heapq", "nlargest" if _reverse(call) else "nsmallest")
    edits.replace(subscript, f"{function}({edits.text(subscript.slice.upper)}, {_arguments(call, edits)})")


def _named(code: FunctionCode) -> Iterator[Finding]:
    """``ordered = sorted(xs)`` read only at one end, and ``xs.sort()`` of a list of the function."""
    for assign in code.all(ast.Assign):
        if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
            continue
        name, call = assign.targets[0].id, assign.value
        if not _is_sorted(code, call) or name in code.parameters:
            continue
        assert isinstance(call, ast.Call)
        uses = code.uses(name)
        if len(uses.rebinds) != 1 or not uses.only_looked_at:
            continue
        extreme, subscripts = _at_one_end(code, call, uses.reads)
        if not extreme:
            continue
        text = f"{name} is sorted only for one end; {extreme} finds it in one pass"
        alone = len(subscripts) == len(uses.reads)
        change = partial(_rename if alone else _unsorted, code, assign, call, subscripts, extreme)
        yield Finding(assign, text, change, GROWTH)
    for statement in code.all(ast.Expr):
        yield from _in_place(code, statement)


def _at_one_end(
    code: FunctionCode, call: ast.Call, reads: Sequence[ast.AST]
) -> tuple[str, list[ast.Subscript]]:
    """``min`` or ``max``, and the subscripts, where a list is read at one end and otherwise asked for its length."""
    parents = [(read, code.parent(read)) for read in reads]
    subscripts = [p for read, p in parents if isinstance(p, ast.Subscript) and p.value is read]
    asked = [read for read, p in parents if p not in subscripts]
    ends = {_extreme(call, subscript) for subscript in subscripts}
    if len(ends) != 1 or not all(is_only_measured(code, read) for read in asked):
        return "", []
    # Whoever asks more than once, or in a loop, is better served by what is sorted.
    often = asked and (len(subscripts) > 2 or any(_further_in(code, call, subscript) for subscript in subscripts))
    return ("", []) if often else (ends.pop(), subscripts)


def _further_in(code: FunctionCode, outer: ast.AST, inner: ast.AST) -> bool:
    """Whether something runs again in a loop that another thing is not in."""
    around = [repeat.node for repeat in repeats_around(code, outer)]
    return any(repeat.node not in around for repeat in repeats_around(code, inner))


def _in_place(code: FunctionCode, statement: ast.Expr) -> Iterator[Finding]:
    """A list that the function makes, fills, sorts, and reads at one end."""
    call = statement.value
    callee = call.func if isinstance(call, ast.Call) else None
    if not (isinstance(callee, ast.Attribute) and callee.attr == "sort" and isinstance(callee.value, ast.Name)):
        return
    assert isinstance(call, ast.Call)
    name = callee.value.id
    if call.args or any(keyword.arg not in ("key", "reverse") for keyword in call.keywords):
        return
    behind = code.after(statement)
    if name not in code.local or name in code.parameters or not only(code.type_of_name(name), "list"):
        return
    uses, later = code.uses(name), code.uses(name, *behind)
    if uses.aliases or uses.escapes or not later.only_looked_at or later.rebinds or code.in_nested_function(statement):
        return
    inside = {node for part in behind for node in ast.walk(part)}
    if any(read not in inside and read.lineno > statement.lineno for read in uses.reads):
        return
    around = code.loops_around(statement)
    made = [code.loops_around(bound) for bound in uses.rebinds]
    if len(made) != 1 or around[:1] != made[0][:1]:
        return  # it is sorted again, or before it is whole
    extreme, subscripts = _at_one_end(code, call, later.reads)
    if extreme:
        text = f"{name} is sorted only for one end; {extreme} finds it in one pass"
        yield Finding(statement, text, partial(_left_as_it_is, statement, call, subscripts, extreme), GROWTH)


def _left_as_it_is(
    statement: ast.Expr, call: ast.Call, subscripts: Sequence[ast.Subscript], extreme: str, edits: Edits
) -> None:
    edits.remove(statement)
    _look(call, subscripts, extreme, edits)


def _unsorted(
    code: FunctionCode,
    assign: ast.Assign,
    call: ast.Call,
    subscripts: Sequence[ast.Subscript],
    extreme: str,
    edits: Edits,
) -> None:
    """The elements as they are, whose extreme is looked for where it is asked for."""
    source = call.args[0]
    fresh = isinstance(source, ast.ListComp | ast.List)
    edits.replace(call, edits.text(source, need=0) if fresh else f"list({edits.text(source, need=0)})")
    _look(call, subscripts, extreme, edits)


def _look(call: ast.Call, subscripts: Sequence[ast.Subscript], extreme: str, edits: Edits) -> None:
    """Have the extreme looked for, by the key of the call that sorted, where the end was read."""
    key = "".join(f", key={edits.text(k.value)}" for k in call.keywords if k.arg == "key")
    for subscript in subscripts:
        edits.replace(subscript, f"{extreme}({edits.text(subscript.value)}{key})")


def _rename(
    code: FunctionCode,
    assign: ast.Assign,
    call: ast.Call,
    subscripts: list[ast.Subscript],
    extreme: str,
    edits: Edits,
) -> None:
    name = code.fresh("smallest" if extreme == "min" else "largest")
    edits.replace_statement(assign, f"{name} = {extreme}({_arguments(call, edits)})")
    for subscript in subscripts:
        edits.replace(subscript, name)
