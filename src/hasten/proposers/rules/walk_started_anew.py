"""The same walk from the same start for every question.

Finds:
    A loop inside of another that starts from the same values in every turn and goes on by the same steps, until it
    meets what this turn asks for, or has made so many steps: counted by a ``while`` loop with a test and ``break``,
    by a test in its condition, or by ``for`` over a range.

Slow because:
    With q questions and walks of s steps, that is O(q * s). Gone once, as far as the farthest question needs, with the
    place where each value came first in a dict, it is O(q + s).

Unsafe when:
    The values cannot be hashed, or so many steps are made that remembering them takes too much memory.

Example:
    Before::

        for target in targets:
            value = 1
            exponent = 0
            while exponent < limit:
                if value == target:
                    found.append(exponent)
                    break
                value = value * base % prime
                exponent += 1

    After::

        # where the walk came to each value first; it goes on as far as somebody asks
        places = {}
        value = 1
        exponent = 0
        for target in targets:
            while target not in places and exponent < limit:
                places.setdefault(value, exponent)
                value = value * base % prime
                exponent += 1
            if target in places:
                found.append(places[target])

Source:
    Shanks' table of baby steps, Class number, a theory of factorization and genera (1971), shared by all questions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import match
from hasten.code.precedence import COMPARE
from hasten.code.scopes import BUILTIN_NAMES, loaded, stored
from hasten.code.source import descend
from hasten.code.types import includes
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import conjuncts

GROWTH = ("O(n^2)", "O(n)")
_COMMENT = "# where the walk came to each value first; it goes on as far as somebody asks"


@dataclass(frozen=True)
class _Walk:
    """A walk that starts anew in every turn of a loop.

    Attributes:
        outer: The loop around it.
        loop: The walk.
        starts: Statements in front of it that set where it starts.
        steps: Statements that go on; of a ``while`` loop also the one that counts.
        index: Name of the count.
        start: Where the count starts, as code.
        limit: Where the count ends, None where nothing ends it.
        value: What is compared, of the names of the walk.
        asked: What it is compared with in this turn.
        found: Statements for a value that is met, without ``break``; None where only the test ends the loop.
        missed: Statements of the loop's ``else``.
    """

    outer: ast.For | ast.While
    loop: ast.For | ast.While
    starts: tuple[ast.Assign, ...]
    steps: tuple[ast.stmt, ...]
    index: str
    start: str
    limit: ast.expr | None
    value: ast.expr
    asked: ast.expr
    found: tuple[ast.stmt, ...] | None
    missed: tuple[ast.stmt, ...]

    @property
    def names(self) -> set[str]:
        """Names that the steps carry on."""
        return stored(*self.steps) - {self.index}


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops right inside of a loop."""
    for loop in code.loops:
        outer = code.parent(loop)
        if isinstance(outer, ast.For | ast.While) and loop in outer.body:
            walk = _walk(code, outer, loop)
            if walk is not None:
                text = "each turn walks anew from the same start; one walk with where it came to each value is enough"
                yield Finding(loop, text, partial(_change, code, walk), GROWTH, ahead=True)


@dataclass(frozen=True)
class _Body:
    """A walk without what its names mean."""

    question: ast.Compare
    limits: tuple[ast.expr, ...]
    steps: tuple[ast.stmt, ...]
    found: tuple[ast.stmt, ...] | None


def _body(loop: ast.For | ast.While) -> _Body | None:
    limits: list[ast.expr] = []
    question: ast.Compare | None = None
    if isinstance(loop, ast.While):
        for part in conjuncts(loop.test):
            asks = isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.NotEq)
            if asks and question is None:
                question = part  # type: ignore[assignment]
            elif not (isinstance(part, ast.Constant) and part.value is True):
                limits.append(part)
    first = loop.body[0]
    if question is not None:
        return _Body(question, tuple(limits), tuple(loop.body), None)
    if not isinstance(first, ast.If) or first.orelse or not isinstance(first.body[-1], ast.Break | ast.Return):
        return None
    test = first.test
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return None
    found = first.body[:-1] if isinstance(first.body[-1], ast.Break) else first.body
    return _Body(test, tuple(limits), tuple(loop.body[1:]), tuple(found))


def _walk(code: FunctionCode, outer: ast.For | ast.While, loop: ast.For | ast.While) -> _Walk | None:
    body = _body(loop)
    if body is None or len(body.limits) > 1 or (body.found is None and isinstance(loop, ast.For)):
        return None
    if not all(isinstance(step, ast.Assign | ast.AugAssign) for step in body.steps):
        return None
    counted = _counted(code, loop, body)
    if counted is None:
        return None
    index, start, limit = counted
    steps, names = body.steps, stored(*body.steps) - {index}
    if not names or not _steps_alone(code, steps):
        return None
    sides = [body.question.left, body.question.comparators[0]]
    if not loaded(sides[0]) & names:
        sides.reverse()
    value, asked = sides
    if not loaded(value) & names or loaded(value) & stored(*outer.body) - names - {index}:
        return None
    if loaded(asked) & (names | {index}) or not all(code.pure(side) for side in sides):
        return None
    starts = _starts(code, outer, loop, names | ({index} if start is None else set()))
    if starts is None:
        return None
    # Nothing that the walk goes by changes in the outer loop, but for its own names.
    own = names | {index}
    fixed = [node for node in descend(*steps, value) if isinstance(node, ast.Name) and node.id not in own]
    fixed += [statement.value for statement in starts]  # type: ignore[misc]
    if limit is not None:
        fixed.append(limit)  # type: ignore[arg-type]
    region = [*outer.body, *([outer.test] if isinstance(outer, ast.While) else [outer.target])]
    if any(not code.invariant(node, *region) for node in fixed if loaded(node) - BUILTIN_NAMES):
        return None
    kinds = ("list", "dict", "set", "float")
    if includes(code.type_of(value), *kinds) or includes(code.type_of(asked), *kinds):
        return None
    walk = _Walk(outer, loop, starts, steps, index, start or "", limit, value, asked, body.found, tuple(loop.orelse))
    return walk if _unseen(code, walk) else None


def _counted(
    code: FunctionCode, loop: ast.For | ast.While, body: _Body
) -> tuple[str, str | None, ast.expr | None] | None:
    """Name of the count, its start (None where a statement in front sets it), and its limit."""
    if isinstance(loop, ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
            return None
        begin = "0" if bounds[0] is None else ast.unparse(bounds[0])
        if constant_int(ast.parse(begin, mode="eval").body) is None or loop.target.id in stored(*body.steps):
            return None
        return loop.target.id, begin, bounds[1]
    counting = [found.name("i") for step in body.steps if (found := match("@i += 1", step)) is not None]
    counting = [name for name in counting if sum(name in stored(step) for step in body.steps) == 1]
    if not body.limits:
        return (counting[-1], None, None) if counting else None
    bound = match("@i < $n", body.limits[0])
    return (bound.name("i"), None, bound["n"]) if bound is not None and bound.name("i") in counting else None


def _steps_alone(code: FunctionCode, steps: Sequence[ast.stmt]) -> bool:
    """Whether the steps do nothing but set names to what has no effects."""
    for step in steps:
        if not isinstance(step, ast.Assign | ast.AugAssign) or not code.pure(step.value):
            return False
        targets = step.targets if isinstance(step, ast.Assign) else [step.target]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            if not all(isinstance(part, ast.Name) for part in parts):
                return False
    return True


def _starts(
    code: FunctionCode, outer: ast.For | ast.While, loop: ast.stmt, wanted: set[str]
) -> tuple[ast.Assign, ...] | None:
    """The statements in front of the walk that set each name of it that the walk reads."""
    needed = wanted & read_before_bound([loop])
    before = outer.body[: outer.body.index(loop)]
    starts: list[ast.Assign] = []
    for statement in before:
        if not stored(statement) & wanted:
            if wanted & loaded(statement):
                return None
            continue
        if not isinstance(statement, ast.Assign) or not stored(statement) <= wanted or loaded(statement) & wanted:
            return None
        if not all(isinstance(t, ast.Name | ast.Tuple) for t in statement.targets) or not code.pure(statement.value):
            return None
        starts.append(statement)
    return tuple(starts) if needed <= stored(*starts) else None


def _unseen(code: FunctionCode, walk: _Walk) -> bool:
    """Whether nobody else looks at where the walk is, but for its count and its value where it ends."""
    after = walk.outer.body[walk.outer.body.index(walk.loop) + 1 :]
    own = {*walk.names, walk.index}
    if any(isinstance(node, ast.Try) for node in code.ancestors(walk.loop)) or own & stored(*after, *walk.missed):
        return False
    seen = {name for name in own if code.live_after(name, walk.loop)}
    plain = {walk.value.id} if isinstance(walk.value, ast.Name) else set()
    if walk.found is None:
        return not walk.missed and seen <= {walk.index, *(plain if walk.limit is None else ())}
    leaving = ast.Break | ast.Continue | ast.For | ast.While | ast.Lambda
    inside = any(isinstance(node, leaving) for node in descend(*walk.found))
    read = own & loaded(*walk.found)
    return not (inside or seen or own & stored(*walk.found)) and read <= {walk.index, *plain}


def _change(code: FunctionCode, walk: _Walk, edits: Edits) -> None:
    places = code.fresh("places")
    renamed: dict[ast.AST, str] = {}
    own = {*walk.names, walk.index}
    called = {name: name for name in own}
    if walk.found is None:
        # The names mean the place that was found; the walk itself goes on from where it is.
        called = {name: code.fresh(f"walked_{name}") for name in own}
        parts = descend(*walk.starts, *walk.loop.body, walk.value)
        renamed = {node: called[node.id] for node in parts if isinstance(node, ast.Name) and node.id in own}
    index = called[walk.index]
    front = [_COMMENT, f"{places} = {{}}"]
    front += [edits.block([statement], renamed, comments=False) for statement in walk.starts]
    if isinstance(walk.loop, ast.For):
        front.append(f"{index} = {walk.start}")
    edits.insert_before(walk.outer, "\n".join(front))
    for statement in walk.starts:
        edits.remove(statement)
    lines: list[str] = []
    asked = edits.text(walk.asked, need=COMPARE + 1)
    if not isinstance(walk.asked, ast.Name):
        wanted = code.fresh("wanted")
        lines.append(f"{wanted} = {edits.text(walk.asked)}")
        asked = wanted
    within = f" and {index} < {edits.text(walk.limit, need=COMPARE + 1)}" if walk.limit is not None else ""
    texts = {node: text for node, text in renamed.items() if isinstance(node, ast.expr)}
    value = edits.text(walk.value, texts)
    lines += [f"while {asked} not in {places}{within}:", f"    {places}.setdefault({value}, {index})"]
    lines.append(indent_block(edits.block(list(walk.steps), renamed), "    "))
    if isinstance(walk.loop, ast.For):
        lines.append(f"    {index} += 1")
    edits.replace_statement(walk.loop, "\n".join([*lines, *_met(code, walk, places, asked, index, edits)]))


def _met(code: FunctionCode, walk: _Walk, places: str, asked: str, index: str, edits: Edits) -> list[str]:
    """What is done with the place that was found."""
    if walk.found is None:
        there = f"{places}[{asked}]" if walk.limit is None else f"{places}.get({asked}, {index})"
        lines = [f"{walk.index} = {there}"] if code.live_after(walk.index, walk.loop) else []
        if isinstance(walk.value, ast.Name) and code.live_after(walk.value.id, walk.loop):
            lines.append(f"{walk.value.id} = {asked}")
        return lines
    meant: dict[ast.AST, str] = {}
    for node in descend(*walk.found):
        if isinstance(node, ast.Name) and node.id in {*walk.names, walk.index}:
            meant[node] = f"{places}[{asked}]" if node.id == walk.index else asked
    lines = []
    if walk.found:
        body = edits.block(list(walk.found), meant)
        lines += [f"if {asked} in {places}:", indent_block(body, "    ")]
    if walk.missed:
        lines.append("else:" if walk.found else f"if {asked} not in {places}:")
        lines.append(indent_block(edits.block(list(walk.missed)), "    "))
    return lines
