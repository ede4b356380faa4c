"""A deep copy of data that holds nothing deep.

Finds:
    ``copy.deepcopy(x)`` of numbers and texts, of a list, dict or set of them, or of a list of lists of them; of a
    container that the function makes itself, where nothing changes an element in place; and of an attribute that the
    module fills with such data only.

Slow because:
    ``deepcopy`` looks at every element and keeps a memo of it; a shallow copy of each container takes a fraction.

Unsafe when:
    One inner list occurs twice: a deep copy keeps that, this one makes two lists. Elements that can be changed are the
    same objects in the copy; who gets them from the function could tell.

Example:
    Before::

        trial = copy.deepcopy(board)

    After::

        trial = [row[:] for row in board]

Source:
    The Python documentation of ``copy``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import target_names
from hasten.code.types import Type, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._shapes import copy_of_attribute

_ATOMS = ("int", "bool", "float", "str", "bytes", "none", "complex", "never")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per call."""
    for call in code.all(ast.Call):
        if code.purity.module_member(call.func) != ("copy", "deepcopy") or len(call.args) != 1 or call.keywords:
            continue
        template = _copied(code.type_of(call.args[0]))
        if template:
            text = f"`{ast.unparse(call)}` copies data that is not deep; copying its containers is enough"
            yield Finding(call, text, partial(_change, call, template))
        elif isinstance(call.args[0], ast.Name) and _elements_stay(code, call.args[0].id):
            text = f"`{ast.unparse(call)}` copies elements that nothing changes in place; a shallow copy is enough"
            yield Finding(call, text, partial(_change_to_shallow, call))
        elif isinstance(call.args[0], ast.Attribute) and copy_of_attribute(code.module, call.args[0], "x"):
            text = f"`{ast.unparse(call)}` copies what the module fills with data that is not deep"
            yield Finding(call, text, partial(_change_of_attribute, code, call.args[0]))


def _elements_stay(code: FunctionCode, name: str) -> bool:
    """Whether no element of a container, or of a copy of it, is changed in place, as far as names show.

    The function may keep copies in lists and take them out again, so every name that is assigned is looked at, and
    whatever is bound to an element of one.
    """
    if name in code.parameters or code.type_of_name(name).kind not in ("any", "dict", "list", "set", "union"):
        return False
    # Elements of a loop belong to somebody else.
    if not all(isinstance(code.parent(node), ast.Assign) for node in code.uses(name).rebinds):
        return False
    holders = {name, *(target.id for assign in code.all(ast.Assign) for target in assign.targets
                       if isinstance(target, ast.Name))}  # fmt: skip
    elements = {bound for loop in code.all(ast.For) for bound in target_names(loop.target)}
    elements |= {bound for part in code.all(ast.comprehension) for bound in target_names(part.target)}
    for assign in code.all(ast.Assign):
        if _from_inside(assign.value, {name}):
            elements |= {bound for target in assign.targets for bound in target_names(target)}
    stores: list[ast.Subscript | ast.Attribute] = [*code.all(ast.Subscript), *code.all(ast.Attribute)]
    for node in stores:
        if not isinstance(node.ctx, ast.Load) and (_from_inside(node.value, holders) or _names(node.value, elements)):
            return False
    for call in code.all(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in MUTATING_METHODS:
            if _from_inside(call.func.value, holders) or _names(call.func.value, elements):
                return False
        elif not code.pure(call):
            handed = [*call.args, *(keyword.value for keyword in call.keywords)]
            if any(_names(argument, {name, *elements}) for argument in handed):
                return False
    return True


def _from_inside(node: ast.expr, holders: set[str]) -> bool:
    """Whether an expression takes an element out of something that one of the names holds."""
    if isinstance(node, ast.Subscript):
        return _names(node.value, holders) or _from_inside(node.value, holders)
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr in ("get", "pop") and _names(node.func.value, holders)


def _names(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _copied(kind: Type) -> str:
    """How to copy a value of the type, with ``{}`` for the value; "" where a deep copy is needed."""
    if only(kind, *_ATOMS):
        return "{}"
    if kind.kind == "tuple":
        return "{}" if all(only(item, *_ATOMS) for item in kind.items or (kind.element,)) else ""
    if kind.kind == "dict":
        if not only(kind.key or kind, *_ATOMS):
            return ""
        if only(kind.value, *_ATOMS):
            return "{}.copy()"
        inner = _copied(kind.value)
        return f"{{{{key: {inner.format('value')} for key, value in {{}}.items()}}}}" if inner else ""
    if kind.kind not in ("list", "set"):
        return ""
    if only(kind.element, *_ATOMS) or (kind.element.kind == "tuple" and _copied(kind.element)):
        return "{}.copy()"
    inner = _copied(kind.element) if kind.kind == "list" else ""
    return f"[{inner.format('row')} for row in {{}}]" if inner else ""


def _change_to_shallow(call: ast.Call, edits: Edits) -> None:
    if isinstance(call.func, ast.Attribute):
        edits.replace(call.func, f"{edits.text(call.func.value)}.copy")
    else:
        edits.replace(call.func, f"{edits.need('copy')}.copy")


def _change(call: ast.Call, template: str, edits: Edits) -> None:
    edits.replace(call, template.format(edits.text(call.args[0], need=16)))


def _change_of_attribute(code: FunctionCode, attribute: ast.Attribute, edits: Edits) -> None:
    """All copies of the attribute: methods that are called by name only make them too."""
    for call in ast.walk(code.module.tree):
        if not isinstance(call, ast.Call) or code.purity.module_member(call.func) != ("copy", "deepcopy"):
            continue
        held = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if isinstance(held, ast.Attribute) and held.attr == attribute.attr:
            edits.replace(call, copy_of_attribute(code.module, held, edits.text(held)))
