"""Making the union of two sets to count it.

Finds:
    ``len(seen | new)`` of two sets inside a loop, where one of them is made anew in each turn.

Slow because:
    The union copies both sets: O(n) per turn for a set that grows. Its size is that of the one and of what the other
    adds to it, which costs the smaller set only.

Unsafe when:
    The values are no sets.

Example:
    Before::

        for day in days:
            today = set(day)
            sizes.append(len(seen | today))

    After::

        for day in days:
            today = set(day)
            sizes.append(len(seen) + len(today - seen))

Source:
    The size of a union of disjoint parts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.scopes import stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per expression."""
    for call in code.all(ast.Call):
        measured = code.builtin_call(call, "len", 1)
        union = measured[0] if measured else None
        if not isinstance(union, ast.BinOp) or not isinstance(union.op, ast.BitOr):
            continue
        left, right = union.left, union.right
        if not isinstance(left, ast.Name) or not isinstance(right, ast.Name):
            continue
        if not all(only(code.type_of(side), "set", "frozenset") for side in (left, right)):
            continue
        repeats = repeats_around(code, call)
        inside = descend(*repeats[0].region) if repeats else []
        made = stored(*(node for node in inside if isinstance(node, ast.Assign)))
        if {left.id, right.id} & made not in ({left.id}, {right.id}):
            continue
        kept, new = (left, right) if right.id in made else (right, left)
        text = f"`{ast.unparse(union)}` is made to be counted; only what {new.id} adds to {kept.id} need be"
        yield Finding(call, text, partial(_change, call, kept.id, new.id), GROWTH)


def _change(call: ast.Call, kept: str, new: str, edits: Edits) -> None:
    edits.replace(call, f"len({kept}) + len({new} - {kept})")
