"""A part of a method that rests on nothing but the object, worked out again in every call.

Finds:
    In a method that takes arguments and is called in loops, an expression that goes through, sorts, splits or searches
    what the object holds, and nothing else (``sorted(self.stops)``, ``[need.strip() for need in self.needs]``,
    ``PATTERN.findall(self.body)``), where every statement that changes what it reads is known.

Slow because:
    The method has another answer for other arguments, and that part the same: O(n) in every call. The object keeps it
    until it changes.

Unsafe when:
    What the object holds is changed by code outside of the module, or by another name for it.

Example:
    Before::

        def undoes(self, other):
            return any(other.hash.startswith(prefix) for prefix in REVERT.findall(self.body))

    After::

        def undoes(self, other):
            return any(other.hash.startswith(prefix) for prefix in self._body_for_undoes())

        def _body_for_undoes(self):
            # What it reads never changes.
            if self._body_for_undoes_known is None:
                self._body_for_undoes_known = REVERT.findall(self.body)
            return self._body_for_undoes_known

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968); here for a part of a function, by object.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import argument_at, called_name
from hasten.code.purity import words
from hasten.code.scopes import COMPREHENSIONS, loaded, stored
from hasten.code.source import after_docstring, descend
from hasten.code.types import ATOMS, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._object_changes import only_looked_at
from hasten.proposers.rules._object_reads import ANEW, GOING_THROUGH, memory_name, only_looks
from hasten.proposers.rules._objects import (
    Reads,
    State,
    asked_often,
    count_changes,
    give,
    memory_place,
    remembering_class,
    state_of,
)

GROWTH = ("O(n)", "O(1)")

_WORKING = words("findall fullmatch match search split splitlines sub rsplit")
#: What these give can be gone through once only.
_ONCE = words("enumerate filter iter map open reversed zip finditer")
#: Methods that sorting, searching and containers ask.
_COMPARING = words("__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per expression."""
    owner = code.name.rpartition(".")[0]
    node = remembering_class(code)
    start = memory_place(code, node, owner) if node is not None else None
    method = code.name.rpartition(".")[2]
    if start is None or method.endswith(ANEW) or not code.parameters:
        return
    if method not in _COMPARING and (len(code.parameters) < 2 or not asked_often(code, method)):
        return
    own = code.parameters[0]
    for part in _parts(code, own):
        reads = Reads()
        if not only_looks(code, code.name, reads, set(), [part]) or reads.recurs or not reads.own:
            continue
        state = state_of(code, owner, reads)
        if state is None or not (only(code.type_of(part), *ATOMS) or only_looked_at(code, part)):
            continue
        said = f"`{ast.unparse(part)}` rests on nothing but the object, and every call of {method} works it out again"
        places = [part, *_of_others(code, owner, part)]
        change = partial(_change, code, places, next(iter(reads.own)), start, state)
        yield Finding(part, said, change, GROWTH, ahead=True)


def _of_others(code: FunctionCode, owner: str, part: ast.expr) -> Iterator[ast.expr]:
    """Where the method works the same out for another object of its class, handed to it in every call."""
    own, method = code.parameters[0], code.name.rpartition(".")[2]
    if method in _COMPARING:
        for name in code.parameters[1:]:
            if method not in ("__eq__", "__ne__") or _is_of(code, name, owner):
                yield from _same_of(code, part, own, name)
        return
    if not code.purity.is_alone(code.name):
        return
    asked = [
        (other, call)
        for other in map(code.program.function, code.program.reached)
        for call in other.all(ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == method
    ]
    for place, name in enumerate(code.parameters[1:]):
        handed = [(other, argument_at(call, place, name)) for other, call in asked]
        kinds = {other.type_of(given).name if given is not None else "" for other, given in handed}
        if kinds == {owner}:
            yield from _same_of(code, part, own, name)


def _same_of(code: FunctionCode, part: ast.expr, own: str, name: str) -> Iterator[ast.expr]:
    """Where the method works out of another object what a part works out of its own."""
    if name in stored(*code.node.body):
        return
    wanted = ast.unparse(_renamed(part, own, name))
    for node in descend(*code.node.body):
        if type(node) is type(part) and ast.unparse(node) == wanted and only_looked_at(code, node):
            yield node


def _is_of(code: FunctionCode, name: str, owner: str) -> bool:
    """Whether a method gives up at its start where a parameter is no object of the class: ``if not isinstance``."""
    first = next(iter(after_docstring(code.node)), None)
    if not isinstance(first, ast.If) or first.orelse or not isinstance(first.body[-1], ast.Return):
        return False
    return ast.unparse(first.test) in (f"not isinstance({name}, {owner})", f"type({name}) is not {owner}")


def _renamed(part: ast.expr, own: str, name: str) -> ast.expr:
    other = copy.deepcopy(part)
    for node in ast.walk(other):
        if isinstance(node, ast.Name) and node.id == own:
            node.id = name
    return other


def _parts(code: FunctionCode, own: str) -> Iterator[ast.expr]:
    """The widest expressions that name the object and nothing else of the method, and take time."""
    inside: set[ast.AST] = set()
    for node in descend(*code.node.body):
        if node in inside or not isinstance(node, ast.Call | ast.ListComp | ast.SetComp | ast.DictComp):
            continue
        called = called_name(node) if isinstance(node, ast.Call) else ""
        if called in _ONCE or (called and memory_name(called) in code.module.source):
            continue
        names = loaded(node) - stored(node)
        if own not in names or (names - {own}) & code.local or code.in_nested_function(node):
            continue
        if any(_takes_time(code, inner) for inner in descend(node)):
            inside.update(descend(node))
            yield node


def _takes_time(code: FunctionCode, node: ast.AST) -> bool:
    if isinstance(node, COMPREHENSIONS):
        return True
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return called_name(node) in code.module.functions or (called_name(node) in GOING_THROUGH and bool(node.args))
    return called_name(node) in _WORKING


def _change(
    code: FunctionCode, places: Sequence[ast.expr], attribute: str, start: ast.stmt, state: State, edits: Edits
) -> None:
    name = f"_{attribute.strip('_')}_for_{code.name.rpartition('.')[2].strip('_')}"
    asked = next(text for text in (name, *(f"{name}_{k}" for k in range(2, 9))) if text not in code.module.source)
    known = memory_name(asked)
    own = code.parameters[0]
    count_changes(code, start, state, edits)
    give(code, start, {known: "None, None" if state.parts else "None"}, edits)
    found = _searched(code, places, edits) or edits.text(places[0])
    if state.parts:
        lines = [
            "# What was found holds until the object changes.",
            f"state = {state.now(own)}",
            f"if {own}.{known}[0] != state:",
            f"    {own}.{known} = state, {found}",
            f"return {own}.{known}[1]",
        ]
    else:
        lines = [
            "# What it reads never changes.",
            f"if {own}.{known} is None:",
            f"    {own}.{known} = {found}",
            f"return {own}.{known}",
        ]
    for place in places:
        # The object that a place asks is the one whose attribute it names.
        held = own if place is places[0] else next(iter((loaded(place) - stored(place)) & set(code.parameters)))
        edits.replace(place, f"{held}.{asked}()")
    text = "\n".join([f"def {asked}({own}):", *(f"    {line}" for line in lines)])
    edits.insert_behind_definition(code.node, text + "\n")


def _searched(code: FunctionCode, places: Sequence[ast.expr], edits: Edits) -> str:
    """A set of what a list is searched in every call; "" where it is used otherwise, or may hold what has no hash."""
    part = places[0]
    above = code.parent(part)
    asked = isinstance(above, ast.Compare) and isinstance(above.ops[0], ast.In | ast.NotIn) and len(above.ops) == 1
    held = code.type_of(part)
    if len(places) > 1 or not asked or part is above.left or held.kind != "list":  # type: ignore[attr-defined]
        return ""
    return edits.as_set(part) if held.of is not None and code.hashable(held.of) else ""
