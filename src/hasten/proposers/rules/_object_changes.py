"""Where attributes of objects are changed: by whom, and by which statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hasten.code.function import FunctionCode
from hasten.code.match import equal, is_name
from hasten.code.purity import MUTATING_METHODS, words
from hasten.code.scopes import parameters, stored
from hasten.code.source import descend

#: What becomes of a container at a place.
LOOKED_AT, CHANGED, HANDED_ON = "looked at", "changed", "handed on"
#: The attribute that counts the changes of an object.
CHANGES = "_changes"

_READERS = words(
    "all any dict enumerate filter frozenset iter len list map max min next reversed set sorted sum tuple zip"
)
_TAKERS = words("difference extend intersection isdisjoint issubset issuperset join union update")
_ATOMS = words("int bool float str bytes complex date datetime timedelta Fraction Decimal")
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
        return use_of(code, call, depth, part=True) if above.attr in ("get", "__getitem__") else (LOOKED_AT, above)
    if isinstance(above, ast.Call):
        return (LOOKED_AT if _only_reads(code, above, node) else handed_on), above
    if isinstance(above, ast.For):
        return (_through(code, above, depth) if above.iter is node else handed_on), above
    if isinstance(above, ast.BoolOp | ast.IfExp):
        return use_of(code, above, depth, part=part)
    if isinstance(above, ast.Assign | ast.NamedExpr):
        return _named(code, above, depth, part=part), above
    if isinstance(above, ast.comprehension | ast.Compare | ast.BinOp | ast.UnaryOp | ast.FormattedValue | ast.Starred):
        return LOOKED_AT, above
    if isinstance(above, ast.If | ast.While | ast.Assert | ast.AugAssign | ast.Expr):
        return LOOKED_AT, above
    return handed_on, above


def _only_reads(code: FunctionCode, call: ast.Call, argument: ast.expr) -> bool:
    """Whether a call does nothing with an argument but look at it."""
    if isinstance(call.func, ast.Name):
        return call.func.id in _READERS or code.purity.pure_function(call.func.id)
    return isinstance(call.func, ast.Attribute) and call.func is not argument and call.func.attr in _TAKERS


def only_looked_at(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a place, and whoever it gives a name to, only looks at a container."""
    return use_of(code, node)[0] == LOOKED_AT


def _named(code: FunctionCode, binding: ast.Assign | ast.NamedExpr, depth: int, *, part: bool) -> str:
    """What becomes of a container that gets a local name."""
    targets = binding.targets if isinstance(binding, ast.Assign) else [binding.target]
    function = function_around(code, binding)
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if len(names) < len(targets):
        return LOOKED_AT if part and all(isinstance(target, ast.Name | ast.Tuple) for target in targets) else HANDED_ON
    if not depth or function is None:
        return HANDED_ON
    loads = [
        n for n in descend(*function.body) if isinstance(n, ast.Name) and n.id in names and isinstance(n.ctx, ast.Load)
    ]
    return LOOKED_AT if all(use_of(code, n, depth - 1, part=part)[0] == LOOKED_AT for n in loads) else HANDED_ON


def _through(code: FunctionCode, loop: ast.For, depth: int) -> str:
    """What becomes of the elements that a loop goes through."""
    names = stored(loop.target)
    for node in descend(*loop.body):
        if not (isinstance(node, ast.Name) and node.id in names):
            continue
        above = code.module.parents[node]
        if isinstance(above, ast.Attribute) and above.attr not in MUTATING_METHODS:
            continue
        if depth and isinstance(node.ctx, ast.Load) and use_of(code, node, depth - 1, part=True)[0] != LOOKED_AT:
            return HANDED_ON
    return LOOKED_AT


def function_around(code: FunctionCode, node: ast.AST) -> ast.FunctionDef | None:
    while node in code.module.parents:
        node = code.module.parents[node]
        if isinstance(node, ast.FunctionDef):
            return node
        if isinstance(node, ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
            return None
    return None


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
        if whose not in (owner, "") or (function.name == "__init__" and use == CHANGED):
            continue
        if use == HANDED_ON or (use == CHANGED and (whose != owner or not isinstance(node.value, ast.Name))):
            return None
        if use == CHANGED:
            statement = _statement(code, by)
            if statement is None or node.value.id in stored(statement):  # type: ignore[attr-defined]
                return None
            found.append((statement, node.value.id))  # type: ignore[attr-defined]
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


def _statement(code: FunctionCode, node: ast.AST) -> ast.stmt | None:
    """The statement of one line that a node stands in, where another can stand behind it."""
    while not isinstance(node, ast.stmt):
        if isinstance(node, ast.Lambda | ast.GeneratorExp | ast.ListComp | ast.SetComp | ast.DictComp):
            return None
        node = code.module.parents[node]
    simple = isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Delete)
    return node if simple else None


def is_counted(code: FunctionCode, change: Change) -> bool:
    """Whether the counter of changes goes up behind a change already."""
    statement, name = change
    following = _next(code, statement)
    while following is not None:
        if isinstance(following, ast.AugAssign) and ast.unparse(following.target) == f"{name}.{CHANGES}":
            return True
        if not _is_plain(following):
            return False
        following = _next(code, following)
    return False


def to_count(code: FunctionCode, changes: Sequence[Change]) -> Iterator[Change]:
    """The changes behind which the counter has to go up: the last one of several in a row."""
    statements = dict(changes)
    for statement, name in statements.items():
        following = _next(code, statement)
        in_a_row = following is not None and statements.get(following) == name and _is_plain(following)
        if not in_a_row and not is_counted(code, (statement, name)):
            yield statement, name


def _is_plain(statement: ast.stmt) -> bool:
    """Whether a statement calls nothing that could ask the object, and cannot leave."""
    calls = [node for node in descend(statement) if isinstance(node, ast.Call)]
    plain = isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr)
    return plain and all(isinstance(c.func, ast.Attribute) and c.func.attr in MUTATING_METHODS for c in calls)


def _next(code: FunctionCode, statement: ast.stmt) -> ast.stmt | None:
    above = code.module.parents[statement]
    for block in (getattr(above, field, None) for field in ("body", "orelse", "finalbody")):
        if isinstance(block, list) and statement in block:
            place = block.index(statement) + 1
            return block[place] if place < len(block) else None
    return None


def is_memory(code: FunctionCode, node: ast.Attribute) -> bool:
    """Whether an attribute is what a method remembers for a state, made anew where that has changed."""
    function = function_around(code, node)
    return function is not None and any(ast.unparse(node) == text for _, text in memories(function))


def memories(function: ast.FunctionDef) -> Iterator[tuple[ast.If, str]]:
    """Statements of a method that make what it remembers anew where the state has changed, with the attribute.

    ``if self._by_name[0] != state: self._by_name = state, {...}``: nothing but the speed depends on it.
    """
    for test in (inner for inner in descend(*function.body) if isinstance(inner, ast.If)):
        compared, made = test.test, test.body[-1]
        if not (isinstance(compared, ast.Compare) and isinstance(compared.ops[0], ast.NotEq)):
            continue
        if not (isinstance(made, ast.Assign) and isinstance(made.value, ast.Tuple) and not test.orelse):
            continue
        text = ast.unparse(made.targets[0])
        private = isinstance(made.targets[0], ast.Attribute) and made.targets[0].attr.startswith("_")
        same = equal(made.value.elts[0], compared.comparators[0])
        if private and same and ast.unparse(compared.left) == f"{text}[0]":
            yield test, text
