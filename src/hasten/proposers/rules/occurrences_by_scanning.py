"""Going through a whole text for each part that is looked for in it.

Finds:
    Inside a loop in which a text stays the same, a pass over all its places that uses only those where another text
    stands: ``for i in range(len(text) - len(part) + 1): if text[i:i + len(part)] == part``, by ``startswith``, or by
    ``text.find(part, at + 1)`` again and again. Places may overlap.

Slow because:
    Each part costs a pass over the whole text, O(n * m). A table of all parts of one length, made when the first part
    of that length is asked for, knows the places of each at once.

Unsafe when:
    Elements of lists that are cut cannot be hashed; the parts are long, so that the tables need much memory.

Example:
    Before::

        for start in range(len(strand) - k + 1):
            part = strand[start:start + k]
            places = []
            at = strand.find(part)
            while at != -1:
                places.append(at)
                at = strand.find(part, at + 1)

    After::

        strand_parts = {}
        for start in range(len(strand) - k + 1):
            part = strand[start:start + k]
            places = []
            for at in _places_of(strand, part, strand_parts):
                places.append(at)

Source:
    The table of q-grams: Ukkonen, Approximate string-matching with q-grams and maximal matches, Theoretical Computer
    Science 92 (1992).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, has_own, length_bound, outermost_invariant, range_bounds, repeats_around
from hasten.code.match import Holes, equal, is_name, match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, drop, guards, of_comprehension

GROWTH = ("O(n^2)", "O(n)")
_HELPER = '''
def {name}(text, part, known):
    """Where a part stands in a text; ``known`` keeps a table for each length that was asked for."""
    size = len(part)
    if size not in known:
        places = known[size] = {{}}
        for place in range(len(text) - size + 1):
            places.setdefault(text[place:place + size], []).append(place)
    return known[size].get(part, ())
'''
#: ``text.find(part)`` again and again, in two forms.
_STEPS = (
    "while @at != -1:\n    $$body",
    "while @at >= 0:\n    $$body",
    "while @at > -1:\n    $$body",
)
_ENDLESS = (
    "while True:\n    @at = $s.find($p, @next)\n    if @at == -1:\n        break\n    $$body",
    "while True:\n    @at = $s.find($p, @next)\n    if @at < 0:\n        break\n    $$body",
)


@dataclass(frozen=True)
class _Scan:
    """A pass over the places of a text where a part of it stands.

    Attributes:
        node: The loop, or the part of a comprehension.
        text: The text.
        part: What is looked for.
        all_places: Whether an empty part stands behind the last character as well.
        condition: What the pass asks of its places; None where ``find`` gives them.
        at: What a loop by ``find`` calls a place.
        first: The statement in front of such a loop that belongs to it.
        body: The statements of such a loop, without the next ``find``.
    """

    node: ast.For | ast.While | ast.comprehension
    text: ast.expr
    part: ast.expr
    all_places: bool = True
    condition: Condition | None = None
    at: str = ""
    first: ast.stmt | None = None
    body: tuple[ast.stmt, ...] = ()


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, comprehensions, then loops by ``find``."""
    for scan in _scans(code):
        repeat = _outermost(code, scan)
        if repeat is not None:
            text = (
                f"every turn goes through all of {ast.unparse(scan.text)} for the places of "
                f"`{ast.unparse(scan.part)}`; a table of its parts knows them at once"
            )
            place = scan.node.iter if isinstance(scan.node, ast.comprehension) else scan.node
            yield Finding(place, text, partial(_change, code, scan, repeat), GROWTH, ahead=True)


def _scans(code: FunctionCode) -> Iterator[_Scan]:
    for loop in code.all(ast.For):
        start = guards(code, loop.body)
        names = set(target_names(loop.target))
        alone = not start.setups and not names & stored(*loop.body)
        if alone and not any(code.live_after(name, loop) for name in names):
            yield from _compared(code, loop, start.conditions)
    for comprehension in code.comprehensions:
        for part in comprehension.generators:
            yield from _compared(code, part, tuple(of_comprehension(part)))
    for loop_ in code.all(ast.While):
        scan = _found_again(code, loop_) or _found_for_ever(code, loop_)
        if scan is not None:
            yield scan


def _compared(
    code: FunctionCode, node: ast.For | ast.comprehension, tests: tuple[Condition, ...]
) -> Iterator[_Scan]:
    """A pass over places that compares what stands there."""
    bounds = range_bounds(code, node.iter)
    if bounds is None or bounds[0] is not None or bounds[2] != 1 or not isinstance(node.target, ast.Name):
        return
    place = node.target.id
    for condition in tests:
        asked = _asked(code, condition, place)
        if asked is None or place in loaded(asked[1]):
            continue
        text, part = asked
        everywhere = _reaches(code, bounds[1], text, part, node)
        if everywhere is not None:
            yield _Scan(node, text, part, everywhere, condition)
            return


def _asked(code: FunctionCode, condition: Condition, place: str) -> tuple[ast.expr, ast.expr] | None:
    """The text and the part of it that a test asks for at a place."""
    test = condition.test
    begins = match("$s.startswith($p, @i)", test) or match("$s[@i:].startswith($p)", test)
    if begins is not None and begins.name("i") == place and condition.operator is ast.Eq:
        # ``startswith`` takes several beginnings, too.
        return (begins["s"], begins["p"]) if only(code.type_of(begins["p"]), "str", "any") else None
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or type(test.ops[0]) is not condition.operator:
        return None
    for cut, part in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        found = match("$s[@i:@i + $n]", cut)
        if found is None or found.name("i") != place:
            continue
        if _is_length(code, found["n"], part, code.statement(test)):
            return found["s"], part
    return None


def _is_length(code: FunctionCode, node: ast.expr, part: ast.expr, statement: ast.stmt) -> bool:
    bound = length_bound(code, node, statement)
    return bound is not None and bound[1] == 0 and equal(bound[0], part)


def _reaches(
    code: FunctionCode, stop: ast.expr, text: ast.expr, part: ast.expr, node: ast.For | ast.comprehension
) -> bool | None:
    """Whether a pass comes by the end of the text, too; None where it may leave out a place."""
    statement = code.statement(node.iter)
    bound = length_bound(code, stop, statement)
    if bound is not None and bound[1] == 0 and equal(bound[0], text):
        return False
    found = match("$a - $n + 1", stop) or match("1 + $a - $n", stop)
    whole = length_bound(code, found["a"], statement) if found is not None else None
    if found is None or whole is None or whole[1] != 0 or not equal(whole[0], text):
        return None
    return True if _is_length(code, found["n"], part, statement) else None


def _found_again(code: FunctionCode, loop: ast.While) -> _Scan | None:
    """``at = text.find(part)``, ``while at != -1: ...; at = text.find(part, at + 1)``."""
    before = code.before(loop)
    start = match("@at = $s.find($p)", before[-1]) if before else None
    step = next((holes for form in _STEPS if (holes := match(form, loop)) is not None), None)
    if start is None or step is None or start.name("at") != step.name("at") or loop.orelse:
        return None
    body = step.block("body")
    again = match("@at = $s.find($p, @at + 1)", body[-1]) if len(body) > 1 else None
    if again is None or again.name("at") != start.name("at"):
        return None
    if not equal(again["s"], start["s"]) or not equal(again["p"], start["p"]):
        return None
    return _of_find(code, loop, start, before[-1], body[:-1])


def _found_for_ever(code: FunctionCode, loop: ast.While) -> _Scan | None:
    """``while True: at = text.find(part, next); if at == -1: break; ...; next = at + 1``."""
    step = next((holes for form in _ENDLESS if (holes := match(form, loop)) is not None), None)
    before = code.before(loop)
    start = match("@next = 0", before[-1]) if before else None
    if step is None or start is None or start.name("next") != step.name("next") or loop.orelse:
        return None
    following = step.name("next")
    body = step.block("body")
    again = match("@next = @at + 1", body[-1]) if len(body) > 1 else None
    if again is None or again.name("next") != following or again.name("at") != step.name("at"):
        return None
    if following in loaded(*body) | stored(*body[:-1]) or code.live_after(following, loop):
        return None
    return _of_find(code, loop, step, before[-1], body[:-1])


def _of_find(
    code: FunctionCode, loop: ast.While, holes: Holes, first: ast.stmt, body: list[ast.stmt]
) -> _Scan | None:
    at = holes.name("at")
    changed = stored(*body)
    if at in changed or loaded(holes["s"], holes["p"]) & changed or code.live_after(at, loop):
        return None
    if has_own(loop, ast.Continue) or at in loaded(holes["s"], holes["p"]):
        return None
    return _Scan(loop, holes["s"], holes["p"], at=at, first=first, body=tuple(body))


def _outermost(code: FunctionCode, scan: _Scan) -> Repeat | None:
    """The outermost loop in which the text stays the same and the part does not."""
    kinds = code.type_of(scan.text), code.type_of(scan.part)
    if not all(only(kind, "str", "any") for kind in kinds) or not (code.pure(scan.text) and code.pure(scan.part)):
        return None
    node = scan.node.iter if isinstance(scan.node, ast.comprehension) else scan.node
    own = set(target_names(scan.node.target)) if isinstance(scan.node, ast.For | ast.comprehension) else set()
    if own & loaded(scan.text, scan.part) or not repeats_around(code, node):
        return None
    return outermost_invariant(code, scan.text, node, moving=[scan.part])


def _change(code: FunctionCode, scan: _Scan, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    known = code.fresh(f"{noun(scan.text, 'text')}_parts")
    edits.insert_before(repeat.statement, f"{known} = {{}}")
    made = helper(code, "_places_of", _HELPER.strip("\n"), edits)
    text = edits.text(scan.text, need=0)
    places = f"{made}({text}, {edits.text(scan.part, need=0)}, {known})"
    if not scan.all_places:
        places += f"[:len({text})]"  # an empty part stands behind the last character as well
    if isinstance(scan.node, ast.While):
        assert scan.first is not None
        if any(is_name(node, scan.at) for node in ast.walk(scan.text)):
            raise EditConflict("the text is called what a place is")
        body = indent_block(edits.block(list(scan.body)), "    ")
        edits.replace_statements(scan.first, scan.node, f"for {scan.at} in {places}:\n{body}")
        return
    edits.replace(scan.node.iter, places)
    assert scan.condition is not None
    drop(edits, [scan.condition])
