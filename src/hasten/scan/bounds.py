"""Which loops and containers are small whatever the program is given: those over what the code itself spells out."""

from __future__ import annotations

import ast

from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat
from hasten.code.scopes import COMPREHENSIONS
from hasten.code.types import only

#: A range of a constant length up to this is small.
_SMALL = 256
_VIEWS = frozenset({"items", "keys", "values", "copy"})
_SAME_LENGTH = frozenset({"enumerate", "sorted", "reversed", "list", "tuple", "iter", "set", "frozenset", "dict"})
_OF_LISTS = frozenset({"append", "extend", "insert", "sort", "reverse"})


def bounded(code: FunctionCode, node: ast.expr) -> bool:
    """Whether the container or iterable holds few elements on every input, as far as the code shows."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return not any(isinstance(item, ast.Starred) and not bounded(code, item.value) for item in node.elts)
    if isinstance(node, ast.Dict):
        return None not in node.keys
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return _bounded_name(code, node.id)
    if isinstance(node, ast.Call):
        return _bounded_call(code, node)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        upper = node.slice.upper
        return bounded(code, node.value) or (isinstance(upper, ast.Constant) and node.slice.lower is None)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return bounded(code, node.left) and bounded(code, node.right)
    if isinstance(node, ast.IfExp):
        return bounded(code, node.body) and bounded(code, node.orelse)
    if isinstance(node, COMPREHENSIONS):
        return all(bounded(code, part.iter) for part in node.generators)
    return False


def _bounded_call(code: FunctionCode, node: ast.Call) -> bool:
    if isinstance(node.func, ast.Attribute):
        if isinstance(node.func.value, ast.Constant) and node.func.attr == "split":
            return True
        return node.func.attr in _VIEWS and not node.args and bounded(code, node.func.value)
    if not isinstance(node.func, ast.Name) or not node.args or not code.is_builtin(node.func.id):
        return False
    if node.func.id == "range":
        ends = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args[:2]]
        return all(isinstance(end, int) and abs(end) <= _SMALL for end in ends)
    if node.func.id == "zip":
        return any(bounded(code, argument) for argument in node.args)
    return node.func.id in _SAME_LENGTH and bounded(code, node.args[0])


def _bounded_name(code: FunctionCode, name: str) -> bool:
    """A name bound once, here or in the module, to something bounded and not empty, and never grown."""
    if name in code.local:
        if name in code.parameters:
            return False
        uses = code.uses(name)
        values = [code.parent(target) for target in uses.rebinds]
        if uses.changes or not values:
            return False
        return all(
            isinstance(value, ast.Assign) and _not_empty(value.value) and bounded(code, value.value) for value in values
        )
    found = _module_values(code).get(name, [])
    return len(found) == 1 and found[0] is not None and _not_empty(found[0]) and bounded(code, found[0])


def _not_empty(node: ast.expr) -> bool:
    """An empty display is the start of something that grows."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return bool(node.elts)
    return bool(node.keys) if isinstance(node, ast.Dict) else True


def _module_values(code: FunctionCode) -> dict[str, list[ast.expr | None]]:
    """What module-level assignments bind, by name; None where it is no plain assignment."""
    found: dict[str, list[ast.expr | None]] = {}
    for statement in code.module.tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
                found.setdefault(target.id, []).append(value)
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            found.setdefault(statement.target.id, []).append(None)
    return found


def long_list(code: FunctionCode, node: ast.expr) -> bool:
    """Whether a container is surely a list (or another sequence that is searched from its start) and not bounded."""
    if bounded(code, node):
        return False
    kind = code.type_of(node)
    if kind.kind == "tuple" and kind.items:
        return False
    rest = code.node.args.vararg
    if rest is not None and isinstance(node, ast.Name) and node.id == rest.arg:
        return False  # written out at the call, as a rule
    if kind.kind != "any":
        return only(kind, "list", "tuple", "deque")
    return isinstance(node, ast.Name) and used_as_list(code, node.id)


def used_as_list(code: FunctionCode, name: str) -> bool:
    """Whether the function does to a name of unknown type what only lists let be done."""
    for other in code.all(ast.Name):
        if other.id != name:
            continue
        parent = code.parent(other)
        if isinstance(parent, ast.Attribute) and parent.attr in _OF_LISTS:
            return True
    return False


def repeated_without_bound(code: FunctionCode, node: ast.AST, repeats: list[Repeat]) -> bool:
    """Whether some of the loops around a node runs it often on a large input.

    A loop that is left right behind the node runs it once; a retry (``while True`` around a ``try`` that ends in
    ``break``) is such a loop.
    """
    return any(_without_bound(code, repeat) and not _left_behind(code, node, repeat) for repeat in repeats)


def _without_bound(code: FunctionCode, repeat: Repeat) -> bool:
    loop = repeat.node
    if isinstance(loop, ast.For):
        return not bounded(code, loop.iter)
    if isinstance(loop, COMPREHENSIONS):
        return not all(bounded(code, part.iter) for part in loop.generators)
    return True


def _left_behind(code: FunctionCode, node: ast.AST, repeat: Repeat) -> bool:
    """Whether the loop, or the function, is left after the statement that holds the node, on every way."""
    if not isinstance(repeat.node, ast.For | ast.While):
        return False
    current: ast.AST = code.statement(node)
    inner_loop = False
    while current is not repeat.node:
        if isinstance(current, ast.Return | ast.Raise):
            return True
        assert isinstance(current, ast.stmt)
        following = code.after(current)
        parent = code.parent(current)
        if isinstance(parent, ast.Try) and current in parent.body:
            following = [*following, *parent.orelse]
        for statement in following:
            if isinstance(statement, ast.Return | ast.Raise) or (isinstance(statement, ast.Break) and not inner_loop):
                return True
        current = parent
        while not isinstance(current, ast.stmt):
            current = code.parent(current)
        inner_loop = inner_loop or (current is not repeat.node and isinstance(current, ast.For | ast.While))
    return False
