"""Rounds over all elements until nothing changes, against the direction in which changes travel.

Finds:
    A ``while`` that goes through a sequence again and again, setting entries of tables from those of other elements,
    until a round has changed nothing: data flow, relaxation of distances, propagation of flags.

Slow because:
    Where an element depends on those behind it, each round carries a change one element further: as many rounds as the
    longest way, O(n^2). Gone through from the end, a change reaches all elements in front within the same round.

Unsafe when:
    There is more than one state in which nothing changes, the order of entries depends on the order of the visits, or
    the changes travel forwards, which makes it slower: what comes out and the clock decide.

Example:
    Before::

        while changed:
            changed = False
            for block in blocks:
                out = needs(block, live)
                if out != live[block.name]:
                    live[block.name] = out
                    changed = True

    After::

        while changed:
            changed = False
            for block in reversed(blocks):
                ...

Source:
    Kam and Ullman, Global data flow analysis and iterative algorithms, JACM 23 (1976): visits in reverse postorder.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import leaves_early
from hasten.code.match import called_name, match
from hasten.code.purity import words
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
#: What would show the order of the visits.
_IN_ORDER = words("append extend insert pop popitem appendleft write writelines print send put")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop inside of rounds."""
    for rounds, loop, flag in rounds_of(code):
        if _ordered(code, loop) and _any_order(code, rounds, loop, {flag}):
            text = (
                f"rounds over `{ast.unparse(loop.iter)}` until nothing changes; where elements depend on those behind "
                "them, going through it from the end takes fewer, and comes to the same rest where there is only one"
            )
            yield Finding(loop.iter, text, partial(_change, code, loop), GROWTH)


def rounds_of(code: FunctionCode) -> Iterator[tuple[ast.While, ast.For, str]]:
    """Each ``while`` that does nothing but go through one loop until that no longer sets a flag, with both."""
    for rounds in code.all(ast.While):
        loops = [statement for statement in rounds.body if isinstance(statement, ast.For)]
        if len(loops) != 1 or loops[0].orelse or rounds.orelse or code.in_nested_function(rounds):
            continue
        loop, flags = loops[0], _flags(rounds, loops[0])
        others = [statement for statement in rounds.body if statement is not loop]
        if len(flags) == 1 and all(_of_flag(statement, *flags) for statement in others):
            yield rounds, loop, flags.pop()


def _flags(rounds: ast.While, loop: ast.For) -> set[str]:
    """Names that the loop sets to say that it is not over, and that the ``while`` asks."""
    asking = [rounds.test, *(s.test for s in rounds.body if isinstance(s, ast.If))]
    before = stored(*rounds.body[: rounds.body.index(loop)])
    return loaded(*asking) & stored(*loop.body) & before


def _of_flag(statement: ast.stmt, flag: str) -> bool:
    """``changed = False``, or ``if not changed: break``."""
    starts = match("@f = $v", statement)
    if starts is not None and starts.name("f") == flag:
        return isinstance(starts["v"], ast.Constant)
    if not isinstance(statement, ast.If) or statement.orelse or loaded(statement.test) != {flag}:
        return False
    return len(statement.body) == 1 and isinstance(statement.body[0], ast.Break | ast.Return)


def _ordered(code: FunctionCode, loop: ast.For) -> bool:
    """Whether what is gone through can be gone through from its end."""
    source = loop.iter
    if stored(*loop.body) & loaded(source) or not code.pure(source):
        return False
    if isinstance(source, ast.Name | ast.Attribute | ast.Subscript):
        return only(code.type_of(source), "list", "tuple", "range", "dict", "any", "sequence")
    listed = [code.builtin_call(source, name, 1) for name in ("sorted", "list", "tuple", "enumerate")]
    if any(listed) or code.builtin_call(source, "range"):
        return True
    return any(code.method_call(source, view, 0) is not None for view in ("items", "keys", "values"))


def _any_order(code: FunctionCode, rounds: ast.While, loop: ast.For, flags: set[str]) -> bool:
    """Whether the loop does nothing but set entries, as far as is plain, from those of other elements."""
    if leaves_early(loop):
        return False
    if any(code.live_after(name, rounds) for name in stored(loop) - flags):
        return False
    tables: set[str] = set()
    read: set[str] = set()
    for node in descend(*loop.body):
        if isinstance(node, ast.Call):
            name = called_name(node)
            if name in _IN_ORDER and not _of_one_visit(node, loop):
                return False
            if isinstance(node.func, ast.Attribute) and name in ("add", "update", "discard", "union"):
                tables |= _base(node.func.value)
        if isinstance(node, ast.Delete):
            return False
        if isinstance(node, ast.Subscript | ast.Attribute):
            found = tables if not isinstance(node.ctx, ast.Load) else read
            found |= _base(node.value)
    return bool(tables & read) and not any(_filled_on_the_way(code, rounds, name) for name in tables)


def _of_one_visit(call: ast.Call, loop: ast.For) -> bool:
    """Whether what is changed belongs to one visit: it is made anew in the loop."""
    base = _base(call.func.value) if isinstance(call.func, ast.Attribute) else set()
    made = [s for s in loop.body if isinstance(s, ast.Assign) and base & stored(s)]
    return bool(base) and any(isinstance(s.value, ast.List | ast.Call | ast.ListComp) for s in made)


def _base(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _filled_on_the_way(code: FunctionCode, rounds: ast.While, name: str) -> bool:
    """Whether a dict is empty when the rounds begin, so that its entries stand in the order of the visits."""
    if name not in code.local or name in code.parameters:
        return False
    starts = [code.parent(node) for node in code.uses(name).rebinds]
    empty = any(
        isinstance(start, ast.Assign) and (match("{}", start.value) or match("@f()", start.value)) for start in starts
    )
    earlier = [change for change in code.uses(name).changes if change.lineno < rounds.lineno]
    return empty and not earlier


def _change(code: FunctionCode, loop: ast.For, edits: Edits) -> None:
    text = edits.text(loop.iter, need=0)
    if code.builtin_call(loop.iter, "enumerate", 1):
        text = f"list({text})"
    edits.replace(loop.iter, f"reversed({text})")
