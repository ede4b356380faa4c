"""Statements that count in an entry of a dict or list, in the ways that they are written."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from hasten.code.loops import constant_int
from hasten.code.match import match


@dataclass(frozen=True)
class CountInDict:
    """One addition to one entry.

    Attributes:
        table: Name of the dict or list.
        key: Which entry.
        value: What is added.
        form: How it is written: ``add`` (``d[k] += v``), ``get`` (``d[k] = d.get(k, 0) + v``), or ``test`` (a test for
            the key in front, and the value itself where there is none).
    """

    table: str
    key: ast.expr
    value: ast.expr
    form: str

    def text(self, times: str, said: Callable[[ast.expr, int], str]) -> str:
        """The statement that does so ``times`` times at once.

        Args:
            times: How often, as code.
            said: Gives the text of an expression, held together as tightly as asked.
        """
        key = said(self.key, 0)
        added = times if constant_int(self.value) == 1 else f"{said(self.value, 13)} * {times}"
        if self.form == "add":
            return f"{self.table}[{key}] += {added}"
        return f"{self.table}[{key}] = {self.table}.get({said(self.key, 1)}, 0) + {added}"


def count_in_dict(node: ast.AST) -> CountInDict | None:
    """The node as such a statement."""
    if isinstance(node, ast.AugAssign):
        found = match("@d[$k] += $v", node)
        return CountInDict(found.name("d"), found["k"], found["v"], "add") if found is not None else None
    if isinstance(node, ast.Assign):
        for way in ("@d[$k] = @d.get($k, 0) + $v", "@d[$k] = $v + @d.get($k, 0)"):
            found = match(way, node)
            if found is not None:
                return CountInDict(found.name("d"), found["k"], found["v"], "get")
        found = match("@d[$k] = @d[$k] + $v", node)
        return CountInDict(found.name("d"), found["k"], found["v"], "add") if found is not None else None
    if isinstance(node, ast.If):
        ways = (
            "if $k in @d:\n    @d[$k] += $v\nelse:\n    @d[$k] = $v",
            "if $k not in @d:\n    @d[$k] = $v\nelse:\n    @d[$k] += $v",
        )
        found = match(ways[0], node) or match(ways[1], node)
        return CountInDict(found.name("d"), found["k"], found["v"], "test") if found is not None else None
    return None
