"""A call-back or setting kept in an attribute, looked up on every turn of a loop.

Finds:
    ``self.cost(a, b)`` or ``grid.table[i]`` in the inner of two loops, where the attribute is one that the module sets
    while an object is made and nowhere else, and that is no method of a class of the module.

Slow because:
    An attribute of an object is looked up in its class and in its own dictionary each time, and a method is bound each
    time; a local name is read at once. The gain is a constant.

Unsafe when:
    Code outside of the module sets the attribute while the loop runs, or the loop never runs and the look-up raises.

Example:
    Before::

        for a in xs:
            for b in ys:
                total += self.cost(a, b)

    After::

        cost = self.cost
        for a in xs:
            for b in ys:
                total += cost(a, b)

Source:
    Python Wiki, PythonSpeed/PerformanceTips, "Avoiding dots".
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from weakref import WeakKeyDictionary

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.naming import noun
from hasten.code.purity import MUTATING_METHODS, PURE_METHODS
from hasten.code.scopes import stored, stored_attributes
from hasten.code.source import ParsedModule, descend
from hasten.proposers.rules._finding import Finding

#: Where an object gets its attributes.
_MAKERS = frozenset({"__init__", "__new__", "__post_init__", "__setstate__", "__init_subclass__"})


def find(code: FunctionCode) -> Iterator[Finding]:
    """Equal look-ups in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Attribute]]] = {}
    changing = _set_later(code.module)
    for node in code.all(ast.Attribute):
        if not isinstance(node.ctx, ast.Load) or not isinstance(node.value, ast.Name) or node.attr in changing:
            continue
        if node.value.id not in code.local or code.in_nested_function(node):
            continue
        if node.attr in MUTATING_METHODS or node.attr in PURE_METHODS or node.attr.startswith("__"):
            continue
        repeat = _outermost(code, node)
        if repeat is not None:
            groups.setdefault((ast.dump(node), repeat.node), (repeat, []))[1].append(node)
    for repeat, nodes in groups.values():
        if not _deep(code, nodes):
            continue
        text = f"`{ast.unparse(nodes[0])}` is looked up on every turn"
        yield Finding(nodes[0], text, partial(_change, code, repeat, nodes), minor=True)


_SET: WeakKeyDictionary[ParsedModule, set[str]] = WeakKeyDictionary()


def _set_later(module: ParsedModule) -> set[str]:
    """Attributes that functions of the module set, other than those that make an object, and names of its methods.

    Every function of the module asks; they are looked for once.
    """
    if module in _SET:
        return _SET[module]
    found = _SET[module] = set()
    for name, function in module.functions.items():
        if "." in name:
            found.add(function.name)
        if function.name not in _MAKERS:
            found |= stored_attributes(function)
    return found


def _outermost(code: FunctionCode, node: ast.Attribute) -> Repeat | None:
    """The outermost loop around the look-up that does not bind the object's name anew."""
    assert isinstance(node.value, ast.Name)
    best: Repeat | None = None
    for repeat in repeats_around(code, node):
        own = any(_binds(name, node.value.id) for part in repeat.region for name in descend(part))
        set_here = any(_sets(inner, node.attr) for part in repeat.region for inner in descend(part))
        if own or set_here or isinstance(repeat.node, ast.Lambda) or node.value.id in stored(*repeat.region):
            break
        best = repeat
    return best if best is not None and best.statement is not None else None


def _binds(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)


def _sets(node: ast.AST, attribute: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == attribute and not isinstance(node.ctx, ast.Load)


def _deep(code: FunctionCode, nodes: list[ast.Attribute]) -> bool:
    """Whether the gain may be seen: two loops deep. A loop of few turns would lose by it."""
    return any(len(repeats_around(code, node)) > 1 for node in nodes)


def _change(code: FunctionCode, repeat: Repeat, nodes: list[ast.Attribute], edits: Edits) -> None:
    assert repeat.statement is not None
    name = code.fresh(noun(nodes[0], "value"))
    edits.insert_before(repeat.statement, f"{name} = {edits.text(nodes[0])}")
    for node in nodes:
        edits.replace(node, name)
