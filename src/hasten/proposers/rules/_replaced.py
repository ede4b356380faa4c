"""A container that a new one takes the place of: what copies it, and whether anybody else holds the old one."""

from __future__ import annotations

import ast
from collections.abc import Callable

from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.code.purity import is_fresh
from hasten.code.scopes import loaded

_COPIES = ("@x.copy()", "@x[:]", "{**@x}", "[*@x]", "{*@x}")
_MAKERS = ("dict", "list", "set")
#: Copies whose elements are containers of their own.
_DEEPER = (
    "[@row[:] for @row in @x]", "[@row.copy() for @row in @x]", "[list(@row) for @row in @x]",
    "[dict(@row) for @row in @x]", "[set(@row) for @row in @x]", "{@k: @v.copy() for @k, @v in @x.items()}",
    "{@k: list(@v) for @k, @v in @x.items()}", "{@k: dict(@v) for @k, @v in @x.items()}",
    "{@k: set(@v) for @k, @v in @x.items()}", "{@k: @v[:] for @k, @v in @x.items()}",
)  # fmt: skip


def copied_name(code: FunctionCode, value: ast.expr) -> str:
    """The name whose whole value an expression copies, shallow, deep, or row by row; "" where it is no copy."""
    if isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords:
        given = value.args[0]
        if isinstance(given, ast.Name):
            if code.purity.module_member(value.func) in (("copy", "deepcopy"), ("copy", "copy")):
                return given.id
            if isinstance(value.func, ast.Name) and value.func.id in _MAKERS and code.is_builtin(value.func.id):
                # Only a copy of its own kind may be left out.
                return given.id if code.type_of(given).kind == value.func.id else ""
    for pattern in (*_COPIES, *_DEEPER):
        holes = match(pattern, value)
        if holes is not None:
            return holes.name("x")
    return ""


def held_once(code: FunctionCode, name: str, *but: ast.AST) -> bool:
    """Whether a local is made anew wherever it is bound and its object never has a second holder.

    Args:
        code: The function.
        name: The local.
        but: Nodes in which its use does not count.
    """
    if name in code.parameters or name not in code.local:
        return False
    aside = {inner for node in but for inner in ast.walk(node)}
    uses = code.uses(name)
    for target in uses.rebinds:
        value = getattr(code.parent(target), "value", None)
        if target not in aside and not (isinstance(value, ast.expr) and is_fresh(value)):
            return False
    return not [node for node in (*uses.aliases, *uses.escapes) if node not in aside]


def is_deep(value: ast.expr) -> bool:
    """Whether a copy, as ``copied_name`` knows it, also copies what is inside."""
    if isinstance(value, ast.ListComp | ast.DictComp):
        return True
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith("deepcopy")


def is_new_inside(value: ast.expr, leaf: Callable[[ast.expr], bool] = lambda node: False) -> bool:
    """Whether an expression makes a container that shares nothing that can be changed, as far as its form shows.

    Args:
        value: The expression.
        leaf: Says of other expressions, and of parts, that they are new too.
    """

    def made(item: ast.expr) -> bool:
        return isinstance(item, ast.Constant) or is_new_inside(item, leaf)

    if leaf(value):
        return True
    if isinstance(value, ast.List | ast.Set | ast.Tuple):
        return all(map(made, value.elts))
    if isinstance(value, ast.Dict):
        return all(map(made, value.values))
    if isinstance(value, ast.ListComp | ast.SetComp):
        return made(value.elt)
    if isinstance(value, ast.DictComp):
        return made(value.value)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        # Rows that are one and the same would be told apart by a copy row by row.
        lists = [side for side in (value.left, value.right) if isinstance(side, ast.List)]
        return bool(lists) and all(isinstance(item, ast.Constant) for side in lists for item in side.elts)
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func).rpartition(".")[2]
        return name == "deepcopy" or (name in (*_MAKERS, "defaultdict", "Counter") and not value.args)
    return False


def walked_around(code: FunctionCode, name: str, node: ast.AST) -> bool:
    """Whether a loop around the node goes through what the name held when it began."""
    return any(isinstance(loop, ast.For) and name in loaded(loop.iter) for loop in code.loops_around(node))


def under_try(code: FunctionCode, node: ast.AST) -> bool:
    """Whether somebody in the function might go on after the statement has failed half way."""
    return any(isinstance(above, ast.Try | ast.With | ast.AsyncWith) for above in code.ancestors(node))
