"""A method that works out the same answer again and again while its object stays as it is.

Finds:
    A method or property without effects that goes through what its object holds, calls itself, or works on texts
    (``sum(g.points for g in self.games if g.white == name)``), asked in loops or by other methods with arguments that
    come again, where every statement that changes what it reads is known. Objects that cannot be hashed are told apart
    by what they are.

Slow because:
    Every call goes through everything: O(n), for answers that were there already. They are remembered until a list has
    grown, a number has changed, or the object has counted a change, and forgotten then.

Unsafe when:
    What the object holds is changed by code outside of the module, or by another name for it; the method is replaced
    at run time.

Example:
    Before::

        class Ledger:
            def __init__(self):
                self.bookings = []

            def balance(self, account):
                return sum(b.amount for b in self.bookings if b.account == account)

    After::

        class Ledger:
            def __init__(self):
                self.bookings = []
                self._balance_known = None, {}

            def balance(self, account):
                # What was worked out holds until a booking is added.
                state = len(self.bookings)
                ...

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968); here with the state of the object in the key.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from hasten.code.edits import EditConflict, Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import FRESH_CALLS, MUTATING_METHODS, PURE_METHODS, fresh_locals, words
from hasten.code.scopes import stored
from hasten.code.source import descend
from hasten.code.types import ATOMS, only
from hasten.proposers.rules import part_of_method_worked_out_again as parts_of_method
from hasten.proposers.rules._added_helpers import head_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import is_record
from hasten.proposers.rules._object_changes import only_looked_at
from hasten.proposers.rules._object_reads import ANEW, memory_name, only_looks
from hasten.proposers.rules._objects import (
    Reads,
    State,
    asked_often,
    count_changes,
    give,
    is_property,
    loops_deep,
    memory_place,
    remembering_class,
    state_of,
)

GROWTH = ("O(n)", "O(1)")

#: Loops around a call so that it is made of the same two objects more than once, as likely as not.
_DEEP = 3
_SCALAR = words("abs all any bool float hash int len max min next pow repr round str sum")
#: Classes whose objects do not change.
_VALUES = {("fractions", "Fraction"), ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime")} | {
    ("datetime", "timedelta"), ("datetime", "time"),
}  # fmt: skip


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per method, at its definition."""
    owner, _, method = code.name.rpartition(".")
    node = remembering_class(code)
    asked = f"{owner}.{method.removesuffix(ANEW)[1:]}" if method.endswith(ANEW) else ""
    if node is None or method.startswith("__") or asked in code.module.functions:
        return
    if memory_name(method) in code.module.source:
        return
    start = memory_place(code, node, owner)
    if start is None:
        return
    spec = code.node.args
    if spec.vararg or spec.kwarg or spec.kwonlyargs or spec.posonlyargs or not spec.args or spec.defaults:
        return
    if not code.purity.is_alone(code.name) or not asked_often(code, method):
        return
    if not _gives_a_value(code) and not _only_gone_through(code, method):
        return
    # What rests on the object alone is kept on its own, whatever else the method is asked.
    if any(parts_of_method.find(code)):
        return
    reads = Reads()
    if not only_looks(code, code.name, reads, set()) or not (reads.loops or reads.recurs):
        return
    state = state_of(code, owner, reads)
    if state is None or (reads.others and state.parts):
        return
    held = _held(code)
    given = [name for name in code.parameters[1:] if name not in held]
    if held and not reads.recurs and loops_deep(code) < _DEEP:
        # Two loops ask each pair of objects once.
        return
    if len(held) > 1 or any(code.hashable(code.type_of_name(name)) is False for name in given):
        return
    if _gets_a_record(code, method):
        return
    text = f"{method} works its answer out from {_listed(reads.own)} in every call; it holds until they change"
    yield Finding(code.node, text, partial(_change, code, start, state, reads.recurs, held), GROWTH, ahead=True)


def _gets_a_record(code: FunctionCode, method: str) -> bool:
    """Whether a caller hands the method something that it asks for parts by words, which cannot be hashed."""
    callers = [code.program.function(name) for name in code.program.reached]
    return any(
        is_record(caller, given)
        for caller in callers
        for call in caller.all(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == method
        for given in call.args
    )


def _held(code: FunctionCode) -> list[str]:
    """Parameters that are objects of a class of the module whose objects cannot be hashed.

    Fields are asked of them that every such class has; they are told apart by what they are, not by what they equal.
    """
    found = []
    for name in code.parameters[1:]:
        asked = {node.attr for node in code.all(ast.Attribute) if is_name(node.value, name)} - PURE_METHODS
        if asked and any(asked <= _has(code, owner) for owner in code.module.unhashable_classes):
            found.append(name)
    return found


def _has(code: FunctionCode, owner: str) -> set[str]:
    """The attributes that a class declares, sets up, or defines as methods."""
    node = code.module.classes[owner]
    names = {target.id for target in map(_declared, node.body) if isinstance(target, ast.Name)}
    names.update(name.rpartition(".")[2] for name in code.module.functions if name.startswith(f"{owner}."))
    made = code.module.functions.get(f"{owner}.__init__")
    if made is not None:
        stores = [each for each in descend(*made.body) if isinstance(each, ast.Attribute)]
        names.update(each.attr for each in stores if isinstance(each.ctx, ast.Store))
    return names


def _declared(statement: ast.stmt) -> ast.expr | None:
    return statement.target if isinstance(statement, ast.AnnAssign) else None


def _listed(names: Collection[str]) -> str:
    return " and ".join(names) if len(names) < 3 else "what the object holds"


def _gives_a_value(code: FunctionCode) -> bool:
    """Whether what it returns is a number, a text, or something that was there before, never a new container."""
    returns = [node for node in code.all(ast.Return) if not code.in_nested_function(node)]
    return bool(returns) and all(node.value is not None and _is_value(code, node.value, 3) for node in returns)


def _only_gone_through(code: FunctionCode, method: str) -> bool:
    """Whether every call of the method, which gives a container of its own, is looked at and changed by nobody."""
    calls = [
        node for node in descend(code.module.tree)
        if isinstance(node, ast.Attribute) and node.attr == method and isinstance(node.ctx, ast.Load)
    ]  # fmt: skip
    asked_only = is_property(code)
    for called in calls:
        call = called if asked_only else code.module.parents[called]
        if not asked_only and not (isinstance(call, ast.Call) and call.func is called):
            return False
        if not only_looked_at(code, call):  # type: ignore[arg-type]
            return False
    returns = [node.value for node in code.all(ast.Return) if not code.in_nested_function(node)]
    fresh = fresh_locals(code.node)
    named = all(_is_container(value) or (isinstance(value, ast.Name) and value.id in fresh) for value in returns)
    return bool(calls and returns) and named and not any(map(_is_container, _elements(code)))


def _is_container(node: ast.AST | None) -> bool:
    """Whether an expression makes a container that can be changed, or gone through once only."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in FRESH_CALLS
    return isinstance(node, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def _elements(code: FunctionCode) -> Iterator[ast.AST]:
    """What a method puts into containers, with all that is part of it: who gets one can hand it on, and change it."""
    for node in descend(*code.node.body):
        put: list[ast.expr] = []
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            put = [node.elt]
        elif isinstance(node, ast.DictComp):
            put = [node.value]
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            put = node.elts
        elif isinstance(node, ast.Dict):
            put = node.values
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING_METHODS:
            put = node.args
        elif isinstance(node, ast.Assign) and not all(isinstance(target, ast.Name) for target in node.targets):
            put = [node.value]
        yield from descend(*put)


def _is_value(code: FunctionCode, node: ast.expr, depth: int) -> bool:
    chosen_from = code.builtin_call(node, "min", 1) or code.builtin_call(node, "max", 1)
    if chosen_from and isinstance(chosen_from[0], ast.Attribute):
        return True
    if isinstance(node, ast.Constant | ast.Compare | ast.JoinedStr) or only(code.type_of(node), *ATOMS):
        return True
    if isinstance(node, ast.UnaryOp):
        return _is_value(code, node.operand, depth)
    if isinstance(node, ast.BinOp):
        # What goes together with a number or a text gives one, or raises.
        return any(_is_value(code, side, depth) for side in (node.left, node.right))
    if isinstance(node, ast.BoolOp):
        return all(_is_value(code, side, depth) for side in node.values)
    if isinstance(node, ast.IfExp):
        return _is_value(code, node.body, depth) and _is_value(code, node.orelse, depth)
    if isinstance(node, ast.Call):
        if code.purity.module_member(node.func) in _VALUES:
            return True
        if isinstance(node.func, ast.Name):
            return node.func.id in _SCALAR and code.is_builtin(node.func.id)
        return isinstance(node.func, ast.Attribute) and node.func.attr in ("count", "index", "join", "format")
    if isinstance(node, ast.Name) and depth and node.id in code.local and node.id not in code.parameters:
        places = [code.parent(target) for target in code.uses(node.id).rebinds]
        # What is added to a number or a text is one, or raises.
        bound = [place for place in places if not isinstance(place, ast.AugAssign)]
        return bool(bound) and all(_binds_a_value(code, place, depth - 1) for place in bound)
    return False


def _binds_a_value(code: FunctionCode, place: ast.AST, depth: int) -> bool:
    if isinstance(place, ast.For):
        # An element of what was there before.
        return isinstance(place.iter, ast.Attribute | ast.Subscript)
    value = getattr(place, "value", None)
    return isinstance(value, ast.expr) and _is_value(code, value, depth)


def _change(
    code: FunctionCode, start: ast.stmt, state: State, recurs: bool, held: Sequence[str], edits: Edits
) -> None:
    node = code.node
    names = [arg.arg for arg in node.args.args]
    own, given = names[0], names[1:]
    method = code.name.rpartition(".")[2]
    known, anew = memory_name(method), f"_{method}{ANEW}"
    if anew in code.module.source:
        raise EditConflict("the names for the memory are taken")
    if {"state", "known", "asked", "held"} & code.local:
        raise EditConflict("the names of the memory are taken")
    parts = [f"id({name})" if name in held else name for name in given]
    key = tuple_of(parts)
    count_changes(code, start, state, edits)
    one = not given and not state.parts and (not recurs or is_property(code))
    give(code, start, {known: "None, {}" if state.parts else "None" if one else "{}"}, edits)
    if state.parts:
        lines = [
            "# What was found holds until the object changes.",
            f"state = {state.now(own)}",
            f"if {own}.{known}[0] != state:",
            f"    {own}.{known} = state, {{}}",
            f"known = {own}.{known}[1]",
        ]
    else:
        lines = ["# What it reads never changes.", *([] if one else [f"known = {own}.{known}"])]
    if held:
        lines.append(f"# An id tells {held[0]} from others for as long as {held[0]} is kept.")
    place = f"{own}.{known}" if one else f"known[{key}]"
    if recurs or is_property(code):
        _remember_inside(code, lines, place, key, held, edits)
        return
    asked = f"{own}.{anew}({', '.join(given)})"
    if held:
        lines += [
            f"held = known.get({key})",
            f"if held is None or held[0] is not {held[0]}:",
            f"    held = {place} = {held[0]}, {asked}",
            "return held[1]",
        ]
    else:
        missing = f"{place} is None" if one else f"{key} not in known"
        lines += [f"if {missing}:", f"    {place} = {asked}", f"return {place}"]
    edits.rename_definition(node, anew)
    edits.insert_behind_definition(node, "\n".join([head_of(code), *(f"    {line}" for line in lines)]) + "\n")


def _remember_inside(
    code: FunctionCode, lines: list[str], place: str, key: str, held: Sequence[str], edits: Edits
) -> None:
    """Remember where the method returns: one more function for every call would make recursions twice as deep."""
    body = code.node.body[1:] if ast.get_docstring(code.node, clean=False) is not None else code.node.body
    returns = [node for node in code.all(ast.Return) if not code.in_nested_function(node)]
    if not body or not returns or not isinstance(body[-1], ast.Return | ast.If | ast.For | ast.While):
        raise EditConflict("the method may end without a result")
    one = not place.startswith("known")
    if held and set(code.parameters) & stored(*body):
        raise EditConflict("the names of the parameters stand for something else later on")
    if set(code.parameters) & stored(*body):
        lines = [*lines, f"asked = {key}"]
        key, place = "asked", place if one else "known[asked]"
    if held:
        there = [f"held = known.get({key})", f"if held is not None and held[0] is {held[0]}:", "    return held[1]"]
    else:
        there = [f"if {place} is not None:" if one else f"if {key} in known:", f"    return {place}"]
    if one and len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value is not None:
        made = f"if {place} is None:\n    {place} = {edits.text(body[0].value)}\nreturn {place}"
        edits.replace_statement(body[0], "\n".join([*lines, made]))
        return
    for node in returns:
        assert node.value is not None
        found = edits.text(node.value)
        kept = f"{place} = {held[0]}, {found}\nreturn {place}[1]" if held else f"{place} = {found}\nreturn {place}"
        edits.replace_statement(node, kept)
    edits.insert_before(body[0], "\n".join([*lines, *there]))
