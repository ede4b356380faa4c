"""Private containers of classes, as rules that change their kind see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.private_containers import PrivateContainer, private_containers
from hasten.code.source import descend


def private_lists(code: FunctionCode) -> Iterator[PrivateContainer]:
    """Private lists that this function uses, where every function that does can be checked.

    A function can be checked where it runs with the target, or where its own calls were recorded. Without a target
    (``hasten scan``) all of them count.
    """
    program = code.program
    known = {*program.reached, *program.facts.recorded}
    for _, container in sorted(private_containers(code.module).items()):
        if container.kind == "list" and code.name in container.functions and container.functions <= known:
            yield container


def here(code: FunctionCode, nodes: list[ast.expr]) -> list[ast.expr]:
    """Those of the nodes that stand in this function."""
    inside = set(descend(code.node))
    return [node for node in nodes if node in inside]


def redefine(container: PrivateContainer, edits: Edits, *, kind: str, empty: str, literal: str, made: str) -> None:
    """Give every definition another kind of container.

    Args:
        container: A list.
        edits: Where the change is written.
        kind: Name of the type, for annotations.
        empty: Text of an empty one.
        literal: Text with ``%s`` for the elements of a list that is written out.
        made: Text with ``%s`` for what a list is made from.

    Raises:
        EditConflict: An annotation says something that is not understood.
    """
    for statement in container.definitions:
        if isinstance(statement, ast.AnnAssign):
            annotation = statement.annotation
            named = annotation.value if isinstance(annotation, ast.Subscript) else annotation
            if not (isinstance(named, ast.Name) and named.id == "list"):
                raise EditConflict("an annotation that is no plain list")
            edits.replace(named, kind)
        value = statement.value
        if isinstance(value, ast.List):
            if any(isinstance(item, ast.Starred) for item in value.elts):
                raise EditConflict("a starred element")
            elements = ", ".join(edits.text(item) for item in value.elts)
            edits.replace(value, literal % elements if elements else empty)
        elif isinstance(value, ast.ListComp):
            edits.replace(value, made % edits.comprehension(value, {})[1:-1])
        elif isinstance(value, ast.Call):
            edits.replace(value, made % edits.text(value.args[0]) if value.args else empty)
        else:
            raise EditConflict("another start")
