"""A list in an attribute that is kept in order by sorting it anew after every addition.

Finds:
    In a method, ``self.events.append(event)`` with ``self.events.sort(key=...)`` or ``self.events = sorted(...)`` right
    behind it, or ``self.events = sorted(self.events + [event])``, where everything else that the module does with that
    attribute keeps the order: it starts empty, elements are taken away, looked at, filtered.

Slow because:
    Every sort walks the whole list and asks every element for its key: O(n) with a large constant, O(n^2) in all. The
    place of one element is found by bisection.

Unsafe when:
    The elements have no total order (NaN), their keys change while they are in the list, or somebody outside of the
    module adds to it.

Example:
    Before::

        def schedule(self, event):
            self.events.append(event)
            self.events.sort(key=lambda event: event.time)

    After::

        def schedule(self, event):
            insort(self.events, event, key=lambda event: event.time)

Source:
    The Python documentation of ``bisect.insort``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, is_name, match
from hasten.code.purity import words
from hasten.code.scopes import loaded, parameters, stored
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.sort_in_loop import place_by_bisection

GROWTH = ("O(n)", "O(log n)")

_READERS = words("all any enumerate len list max min reversed set sorted sum tuple")
_TAKING = words("clear copy count index pop remove")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per addition in a method."""
    if code.outer is not None or "." not in code.name or not code.parameters:
        return
    own = parameters(code.node)[0].arg
    for statement in [*code.all(ast.Expr), *code.all(ast.Assign)]:
        found = _addition(code, statement, own)
        if found is None:
            continue
        statements, held, added, key = found
        attribute = held.attr
        if _stays_in_order(code, attribute, statements, key) and _fixed_keys(code, key, added):
            text = f"{ast.unparse(held)} is sorted anew for one new element; bisection finds its place"
            yield Finding(statement, text, partial(_change, statements, held, added, key), GROWTH)


def _addition(
    code: FunctionCode, statement: ast.stmt, own: str
) -> tuple[list[ast.stmt], ast.Attribute, ast.expr, ast.expr | None] | None:
    """The statements that add an element and sort, the attribute, the element, and the key."""
    for pattern in ("$held = sorted($held + [$x])", "$held = sorted($held + [$x], key=$key)"):
        joined = match(pattern, statement)
        if joined is not None and _is_own(joined["held"], own) and code.is_builtin("sorted"):
            held = joined["held"]
            assert isinstance(held, ast.Attribute)
            return [statement], held, joined["x"], joined["key"] if "key" in pattern else None
    added = match("$held.append($x)", statement)
    if added is None or not _is_own(added["held"], own):
        return None
    held = added["held"]
    assert isinstance(held, ast.Attribute)
    behind = code.after(statement)[:1]
    for pattern in ("$held.sort()", "$held = sorted($held)", "$held.sort(key=$key)", "$held = sorted($held, key=$key)"):
        sort = match(pattern, behind[0]) if behind else None
        if sort is not None and equal(sort["held"], held) and ("sorted" not in pattern or code.is_builtin("sorted")):
            return [statement, behind[0]], held, added["x"], sort["key"] if "key" in pattern else None
    return None


def _is_own(node: ast.expr, own: str) -> bool:
    return isinstance(node, ast.Attribute) and is_name(node.value, own)


def _stays_in_order(code: FunctionCode, attribute: str, own: list[ast.stmt], key: ast.expr | None) -> bool:
    """Whether every other use in the module, of whatever object, leaves a list of that name in order."""
    inside = {node for statement in own for node in descend(statement)}
    everything = descend(code.module.tree)
    if any(isinstance(node, ast.Constant) and node.value == attribute for node in everything):
        return False
    places = [node for node in everything if isinstance(node, ast.Attribute) and node.attr == attribute]
    starts = [node for node in places if not isinstance(node.ctx, ast.Load) and node not in inside]
    return bool(starts) and all(node in inside or _keeps_order(code, node, key) for node in places)


def _keeps_order(code: FunctionCode, node: ast.Attribute, key: ast.expr | None) -> bool:
    parents = code.module.parents
    parent = parents[node]
    if isinstance(node.ctx, ast.Del):
        return True
    if isinstance(node.ctx, ast.Store):
        value = getattr(parent, "value", None)
        return isinstance(parent, ast.Assign | ast.AnnAssign) and _is_ordered(node, value, key)
    if isinstance(parent, ast.Subscript) and parent.value is node:
        return not isinstance(parent.ctx, ast.Store)
    if isinstance(parent, ast.Attribute):
        return parent.attr in _TAKING and isinstance(parents[parent], ast.Call)
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in _READERS and code.is_builtin(parent.func.id)
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is node
    return isinstance(parent, ast.Compare | ast.If | ast.While | ast.BoolOp | ast.UnaryOp | ast.IfExp | ast.BinOp)


def _is_ordered(held: ast.Attribute, value: object, key: ast.expr | None) -> bool:
    """Whether a new value of the attribute is in order: empty, sorted, or a part of what it was."""
    if not isinstance(value, ast.expr):
        return False
    if (isinstance(value, ast.List) and len(value.elts) <= 1) or match("list()", value) is not None:
        return True
    ordered = match("sorted($xs)", value) if key is None else match("sorted($xs, key=$key)", value)
    if ordered is not None and (key is None or equal(ordered["key"], key)):
        return True
    if isinstance(value, ast.ListComp) and len(value.generators) == 1:
        part = value.generators[0]
        return equal(part.iter, _read(held)) and equal(value.elt, part.target)
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
        return equal(value.value, _read(held)) and value.slice.step is None
    return False


def _read(held: ast.Attribute) -> ast.Attribute:
    return ast.Attribute(held.value, held.attr, ast.Load())


def _fixed_keys(code: FunctionCode, key: ast.expr | None, added: ast.expr) -> bool:
    """Whether an element keeps the key that it had when it was added, as far as the module shows."""
    if key is None:
        return True
    if not isinstance(key, ast.Lambda) or len(key.args.args) != 1:
        return False
    if loaded(key.body) - {key.args.args[0].arg} or any(isinstance(node, ast.Call) for node in descend(key.body)):
        return False
    fields = {node.attr for node in descend(key.body) if isinstance(node, ast.Attribute)}
    keys = [node.slice for node in descend(key.body) if isinstance(node, ast.Subscript)]
    for name, function in code.module.functions.items():
        if name.rpartition(".")[2] == "__init__":
            continue
        other = _of_another_class(code, name, added)
        for node in descend(function):
            set_here = isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)
            if set_here and node.attr in fields and not (other and is_name(node.value, other)):  # type: ignore[attr-defined]
                return False
            stored = isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
            if stored and any(equal(node.slice, wanted) for wanted in keys):  # type: ignore[attr-defined]
                return False
    return True


def _of_another_class(code: FunctionCode, name: str, added: ast.expr) -> str:
    """The receiver of a method whose class has nothing to do with the one that the new element is made of; else ""."""
    classes = code.module.classes
    made = added.func.id if isinstance(added, ast.Call) and isinstance(added.func, ast.Name) else ""
    owner = name.rpartition(".")[0]
    function = code.module.functions[name]
    if made not in classes or owner not in classes or made == owner or not parameters(function):
        return ""
    plain = all(ast.unparse(decorator) == "property" for decorator in function.decorator_list)
    alone = not classes[made].bases and not classes[owner].bases
    receiver = parameters(function)[0].arg
    return receiver if plain and alone and receiver not in stored(*function.body) else ""


def _change(
    statements: list[ast.stmt], held: ast.Attribute, added: ast.expr, key: ast.expr | None, edits: Edits
) -> None:
    place_by_bisection(statements, edits.text(_place(statements, held)), added, edits, key=key)


def _place(statements: list[ast.stmt], held: ast.Attribute) -> ast.expr:
    """The attribute where it is read."""
    for node in descend(statements[0]):
        if isinstance(node, ast.Attribute) and node.attr == held.attr and isinstance(node.ctx, ast.Load):
            return node
    return held
