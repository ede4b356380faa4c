"""Places in a list that a search finds and that only serve to take an element out."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from hasten.code.function import FunctionCode
from hasten.code.match import is_name


@dataclass(frozen=True)
class Places:
    """Where a list is searched for places, and what is done with them.

    Attributes:
        numbered: The calls of ``enumerate`` that give the places.
        taken: ``xs.pop(k)`` and ``xs[k]`` of ``del xs[k]``, each with the place.
        asked: Where the name of the list stands in these, and in ``xs[k]`` that is only read.
    """

    numbered: frozenset[ast.expr] = frozenset()
    taken: Mapping[ast.expr, ast.expr] = field(default_factory=dict)
    asked: frozenset[ast.Name] = frozenset()


def places_of(code: FunctionCode, name: str) -> Places:
    """The places of a list that nothing but the list itself is asked by; none where a place is used for more."""
    numbered: set[ast.expr] = set()
    names: set[str] = set()
    known: set[ast.AST] = set()
    for call in code.all(ast.Call):
        given = code.builtin_call(call, "enumerate", 1)
        if not given or not is_name(given[0], name):
            continue
        held = _held_as(code, call)
        if held is None:
            return Places()
        numbered.add(call)
        names.add(held[0])
        known |= held[1]
    taken: dict[ast.expr, ast.expr] = {}
    asked: set[ast.Name] = set()
    for node in code.all(ast.Name):
        if node.id not in names or node in known:
            continue
        use = _use(code, node, name)
        if use is None:
            return Places()
        owner, removed = use
        if owner is not None:
            asked.add(owner)
        if removed is not None:
            taken[removed] = node
    if any(code.in_nested_function(node) or not _alone(code, node) for node in taken):
        return Places()
    return Places(frozenset(numbered), taken, frozenset(asked))


def _held_as(code: FunctionCode, call: ast.Call) -> tuple[str, set[ast.AST]] | None:
    """The name of the place that a call of ``enumerate`` gives, and the nodes of it that need no other look."""
    parent = code.parent(call)
    target = parent.target if isinstance(parent, ast.For | ast.comprehension) and parent.iter is call else None
    if not isinstance(target, ast.Tuple) or len(target.elts) != 2 or not isinstance(target.elts[0], ast.Name):
        return None
    place = target.elts[0]
    if isinstance(parent, ast.For):
        return place.id, {place}
    inner = code.parent(parent)
    if not isinstance(inner, ast.GeneratorExp) or len(inner.generators) != 1 or not is_name(inner.elt, place.id):
        return None
    if sum(isinstance(node, ast.Name) and node.id == place.id for node in ast.walk(inner)) != 2:
        return None
    target_of = _first_of(code, inner)
    return (target_of.id, {place, inner.elt, target_of}) if target_of is not None else None


def _first_of(code: FunctionCode, inner: ast.GeneratorExp) -> ast.Name | None:
    """The name that is given the first of a generator, which may have a name of its own in the statement before."""
    call = code.parent(inner)
    if isinstance(call, ast.Assign) and len(call.targets) == 1 and isinstance(call.targets[0], ast.Name):
        held = call.targets[0].id
        loads = [node for node in code.all(ast.Name) if node.id == held and isinstance(node.ctx, ast.Load)]
        if len(loads) != 1 or not code.after(call) or code.statement(loads[0]) is not code.after(call)[0]:
            return None
        call = code.parent(loads[0])
    if not isinstance(call, ast.Call) or not is_name(call.func, "next") or not code.is_builtin("next"):
        return None
    if len(call.args) > 2 or (len(call.args) == 2 and not _is_no_place(call.args[1])):
        return None
    assign = code.parent(call)
    target = assign.targets[0] if isinstance(assign, ast.Assign) and len(assign.targets) == 1 else None
    return target if isinstance(target, ast.Name) else None


def _is_no_place(node: ast.expr) -> bool:
    """``None`` or ``-1``: what says that there is no place."""
    return ast.unparse(node) in ("None", "-1")


def _use(code: FunctionCode, node: ast.Name, name: str) -> tuple[ast.Name | None, ast.expr | None] | None:
    """Where the list stands that a place is asked of, and what takes the element out; None for any other use."""
    parent = code.parent(node)
    if isinstance(node.ctx, ast.Store):
        given = isinstance(parent, ast.Assign) and len(parent.targets) == 1 and _is_no_place(parent.value)
        return (None, None) if given else None
    if isinstance(parent, ast.Compare) and parent.left is node and len(parent.ops) == 1:
        other = parent.comparators[0]
        from_zero = isinstance(parent.ops[0], ast.Lt | ast.GtE) and ast.unparse(other) == "0"
        return (None, None) if _is_no_place(other) or from_zero else None
    if isinstance(parent, ast.Subscript) and parent.slice is node and is_name(parent.value, name):
        assert isinstance(parent.value, ast.Name)
        if isinstance(parent.ctx, ast.Store):
            return None
        return parent.value, parent if isinstance(parent.ctx, ast.Del) else None
    if isinstance(parent, ast.Call) and parent.args == [node] and isinstance(parent.func, ast.Attribute):
        owner = parent.func.value
        if parent.func.attr == "pop" and isinstance(owner, ast.Name) and owner.id == name:
            return owner, parent
    return None


def _alone(code: FunctionCode, node: ast.expr) -> bool:
    """Whether an expression is surely evaluated once when its statement runs."""
    simple = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.Return | ast.Delete
    plain = isinstance(code.statement(node), simple)
    between = []
    for above in code.ancestors(node):
        if isinstance(above, ast.stmt):
            break
        between.append(above)
    never = ast.IfExp | ast.BoolOp | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    return plain and not any(isinstance(above, never) for above in between)
