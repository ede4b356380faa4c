"""From every position a walk to the next element that is larger.

Finds:
    In a loop or comprehension over the positions of a sequence that stays the same, a walk forwards (or backwards) from
    the position to the first element that compares larger, or smaller, than the one there (or as large): a ``for`` over
    positions, distances or a slice that breaks, a ``while``, or ``next`` of a generator. Elements may be compared by a
    field, and counted on the way.

Slow because:
    Where the values fall for long, every walk is long: O(n^2). One pass with a stack of the positions that still wait
    for a larger element finds all of them: every position enters and leaves it once.

Unsafe when:
    The elements have no total order (NaN).

Example:
    Before::

        for i in range(len(prices)):
            j = i + 1
            while j < len(prices) and prices[j] <= prices[i]:
                j += 1
            waits.append(j - i)

    After::

        # waiting holds the positions that have not met their next one yet
        following = [len(prices)] * len(prices)
        waiting = []
        for j in range(len(prices)):
            while waiting and prices[j] > prices[waiting[-1]]:
                following[waiting.pop()] = j
            waiting.append(j)
        for i in range(len(prices)):
            j = following[i]
            waits.append(j - i)

Source:
    The textbook problem of the stock span; Knuth, The Art of Computer Programming, volume 1, section 2.2.1.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.comparisons import NEGATED, SIGNS
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._walks import Walk, unpacked, walks

GROWTH = ("O(n^2)", "O(n)")
_COMMENT = "# waiting holds the positions that have not met their next one yet"
_COMMENT_BACK = "# waiting holds the positions that may be the last one for a later position"


def find(code: FunctionCode) -> Iterator[Finding]:
    """Walks in loops and comprehensions over positions."""
    for walk in walks(code):
        text = "from every position a walk to the next one that compares; one pass with a stack finds them all"
        yield Finding(walk.node, text, partial(_change, code, walk), GROWTH)


def _change(code: FunctionCode, walk: Walk, edits: Edits) -> None:
    steps = walk.steps
    assert steps.size is not None and walk.repeat.statement is not None
    found = code.fresh("preceding" if steps.backwards else "following")
    # The length may be made up from the loop's sequence, so it has no place in the text.
    size = ast.unparse(steps.size)
    factor = size if isinstance(steps.size, ast.Name | ast.Call) else f"({size})"
    place = _place(code, walk)
    edits.insert_before(walk.repeat.statement, _table(code, walk, found, place, size, factor, edits))
    if isinstance(walk.node, ast.Call):
        edits.replace(walk.node, _answer(walk, found, factor, edits))
        return
    if steps.offset:
        at = f"{found}[{steps.start}]"
        away = f"{steps.start} - {at}" if steps.backwards else f"{at} - {steps.start}"
        text = f"{steps.offset} = {away}"
        met = f"{steps.offset} <= {steps.start}" if steps.backwards else f"{steps.start} + {steps.offset} < {factor}"
    elif steps.beside:
        text = f"{place} = {found}[{steps.start}] {'+' if steps.backwards else '-'} 1"
        met = ""
    else:
        text = f"{place} = {found}[{steps.start}]"
        met = f"{place} >= 0" if steps.backwards else f"{place} < {factor}"
    if walk.counter:
        text += f"\n{walk.counter} += {_passed(walk, place, factor)}"
    orelse = edits.block(walk.node.orelse) if walk.node.orelse else ""
    if walk.hit:
        hit = "\n".join([*_lead(walk, place), edits.block(list(walk.hit))])
        text += f"\nif {met}:\n{indent_block(hit, '    ')}"
        text += f"\nelse:\n{indent_block(orelse, '    ')}" if orelse else ""
    elif orelse:
        text += f"\nif not {met}:\n{indent_block(orelse, '    ')}"
    if walk.setup is not None:
        edits.remove(walk.setup)
    edits.replace_statement(walk.node, text)


def _place(code: FunctionCode, walk: Walk) -> str:
    """The name of the position in the table's loop, and behind it."""
    name = walk.steps.place or "j"
    if isinstance(walk.node, ast.Call) or not walk.steps.place:
        known = name in code.local or name in code.module.global_names
        return code.fresh(name) if known or not walk.steps.place else name
    return name


def _table(
    code: FunctionCode, walk: Walk, found: str, place: str, size: str, factor: str, edits: Edits
) -> str:
    """Statements that find all positions of one kind in one pass."""
    waiting = code.fresh("waiting")
    here = edits.text(walk.key, {spot: text.format(place) for spot, text in walk.spots}, need=8)
    other = edits.text(walk.key, {spot: text.format(f"{waiting}[-1]") for spot, text in walk.spots}, need=8)
    if walk.steps.backwards:
        sign = SIGNS[NEGATED[walk.operator]]
        return (
            f"{_COMMENT_BACK}\n{found} = []\n{waiting} = []\nfor {place} in range({size}):\n"
            f"    while {waiting} and {other} {sign} {here}:\n        {waiting}.pop()\n"
            f"    {found}.append({waiting}[-1] if {waiting} else -1)\n    {waiting}.append({place})"
        )
    return (
        f"{_COMMENT}\n{found} = [{size}] * {factor}\n{waiting} = []\n"
        f"for {place} in range({size}):\n"
        f"    while {waiting} and {here} {SIGNS[walk.operator]} {other}:\n        {found}[{waiting}.pop()] = {place}\n"
        f"    {waiting}.append({place})"
    )


def _passed(walk: Walk, place: str, factor: str) -> str:
    """How many elements the walk counts."""
    start = walk.steps.start
    if walk.steps.backwards:
        return f"{start} - max({place}, 0)" if walk.counts_hit else f"{start} - {place} - 1"
    return f"min({place}, {factor} - 1) - {start}" if walk.counts_hit else f"{place} - {start} - 1"


def _lead(walk: Walk, place: str) -> list[str]:
    """Assignments to the names of the walk that the statements at its end read."""
    steps, read = walk.steps, loaded(*walk.hit)
    lines = []
    if steps.count in read:
        lines.append(f"{steps.count} = {_distance(walk, place)}")
    if steps.element is not None and steps.sequence is not None and set(target_names(steps.element)) & read:
        target = ast.unparse(steps.element)
        target = target[1:-1] if isinstance(steps.element, ast.Tuple) else target
        lines.append(f"{target} = {ast.unparse(steps.sequence)}[{place}]")
    return lines


def _distance(walk: Walk, place: str) -> str:
    """The count of a slice's elements at a position."""
    start, more = walk.steps.start, walk.steps.behind
    away = f"{start} - {place}" if walk.steps.backwards else f"{place} - {start}"
    return away if not more else f"{away} {'+' if more > 0 else '-'} {abs(more)}"


def _answer(walk: Walk, found: str, factor: str, edits: Edits) -> str:
    """What a generator's first hit is, or the default."""
    assert walk.answer is not None
    steps, (element, default) = walk.steps, walk.answer
    at = f"{found}[{steps.start}]"
    chosen: dict[ast.expr, str] = {}
    known: dict[str, str] = {steps.place: at, steps.count: _distance(walk, at)}
    known[steps.offset] = f"{steps.start} - {at}" if steps.backwards else f"{at} - {steps.start}"
    if steps.element is not None and steps.sequence is not None:
        parts: dict[str, ast.expr] = {}
        unpacked(steps.element, ast.Subscript(steps.sequence, ast.Name(at, ast.Load()), ast.Load()), parts)
        known.update({name: ast.unparse(part) for name, part in parts.items()})
    for node in ast.walk(element):
        if isinstance(node, ast.Name) and node.id in known:
            chosen[node] = known[node.id]
    met = f"{at} >= 0" if steps.backwards else f"{at} < {factor}"
    return f"{edits.text(element, chosen, need=2)} if {met} else {edits.text(default, need=1)}"
