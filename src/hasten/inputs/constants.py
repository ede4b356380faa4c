"""Constants of the code under test: what it compares with is where it changes its mind."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from hasten.code.source import after_docstring
from hasten.core.values import Tree, from_plain, int_tree

T = TypeVar("T")

#: Integers up to this many also serve as lengths.
LONGEST = 5000
#: Constants of one kind that are kept at most, in order of appearance.
MOST = 60

_FOLDED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Div: lambda a, b: a / b,
    ast.Mod: lambda a, b: a % b,
}


@dataclass(frozen=True)
class Constants:
    """Constants in order of appearance, each once.

    Attributes:
        ints: Integers, folded expressions (``10**9 + 7``) among them; no booleans.
        floats: Finite floats.
        strings: Texts other than docstrings, parts of f-strings among them.
        octets: Bytes.
        displays: Trees of displays made of constants only (``("a", 1)``, ``{"x": 1}``).
        names: Attribute names and text keys that the code reads, for records.
    """

    ints: tuple[int, ...] = ()
    floats: tuple[float, ...] = ()
    strings: tuple[str, ...] = ()
    octets: tuple[bytes, ...] = ()
    displays: tuple[Tree, ...] = ()
    names: tuple[str, ...] = ()

    def int_values(self) -> list[Tree]:
        """The integers, their neighbours, negatives and squares."""
        values: dict[int, None] = {}
        for c in self.ints:
            values.update(dict.fromkeys((c, c + 1, c - 1)))
        for c in self.ints:
            values.update(dict.fromkeys((-c, c * c, 2 * c, c * c - 1, c * c + 1) if abs(c) < 10**40 else (-c,)))
        for real in self.floats:
            if abs(real) < 2**63:
                values.update(dict.fromkeys((math.floor(real), math.ceil(real))))
        return [int_tree(value) for value in values]

    def float_values(self) -> list[Tree]:
        """The numbers as floats, with the neighbouring floats and negatives."""
        values: dict[float, None] = {}
        for c in (*self.floats, *(float(c) for c in self.ints if abs(c) < 10**300)):
            values.update(dict.fromkeys((c, math.nextafter(c, math.inf), math.nextafter(c, -math.inf), -c)))
        return list(values)

    def string_values(self) -> list[Tree]:
        """The texts, with prefixes, suffixes, other cases and repetitions."""
        values: dict[str, None] = dict.fromkeys(self.strings)
        for c in self.strings:
            if c and len(c) <= 200:
                more = (c[:-1], c[1:], c.upper(), c.lower(), c.swapcase(), c * 2, c + " ", f" {c}", c[::-1], f"a{c}b",
                        c * 3, c.title(), f"{c}a{c}")  # fmt: skip
                values.update(dict.fromkeys(more))
        for number in self.ints:
            values.update(dict.fromkeys((str(number), str(number + 1)) if abs(number) < 10**40 else ()))
        return list(values)

    def lengths(self) -> list[int]:
        """Lengths at which code that compares with these constants may change its mind, sorted."""
        found = {c + delta for c in self.ints if 1 < c <= LONGEST for delta in (-1, 0, 1, 2, 100)}
        return sorted(found)


def harvest(*sources: str) -> Constants:
    """The constants of source texts; a text that does not parse adds none.

    Pass both sides of a pair: a threshold is often in one of them only.
    """
    found = _Harvest()
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        found.visit(tree)
    return Constants(
        ints=_first(found.ints),
        floats=_first(found.floats),
        strings=_first(found.strings),
        octets=_first(found.octets),
        displays=tuple(found.displays[:MOST]),
        names=_first(found.names),
    )


def _first(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))[:MOST]


class _Harvest(ast.NodeVisitor):
    def __init__(self) -> None:
        self.ints: list[int] = []
        self.floats: list[float] = []
        self.strings: list[str] = []
        self.octets: list[bytes] = []
        self.displays: list[Tree] = []
        self.names: list[str] = []

    def visit(self, node: ast.AST) -> None:
        """Visit a node and what is below it, without docstrings and annotations."""
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            body = after_docstring(node)
            rest = [child for name, child in ast.iter_fields(node) if name in ("args", "decorator_list", "keywords")]
            for child in [*_flat(rest), *body]:
                self.visit(child)
            return
        if isinstance(node, ast.arg):
            return
        if isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self.visit(node.value)
            return
        self._take(node)
        self.generic_visit(node)

    def _take(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant):
            self._keep(node.value)
        elif isinstance(node, ast.BinOp | ast.UnaryOp):
            folded = fold(node)
            if folded is not None:
                self._keep(folded)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            self._keep_display(node)
        elif isinstance(node, ast.Attribute):
            self.names.append(node.attr)
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            if isinstance(node.slice.value, str):
                self.names.append(node.slice.value)
        elif isinstance(node, ast.Compare):
            self._keep_compared(node)

    def _keep(self, value: object) -> None:
        if isinstance(value, bool):
            return
        if isinstance(value, int):
            self.ints.append(value)
        elif isinstance(value, float):
            if math.isfinite(value):
                self.floats.append(value)
        elif isinstance(value, str):
            self.strings.append(value)
        elif isinstance(value, bytes):
            self.octets.append(value)

    def _keep_compared(self, node: ast.Compare) -> None:
        """Characters of a text that is searched: ``c in "aeiou"``."""
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if not isinstance(operator, ast.In | ast.NotIn) or not isinstance(right, ast.Constant):
                continue
            if isinstance(right.value, str) and len(right.value) <= 80:
                self.strings.extend(right.value)

    def _keep_display(self, node: ast.expr) -> None:
        try:
            self.displays.append(from_plain(ast.literal_eval(node)))
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return


def _flat(values: Iterable[object]) -> list[ast.AST]:
    found: list[ast.AST] = []
    for value in values:
        if isinstance(value, list):
            found.extend(item for item in value if isinstance(item, ast.AST))
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def fold(node: ast.AST) -> int | float | None:
    """The number that an expression of constants stands for (``10**9 + 7``, ``1 << 20``, ``-1``), or None."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) in (int, float) else None  # type: ignore[return-value]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = fold(node.operand)
        return value if value is None or isinstance(node.op, ast.UAdd) else -value
    if not isinstance(node, ast.BinOp):
        return None
    left, right = fold(node.left), fold(node.right)
    if left is None or right is None:
        return None
    return _combined(node.op, left, right)


def _combined(operator: ast.operator, left: int | float, right: int | float) -> int | float | None:
    try:
        if isinstance(operator, ast.Pow):
            return left**right if abs(right) <= 256 and abs(left) <= 2**64 else None
        if isinstance(operator, ast.LShift):
            return left << right if isinstance(left, int) and isinstance(right, int) and 0 <= right <= 256 else None
        fold_pair = _FOLDED.get(type(operator))
        return fold_pair(left, right) if fold_pair else None
    except (ArithmeticError, TypeError, ValueError):
        return None
