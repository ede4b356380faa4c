"""Functions that call themselves: their state, and how what they found is remembered."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.match import match
from hasten.code.scopes import free_names, parameters, stored, walk_all
from hasten.code.types import from_hint, includes

#: What hands a collection on with something added, as patterns.
_LONGER = (
    "@t + [$x]", "@t + ($x,)", "[*@t, $x]", "(*@t, $x)", "@t | {$x}", "{*@t, $x}", "@t | frozenset([$x])",
    "@t | frozenset({$x})", "@t | frozenset(($x,))", "@t | set([$x])", "@t.union([$x])", "@t.union({$x})",
    "@t.union(($x,))", "list(@t) + [$x]", "tuple(@t) + ($x,)", "@t + $x",
)  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def lengthened(value: ast.expr, name: str) -> ast.expr | None:
    """What is added to a collection of this name to make the value; None where it is not made so."""
    matches = (match(form, value) for form in _LONGER)
    return next((found["x"] for found in matches if found is not None and found.name("t") == name), None)


@dataclass(frozen=True)
class Recursion:
    """A recursive function with the positions of its state."""

    node: ast.FunctionDef
    calls: list[ast.Call]
    names: list[str]
    varying: list[str]
    arguments: list[Mapping[str, ast.expr | None]]
    as_tuples: frozenset[str] = frozenset()


def recursion_of(code: FunctionCode, node: ast.FunctionDef, *, chains: bool = False) -> Recursion | None:
    """The state of a function that calls itself; None where it is no such one, or is not understood.

    Args:
        code: The function around it, or itself.
        node: The function.
        chains: Whether it counts too where each call makes one more at most.
    """
    if kind_of(node) != "function":
        return None
    names = [arg.arg for arg in parameters(node)]
    calls = [
        call
        for call in walk_all(*node.body)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == node.name
    ]
    if not (chains or _overlapping(code, node, calls)):
        return None
    if any(isinstance(inner, ast.Name) and inner.id == node.name for inner in walk_all(*node.body)) and len(
        calls
    ) != sum(isinstance(inner, ast.Name) and inner.id == node.name for inner in walk_all(*node.body)):
        return None  # the function is also passed around
    return _with_state(node, calls, names)


def method_recursion(code: FunctionCode) -> Recursion | None:
    """The state of a method that calls itself on its own object more than once; None for anything else.

    The object is no part of the state: it is the same in every call, and a method without effects leaves it alone.
    """
    owner, _, method = code.name.rpartition(".")
    node = code.node
    if owner not in code.module.classes or not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return None
    if not code.purity.is_alone(code.name) or not parameters(node):
        return None
    own, *names = [arg.arg for arg in parameters(node)]
    inside = list(walk_all(*node.body))
    named = [inner for inner in inside if isinstance(inner, ast.Attribute) and inner.attr == method]
    calls = [inner for inner in inside if isinstance(inner, ast.Call) and inner.func in named]
    on_itself = all(isinstance(inner.value, ast.Name) and inner.value.id == own for inner in named)
    if not on_itself or len(calls) != len(named) or own in stored(*node.body):
        return None
    if any(isinstance(inner, ast.Name) and inner.id in ("super", "__class__") for inner in inside):
        return None  # means something else in an inner function
    return _with_state(node, calls, names) if _overlapping(code, node, calls) else None


def _with_state(node: ast.FunctionDef, calls: list[ast.Call], names: list[str]) -> Recursion | None:
    """The recursion by these calls, where what they hand on is understood and changes."""
    spec = node.args
    if spec.vararg or spec.kwarg or spec.kwonlyargs or not names or not calls:
        return None
    arguments: list[Mapping[str, ast.expr | None]] = []
    for call in calls:
        given = given_by(names, call)
        if given is None:
            return None
        arguments.append(given)
    rebound = stored(*node.body)
    varying = [
        name
        for name in names
        if name in rebound
        or any(not (isinstance(given[name], ast.Name) and given[name].id == name) for given in arguments)  # type: ignore[union-attr]
    ]
    return Recursion(node, calls, names, varying, arguments) if varying else None


def given_by(names: list[str], call: ast.Call) -> dict[str, ast.expr | None] | None:
    """The arguments of a call by parameter; None for a parameter left to its default."""
    if any(isinstance(argument, ast.Starred) for argument in call.args) or len(call.args) > len(names):
        return None
    given: dict[str, ast.expr | None] = dict.fromkeys(names)
    given.update(zip(names, call.args, strict=False))
    for keyword in call.keywords:
        if keyword.arg not in given:
            return None
        given[keyword.arg] = keyword.value
    return given


def _overlapping(code: FunctionCode, node: ast.FunctionDef, calls: list[ast.Call]) -> bool:
    """Whether one call may make two: two calls that do not exclude each other, or one inside a loop."""
    loops = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, *_FUNCTIONS)
    for call in calls:
        if any(isinstance(parent, loops) for parent in _inside(code, call, node)):
            return True
    return any(
        not _exclusive(code, first, second, node) for place, first in enumerate(calls) for second in calls[place + 1 :]
    )


def _inside(code: FunctionCode, inner: ast.AST, function: ast.AST) -> Iterator[ast.AST]:
    current = code.module.parents.get(inner)
    while current is not None and current is not function:
        yield current
        current = code.module.parents.get(current)


def _exclusive(code: FunctionCode, first: ast.Call, second: ast.Call, function: ast.FunctionDef) -> bool:
    """Whether no single call can reach both: they stand in different branches, or a return lies between them."""
    above = list(_inside(code, first, function))
    for parent in _inside(code, second, function):
        if parent in above and isinstance(parent, ast.If | ast.IfExp):
            branches: list[list[ast.AST]] = (
                [[*parent.body], [*parent.orelse]] if isinstance(parent, ast.If) else [[parent.body], [parent.orelse]]
            )
            places = [
                [place for place, branch in enumerate(branches) if any(holds(part, call) for part in branch)]
                for call in (first, second)
            ]
            if places[0] and places[1] and places[0] != places[1]:
                return True
    statement = code.statement(first)
    return isinstance(statement, ast.Return) and not holds(statement, second)


def holds(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in ast.walk(outer))


def called_with_changes(code: FunctionCode, nested: ast.FunctionDef, pure: Collection[str] = ()) -> bool:
    """Whether something the nested function reads may change between two calls from outside of it.

    Functions in ``pure`` may be called without changing themselves; what they read is not looked at.
    """
    read = (free_names(nested) & code.local) - {nested.name, *pure}
    after = [statement for statement in code.node.body if statement.lineno > nested.lineno]
    for name in read:
        uses = code.uses(name, *after)
        if uses.changes or uses.rebinds:
            return True
    return False


def remembering(
    code: FunctionCode,
    node: ast.FunctionDef,
    body: list[ast.stmt],
    known: str,
    state: str,
    edits: Edits,
    *,
    recursion: Recursion | None = None,
    changes: Mapping[ast.AST, str] | None = None,
) -> dict[ast.stmt, str]:
    """Every return of a function also stores what it returns.

    Args:
        node: The function.
        body: Its statements that are looked at.
        known: The dict that keeps what was returned.
        state: Its key, as code.
        edits: Where texts come from.
        recursion: Where it calls itself: constants and parameters are stored only where such calls may come before.
        changes: What parts of what it returns read instead.
    """
    found: dict[ast.stmt, str] = {}
    changes = changes or {}
    first = min((call.lineno, call.col_offset) for call in recursion.calls) if recursion is not None else (0, 0)
    names = recursion.names if recursion is not None else []
    for statement in walk_all(*body):
        if not isinstance(statement, ast.Return) or statement.value is None:
            continue
        above = (parent for parent in [*code.ancestors(statement), code.node] if isinstance(parent, _FUNCTIONS))
        if next(above, None) is not node:
            continue
        value = statement.value
        given = isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id in names)
        if given and (statement.lineno, statement.col_offset) < first:
            continue
        inside = {node: text for node, text in changes.items() if holds(value, node) and isinstance(node, ast.expr)}
        text = edits.text(value, inside, need=0)
        found[statement] = f"{known}[{state}] = {text}\nreturn {known}[{state}]"
        if isinstance(value, ast.Name | ast.Constant):
            found[statement] = f"{known}[{state}] = {text}\nreturn {text}"
    return found


def answered(known: str, parts: Sequence[str]) -> str:
    """The statement that gives back what is known already, by one value or several."""
    key = ", ".join(parts)
    return f"if {key if len(parts) == 1 else f'({key})'} in {known}:\n    return {known}[{key}]"


def gives_iterators(code: FunctionCode, node: ast.FunctionDef) -> bool:
    """Whether the function takes or hands out iterators: one that was read once is empty when it is remembered."""
    results = [
        inner.value for inner in walk_all(*node.body) if isinstance(inner, ast.Return) and inner.value is not None
    ]
    if any(isinstance(value, ast.GeneratorExp) or includes(code.type_of(value), "iterator") for value in results):
        return True
    return any(includes(from_hint(arg.annotation), "iterator") for arg in parameters(node)) or (
        node is code.node and any(includes(code.type_of_name(arg.arg), "iterator") for arg in parameters(node))
    )
