"""Match syntax trees against patterns written as Python with holes.

``$x`` matches any expression, ``@x`` a plain name, ``$$x`` as a statement the rest of a block (possibly none). A hole
that occurs twice must match equal code. ``_`` on its own is no hole. Everything else must be equal; positions, type
comments and load or store context do not count.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

_HOLE = re.compile(r"(\$\$|\$|@)([a-z][a-z0-9]*)")
_PREFIX = {"$": "_expr_hole_", "@": "_name_hole_", "$$": "_rest_hole_"}
_IGNORED = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
_Node = TypeVar("_Node", bound=ast.AST)


class Holes:
    """What the holes of a pattern matched."""

    def __init__(self) -> None:
        self._nodes: dict[str, ast.AST] = {}
        self._blocks: dict[str, list[ast.stmt]] = {}
        self._words: dict[str, str] = {}

    def __getitem__(self, name: str) -> ast.expr:
        """The expression that ``$name`` or ``@name`` matched."""
        node = self._nodes[name]
        assert isinstance(node, ast.expr)
        return node

    def name(self, name: str) -> str:
        """The identifier that ``@name`` matched."""
        if name in self._words:
            return self._words[name]
        node = self._nodes[name]
        assert isinstance(node, ast.Name)
        return node.id

    def block(self, name: str) -> list[ast.stmt]:
        """The statements that ``$$name`` matched."""
        return self._blocks[name]


def match(pattern: str, node: ast.AST) -> Holes | None:
    """Match one expression or one statement.

    Example:
        >>> found = match("$x in $xs", ast.parse("a + 1 in b", mode="eval").body)
        >>> ast.unparse(found["x"]), ast.unparse(found["xs"])
        ('a + 1', 'b')
    """
    compiled = _compiled(pattern)
    holes = Holes()
    if len(compiled) == 1:
        wanted: ast.AST = compiled[0]
        if isinstance(wanted, ast.Expr) and not isinstance(node, ast.stmt):
            wanted = wanted.value
        return holes if _same(wanted, node, holes) else None
    return None


def match_block(pattern: str, statements: list[ast.stmt]) -> Holes | None:
    """Match a whole block of statements; end the pattern with ``$$rest`` to match its beginning."""
    holes = Holes()
    return holes if _same_block(_compiled(pattern), statements, holes) else None


def equal(first: ast.AST, second: ast.AST) -> bool:
    """Whether two pieces of code are the same text but for formatting."""
    return _same(first, second, Holes())


def is_name(node: ast.AST, name: str) -> bool:
    """Whether a piece of code is this name and nothing else."""
    return isinstance(node, ast.Name) and node.id == name


def root_name(node: ast.AST) -> str:
    """The name that a chain of subscripts and attributes starts from (``rows[0].names``); "" where it is none."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def called_name(call: ast.Call) -> str:
    """The name of the function or method that is called; "" where it has none."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def argument_at(call: ast.Call, place: int, name: str) -> ast.expr | None:
    """What a call hands over for the parameter at a place, by position or by name; None where that is not written."""
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    if place < len(call.args):
        return call.args[place]
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else None


def renamed(node: _Node, names: Mapping[str, str]) -> _Node:
    """A copy of a piece of code in which names read otherwise, and are bound so."""
    copied = copy.deepcopy(node)
    for part in ast.walk(copied):
        if isinstance(part, ast.Name):
            part.id = names.get(part.id, part.id)
    return copied


def with_values(node: _Node, values: Mapping[str, ast.expr]) -> _Node:
    """A copy in which values stand for names that are read."""

    class Place(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            read = isinstance(name.ctx, ast.Load) and name.id in values
            return copy.deepcopy(values[name.id]) if read else name

    return Place().visit(copy.deepcopy(node))  # type: ignore[no-any-return]


def with_names(node: _Node, name_of: Callable[[ast.AST], str | None]) -> _Node:
    """A copy in which names stand for whole parts.

    Args:
        node: A piece of code.
        name_of: The name for one of its parts, as it stands there; None or "" for none.
    """

    def copied(part: object) -> object:
        if isinstance(part, list):
            return [copied(each) for each in part]
        if not isinstance(part, ast.AST):
            return part
        name = name_of(part)
        if name:
            return ast.Name(name, ast.Load())
        return type(part)(**{field: copied(value) for field, value in ast.iter_fields(part)})

    return copied(node)  # type: ignore[return-value]


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> list[ast.stmt]:
    text = _HOLE.sub(lambda found: _PREFIX[found.group(1)] + found.group(2), pattern)
    return ast.parse(text.strip()).body


def _same(wanted: ast.AST, node: ast.AST, holes: Holes) -> bool:
    if isinstance(wanted, ast.Name):
        if wanted.id.startswith("_expr_hole_"):
            return isinstance(node, ast.expr) and _bind(wanted.id[11:], node, holes)
        if wanted.id.startswith("_name_hole_"):
            return isinstance(node, ast.Name) and _bind(wanted.id[11:], node, holes)
    if type(wanted) is not type(node):
        return False
    for field in wanted._fields:
        if field in _IGNORED:
            continue
        if not _same_value(getattr(wanted, field, None), getattr(node, field, None), holes):
            return False
    return True


def _same_value(wanted: object, value: object, holes: Holes) -> bool:
    if isinstance(wanted, ast.AST):
        return isinstance(value, ast.AST) and _same(wanted, value, holes)
    if isinstance(wanted, list):
        if not isinstance(value, list):
            return False
        if wanted and isinstance(wanted[0], ast.stmt):
            return _same_block(wanted, value, holes)
        return len(wanted) == len(value) and all(
            _same_value(left, right, holes) for left, right in zip(wanted, value, strict=True)
        )
    if isinstance(wanted, str) and wanted.startswith("_name_hole_"):
        return isinstance(value, str) and holes._words.setdefault(wanted[11:], value) == value
    return type(wanted) is type(value) and wanted == value


def _same_block(wanted: list[ast.stmt], block: list[ast.stmt], holes: Holes) -> bool:
    for position, statement in enumerate(wanted):
        rest = _rest_hole(statement)
        if rest:
            holes._blocks[rest] = block[position:]
            return True
        if position >= len(block) or not _same(statement, block[position], holes):
            return False
    return len(wanted) == len(block)


def _rest_hole(statement: ast.stmt) -> str:
    name = statement.value.id if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name) else ""
    return name[11:] if name.startswith("_rest_hole_") else ""


def _bind(name: str, node: ast.expr, holes: Holes) -> bool:
    known = holes._nodes.get(name)
    if known is None:
        holes._nodes[name] = node
        return True
    return equal(known, node)
