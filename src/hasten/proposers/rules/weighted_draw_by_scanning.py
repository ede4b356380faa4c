"""Drawing by weight from what is left, by adding up the weights one after the other.

Finds:
    A loop that walks a local list, adds up the weights of its elements until the sum exceeds (or reaches) a number,
    uses that element and takes it out of the list (``remove``, ``del``, ``pop``).

Slow because:
    Every draw adds up half of what is left, and taking an element out moves the other half: O(n^2). A tree of partial
    sums over the places finds an element and takes it out in O(log n) each.

Unsafe when:
    Weights change on the way. Weights that are no whole numbers from 0 on are added up one by one as before: the new
    class looks at them.

Example:
    Before::

        for ticket in tickets:
            running = 0
            for entry in pool:
                running += entry[1]
                if ticket < running:
                    winners.append(entry[0])
                    pool.remove(entry)
                    break

    After::

        # what is left, found by the sums of the weights
        pool_left = _Weighted(pool, [entry[1] for entry in pool])
        for ticket in tickets:
            for place, entry in pool_left.over(ticket, 0):
                winners.append(entry[0])
                pool_left.remove(place)
                break

Source:
    Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience 24 (1994).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.comparisons import MIRRORED, SIGNS
from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import constant_int
from hasten.code.match import match
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.proposers.rules._added_helpers import helper_class
from hasten.proposers.rules._conditions import is_only_measured
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import of_element, set_elsewhere, stored_to

GROWTH = ("O(n^2)", "O(n log n)")
_CLASS = '''\
class {{name}}:
    """Items that are found by the running sum of the weights of those that are left, and taken out.

    With whole weights from 0 on, a tree of partial sums (Fenwick) does both in O(log n).
    """

    def __init__(self, items, weights):
        self.items, self.weights = list(items), list(weights)
        self.size = self.left = len(self.items)
        self.there, self.front, self.sums = [True] * self.size, 0, None
        try:
            alike = {{{{tuple(item) if type(item) is list else item for item in self.items}}}}
            self.differ = len(alike) == self.size
        except TypeError:
            self.differ = False
        if all(type(weight) is int and weight >= 0 for weight in self.weights):
            self.sums = [0, *self.weights]
            for place in range(1, self.size + 1):
                above = place + (place & -place)
                if above <= self.size:
                    self.sums[above] += self.sums[place]

    def __len__(self):
        return self.left

    def over(self, bound, running):
        """Place and item where the sum of the weights comes over the bound, if it does."""
        sums = self.sums
        if sums is None:
            for place in range(self.front, self.size):
                if self.there[place]:
                    running += self.weights[place]
                    if running {sign} bound:
                        return [(place, self.items[place])]
            return []
        place, step = 0, 1 << self.size.bit_length()
        while step:
            if place + step <= self.size and not running + sums[place + step] {sign} bound:
                place += step
                running += sums[place]
            step >>= 1
        place = max(place, self.front)  # a bound below all sums has the first that is left
        return [(place, self.items[place])] if place < self.size else []

    def take(self, place):
        """Take the item at a place out."""
        self.left -= 1
        self.there[place] = False
        while self.front < self.size and not self.there[self.front]:
            self.front += 1
        weight, place = self.weights[place], place + 1
        while self.sums is not None and place <= self.size:
            self.sums[place] -= weight
            place += place & -place

    def remove(self, place):
        """Take the first item out that is equal to the one at a place."""
        if not self.differ:
            wanted = self.items[place]
            for other in range(self.front, place):
                if self.there[other] and self.items[other] == wanted:
                    place = other
                    break
        self.take(place)
'''


@dataclass(frozen=True)
class _Draw:
    """A pass that adds weights up and takes out where the sum is large enough.

    Attributes:
        loop: The pass.
        start: ``running = 0`` in front of it.
        pool: The list.
        target: The target of the pass, without a position.
        weight: What one element adds.
        bound: What the sum is compared with.
        operator: How it compares where the pass ends.
        hit: The ``if``.
        removal: The statement that takes the element out.
        outer: The outermost loop that does nothing else to the list.
        asked: Where the loop asks whether something is left, or how much.
    """

    loop: ast.For
    start: ast.Assign
    pool: str
    target: ast.expr
    weight: ast.expr
    bound: ast.expr
    operator: type[ast.cmpop]
    hit: ast.If
    removal: ast.stmt
    outer: Loop
    asked: tuple[ast.Name, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass."""
    for loop in code.all(ast.For):
        draw = _draw(code, loop)
        if draw is not None:
            text = (
                f"every draw adds up the weights of `{draw.pool}` from the front and moves what is behind the element; "
                "a tree of partial sums finds it and takes it out"
            )
            yield Finding(loop, text, partial(_change, code, draw), GROWTH, ahead=True)


def _draw(code: FunctionCode, loop: ast.For) -> _Draw | None:
    if len(loop.body) != 2 or not isinstance(loop.body[1], ast.If) or loop.body[1].orelse:
        return None
    adding = match("@t += $w", loop.body[0]) or match("@t = @t + $w", loop.body[0])
    before, hit = code.before(loop), loop.body[1]
    if adding is None or not before or code.in_nested_function(loop):
        return None
    running, weight, start = adding.name("t"), adding["w"], before[-1]
    begins = match(f"{running} = $start", start)
    if begins is None or not isinstance(start, ast.Assign) or constant_int(begins["start"]) is None:
        return None
    source, target, position = loop.iter, loop.target, ""
    listed = code.builtin_call(source, "enumerate", 1)
    if listed:
        if not isinstance(target, ast.Tuple) or len(target.elts) != 2 or not isinstance(target.elts[0], ast.Name):
            return None
        source, position, target = listed[0], target.elts[0].id, target.elts[1]
    compared = _compared(hit.test, running)
    own = set(target_names(loop.target))
    if compared is None or not isinstance(source, ast.Name) or (own | {running, source.id}) & loaded(compared[0]):
        return None
    if not all(map(code.pure, (weight, compared[0]))) or not isinstance(hit.body[-1], ast.Break):
        return None
    others = loaded(weight) - own
    if running in loaded(*hit.body, *loop.orelse) or own & loaded(*loop.orelse) or others & (code.local | own):
        return None
    if any(code.live_after(name, loop) for name in (running, position) if name):
        return None
    if any(code.live_after(name, loop) for name in own) and not loop.orelse:
        return None
    removal = _removal(code, hit, source.id, target, position)
    read = ast.parse(of_element(weight, target, "e", code.edits()), mode="eval").body
    if removal is None or stored_to(code, read) or set_elsewhere(code, read):
        return None
    found = _outer(code, loop, source.id, removal)
    if found is None:
        return None
    return _Draw(
        loop, start, source.id, target, weight, compared[0], compared[1], hit, removal, found[0], tuple(found[1])
    )


def _compared(test: ast.expr, running: str) -> tuple[ast.expr, type[ast.cmpop]] | None:
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) not in MIRRORED:
        return None
    left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
    if isinstance(right, ast.Name) and right.id == running:
        left, operator, right = right, MIRRORED[operator], left
    fits = isinstance(left, ast.Name) and left.id == running and operator in (ast.Gt, ast.GtE)
    return (right, operator) if fits else None


def _removal(code: FunctionCode, hit: ast.If, pool: str, target: ast.expr, position: str) -> ast.stmt | None:
    """The one statement of the hit that takes the element out, behind which nothing asks for its position."""
    found = []
    for statement in hit.body:
        if pool not in loaded(statement) | stored(statement):
            continue
        item = ast.unparse(target) if isinstance(target, ast.Name) else ""
        forms = [f"{pool}.remove({item})"] if item else []
        forms += [f"del {pool}[{position}]", f"{pool}.pop({position})"] if position else []
        if not any(match(form, statement) for form in forms):
            return None
        found.append(statement)
    if len(found) != 1 or position in {name for s in hit.body if s is not found[0] for name in loaded(s)}:
        return None
    return found[0] if not set(target_names(target)) & stored(*hit.body) else None


def _outer(code: FunctionCode, scan: ast.For, pool: str, removal: ast.stmt) -> tuple[Loop, list[ast.Name]] | None:
    """The loop in front of which the sums are made, and what else in it asks for the list."""
    uses = code.uses(pool)
    if pool in code.parameters or uses.aliases or uses.escapes or uses.returns:
        return None
    best: tuple[Loop, list[ast.Name]] | None = None
    for loop in code.loops_around(scan):
        inside = set(descend(*([loop.test] if isinstance(loop, ast.While) else []), *loop.body))
        names = [name for name in code.all(ast.Name) if name.id == pool and name in inside]
        known = {*descend(scan.iter), *descend(removal)}
        asked = [name for name in names if name not in known]
        if not all(is_only_measured(code, name) for name in asked):
            break
        if not code.live_after(pool, loop):
            best = loop, asked
    return best


def _change(code: FunctionCode, draw: _Draw, edits: Edits) -> None:
    name = helper_class(code, "_Weighted", _CLASS.format(sign=SIGNS[draw.operator]), edits)
    left, place = code.fresh(f"{draw.pool}_left"), code.fresh("place")
    target = ast.unparse(draw.target)
    each = target[1:-1] if isinstance(draw.target, ast.Tuple) else target
    edits.insert_before(
        draw.outer,
        f"# what is left, found by the sums of the weights\n"
        f"{left} = {name}({draw.pool}, [{edits.text(draw.weight)} for {each} in {draw.pool}])",
    )
    edits.remove(draw.start)
    edits.replace_target(draw.loop.target, f"{place}, {target}")
    edits.replace(draw.loop.iter, f"{left}.over({edits.text(draw.bound)}, {ast.unparse(draw.start.value)})")
    call = "remove" if "remove" in ast.unparse(draw.removal) else "take"
    body = edits.block(draw.hit.body, {draw.removal: f"{left}.{call}({place})"})
    edits.remove(draw.loop.body[0])
    edits.replace_block([draw.hit], body)
    for asked in draw.asked:
        edits.replace(asked, left)
