"""Comparisons of two elements by one key after the other."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.code.match import equal, renamed
from hasten.code.scopes import loaded
from hasten.proposers.rules._conditions import joined, parts_of
from hasten.proposers.rules._guards import conjuncts


@dataclass(frozen=True)
class Key:
    """A key by which one element comes before another.

    Attributes:
        value: The key, as code of the first element.
        smaller: Whether the first element has the smaller key.
    """

    value: ast.expr
    smaller: bool


def decided_by(test: ast.expr, one: str, other: str) -> list[Key]:
    """The keys that decide whether ``one`` comes strictly before ``other``, the first that differ; none for odd tests.

    Args:
        test: ``a.x < b.x``, or ``a.x < b.x or (a.x == b.x and a.y > b.y)``, and so on.
        one: Name of an element.
        other: Name of another element.
    """
    return _decided_by(parts_of(test, ast.Or), one, other)


def _decided_by(ors: Sequence[ast.expr], one: str, other: str) -> list[Key]:
    first = _key(ors[0], one, other)
    if first is None or len(ors) == 1:
        return [first] if first is not None else []
    compared = ors[0]
    assert isinstance(compared, ast.Compare)
    deeper: list[ast.expr] = []
    for part in ors[1:]:
        ands = conjuncts(part)
        same = ands[0]
        if len(ands) < 2 or not isinstance(same, ast.Compare) or not isinstance(same.ops[0], ast.Eq):
            return []
        sides = {ast.dump(same.left), ast.dump(same.comparators[0])}
        if sides != {ast.dump(compared.left), ast.dump(compared.comparators[0])}:
            return []
        deeper += parts_of(joined(ast.And, ands[1:]), ast.Or)
    behind = _decided_by(deeper, one, other)
    return [first, *behind] if behind else []


def _key(test: ast.expr, one: str, other: str) -> Key | None:
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Lt | ast.Gt):
        return None
    less = isinstance(test.ops[0], ast.Lt)
    for own, its, smaller in ((test.left, test.comparators[0], less), (test.comparators[0], test.left, not less)):
        alone = one in loaded(own) and other not in loaded(own) and one not in loaded(its)
        if alone and equal(renamed(its, {other: one}), own):
            return Key(own, smaller)
    return None


def said(keys: Sequence[Key]) -> str:
    """The keys as one, as code: a tuple where there are several."""
    texts = [ast.unparse(key.value) for key in keys]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
