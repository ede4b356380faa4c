"""A method that works out the same answer again and again while its object stays as it is.

Finds:
    A method without effects that goes through what its object holds, calls itself, or works on texts
    (``sum(g.points for g in self.games if g.white == name)``), called in loops or by other methods with arguments that
    come again, where every statement that changes what it reads is known.

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
from collections.abc import Collection, Iterator
from functools import partial
from weakref import WeakKeyDictionary

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import FRESH_CALLS, MUTATING_METHODS, PURE_METHODS, fresh_locals, words
from hasten.code.scopes import COMPREHENSIONS, local_names, parameters, stored
from hasten.code.source import ParsedModule, descend
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import head_of
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._object_changes import CHANGED, CHANGES, memories, only_looked_at, use_of
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

_SCALAR = words("abs all any bool float hash int len max min next pow repr round str sum")
#: Classes whose objects do not change.
_VALUES = {("fractions", "Fraction"), ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime")} | {
    ("datetime", "timedelta"), ("datetime", "time"),
}  # fmt: skip
#: What the method is called that works the answer out.
_ANEW = "_anew"
_ATOMS = ("int", "bool", "float", "str", "bytes", "none", "complex")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per method, at its definition."""
    owner, _, method = code.name.rpartition(".")
    node = remembering_class(code)
    asked = f"{owner}.{method.removesuffix(_ANEW)[1:]}" if method.endswith(_ANEW) else ""
    if node is None or method.startswith("__") or asked in code.module.functions:
        return
    if _known(method) in code.module.source:
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
    reads = Reads()
    if not _look(code, code.name, reads, set()) or not (reads.loops or reads.recurs):
        return
    state = state_of(code, owner, reads)
    if state is None or any(code.hashable(code.type_of_name(name)) is False for name in code.parameters[1:]):
        return
    text = f"{method} works its answer out from {_listed(reads.own)} in every call; it holds until they change"
    yield Finding(code.node, text, partial(_change, code, start, state, reads.recurs), GROWTH, ahead=True)


def _listed(names: Collection[str]) -> str:
    return " and ".join(names) if len(names) < 3 else "what the object holds"


def _known(method: str) -> str:
    return f"_{method.lstrip('_')}_known"


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
    for called in calls:
        call = code.module.parents[called]
        if not isinstance(call, ast.Call) or call.func is not called or not only_looked_at(code, call):
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
    if isinstance(node, ast.Constant | ast.Compare | ast.JoinedStr) or only(code.type_of(node), *_ATOMS):
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
        bound = [getattr(place, "value", None) for place in places if not isinstance(place, ast.AugAssign)]
        return bool(bound) and all(isinstance(value, ast.expr) and _is_value(code, value, depth - 1) for value in bound)
    return False


def _look(code: FunctionCode, name: str, reads: Reads, seen: set[str]) -> bool:
    """Gather what a method and those that it calls on its object look at; False where one has an effect."""
    seen.add(name)
    function = code.module.functions[name]
    named = parameters(function)
    if not isinstance(function, ast.FunctionDef) or not named:
        return False
    own, local, owner = named[0].arg, local_names(function), name.rpartition(".")[0]
    fresh = fresh_locals(function)
    parents = code.module.parents
    remembered = {text: test for test, text in memories(function)}
    making = set(descend(*(statement for test in remembered.values() for statement in test.body)))
    for node in descend(*function.body):
        if isinstance(node, ast.Yield | ast.YieldFrom) and name == code.name:
            return False
        if isinstance(node, ast.Global | ast.Nonlocal | ast.Await | ast.With | ast.Try):
            return False
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.FunctionDef | ast.Delete):
            return False
        reads.loops = reads.loops or isinstance(node, (ast.For, ast.While, *COMPREHENSIONS))
        if isinstance(node, ast.Name) and node.id == own and not isinstance(parents[node], ast.Attribute):
            return False
        if isinstance(node, ast.Name) and node.id not in local and node.id in _changed_globals(code):
            return False
        if isinstance(node, ast.Attribute):
            if ast.unparse(node) in remembered:
                continue
            if not isinstance(node.ctx, ast.Load):
                return False
            above = parents[node]
            called = isinstance(above, ast.Call) and above.func is node
            if is_name(node.value, own):
                # One that is remembered already is looked at where it works its answer out.
                method = f"{owner}._{node.attr}{_ANEW}"
                method = method if method in code.module.functions else f"{owner}.{node.attr}"
                if method in code.module.functions:
                    reads.recurs = reads.recurs or method == code.name
                    decorated = bool(code.module.functions[method].decorator_list)
                    if decorated == called or (method not in seen and not _look(code, method, reads, seen)):
                        return False
                elif called:
                    return False
                elif node.attr != CHANGES:
                    reads.own[node.attr] = None
            elif called:
                member = code.purity.module_member(node)
                if member is not None and isinstance(node.value, ast.Name) and node.value.id not in local:
                    if not code.purity.pure_call(above, local):  # type: ignore[arg-type]
                        return False
                    reads.loops = True
                elif node.attr in MUTATING_METHODS:
                    mine = isinstance(node.value, ast.Name) and node.value.id in fresh
                    if not mine and node not in making:
                        return False
                elif node.attr not in PURE_METHODS and not _reads_its_own(code, node.attr, reads, seen):
                    return False
            elif not (isinstance(node.value, ast.Name) and code.purity.module_member(node) is not None):
                reads.fields.add(node.attr)
        elif isinstance(node, ast.Subscript):
            mine = isinstance(node.value, ast.Name) and node.value.id in fresh
            if not isinstance(node.ctx, ast.Load) and not mine:
                return False
            if not mine and not _is_own(node.value, own):
                if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice):
                    return False
                reads.keys.append(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            known = code.module.functions.get(node.func.id)
            if node.func.id in local:
                return False
            reads.loops = reads.loops or known is not None
            if not code.purity.pure_call(node, local):
                return False
        elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute):
            return False
    return True


#: Rules ask for every method of a module, and again after every step.
_CHANGED_GLOBALS: WeakKeyDictionary[ParsedModule, frozenset[str]] = WeakKeyDictionary()


def _changed_globals(code: FunctionCode) -> frozenset[str]:
    """Names of the module that hold values which functions change."""
    if code.module not in _CHANGED_GLOBALS:
        values = code.module.global_names - set(code.module.functions) - set(code.module.classes)
        found: set[str] = set()
        for node in descend(code.module.tree):
            if isinstance(node, ast.Global):
                found.update(node.names)
            elif isinstance(node, ast.Name) and node.id in values - found and use_of(code, node)[0] == CHANGED:
                above = code.module.parents[node]
                if not isinstance(above, ast.stmt) or not isinstance(code.module.parents[above], ast.Module):
                    found.add(node.id)
        _CHANGED_GLOBALS[code.module] = frozenset(found)
    return _CHANGED_GLOBALS[code.module]


def _is_own(node: ast.expr, own: str) -> bool:
    return isinstance(node, ast.Attribute) and is_name(node.value, own)


def _reads_its_own(code: FunctionCode, method: str, reads: Reads, seen: set[str]) -> bool:
    """Whether every method of that name in the module only looks at fields of its object, which then count as read."""
    named = [name for name in code.module.functions if "." in name and name.rpartition(".")[2] == method]
    for name in named:
        inner = Reads()
        # One that asks other objects of its kind rests on what each of them holds.
        if name in seen or not _look(code, name, inner, {*seen}):
            return False
        reads.fields |= {*inner.own, *inner.fields}
        reads.keys += inner.keys
    return bool(named)


def _change(code: FunctionCode, start: ast.stmt, state: State, recurs: bool, edits: Edits) -> None:
    node = code.node
    names = [arg.arg for arg in node.args.args]
    own, given = names[0], names[1:]
    method = code.name.rpartition(".")[2]
    known, anew = _known(method), f"_{method}{_ANEW}"
    if anew in code.module.source:
        raise EditConflict("the names for the memory are taken")
    if {"state", "known", "asked"} & code.local:
        raise EditConflict("the names of the memory are taken")
    key = given[0] if len(given) == 1 else f"({', '.join(given)})" if given else "()"
    count_changes(code, start, state, edits)
    one = not given and not state.parts and not recurs
    give(code, start, {known: "None, {}" if state.parts else "None" if one else "{}"}, edits)
    if state.parts:
        now = ", ".join(part.format(own) for part in state.parts)
        lines = [
            "# What was found holds until the object changes.",
            f"state = {now}",
            f"if {own}.{known}[0] != state:",
            f"    {own}.{known} = state, {{}}",
            f"known = {own}.{known}[1]",
        ]
    else:
        lines = ["# What it reads never changes.", *([] if one else [f"known = {own}.{known}"])]
    if recurs:
        _remember_inside(code, lines, key, edits)
        return
    asked, place = (f"{own}.{known} is None", f"{own}.{known}") if one else (f"{key} not in known", f"known[{key}]")
    lines += [f"if {asked}:", f"    {place} = {own}.{anew}({', '.join(given)})", f"return {place}"]
    edits.rename_definition(node, anew)
    edits.insert_behind_definition(node, "\n".join([head_of(code), *(f"    {line}" for line in lines)]) + "\n")


def _remember_inside(code: FunctionCode, lines: list[str], key: str, edits: Edits) -> None:
    """Remember where the method returns: one more function for every call would make recursions twice as deep."""
    body = code.node.body[1:] if ast.get_docstring(code.node, clean=False) is not None else code.node.body
    returns = [node for node in code.all(ast.Return) if not code.in_nested_function(node)]
    if not body or not returns or not isinstance(body[-1], ast.Return | ast.If | ast.For | ast.While):
        raise EditConflict("the method may end without a result")
    if set(code.parameters) & stored(*body):
        lines = [*lines, f"asked = {key}"]
        key = "asked"
    for node in returns:
        assert node.value is not None
        edits.replace_statement(node, f"known[{key}] = {edits.text(node.value)}\nreturn known[{key}]")
    edits.insert_before(body[0], "\n".join([*lines, f"if {key} in known:", f"    return known[{key}]"]))
