"""Expressions that copy a container to change a little of it, and the statements that change it in place."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from hasten.code.match import match


@dataclass(frozen=True)
class InPlace:
    """One change.

    Attributes:
        form: The statement, with ``{c}`` for the container and ``{0}``, ``{1}`` for the parts.
        parts: The expressions in it.
    """

    form: str
    parts: tuple[ast.expr, ...] = ()


#: Forms of one part: pattern, what it says about the kind, and the statement.
_FORMS = (
    ("$c | {$x}", "set", "{c}.add({0})"),
    ("$c.union({$x})", "set", "{c}.add({0})"),
    ("{*$c, $x}", "set", "{c}.add({0})"),
    ("$c - {$x}", "set", "{c}.discard({0})"),
    ("$c.difference({$x})", "set", "{c}.discard({0})"),
    ("$c + [$x]", "list", "{c}.append({0})"),
    ("[*$c, $x]", "list", "{c}.append({0})"),
    ("$c + [*$x]", "list", "{c}.extend({0})"),
    ("[*$c, *$x]", "list", "{c}.extend({0})"),
    ("$c[:$x]", "part of a list", "del {c}[{0}:]"),
    ("$c[$x:]", "part of a list", "del {c}[:{0}]"),
    ("{@k: @v for @k, @v in $c.items() if @k != $x}", "dict", "{c}.pop({0}, None)"),
    ("{@k: @v for @k, @v in $c.items() if $x != @k}", "dict", "{c}.pop({0}, None)"),
    ("{@k: @v for @k, @v in $c.items() if not @k == $x}", "dict", "{c}.pop({0}, None)"),
    ("{@k: $c[@k] for @k in $c if @k != $x}", "dict", "{c}.pop({0}, None)"),
)
_COPIES = (
    ("{**$c}", "dict"), ("dict($c)", "dict"), ("[*$c]", "list"), ("list($c)", "list"), ("$c[:]", "list"),
    ("set($c)", "set"), ("{*$c}", "set"), ("$c.copy()", ""), ("copy.copy($c)", ""),
)  # fmt: skip


def in_place(value: ast.expr, is_container: Callable[[ast.expr], bool]) -> tuple[ast.expr, str, list[InPlace]] | None:
    """The container that an expression copies, its kind by the form, and the changes that it makes to the copy.

    Args:
        value: The expression.
        is_container: Says whether a part of it is a container that may be changed instead.
    """
    for pattern, kind in _COPIES:
        holes = match(pattern, value)
        if holes is not None and is_container(holes["c"]):
            return holes["c"], kind, []
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr) and isinstance(value.right, ast.Dict):
        changes = _pairs(value.right, 0)
        return (value.left, "dict", changes) if is_container(value.left) else None
    if isinstance(value, ast.Dict) and value.keys and value.keys[0] is None:
        changes = _pairs(value, 1)
        return (value.values[0], "dict", changes) if is_container(value.values[0]) else None
    for pattern, kind, form in _FORMS:
        holes = match(pattern, value)
        if holes is None or not is_container(holes["c"]) or isinstance(holes["x"], ast.Starred):
            continue
        inner = {node.id for node in ast.walk(holes["x"]) if isinstance(node, ast.Name)}
        bound = {holes.name(part) for part in "kv" if f"@{part}" in pattern}
        if not inner & bound:
            return holes["c"], kind, [InPlace(form, (holes["x"],))]
    holes = match("{@k: ($x if @k == $y else @v) for @k, @v in $c.items()}", value)
    if holes is not None and is_container(holes["c"]):
        inner = {node.id for hole in "xy" for node in ast.walk(holes[hole]) if isinstance(node, ast.Name)}
        if not inner & {holes.name("k"), holes.name("v")}:
            form = "if {0} in {c}:\n    {c}[{0}] = {1}"
            return holes["c"], "dict", [InPlace(form, (holes["y"], holes["x"]))]
    return None


def _pairs(made: ast.Dict, first: int) -> list[InPlace]:
    """What the pairs of a display do to a dict that they are put into."""
    found: list[InPlace] = []
    for key, value in zip(made.keys[first:], made.values[first:], strict=True):
        if key is None:
            found.append(InPlace("{c}.update({0})", (value,)))
        else:
            found.append(InPlace("{c}[{0}] = {1}", (key, value)))
    return found
