"""Which functions of a world may be on the stack twice: those need a count, because compiled calls have no limit."""

from __future__ import annotations

import ast

from hasten.proposers.compile.mypyc.inference import Inference

#: Special methods that a piece of syntax may call.
_IMPLICIT: dict[type[ast.AST], str] = {
    ast.BinOp: "__", ast.AugAssign: "__", ast.Compare: "__", ast.Subscript: "__", ast.UnaryOp: "__", ast.Call: "__",
    ast.For: "__", ast.comprehension: "__", ast.JoinedStr: "__", ast.If: "__", ast.While: "__", ast.BoolOp: "__",
    ast.IfExp: "__", ast.Starred: "__", ast.Tuple: "__", ast.Delete: "__", ast.Assert: "__",
}  # fmt: skip


def recursive(inference: Inference) -> set[str]:
    """Names of the functions that can reach themselves, by the names that they mention: rather one too many."""
    codes = {code.name: code for code in inference.all_code}
    by_name: dict[str, list[str]] = {}
    for code in codes.values():
        by_name.setdefault(code.node.name, []).append(code.name)
    special = [c.name for c in codes.values() if c.node.name.startswith("__") and c.node.name != "__init__"]
    edges: dict[str, set[str]] = {}
    for name, code in codes.items():
        found: set[str] = set()
        for node in ast.walk(code.node):
            mentioned = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            found.update(by_name.get(mentioned, ()))
            if mentioned in inference.world.classes:
                init = inference.world.method(mentioned, "__init__")
                found.update([init.name] if init is not None else [])
            if mentioned in ("cls", "__class__"):
                found.update(by_name.get("__init__", ()))
            if type(node) in _IMPLICIT and any(
                inference.nodes.get(part, frozenset({("cls",)})) and _may_be_object(inference, part)
                for part in ast.walk(node)
            ):
                found.update(special)
        if name.endswith(".__init__"):
            found.discard(name) if not _constructs(code.node, inference) else None
        edges[name] = found
    return {name for name in codes if name in _reached(name, edges)}


def _may_be_object(inference: Inference, node: ast.AST) -> bool:
    type_ = inference.nodes.get(node)
    return type_ is not None and any(atom[0] in ("cls", "any", "class") for atom in type_)


def _constructs(node: ast.AST, inference: Inference) -> bool:
    return any(isinstance(n, ast.Name) and n.id in inference.world.classes for n in ast.walk(node))


def _reached(start: str, edges: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    stack = [*edges[start]]
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            stack.extend(edges[name])
    return seen
