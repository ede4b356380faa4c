"""Looking for the smallest or the largest element of a list, or for its place, by a loop.

Finds:
    A loop that goes through a list by index, by element or both, and keeps the place of the first element that is
    smaller (or larger) than those in front of it: ``best = 0``, then ``if xs[i] < xs[best]: best = i``. Or it keeps
    the element itself, at the beginning of ``while xs:``.

Slow because:
    The interpreter runs several instructions per element; ``min``, ``max`` and ``index`` loop in C. The gain is a
    constant, about 3 to 6. Written so, other rules see what is looked for.

Unsafe when:
    Elements are neither smaller nor larger than each other and yet not the same, or ``==`` goes with another order
    than ``<``.

Example:
    Before::

        best = 0
        for i in range(1, len(costs)):
            if costs[i] < costs[best]:
                best = i

    After::

        best = costs.index(min(costs)) if costs else 0

Source:
    The Python documentation of the builtin functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match_block
from hasten.code.types import only
from hasten.proposers.rules._extremes import holds_some
from hasten.proposers.rules._finding import Finding

#: The name that is set, and the forms of a loop behind it; ``<`` stands for ``>`` as well.
_PLACES = (
    "@b = 0\nfor @i in range(1, len(@xs)):\n    if @xs[@i] < @xs[@b]:\n        @b = @i",
    "@b = 0\nfor @i in range(len(@xs)):\n    if @xs[@i] < @xs[@b]:\n        @b = @i",
    "@b = 0\nfor @i, @x in enumerate(@xs):\n    if @x < @xs[@b]:\n        @b = @i",
)
_ELEMENTS = (
    "@b = @xs[0]\nfor @x in @xs:\n    if @x < @b:\n        @b = @x",
    "@b = @xs[0]\nfor @x in @xs[1:]:\n    if @x < @b:\n        @b = @x",
    "@b = @xs[0]\nfor @i in range(1, len(@xs)):\n    if @xs[@i] < @b:\n        @b = @xs[@i]",
    "@b = @xs[0]\nfor @i in range(len(@xs)):\n    if @xs[@i] < @b:\n        @b = @xs[@i]",
)


@dataclass(frozen=True)
class _Search:
    """What a loop looks for.

    Attributes:
        first: The statement that sets the start.
        loop: The loop.
        slots: Name of the list.
        best: Name of what is found.
        word: ``min`` or ``max``.
        place: Whether its place is wanted.
    """

    first: ast.stmt
    loop: ast.For
    slots: str
    best: str
    word: str
    place: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        before = code.before(loop)
        search = _search(code, before[-1], loop) if before and not loop.orelse else None
        if search is not None:
            text = f"the loop looks for the {search.word} of {search.slots}; {search.word} does it in one call"
            yield Finding(loop, text, partial(_change, code, search), enabling=True)


def _search(code: FunctionCode, first: ast.stmt, loop: ast.For) -> _Search | None:
    if not code.is_builtin("range") or not code.is_builtin("len") or not code.is_builtin("enumerate"):
        return None
    for place, patterns in ((True, _PLACES), (False, _ELEMENTS)):
        for pattern in patterns:
            for word, sign in (("min", "<"), ("max", ">")):
                found = match_block(pattern.replace(" < ", f" {sign} "), [first, loop])
                if found is None:
                    continue
                slots, best = found.name("xs"), found.name("b")
                own = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
                fits = len({slots, best, *own}) == 2 + len(own) and code.is_builtin(word)
                listed = only(code.type_of_name(slots), "list", "any", "sequence", "never")
                if not fits or not listed or any(code.live_after(name, loop) for name in own):
                    return None
                search = _Search(first, loop, slots, best, word, place)
                # Of an empty list the first element gives another error than ``min`` does.
                return search if place or holds_some(code, search.slots, search.loop) else None
    return None


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    call = f"{search.word}({search.slots})"
    if search.place:
        # Of an empty list the loop gives the start.
        empty = "" if holds_some(code, search.slots, search.loop) else f" if {search.slots} else 0"
        call = f"{search.slots}.index({call}){empty}"
    edits.replace_statements(search.first, search.loop, f"{search.best} = {call}")
