"""What the containers that objects hold are filled with, told by everything that a module puts into them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hasten.code.source import ParsedModule

#: Builtins and the literals that make them.
_MADE = {"list": (ast.List, ast.ListComp), "dict": (ast.Dict, ast.DictComp), "set": (ast.Set, ast.SetComp)}
#: Builtins that make numbers and texts.
_ATOMS = frozenset({"int", "float", "str", "bool", "bytes", "len", "abs", "round", "ord", "chr", "repr"})
#: Methods that put one element into a container, and where it stands among their arguments.
_PUTS = {"append": 0, "add": 0, "insert": 1, "setdefault": 1, "appendleft": 0}
#: Methods that take out, look or empty: they put nothing in.
_TAKES = frozenset({"pop", "popitem", "remove", "discard", "clear", "get", "items", "keys", "values", "copy", "sort",
                    "reverse", "index", "count", "popleft", "union", "issubset", "intersection"})  # fmt: skip


def copy_of_attribute(module: ParsedModule, attribute: ast.Attribute, text: str) -> str:
    """Code for a copy of what an attribute holds, as deep as the module fills it; "" where that cannot be told.

    An attribute of the same name of another class counts too. The elements have to be numbers, texts or containers made
    on the spot when they are put in; what those hold is taken to be values that nobody changes, which is the caller's
    business to check.

    Args:
        module: The module.
        attribute: The attribute.
        text: Code that reads it.
    """
    kinds: set[str] = set()
    inner: set[str] = set()
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute) or node.attr != attribute.attr:
            continue
        for kind, elements in _put(module, node):
            if kind == "?":
                return ""
            kinds |= {kind} - {""}
            inner |= {*elements}
    if len(kinds) != 1 or {"deep", "any"} & inner or not kinds <= {"list", "dict", "set"}:
        return ""
    kind = kinds.pop()
    if inner <= {"leaf"}:
        return f"{text}.copy()"
    if "leaf" in inner or kind == "set":
        return ""
    if kind == "dict":
        return f"{{key: value.copy() for key, value in {text}.items()}}"
    return f"[row.copy() for row in {text}]"


def _put(module: ParsedModule, node: ast.Attribute) -> Iterator[tuple[str, list[str]]]:
    """What a mention of an attribute says: the kind of container ("" for nothing, "?" for anything), its elements."""
    parent = module.parents[node]
    if not isinstance(node.ctx, ast.Load):
        yield _whole(parent.value) if isinstance(parent, ast.Assign | ast.AnnAssign) and parent.value else ("?", [])
        return
    place: ast.AST = node
    deep = 0
    while isinstance(parent, ast.Subscript) and parent.value is place:
        place, parent, deep = parent, module.parents[parent], deep + 1
    if isinstance(place, ast.Subscript) and not isinstance(place.ctx, ast.Load):
        if isinstance(parent, ast.Assign):
            yield "", _at(deep, parent.value)
        elif not isinstance(parent, ast.AugAssign | ast.Delete):
            yield "?", []
    elif isinstance(parent, ast.Attribute) and isinstance(call := module.parents[parent], ast.Call):
        if call.func is not parent or parent.attr in _TAKES:
            return
        at = _PUTS.get(parent.attr, -1)
        if 0 <= at < len(call.args):
            yield "", _at(deep + 1, call.args[at])
        elif deep == 0 or parent.attr in ("extend", "update"):
            yield "?", []


def _at(deep: int, value: ast.expr) -> list[str]:
    """What an element is, or what it makes of the element around it: that has to be made of leaves."""
    form = _element(value)
    return [form] if deep == 1 else [] if form in ("leaf", "any") else ["deep"]


def _whole(value: ast.expr) -> tuple[str, list[str]]:
    if isinstance(value, ast.Call):
        name = value.func.id if isinstance(value.func, ast.Name) else ""
        if name in _MADE and not value.args and not value.keywords:
            return name, []
        back = isinstance(value.func, ast.Attribute) and value.func.attr in ("pop", "popleft", "deepcopy", "copy")
        return ("", []) if back or name == "deepcopy" else ("?", [])
    for kind, nodes in _MADE.items():
        if not isinstance(value, nodes):
            continue
        if isinstance(value, ast.List | ast.Set):
            return kind, [_element(item) for item in value.elts]
        if isinstance(value, ast.Dict):
            return ("?", []) if None in value.keys else (kind, [_element(item) for item in value.values])
        return kind, [_element(value.value if isinstance(value, ast.DictComp) else value.elt)]  # type: ignore[attr-defined]
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult) and isinstance(value.left, ast.List):
        return "list", [_element(item) for item in value.left.elts]
    return "?", []


def _element(value: ast.expr) -> str:
    """``leaf`` for numbers and texts, ``copied`` for a container of anything, ``any`` and ``deep`` for others."""
    if isinstance(value, ast.Starred):
        return "deep"
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _MADE:
        return "copied"
    kind, elements = _whole(value)
    if kind not in ("", "?"):
        return "copied" if {*elements} <= {"leaf", "any"} else "deep"
    plain = isinstance(value, ast.Constant | ast.BinOp | ast.UnaryOp | ast.Compare | ast.JoinedStr)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        plain = value.func.id in _ATOMS
    return "leaf" if plain else "any"
