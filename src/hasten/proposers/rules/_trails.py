"""The way a recursion came, which it carries only to notice circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from hasten.code.function import FunctionCode
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, parameters, walk_scope
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._nested import calls_of
from hasten.proposers.rules._recursions import Recursion, given_by, lengthened

_ASKED = ("$x in @t", "@t.count($x)", "@t.count($x) > 0", "@t.count($x) >= 1", "$x in set(@t)", "$x in list(@t)")
_EMPTY = ("[]", "()", "set()", "frozenset()", "list()", "tuple()")
_ADDING = ("@t.add($x)", "@t.append($x)")
_TAKING = ("@t.discard($x)", "@t.remove($x)", "@t.pop()", "del @t[-1]")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Trail:
    """What lies between the first call of a recursion and the one at work.

    Attributes:
        name: What holds it: a parameter, or a collection that all calls share.
        checks: The statements that raise where something lies on it.
        leading: Whether these, and nothing else, come first.
    """

    name: str
    checks: list[ast.stmt]
    leading: bool


def trail_of(code: FunctionCode, recursion: Recursion) -> Trail | None:
    """What a recursion carries only to raise where something lies on it already; None where it carries no such thing.

    What is looked for on the trail has to be what every call adds to it, and has to tell one call from another: else
    something may lie on the trail although there is no circle. Nobody may catch what is raised on the way out.
    """
    if _catches(recursion):
        return None
    for name in recursion.varying:
        if (found := _handed_on(code, recursion, name)) is not None:
            return found
    shared = {name for node in descend(*recursion.node.body) if (name := _added_to(node))}
    for name in sorted(shared & code.local):
        if (found := _shared(code, recursion, name)) is not None:
            return found
    return None


# -- handed on with more in it -----------------------------------------------------------------------------------------


def _handed_on(code: FunctionCode, recursion: Recursion, name: str) -> Trail | None:
    serving: list[ast.AST] = []
    added: list[ast.expr] = []
    longer = _longer(recursion, name)
    for arguments in recursion.arguments:
        value = arguments[name]
        if isinstance(value, ast.Name) and value.id in longer:
            made = longer[value.id]
            serving += [*made.targets, value, made.value]
            value = made.value
        if value is None or (part := lengthened(value, name)) is None:
            return None
        serving.append(value)
        added.append(part)
    checks = _checks(recursion, name)
    others = [other for other in recursion.varying if other != name]
    if not checks or not others:
        return None
    asked = [x for x, _ in checks]
    if all(equal(x, added[0]) for x in (*asked, *added)) and {*others} <= loaded(added[0]):
        starts = False
    elif all(
        equal(part, _state(given, others)) for part, given in zip(added, recursion.arguments, strict=True)
    ) and all(any(_goes_before(code, check, x, call) for call in recursion.calls) for x, check in checks):
        starts = True
    else:
        return None
    outside = [call for call in calls_of(code, recursion.node.name) if call not in recursion.calls]
    if not all(_is_beginning(recursion, call, name, others if starts else []) for call in outside):
        return None
    if not _serves_only(recursion, name, [*serving, *_parts(checks)]):
        return None
    statements = [check for _, check in checks]
    return Trail(name, statements, not starts and _lead(recursion, statements))


def _longer(recursion: Recursion, name: str) -> dict[str, ast.Assign]:
    """Locals that are bound once, to the trail with something added; or the trail itself, at the top."""
    found: dict[str, ast.Assign] = {}
    bound: list[str] = [
        node.id
        for node in descend(*recursion.node.body)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    ]
    for statement in walk_scope(*recursion.node.body):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            continue
        target = statement.targets[0]
        if not isinstance(target, ast.Name) or (target.id == name and statement not in recursion.node.body):
            continue
        if bound.count(target.id) == 1 and lengthened(statement.value, name) is not None:
            found[target.id] = statement
    return found


def _state(given: object, others: list[str]) -> ast.expr:
    """What tells a call from others, as it is handed to it."""
    assert isinstance(given, dict)
    values = [given[other] or ast.Constant(None) for other in others]
    return values[0] if len(values) == 1 else ast.Tuple(values, ast.Load())


def _goes_before(code: FunctionCode, check: ast.stmt, asked: ast.expr, call: ast.Call) -> bool:
    """Whether a call of what is looked for follows on a statement, in the same block."""
    block, place = code.block(check)
    return any(call in descend(statement) for statement in block[place + 1 :]) and any(
        equal(asked, node) for argument in call.args for node in descend(argument)
    )


def _is_beginning(recursion: Recursion, call: ast.Call, name: str, first: list[str]) -> bool:
    """Whether a call from outside gives an empty trail, or one that holds nothing but where it starts."""
    given = given_by(recursion.names, call)
    if given is None:
        return False
    value = given[name]
    if value is None:
        spec = recursion.node.args
        defaults = dict(zip([arg.arg for arg in parameters(recursion.node)][::-1], spec.defaults[::-1], strict=False))
        value = defaults.get(name)
    if value is None:
        return False
    if ast.unparse(value) in _EMPTY:
        return True
    if isinstance(value, ast.Call) and value.args and ast.unparse(value.func) in ("set", "frozenset", "list", "tuple"):
        value = value.args[0]
    held = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else []
    return bool(first) and len(held) == 1 and equal(held[0], _state(given, first))


# -- shared by all calls -----------------------------------------------------------------------------------------------


def _added_to(node: ast.AST) -> str:
    """The collection that a statement adds to."""
    matches = (match(form, node.value) for form in _ADDING if isinstance(node, ast.Expr))
    return next((found.name("t") for found in matches if found is not None), "")


def _shared(code: FunctionCode, recursion: Recursion, name: str) -> Trail | None:
    node = recursion.node
    added: list[ast.stmt] = []
    taken: list[ast.stmt] = []
    asked: list[ast.expr] = []
    for statement in walk_scope(*node.body):
        if not isinstance(statement, ast.Expr | ast.Delete):
            continue
        part = statement.value if isinstance(statement, ast.Expr) else statement
        for forms, where in ((_ADDING, added), (_TAKING, taken)):
            if any((found := match(form, part)) is not None and found.name("t") == name for form in forms):
                where.append(statement)
                asked += part.args if isinstance(part, ast.Call) else []
    checks = _checks(recursion, name)
    asked += [x for x, _ in checks]
    if len(added) != 1 or added[0] not in node.body or not taken or not checks:
        return None
    if not all(equal(x, asked[0]) for x in asked) or not {*recursion.varying} <= loaded(asked[0]):
        return None
    if not _always_taken(code, recursion, added[0], taken):
        return None
    inside = {*descend(node)}
    for use in code.all(ast.Name):
        if use.id == name and use not in inside and not _starts_anew(code, use):
            return None
    if not _serves_only(recursion, name, [*added, *taken, *_parts(checks)]):
        return None
    statements = [check for _, check in checks]
    return Trail(name, statements, _lead(recursion, statements))


def _always_taken(code: FunctionCode, recursion: Recursion, added: ast.stmt, taken: list[ast.stmt]) -> bool:
    """Whether what a call adds is gone whenever it answers."""
    body = recursion.node.body
    after = body[body.index(added) + 1 :]
    if after and isinstance(after[0], ast.Try) and any(statement in after[0].finalbody for statement in taken):
        return len(taken) == 1
    ends = [code.block(part) for part in walk_scope(*after) if isinstance(part, ast.Return)]
    if not isinstance(after[-1] if after else None, ast.Return):
        ends.append((body, len(body)))
    if not all(place and block[place - 1] in taken for block, place in ends):
        return False
    return all(not isinstance(part, ast.Try) for part in walk_scope(*after))


def _starts_anew(code: FunctionCode, use: ast.Name) -> bool:
    """Whether a use outside of the recursion only makes or clears the collection."""
    parent = code.parent(use)
    if isinstance(parent, ast.Assign):
        return parent.targets == [use] and ast.unparse(parent.value) in _EMPTY
    if isinstance(parent, ast.AnnAssign):
        return parent.target is use and parent.value is not None and ast.unparse(parent.value) in _EMPTY
    return isinstance(parent, ast.Attribute) and parent.attr == "clear"


# -- in both ways ------------------------------------------------------------------------------------------------------


def _checks(recursion: Recursion, trail: str) -> list[tuple[ast.expr, ast.stmt]]:
    """The statements that raise where something lies on the trail, with what that is."""
    found: list[tuple[ast.expr, ast.stmt]] = []
    for statement in walk_scope(*recursion.node.body):
        if not isinstance(statement, ast.If | ast.For):
            continue
        asked = None
        body: list[ast.stmt] = []
        if isinstance(statement, ast.If):
            matches = (match(form, statement.test) for form in _ASKED)
            asked = next((m["x"] for m in matches if m is not None and m.name("t") == trail), None)
            body = statement.body
        elif isinstance(statement.iter, ast.Name) and statement.iter.id == trail:
            # for step in trail: if step == name: raise ...
            only = statement.body[0] if len(statement.body) == 1 and not statement.orelse else None
            if isinstance(only, ast.If) and not only.orelse and isinstance(statement.target, ast.Name):
                asked = _compared(only.test, statement.target.id)
                body = only.body
        if asked is not None and _only_raises(body):
            found.append((asked, statement))
    return found


def _compared(test: ast.expr, name: str) -> ast.expr | None:
    """What a test asks a name to be equal to."""
    compared = match("$x == $y", test)
    if compared is None:
        return None
    sides = [compared["x"], compared["y"]]
    other = [side for side in sides if not (isinstance(side, ast.Name) and side.id == name)]
    return other[0] if len(other) == 1 else None


def _only_raises(body: list[ast.stmt]) -> bool:
    ways_out = (ast.Return, ast.Break, ast.Continue, ast.Yield, ast.YieldFrom, ast.Try)
    return bool(body) and isinstance(body[-1], ast.Raise) and not any(isinstance(n, ways_out) for n in descend(*body))


def _parts(checks: list[tuple[ast.expr, ast.stmt]]) -> Iterator[ast.AST]:
    """What of the checks may speak of the trail."""
    for _, check in checks:
        if isinstance(check, ast.If):
            yield from (check.test, *check.body)
        else:
            yield check


def _serves_only(recursion: Recursion, name: str, serving: list[ast.AST]) -> bool:
    known = {*descend(*serving)}
    uses = (n for n in descend(*recursion.node.body) if isinstance(n, ast.Name) and n.id == name)
    return all(use in known for use in uses)


def _lead(recursion: Recursion, checks: list[ast.stmt]) -> bool:
    first = after_docstring(recursion.node)[: len(checks)]
    return first == checks and not any(getattr(check, "orelse", None) for check in checks)


def _catches(recursion: Recursion) -> bool:
    """Whether the function catches what a call of its own raises."""
    again: set[ast.AST] = set(recursion.calls)
    for inner in descend(*recursion.node.body):
        if isinstance(inner, _FUNCTIONS) and again & {*descend(inner)}:
            name = getattr(inner, "name", "")
            again |= {n for n in descend(*recursion.node.body) if isinstance(n, ast.Name) and n.id == name}
    return any(
        again & {*descend(*part.body)}
        for part in descend(*recursion.node.body)
        if isinstance(part, ast.With | ast.AsyncWith) or (isinstance(part, ast.Try) and part.handlers)
    )
