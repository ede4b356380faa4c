"""Growing a stretch from each place until an element comes again.

Finds:
    For every place of a sequence a loop from there on that notes elements, ends at the first one that is noted
    already, and besides that only keeps the largest length.

Slow because:
    With stretches of k elements each place takes k steps, and k * k where they are noted in a list. Where one stretch
    ends, the next one ends there or later: all ends are found in one pass.

Unsafe when:
    Elements cannot be hashed.

Example:
    Before::

        for i in range(len(songs)):
            seen = []
            for j in range(i, len(songs)):
                if songs[j] in seen:
                    break
                seen.append(songs[j])
            if len(seen) > len(best):
                best = seen

    After::

        ends = _ends_without_repeats(songs)
        for i in range(len(songs)):
            seen = list(songs[i:ends[i]])
            if len(seen) > len(best):
                best = seen

Source:
    The sliding window, or two pointers; Laaksonen, Guide to Competitive Programming, 8.1.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import length_bound
from hasten.code.match import equal, match
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pairs import StretchLoops, stretch_loops

GROWTH = ("O(n^2)", "O(n)")
_HELPER = '''
def {name}(items):
    """For each place the first one behind it at which an element of the stretch from there comes again."""
    ends, end, held = [], 0, set()
    for item in items:
        while end < len(items) and items[end] not in held:
            held.add(items[end])
            end += 1
        ends.append(end)
        held.discard(item)
    return ends
'''


@dataclass(frozen=True)
class _Stretch:
    """A loop that grows a stretch from a place.

    Attributes:
        loops: The loop over the places, and the one that grows it.
        start: The statement that makes the notes.
        items: The sequence.
        notes: Name of the notes.
        kind: ``list`` or ``set``.
        longest: Name that keeps the largest length; "" for none.
    """

    loops: StretchLoops
    start: ast.stmt
    items: ast.expr
    notes: str
    kind: str
    longest: str


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops in loops."""
    for loops in stretch_loops(code):
        found = _stretch(code, loops)
        if found is not None:
            text = f"from each place a stretch of {ast.unparse(found.items)} grows anew; the ends only move on"
            yield Finding(loops.inner, text, partial(_change, code, found), GROWTH, ahead=True)


def _stretch(code: FunctionCode, loops: StretchLoops) -> _Stretch | None:
    inner, first, last = loops.inner, loops.first, loops.last
    length = length_bound(code, loops.stop, inner)
    if length is None or length[1] != 0 or len(inner.body) not in (2, 3):
        return None
    items = length[0]
    again = match("if $xs[@j] in @seen:\n    break", inner.body[0])
    if again is None or again.name("j") != last or not equal(again["xs"], items):
        return None
    notes = again.name("seen")
    each = f"{ast.unparse(items)}[{last}]"
    kind = "list" if match(f"{notes}.append({each})", inner.body[1]) is not None else ""
    kind = kind or ("set" if match(f"{notes}.add({each})", inner.body[1]) is not None else "")
    begins = [statement for statement in code.before(inner) if _begins(statement, notes, kind)]
    if not kind or len(begins) != 1 or not _stays(code, items, loops.outer):
        return None
    between = code.before(inner)[code.before(inner).index(begins[0]) + 1 :]
    if any(notes in loaded(statement) | stored(statement) for statement in between):
        return None
    longest = ""
    if len(inner.body) == 3:
        forms = (f"{last} - {first} + 1", f"{last} + 1 - {first}", f"len({notes})")
        kept = [match(f"@best = max(@best, {form})", inner.body[2]) for form in forms]
        found = next((holes for holes in kept if holes is not None), None)
        if found is None or not code.is_builtin("max") or code.live_after(notes, inner):
            return None
        longest = found.name("best")
    return _Stretch(loops, begins[0], items, notes, kind, longest)


def _stays(code: FunctionCode, items: ast.expr, outer: ast.For) -> bool:
    """Whether the sequence keeps its elements, which may go elsewhere."""
    if not isinstance(items, ast.Name):
        return code.invariant(items, *outer.body)
    uses = code.uses(items.id, *outer.body)
    return not (uses.rebinds or uses.changes or uses.aliases or uses.escapes)


def _begins(statement: ast.stmt, notes: str, kind: str) -> bool:
    empty = ("[]", "list()") if kind == "list" else ("set()",)
    return any(match(f"{notes} = {form}", statement) is not None for form in empty)


def _change(code: FunctionCode, found: _Stretch, edits: Edits) -> None:
    ends = code.fresh("ends")
    made = helper(code, "_ends_without_repeats", _HELPER.strip("\n"), edits)
    items = edits.text(found.items, need=16)
    edits.insert_before(found.loops.outer, f"{ends} = {made}({items})")
    edits.remove(found.start)
    line = f"{found.notes} = {found.kind}({items}[{found.loops.first}:{ends}[{found.loops.first}]])"
    if found.longest:
        line = f"{found.longest} = max({found.longest}, {ends}[{found.loops.first}] - {found.loops.first})"
    edits.replace_statement(found.loops.inner, line)
