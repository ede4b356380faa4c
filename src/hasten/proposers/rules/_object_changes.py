"""Where attributes of objects are changed: by whom, and by which statements."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence

from hasten.code.function import FunctionCode
from hasten.code.match import equal, is_name
from hasten.code.purity import MUTATING_METHODS, PURE_METHODS, words
from hasten.code.scopes import COMPREHENSIONS, parameters, stored
from hasten.code.source import descend

#: What becomes of a container at a place.
LOOKED_AT, CHANGED, HANDED_ON = "looked at", "changed", "handed on"
#: The attribute that counts the changes of an object.
CHANGES = "_changes"

#: Calls that give what they are given in another order or form, one of its elements, and none of them.
_COPIERS = words("dict enumerate filter frozenset iter list reversed set sorted tuple zip")
_CHOOSERS = words("max min next")
_COUNTERS = words("all any len map sum")
_COPYING_METHODS = words("copy items keys values")
_TAKERS = words("difference extend intersection isdisjoint issubset issuperset join union update")
_ATOMS = words("int bool float str bytes complex date datetime timedelta Fraction Decimal")
#: Methods that may have made a part of their change when they fail.
_STEP_BY_STEP = words("extend extendleft update sort difference_update intersection_update symmetric_difference_update")
#: A name for a part, a part of that, and so on.
_MOST_NAMES = 3

Change = tuple[ast.stmt, str]


def use_of(
    code: FunctionCode, node: ast.expr, depth: int = _MOST_NAMES, *, part: bool = False
) -> tuple[str, ast.AST]:
    """What becomes of a container at a place, and the node that does it.

    Args:
        code: A function of the module.
        node: The place.
        depth: How many names for it are followed.
        part: Whether the place is an element of the container: those are texts and records more often than not, so
            that handing one on counts as looking; what changes one here shows.
    """
    parents = code.module.parents
    above = parents[node]
    handed_on = LOOKED_AT if part else HANDED_ON
    if not isinstance(getattr(node, "ctx", None), ast.Load | None):
        return CHANGED, node
    if isinstance(above, ast.Subscript):
        return use_of(code, above, depth, part=True) if above.value is node else (LOOKED_AT, above)
    if isinstance(above, ast.Attribute):
        call = parents[above]
        if not isinstance(call, ast.Call) or call.func is not above:
            # A field of it: who sets those is looked at by its name.
            return (HANDED_ON if above.attr in MUTATING_METHODS else LOOKED_AT), above
        if above.attr in MUTATING_METHODS:
            return CHANGED, call
        if above.attr in ("get", "__getitem__"):
            return use_of(code, call, depth, part=True)
        return (_elements_of(code, call, depth) if above.attr in _COPYING_METHODS else LOOKED_AT), above
    if isinstance(above, ast.Call):
        if isinstance(above.func, ast.Name) and above.func.id in _CHOOSERS:
            return use_of(code, above, depth, part=True)
        if isinstance(above.func, ast.Name) and above.func.id in _COPIERS:
            return _elements_of(code, above, depth), above
        return (LOOKED_AT if _only_reads(code, above, node) else handed_on), above
    if isinstance(above, ast.For | ast.comprehension):
        return (_elements_of(code, node, depth) if above.iter is node else handed_on), above
    if isinstance(above, ast.BoolOp | ast.IfExp):
        return use_of(code, above, depth, part=part)
    if isinstance(above, ast.Assign | ast.NamedExpr):
        return _named(code, above, depth, part=part), above
    if isinstance(above, ast.Compare | ast.BinOp | ast.UnaryOp | ast.FormattedValue | ast.Starred):
        return LOOKED_AT, above
    if isinstance(above, ast.If | ast.While | ast.Assert | ast.AugAssign | ast.Expr):
        return LOOKED_AT, above
    return handed_on, above


def _only_reads(code: FunctionCode, call: ast.Call, argument: ast.expr) -> bool:
    """Whether a call does nothing with an argument but look at it."""
    if isinstance(call.func, ast.Name):
        return call.func.id in _COUNTERS or code.purity.pure_function(call.func.id)
    if not isinstance(call.func, ast.Attribute) or call.func is argument:
        return False
    # What is not there may come back from ``get``.
    looks = call.func.attr in PURE_METHODS and call.func.attr != "get" and not code.purity.is_method(call.func.attr)
    return looks or call.func.attr in _TAKERS


def only_looked_at(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a place, and whoever it gives a name to, only looks at a container."""
    return use_of(code, node)[0] == LOOKED_AT


def _named(code: FunctionCode, binding: ast.Assign | ast.NamedExpr, depth: int, *, part: bool) -> str:
    """What becomes of a container that gets a local name, or whose elements get names."""
    targets = binding.targets if isinstance(binding, ast.Assign) else [binding.target]
    function = function_around(code, binding)
    if not depth or function is None or not all(isinstance(target, ast.Name | ast.Tuple) for target in targets):
        return HANDED_ON
    part = part or any(isinstance(target, ast.Tuple) for target in targets)
    return _under_names(code, stored(*targets), function.body, depth, part=part)


def _elements_of(code: FunctionCode, node: ast.expr, depth: int) -> str:
    """What becomes of the elements of what a place goes through, or copies."""
    above = code.module.parents[node]
    if isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id in _COPIERS:
        return _elements_of(code, above, depth)
    if isinstance(above, ast.For) and above.iter is node:
        return _under_names(code, stored(above.target), above.body, depth, part=True)
    if isinstance(above, ast.comprehension) and above.iter is node:
        return _under_names(code, stored(above.target), [code.module.parents[above]], depth, part=True)
    return LOOKED_AT


def _under_names(
    code: FunctionCode, names: Collection[str], where: Sequence[ast.AST], depth: int, *, part: bool
) -> str:
    """What becomes of something that has these names in some code; who changes it there does so by another name."""
    for node in descend(*where):
        adds = isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id in names
        # A list takes in what is added to it; a number does not.
        if adds and not (part and isinstance(node.value, ast.Constant)):  # type: ignore[attr-defined]
            return HANDED_ON
        if not (isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)):
            continue
        if not depth or use_of(code, node, depth - 1, part=part)[0] != LOOKED_AT:
            return HANDED_ON
    return LOOKED_AT


def function_around(code: FunctionCode, node: ast.AST) -> ast.FunctionDef | None:
    """The function whose body a node runs in; None in a class, a lambda or a coroutine, and outside of functions."""
    while node in code.module.parents:
        node = code.module.parents[node]
        if isinstance(node, ast.FunctionDef):
            return node
        if isinstance(node, ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
            return None
    return None


def is_set_up(code: FunctionCode, node: ast.Attribute) -> bool:
    """Whether a place changes an attribute in the ``__init__`` of the object itself."""
    function = function_around(code, node)
    if function is None or function.name != "__init__" or not parameters(function):
        return False
    return is_name(node.value, parameters(function)[0].arg) and use_of(code, node)[0] == CHANGED


def changes_of(code: FunctionCode, owner: str, places: Sequence[ast.Attribute]) -> list[Change] | None:
    """The statements that change an attribute, with the object's name in each; None where that cannot be told.

    What ``__init__`` does to its own object is left out: nobody has asked the object anything by then.

    Args:
        code: A function of the module.
        owner: The class.
        places: All places in the module that name the attribute.
    """
    found: list[Change] = []
    for node in places:
        if isinstance(node.ctx, ast.Load) and _holds_an_atom(code, owner, node.attr):
            continue
        function = function_around(code, node)
        if function is None:
            if use_of(code, node)[0] != LOOKED_AT:
                return None
            continue
        whose = _class_of(code, function, node.value)
        use, by = use_of(code, node)
        if whose not in (owner, "") or is_set_up(code, node) or use == LOOKED_AT:
            continue
        if use == HANDED_ON or whose != owner or not isinstance(node.value, ast.Name):
            return None
        change = code.statement(by), node.value.id
        if not _can_be_counted(code, change, by):
            return None
        found.append(change)
    return found


def _holds_an_atom(code: FunctionCode, owner: str, name: str) -> bool:
    """Whether an attribute is declared to hold a number or a text."""
    return any(
        isinstance(statement, ast.AnnAssign)
        and is_name(statement.target, name)
        and isinstance(statement.annotation, ast.Name)
        and statement.annotation.id in _ATOMS
        for statement in code.module.classes[owner].body
    )


def _class_of(code: FunctionCode, function: ast.FunctionDef, held: ast.expr) -> str:
    """The class of the module whose object a name stands for; "" where that is not known."""
    if not isinstance(held, ast.Name):
        return ""
    qualname = next((name for name, node in code.module.functions.items() if node is function), "")
    around = qualname.rpartition(".")[0]
    named = parameters(function)
    if around in code.module.classes and named and named[0].arg == held.id:
        return around
    if qualname not in code.program.reached:
        return ""
    kind = code.program.function(qualname).type_of_name(held.id).name
    return kind if kind in code.module.classes else ""


def _can_be_counted(code: FunctionCode, change: Change, by: ast.AST) -> bool:
    """Whether a counter can go up in front of a change, or behind it where the statement asks the object first."""
    statement, name = change
    if name in stored(statement) or any(
        isinstance(above, (ast.Lambda, *COMPREHENSIONS)) for above in _between(code, by, statement)
    ):
        return False
    if not isinstance(statement, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Delete | ast.Return):
        return False
    if not _asks(code, statement):
        return True
    # Nothing may be left to fail behind the change, and the change is made whole or not at all.
    last = isinstance(statement, ast.Assign) and (by in statement.targets or by is statement.value)
    last = last or (isinstance(statement, ast.Expr) and by is statement.value)
    return last and not (isinstance(by, ast.Call) and getattr(by.func, "attr", "") in _STEP_BY_STEP)


def _between(code: FunctionCode, node: ast.AST, statement: ast.stmt) -> Iterator[ast.AST]:
    while node is not statement:
        yield node
        node = code.module.parents[node]


def _asks(code: FunctionCode, statement: ast.stmt) -> bool:
    """Whether a statement may run code of the module, or a function that it was handed, and so ask the object."""
    own = {name.rpartition(".")[2] for name in code.module.functions}
    for node in descend(statement):
        if isinstance(node, ast.Name | ast.Attribute) and (node.id if isinstance(node, ast.Name) else node.attr) in own:
            return True
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in MUTATING_METHODS | PURE_METHODS:
            continue
        if not (isinstance(called, ast.Name) and code.purity.is_builtin(called.id)):
            return True
    return False


def to_count(code: FunctionCode, changes: Sequence[Change]) -> Iterator[tuple[ast.stmt, str, bool]]:
    """Where the counter has to go up: the statement, the object's name, and whether behind it rather than in front.

    In front it counts whatever fails on the way. One is enough for several changes with nothing between them that
    could ask the object.
    """
    planned = dict(changes)
    for statement, name in planned.items():
        if _asks(code, statement):
            behind = code.after(statement)[:1]
            if not any(_goes_up(other, name) for other in behind):
                yield statement, name, True
            continue
        for earlier in reversed(code.before(statement)):
            simple = isinstance(earlier, ast.Assign | ast.AugAssign | ast.Expr)
            if not simple or _asks(code, earlier) or name in stored(earlier):
                yield statement, name, False
                break
            if _goes_up(earlier, name) or planned.get(earlier) == name:
                break
        else:
            yield statement, name, False


def _goes_up(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.AugAssign) and ast.unparse(statement.target) == f"{name}.{CHANGES}"


def is_counting(code: FunctionCode) -> bool | None:
    """Whether the module has the counter already; None where it has one of that name for another purpose."""
    mentioned = [node for node in descend(code.module.tree) if is_counter(node)]
    loads = [node for node in mentioned if isinstance(getattr(node, "ctx", None), ast.Load)]
    if not mentioned:
        return False
    return True if loads and all(_is_for_memory(code, node) for node in loads) else None


def is_counter(node: ast.AST) -> bool:
    """Whether a node names the counter, as an attribute or as a field of a dataclass."""
    return is_name(node, CHANGES) or (isinstance(node, ast.Attribute) and node.attr == CHANGES)


def _is_for_memory(code: FunctionCode, node: ast.AST) -> bool:
    """Whether a place reads the counter to see whether what a method remembers still holds."""
    function, statement = function_around(code, node), code.statement(node)
    near = [statement, code.module.parents[statement], *code.after(statement)[:1]]
    return function is not None and any(test in near for test, _ in memories(function))


def memories(function: ast.FunctionDef) -> Iterator[tuple[ast.If, str]]:
    """Statements of a method that make what it remembers anew where the state has changed, with the attribute.

    ``if self._by_name[0] != state: self._by_name = state, {...}``, or ``if self._by_name is None`` where nothing ever
    changes: nothing but the speed depends on it.
    """
    for test in (inner for inner in descend(*function.body) if isinstance(inner, ast.If)):
        compared, made = test.test, test.body[-1]
        if not isinstance(compared, ast.Compare) or test.orelse:
            continue
        if ast.unparse(compared).endswith(" is None") and isinstance(made, ast.Assign):
            held = made.targets[0]
            private = isinstance(held, ast.Attribute) and held.attr.startswith("_")
            if private and ast.unparse(held) == ast.unparse(compared.left):
                yield test, ast.unparse(held)
            continue
        if not isinstance(compared.ops[0], ast.NotEq):
            continue
        if not (isinstance(made, ast.Assign) and isinstance(made.value, ast.Tuple) and not test.orelse):
            continue
        held = made.targets[0]
        if not (isinstance(held, ast.Attribute) and held.attr.startswith("_")):
            continue
        text = ast.unparse(held)
        if ast.unparse(compared.left) == f"{text}[0]" and equal(made.value.elts[0], compared.comparators[0]):
            yield test, text
