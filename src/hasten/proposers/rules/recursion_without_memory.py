"""A recursive function that solves the same subproblems again and again.

Finds:
    A function without effects that calls itself more than once per call (or in a loop), in the module, nested inside
    another function, or as a method on its own object, whose changing arguments can be hashed. Arguments that every
    recursive call passes on unchanged are no part of the state; lists that are only cut and read are remembered as
    tuples.

Slow because:
    Overlapping subproblems are solved as often as there are ways to reach them, often O(2^n) times; remembered, each is
    solved once.

Unsafe when:
    The result is changed by a caller, or the recursion is so deep that the frames of the memory count. The memory is
    made anew by each outer call, so that nothing survives it.

Example:
    Before::

        def ways(stairs):
            if stairs < 2:
                return 1
            return ways(stairs - 1) + ways(stairs - 2)

    After::

        def ways(stairs):
            @cache
            def solve(stairs):
                if stairs < 2:
                    return 1
                return solve(stairs - 1) + solve(stairs - 2)

            return solve(stairs)

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import words
from hasten.code.scopes import stored
from hasten.code.types import only, options
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import calls_of, nested_is_pure
from hasten.proposers.rules._recursions import (
    Recursion,
    called_with_changes,
    gives_iterators,
    holds,
    method_recursion,
    recursion_of,
    remembering,
)

GROWTH = ("O(2^n)", "O(n)")
_SEQUENCE_READERS = words("len sum min max sorted any all enumerate zip set list tuple reversed")


def find(code: FunctionCode) -> Iterator[Finding]:
    """The function itself in two forms, and functions nested in it."""
    if isinstance(code.node, ast.FunctionDef) and not code.node.decorator_list:
        recursion = method_recursion(code) if "." in code.name else recursion_of(code, code.node)
        recursion = _with_tuples(code, recursion) if recursion is not None and not _leaves_a_trail(recursion) else None
        if recursion is not None and code.purity.pure_function(code.name) and not gives_iterators(code, code.node):
            text = f"{code.name} solves the same subproblems again and again; remembered, each is solved once"
            # A memory of the object, which serves all calls, comes before one that serves a single call.
            later = "." in code.name
            yield Finding(code.node, text, partial(_with_cache, code, recursion), GROWTH, gives_way=later)
            yield Finding(code.node, text, partial(_with_dict, code, recursion), GROWTH, gives_way=later)
    for nested in code.all(ast.FunctionDef):
        if nested.decorator_list or not nested_is_pure(code, nested) or gives_iterators(code, nested):
            continue
        if recursion_of(code, nested) is None or _given_lists(code, nested):
            continue
        if not called_with_changes(code, nested):
            text = f"{nested.name} solves the same subproblems again and again; remembered, each is solved once"
            yield Finding(nested, text, partial(_decorate, nested), GROWTH)


def _leaves_a_trail(recursion: Recursion) -> bool:
    """Whether something is added to what the calls hand on, so that hardly any two of them are alike."""
    for given in recursion.arguments:
        for name, value in given.items():
            joined = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.BitOr)
            if joined and is_name(value.left, name) and isinstance(value.right, ast.Tuple | ast.List | ast.Set):  # type: ignore[union-attr]
                return True
    return False


def _given_lists(code: FunctionCode, nested: ast.FunctionDef) -> bool:
    """Whether some call hands it what surely cannot be hashed."""
    calls = calls_of(code, nested.name)
    given = (value for call in calls for value in (*call.args, *(keyword.value for keyword in call.keywords)))
    return any(code.hashable(code.type_of(value)) is False for value in given)


def _with_tuples(code: FunctionCode, recursion: Recursion) -> Recursion | None:
    """The recursion with its list parameters marked, None where an argument cannot be hashed in any form."""
    lists = set()
    for name in recursion.varying:
        kind = code.type_of_name(name)
        if code.hashable(kind) is not False and not any(option.kind == "list" for option in options(kind)):
            continue
        of_items = only(kind, "list", "tuple") and code.hashable(kind.element) is not False
        if not of_items or not _only_cut(code, recursion, name):
            return None
        lists.add(name)
    return replace(recursion, as_tuples=frozenset(lists))


def _only_cut(code: FunctionCode, recursion: Recursion, name: str) -> bool:
    """Whether a list, and the parts cut from it, are only read, cut, and passed on as the same parameter."""
    own = {name}
    for assign in code.all(ast.Assign):
        if len(assign.targets) == 1 and isinstance(assign.targets[0], ast.Name) and _part_of(assign.value, own):
            own.add(assign.targets[0].id)
    passed = {given[name] for given in recursion.arguments}
    if any(value is not None and not _part_of(value, own) for value in passed):
        return False
    for part in own:
        uses = code.uses(part)
        if uses.changes or uses.returns or uses.aliases:
            return False
        if any(node not in passed for node in uses.escapes):
            return False
        for target in uses.rebinds:
            value = getattr(code.parent(target), "value", None)
            if not isinstance(value, ast.expr) or not _part_of(value, own):
                return False
        if any(not _tuple_serves(code, node, recursion) for node in uses.reads):
            return False
    return True


def _part_of(value: ast.expr, own: set[str]) -> bool:
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
        value = value.value
    return isinstance(value, ast.Name) and value.id in own


def _tuple_serves(code: FunctionCode, node: ast.Name, recursion: Recursion) -> bool:
    """Whether a tuple behaves as the list would where it is read."""
    parent = code.parent(node)
    if isinstance(parent, ast.Subscript):
        if not isinstance(parent.slice, ast.Slice):
            return True
        above = code.parent(parent)
        if isinstance(above, ast.Assign):
            return True
        return above in recursion.calls or _reads_any_sequence(above)
    if isinstance(parent, ast.Compare):
        return isinstance(parent.ops[0], ast.In | ast.NotIn)
    return parent in recursion.calls or _reads_any_sequence(parent)


def _reads_any_sequence(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _SEQUENCE_READERS
    return isinstance(node, ast.If | ast.While | ast.IfExp | ast.UnaryOp | ast.BoolOp | ast.For | ast.comprehension)


def _decorate(nested: ast.FunctionDef, edits: Edits) -> None:
    edits.insert_before(nested, f"@{edits.need('functools', 'cache')}")


def _body(code: FunctionCode) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """The docstring, if any, and the statements behind it."""
    body = code.node.body
    if ast.get_docstring(code.node, clean=False) is not None:
        return body[:1], body[1:]
    return [], body


def _replacements(code: FunctionCode, recursion: Recursion, solve: str, edits: Edits) -> dict[ast.AST, str]:
    """The recursive calls as calls of the inner function with the state only, innermost calls inside outer ones too."""
    defaults = _defaults(recursion.node)
    done: dict[ast.expr, str] = {}
    for call, given in reversed(list(zip(recursion.calls, recursion.arguments, strict=True))):
        parts = []
        for name in recursion.varying:
            argument = given[name]
            parts.append(edits.text(argument, done) if argument is not None else edits.text(defaults[name]))
        done[call] = f"{solve}({', '.join(parts)})"
    outermost: dict[ast.AST, str] = {}
    for call in recursion.calls:
        if not any(other is not call and holds(other, call) for other in recursion.calls):
            outermost[call] = done[call]
    return outermost


def _defaults(node: ast.FunctionDef) -> dict[str, ast.expr]:
    names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    values = node.args.defaults
    return dict(zip(names[len(names) - len(values) :], values, strict=True))


def _names(code: FunctionCode) -> str:
    return code.fresh("solve")


def _with_cache(code: FunctionCode, recursion: Recursion, edits: Edits) -> None:
    solve = _names(code)
    cache = edits.need("functools", "cache")
    _, body = _body(code)
    inner = edits.block(body, _replacements(code, recursion, solve, edits))
    state = ", ".join(recursion.varying)
    text = f"@{cache}\ndef {solve}({state}):\n{indent_block(inner, '    ')}\n\nreturn {solve}({_first(recursion)})"
    edits.replace_block(body, text)


def _with_dict(code: FunctionCode, recursion: Recursion, edits: Edits) -> None:
    solve = _names(code)
    known = code.fresh("known")
    _, body = _body(code)
    alone = len(recursion.varying) == 1 and recursion.varying[0] not in stored(*body)
    state = recursion.varying[0] if alone else code.fresh("state")
    changes = _replacements(code, recursion, solve, edits)
    returns = remembering(code, recursion.node, body, known, state, edits, recursion=recursion, changes=changes)
    inner = edits.block(body, changes | dict[ast.AST, str](returns.items()))
    varying = ", ".join(recursion.varying)
    key = varying if len(recursion.varying) == 1 else f"({varying})"
    held = "" if alone else f"    {state} = {key}\n"
    text = (
        f"{known} = {{}}\n\ndef {solve}({varying}):\n{held}    if {state} in {known}:\n"
        f"        return {known}[{state}]\n{indent_block(inner, '    ')}\n\nreturn {solve}({_first(recursion)})"
    )
    edits.replace_block(body, text)


def _first(recursion: Recursion) -> str:
    """The state of the outermost call."""
    return ", ".join(f"tuple({name})" if name in recursion.as_tuples else name for name in recursion.varying)
