"""Private containers of classes, as rules that change their kind see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.private_containers import PrivateContainer, private_containers
from hasten.code.source import descend


def private_lists(code: FunctionCode) -> Iterator[PrivateContainer]:
    """Private lists that this function uses, where every function that does can be checked.

    A function can be checked where it runs with the target, or where its own calls were recorded. Without a target
    (``hasten scan``) all of them count. An attribute without an underscore counts as private where its class is one of
    the target's own making: nothing in the module but what runs with the target makes instances or uses it.
    """
    program = code.program
    known = {*program.reached, *program.facts.recorded}
    for _, container in sorted(private_containers(code.module, public=True).items()):
        if container.kind != "list" or code.name not in container.functions or not container.functions <= known:
            continue
        if not container.is_public or (program.target and is_made_inside(code, container.owner)):
            yield container


def is_made_inside(code: FunctionCode, owner: str) -> bool:
    """Whether all that the module does with a class is to make instances in functions that run with the target."""
    calls = [
        call.func
        for name in code.program.reached
        for call in code.program.function(name).all(ast.Call)
        if is_name(call.func, owner)
    ]
    everything = descend(code.module.tree)
    mentions = [node for node in everything if is_name(node, owner)]
    named = any(isinstance(node, ast.Constant) and node.value == owner for node in everything)
    return bool(calls) and len(mentions) == len(calls) and not named


def said_of(container: PrivateContainer, kind: str) -> str:
    """What a reader must know of an attribute that others could use; "" where its name keeps them away."""
    if not container.is_public:
        return ""
    return f" ({container.attribute} is a public name: code outside of this module that uses it meets a {kind})"


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
