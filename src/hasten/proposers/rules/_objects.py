"""Objects of the module's own classes: what their methods look at, and when that changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import called_name, equal, is_name
from hasten.code.purity import MUTATING_METHODS, fresh_locals, words
from hasten.code.scopes import parameters
from hasten.code.source import ParsedModule, descend
from hasten.proposers.rules._object_changes import (
    CHANGES,
    Change,
    changes_of,
    function_around,
    is_counter,
    is_counting,
    is_set_up,
    memories,
    only_looked_at,
    to_count,
)

#: By any of these names attributes are reached in other ways than by writing them.
_DYNAMIC = words(
    "__dict__ __getattr__ __getattribute__ __setattr__ __slots__ asdict astuple delattr eval exec fields getattr "
    "setattr vars"
)


@dataclass
class Reads:
    """What a method looks at.

    Attributes:
        own: Attributes of its object.
        fields: Attributes of other objects.
        keys: Subscripts of other objects that are written out.
        loops: Whether it goes through anything.
        recurs: Whether it comes back to itself.
        others: Whether it asks other objects of its kind the same, so that the answer rests on what they hold.
    """

    own: dict[str, None] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    keys: list[ast.expr] = field(default_factory=list)
    loops: bool = False
    recurs: bool = False
    others: bool = False


def remembering_class(code: FunctionCode) -> ast.ClassDef | None:
    """The class of a method that may keep something in its object without anyone noticing; None for anything else."""
    owner = code.name.rpartition(".")[0]
    node = code.module.classes.get(owner)
    if not code.program.target or code.outer is not None or node is None or node.bases or node.keywords:
        return None
    if not isinstance(code.node, ast.FunctionDef) or not code.parameters:
        return None
    if _reaches_by_text(code.module) or (code.node.decorator_list and not is_property(code)):
        return None
    # What the object holds shows where the target is handed one; one that it makes may stay inside.
    target = code.program.target.rpartition(".")[0]
    reached = map(code.program.function, code.program.reached)
    return node if target != owner and any(_makes(other, owner) for other in reached) else None


def is_property(code: FunctionCode) -> bool:
    """Whether a method is asked like a field, and nothing more than asked."""
    node = code.node
    if len(node.decorator_list) != 1 or not is_name(node.decorator_list[0], "property"):
        return False
    above = code.module.parents[node]
    others = [other for other in getattr(above, "body", []) if getattr(other, "name", "") == node.name]
    return code.is_builtin("property") and others == [node]


def _makes(code: FunctionCode, owner: str) -> bool:
    """Whether a function makes objects of a class, by its name or in a method of the class itself."""
    names = {owner}
    if code.name.rpartition(".")[0] == owner and any(is_name(each, "classmethod") for each in code.node.decorator_list):
        names.update(code.parameters[:1])
    return any(isinstance(call.func, ast.Name) and call.func.id in names for call in code.all(ast.Call))


#: Rules ask for every method of a module, and again after every step.
_KNOWN: WeakKeyDictionary[ParsedModule, bool] = WeakKeyDictionary()


def _reaches_by_text(module: ParsedModule) -> bool:
    """Whether anything in the module reaches attributes in other ways than by writing them."""
    if module not in _KNOWN:
        _KNOWN[module] = any(_named(inner) in _DYNAMIC for inner in descend(module.tree))
    return _KNOWN[module]


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def memory_place(code: FunctionCode, node: ast.ClassDef, owner: str) -> ast.stmt | None:
    """The statement behind which the object gets its memory: the last of ``__init__``, or the last field."""
    made = code.module.functions.get(f"{owner}.__init__")
    if not node.decorator_list and made is not None and not isinstance(made.body[-1], ast.Return):
        return made.body[-1]
    if len(node.decorator_list) == 1 and ast.unparse(node.decorator_list[0]) in ("dataclass", "dataclasses.dataclass"):
        declared = [statement for statement in node.body if isinstance(statement, ast.AnnAssign)]
        return declared[-1] if declared and made is None else None
    return None


def asked_often(code: FunctionCode, method: str) -> bool:
    """Whether a loop calls it, or something that sorts or filters, or another method does."""
    return any(
        repeats_around(other, asked) or other.in_nested_function(asked) or "." in other.name
        for other, asked in _asked(code, method)
        if other is not code
    )


def loops_deep(code: FunctionCode, seen: frozenset[str] = frozenset()) -> int:
    """How many loops stand around the calls of a function, those around the calls of its callers included, at most."""
    method = code.name.rpartition(".")[2]
    if code.name in seen or code.name == code.program.target:
        return 0
    deepest = 0
    for name in code.program.reached:
        other = code.program.function(name)
        for call in other.all(ast.Call):
            if called_name(call) == method and other is not code:
                deepest = max(deepest, len(repeats_around(other, call)) + loops_deep(other, seen | {code.name}))
    return deepest


def is_called_in_loop(code: FunctionCode) -> bool:
    """Whether a loop, in any function that runs with the target, calls a method."""
    return any(repeats_around(other, call) for other, call in _asked(code, code.name.rpartition(".")[2]))


def _asked(code: FunctionCode, method: str) -> Iterator[tuple[FunctionCode, ast.expr]]:
    """Where whatever has the name of the method is called, or asked, with the function that each place stands in."""
    asked_only = is_property(code)
    for name in code.program.reached:
        other = code.program.function(name)
        for node in other.all(ast.Attribute):
            if node.attr == method and isinstance(node.ctx, ast.Load):
                above = other.parent(node)
                if asked_only:
                    yield other, node
                elif isinstance(above, ast.Call) and above.func is node:
                    yield other, above


@dataclass(frozen=True)
class State:
    """How to see whether what an answer rests on is still the same.

    Attributes:
        parts: What to compare, with ``{}`` for the object; empty where nothing ever changes.
        changes: Statements that the object has to count as changes, with its name in each.
    """

    parts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def now(self, own: str) -> str:
        """What to compare of the object of that name, as code."""
        return ", ".join(part.format(own) for part in self.parts)


def state_of(code: FunctionCode, owner: str, reads: Reads) -> State | None:
    """What an answer rests on, and who changes it; None where that is unknown."""
    everything = descend(code.module.tree)
    places: dict[str, list[ast.Attribute]] = {}
    for node in everything:
        if isinstance(node, ast.Attribute):
            places.setdefault(node.attr, []).append(node)
        stored = isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) and not _in_init(code, node)
        if stored and any(equal(node.slice, key) for key in reads.keys):  # type: ignore[attr-defined]
            return None
        if reads.keys and _changes_an_element(code, node):
            return None
    for name in reads.fields:
        if any(not isinstance(node.ctx, ast.Load) and not is_set_up(code, node) for node in places.get(name, [])):
            return None
        if any(_is_changed(code, node) for node in places.get(name, [])):
            return None
    parts: list[str] = []
    changes: list[Change] = []
    for name in reads.own:
        stores = [node for node in places[name] if not isinstance(node.ctx, ast.Load) and not is_set_up(code, node)]
        if stores and all(_sets_a_number(code, node) for node in stores):
            # A number or text that is set anew: it is part of the state by its value.
            parts.append(f"{{}}.{name}")
            continue
        grows = [node for node in places[name] if _grows(code, node)]
        if all(node in grows or only_looked_at(code, node) or is_set_up(code, node) for node in places[name]):
            parts += [f"len({{}}.{name})"] if grows else []
            continue
        found = changes_of(code, owner, places[name])
        if found is None:
            return None
        changes += found
    # What it remembers is there when it is set up, and not before.
    if _starts_early(code, owner) or (changes and is_counting(code) is None):
        return None
    if changes:
        parts.append(f"{{}}.{CHANGES}")
    return State(tuple(parts), tuple(dict.fromkeys(changes)))


def _changes_an_element(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a record that a name stands for may get other keys, or another order, by a method of its own."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    held = node.func.value
    if node.func.attr not in ("update", "setdefault", "popitem", "insert", "reverse", "__setitem__"):
        return False
    if not isinstance(held, ast.Name):
        return isinstance(held, ast.Subscript)
    function = function_around(code, node)
    if function is None:
        return True
    remembered = any(node in descend(*test.body) for test, _ in memories(function))
    return not remembered and held.id not in fresh_locals(function)


def _in_init(code: FunctionCode, node: ast.AST) -> bool:
    while node in code.module.parents:
        node = code.module.parents[node]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return node.name == "__init__"
    return False


def _starts_early(code: FunctionCode, owner: str) -> bool:
    """Whether an object is asked, or handed on, while ``__init__`` still sets it up."""
    made = code.module.functions.get(f"{owner}.__init__")
    if made is None:
        return False
    first = parameters(made)[0].arg
    for node in descend(*made.body):
        if is_name(node, first):
            above = code.module.parents[node]
            if not isinstance(above, ast.Attribute) or f"{owner}.{above.attr}" in code.module.functions:
                return True
    return False


def _sets_a_number(code: FunctionCode, node: ast.Attribute) -> bool:
    statement = code.module.parents[node]
    if isinstance(statement, ast.AugAssign):
        return isinstance(statement.op, ast.Sub | ast.Mult | ast.Div | ast.FloorDiv) or isinstance(
            statement.value, ast.Constant
        )
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)


def _grows(code: FunctionCode, node: ast.Attribute) -> bool:
    """``held.append(x)`` and ``held.extend(xs)`` as statements."""
    parent = code.module.parents[node]
    call = code.module.parents.get(parent)
    called = isinstance(parent, ast.Attribute) and parent.attr in ("append", "extend") and isinstance(call, ast.Call)
    return called and isinstance(code.module.parents.get(call), ast.Expr)  # type: ignore[arg-type]


def _is_changed(code: FunctionCode, node: ast.Attribute) -> bool:
    """Whether what an attribute holds is changed in place."""
    parent = code.module.parents[node]
    if isinstance(parent, ast.Attribute):
        return parent.attr in MUTATING_METHODS
    return isinstance(parent, ast.Subscript) and parent.value is node and not isinstance(parent.ctx, ast.Load)


#: By what an attribute starts with: its type, and how a dataclass says so.
_STARTS = {
    "0": ("int", "default=0"),
    "None": ("object", "default=None"),
    "{}": ("dict", "default_factory=dict"),
    "None, {}": ("tuple", "default=(None, {})"),
    "None, None": ("tuple", "default=(None, None)"),
}


def give(code: FunctionCode, start: ast.stmt, attributes: Mapping[str, str], edits: Edits) -> None:
    """Give every object of a method's class attributes that neither its ``repr`` nor a comparison shows.

    Args:
        code: The method.
        start: What ``memory_place`` found.
        attributes: Names with what they start with, which is one of ``0``, ``None``, ``{}``, ``None, {}`` and
            ``None, None``.
        edits: Gets the change.
    """
    if isinstance(start, ast.AnnAssign):
        made = edits.need("dataclasses", "field")
        for name, value in attributes.items():
            kind, default = _STARTS[value]
            edits.insert_after(start, f"{name}: {kind} = {made}({default}, init=False, repr=False, compare=False)")
        return
    first = parameters(code.module.functions[f"{code.name.rpartition('.')[0]}.__init__"])[0].arg
    edits.insert_after(start, "\n".join(f"{first}.{name} = {value}" for name, value in attributes.items()))


def count_changes(code: FunctionCode, start: ast.stmt, state: State, edits: Edits) -> None:
    """Make the objects of a method's class count the changes that a state asks for, where they do not do so already.

    Args:
        code: The method.
        start: What ``memory_place`` found.
        state: The state.
        edits: Gets the change.
    """
    owner = code.module.classes[code.name.rpartition(".")[0]]
    if state.changes and not any(is_counter(node) for node in descend(owner)):
        give(code, start, {CHANGES: "0"}, edits)
    for statement, name, behind in to_count(code, state.changes):
        (edits.insert_after if behind else edits.insert_before)(statement, f"{name}.{CHANGES} += 1")
