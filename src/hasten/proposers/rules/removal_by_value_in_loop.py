"""Taking elements out of a list by value, again and again.

Finds:
    A local list from which a loop removes elements by value (``order.remove(key)``), and which is otherwise only
    appended to, tested for members, taken from at its ends, measured, or read as a whole: the keys of a cache by last
    use, what is waiting, what is open.

Slow because:
    ``remove`` and ``in`` walk the list, ``pop(0)`` moves all of it: O(n) each. A dict keeps its keys in the order in
    which they came and does all of this in O(1).

Unsafe when:
    An element is in the list more than once, or cannot be hashed.

Example:
    Before::

        order = []
        for key in keys:
            if key in order:
                order.remove(key)
            elif len(order) == size:
                order.pop(0)
            order.append(key)
        return order

    After::

        order = OrderedDict()
        for key in keys:
            if key in order:
                del order[key]
            elif len(order) == size:
                order.popitem(last=False)
            order[key] = None
        return list(order)

Source:
    The Python documentation of ``collections.OrderedDict``, recipe for a cache by last use.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, repeats_around
from hasten.code.match import match
from hasten.code.source import descend
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
#: Builtins that walk what they are given.
_WALKERS = frozenset({"len", "sorted", "list", "set", "tuple", "sum", "min", "max", "any", "all", "enumerate"})


@dataclass
class _Ordered:
    """A list used as an ordered set.

    Attributes:
        name: Its name.
        starts: Values that it is bound to.
        removals, additions, firsts, lasts: Calls of ``remove``, ``append``, ``pop(0)`` and ``pop()``.
        copies: Reads that need a list.
    """

    name: str
    starts: list[ast.Assign] = field(default_factory=list)
    removals: list[ast.Call] = field(default_factory=list)
    additions: list[ast.Call] = field(default_factory=list)
    firsts: list[ast.Call] = field(default_factory=list)
    lasts: list[ast.Call] = field(default_factory=list)
    copies: list[ast.Name] = field(default_factory=list)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list."""
    removed: dict[str, ast.Call] = {}
    for call in code.all(ast.Call):
        method = code.method_call(call, "remove", 1)
        if method is not None and isinstance(method[0], ast.Name) and repeats_around(code, call):
            if _stays_for_others(code, call, method[0].id):
                continue
            removed.setdefault(method[0].id, call)
    for name, call in removed.items():
        ordered = _ordered(code, name)
        if ordered is not None:
            text = (
                f"`{ast.unparse(call)}` walks the list in every turn; the keys of a dict keep their order and "
                "leave at once"
            )
            yield Finding(call, text, partial(_change, code, ordered), GROWTH, ahead=True, gives_way=True)


def _stays_for_others(code: FunctionCode, call: ast.Call, name: str) -> bool:
    """Whether a loop was kept for what another form is not right for, behind ``if type(xs) is list and ...``."""
    for around in code.ancestors(call):
        if isinstance(around, ast.If) and any(match(f"type({name}) is list", part) for part in descend(around.test)):
            return True
    return False


def _ordered(code: FunctionCode, name: str) -> _Ordered | None:
    if name not in code.local or name in code.arguments:
        return None
    if code.type_of_name(name).kind not in ("list", "any") or code.hashable(code.type_of_name(name).element) is False:
        return None
    uses = code.uses(name)
    if uses.aliases:
        return None
    ordered = _Ordered(name)
    for target in uses.rebinds:
        statement = code.parent(target)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not _fresh(code, statement.value):
            return None
        ordered.starts.append(statement)
    for node in [*uses.changes, *uses.reads, *uses.escapes, *uses.returns]:
        if not _understood(code, ordered, node):
            return None
    return ordered if ordered.removals and ordered.starts else None


def _fresh(code: FunctionCode, value: ast.expr) -> bool:
    """An empty list, or one made of a collection."""
    if isinstance(value, ast.List):
        return not value.elts
    return code.builtin_call(value, "list", 1) is not None or isinstance(value, ast.ListComp)


def _understood(code: FunctionCode, ordered: _Ordered, node: ast.Name) -> bool:
    parent = code.parent(node)
    if isinstance(parent, ast.Attribute):
        call = code.parent(parent)
        if not isinstance(call, ast.Call) or call.func is not parent or call.keywords:
            return False
        return _method(code, ordered, parent.attr, call)
    if isinstance(parent, ast.Compare):
        return isinstance(parent.ops[0], ast.In | ast.NotIn) and parent.comparators[0] is node
    if isinstance(parent, ast.While | ast.If | ast.IfExp | ast.UnaryOp | ast.BoolOp):
        return True
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is node
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _WALKERS:
        return True
    if isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load):
        return False
    ordered.copies.append(node)
    return not repeats_around(code, node)


def _method(code: FunctionCode, ordered: _Ordered, method: str, call: ast.Call) -> bool:
    statement = isinstance(code.parent(call), ast.Expr)
    if method == "remove" and len(call.args) == 1 and statement:
        ordered.removals.append(call)
    elif method == "append" and len(call.args) == 1 and statement:
        ordered.additions.append(call)
    elif method == "pop" and not call.args:
        ordered.lasts.append(call)
    elif method == "pop" and len(call.args) == 1 and constant_int(call.args[0]) == 0:
        ordered.firsts.append(call)
    else:
        return method == "clear"
    return True


def _change(code: FunctionCode, ordered: _Ordered, edits: Edits) -> None:
    name = ordered.name
    kind = edits.need("collections", "OrderedDict") if ordered.firsts else "dict"
    for start in ordered.starts:
        value = start.value
        if isinstance(value, ast.List):
            edits.replace(value, f"{kind}()" if ordered.firsts else "{}")
            continue
        inner = value.args[0] if isinstance(value, ast.Call) else value
        edits.replace(value, f"{kind}.fromkeys({edits.text(inner, need=0)})")
    moved = _moved(code, ordered) if ordered.firsts else {}
    for removal in ordered.removals:
        key = edits.text(removal.args[0], need=0)
        statement = code.statement(removal)
        if removal in moved:
            edits.replace_statement(statement, f"{name}.move_to_end({key})")
            edits.remove(code.statement(moved[removal]))
        else:
            edits.replace_statement(statement, f"del {name}[{key}]")
    for addition in ordered.additions:
        if addition in moved.values():
            continue
        if isinstance(addition.args[0], ast.Starred):
            raise EditConflict("a starred element")
        edits.replace_statement(code.statement(addition), f"{name}[{edits.text(addition.args[0], need=0)}] = None")
    for call, which in [*((c, "last=False") for c in ordered.firsts), *((c, "") for c in ordered.lasts)]:
        taken = f"{name}.popitem({which})"
        edits.replace(call, taken if isinstance(code.parent(call), ast.Expr) else f"{taken}[0]")
    for node in ordered.copies:
        edits.replace(node, f"list({name})")


def _moved(code: FunctionCode, ordered: _Ordered) -> dict[ast.Call, ast.Call]:
    """Removals with the addition of the same element right behind: the element goes to the end."""
    found: dict[ast.Call, ast.Call] = {}
    for removal in ordered.removals:
        behind = code.after(code.statement(removal))[:1]
        for addition in ordered.additions:
            same = ast.dump(addition.args[0]) == ast.dump(removal.args[0])
            if same and behind and code.statement(addition) is behind[0]:
                found[removal] = addition
    return found
