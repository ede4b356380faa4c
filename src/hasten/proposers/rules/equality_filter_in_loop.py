"""Going through a whole collection, again and again, for the elements with one key.

Finds:
    Inside a loop, an inner ``for`` or comprehension over a collection that stays the same, which uses only the elements
    where ``key(element) == wanted`` (``if order["customer"] == customer["id"]``): a join by nested loops, a look-up
    by scanning, a grouping by filtering. The condition may stand behind others, be a guard (``if ...: continue``), or
    be several equalities, which make one key together; or the keys are a collection of which the wanted one is asked to
    be a member (``if tag in post["tags"]``). Of the rest of a sequence (``xs[i + 1:]``, ``range(i + 1, n)``)
    the dict holds the whole, and those in front are passed over.

Slow because:
    Every turn of the outer loop visits every element: O(n * m). A dict from key to elements is built once, and each
    turn visits its own elements only.

Unsafe when:
    A key cannot be hashed, or reading a key raises for an element that the original would not have reached. The
    comparison stays in place where keys may be floats, since NaN differs from itself.

Example:
    Before::

        for customer in customers:
            for order in orders:
                if order["customer"] == customer["id"]:
                    total += order["amount"]

    After::

        orders_by_customer = {}
        for order in orders:
            orders_by_customer.setdefault(order["customer"], []).append(order)
        for customer in customers:
            for order in orders_by_customer.get(customer["id"], ()):
                total += order["amount"]

Source:
    The hash join of relational databases.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, range_bounds, repeats_around
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, local_names, target_names
from hasten.proposers.rules._equalities import key_word
from hasten.proposers.rules._filters import Equality, Filter, filters, index_text, other_names, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import stored_to
from hasten.proposers.rules._nested import calls_of, changed_inside

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Scan:
    """A filtered pass over a collection inside a loop, with the equalities to look up by."""

    passed: Filter
    equalities: tuple[Equality, ...]
    front: ast.stmt
    rest: _Rest | None = None


@dataclass(frozen=True)
class _Rest:
    """The part of a sequence from a place on that moves.

    Attributes:
        whole: The sequence, or the end of the range.
        start: Where the part begins.
        by_position: Whether the places themselves are walked.
    """

    whole: ast.expr
    start: ast.expr
    by_position: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop or generator."""
    for passed in filters(code):
        scan = _scan(code, passed)
        if scan is None:
            continue
        tests = " and ".join(equality.text for equality in scan.equalities)
        found = (
            f"every turn of the outer loop goes through all of {ast.unparse(passed.source)} for the elements where "
            f"`{tests}`; a dict by that key finds them at once"
        )
        yield Finding(scan.equalities[0].condition.test, found, partial(_change, code, scan), GROWTH, ahead=True)


def _rest(code: FunctionCode, passed: Filter) -> _Rest | None:
    """The walked part where it is the rest of a sequence; only loops, which can pass over elements."""
    source = passed.source
    if not isinstance(passed.node, ast.For) or code.pure(source) is False:
        return None
    bounds = range_bounds(code, source)
    if bounds is not None and bounds[0] is not None and bounds[2] == 1 and isinstance(passed.target, ast.Name):
        return _Rest(bounds[1], bounds[0], True)
    if isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Slice):
        cut = source.slice
        if cut.lower is not None and cut.upper is None and cut.step is None:
            return _Rest(source.value, cut.lower, False)
    return None


def _scan(code: FunctionCode, passed: Filter) -> _Scan | None:
    rest = _rest(code, passed)
    if rest is not None:
        found = _looked_up(code, passed, rest.whole)
        if found is not None and not code.invariant(rest.start, *repeats_around(code, passed.source)[0].region):
            return _Scan(passed, found[0], found[1], rest)
    found = _looked_up(code, passed, passed.source)
    return _Scan(passed, *found) if found is not None else None


def _looked_up(code: FunctionCode, passed: Filter, source: ast.expr) -> tuple[tuple[Equality, ...], ast.stmt] | None:
    """The equalities that make the key, and the statement in front of which the dict of ``source`` is built."""
    chosen: list[Equality] = []
    best: Repeat | ast.FunctionDef | None = None
    for equality in [*passed.equalities, *passed.holdings]:
        # A key of its own finds fewer elements than one of many.
        if equality.solved.each and chosen:
            break
        repeat = _around_function(code, passed, equality) or _outermost(code, passed, equality, source)
        if repeat is None:
            continue
        if best is None or _node(repeat) is _node(best):
            best = repeat
            chosen.append(equality)
    front = best if isinstance(best, ast.FunctionDef) or best is None else best.statement
    return (tuple(chosen), front) if front is not None else None


def _node(repeat: Repeat | ast.FunctionDef) -> ast.AST:
    return repeat if isinstance(repeat, ast.FunctionDef) else repeat.node


def _outermost(code: FunctionCode, passed: Filter, equality: Equality, source: ast.expr) -> Repeat | None:
    """The outermost loop in which the collection and the way to its keys stay the same, while the wanted key moves."""
    fixed, wanted = passed.reads(equality), equality.solved.wanted
    repeat = outermost_invariant(code, source, passed.source, fixed=fixed, moving=wanted)
    # Elements that get another key on the way would be looked for under the old one.
    return None if repeat is None or stored_to(code, equality.solved.key, *repeat.region) else repeat


def _around_function(code: FunctionCode, passed: Filter, equality: Equality) -> ast.FunctionDef | None:
    """The function around the pass, inside this one, where it is called again and again for other keys."""
    for parent in code.ancestors(passed.node):
        if isinstance(parent, ast.Lambda | ast.AsyncFunctionDef | ast.ClassDef):
            return None
        if isinstance(parent, ast.FunctionDef):
            break
    else:
        return None
    own = local_names(parent)
    outside = [passed.source, *passed.reads(equality)]
    remembering = all(isinstance(d, ast.Name) and d.id in ("cache", "lru_cache") for d in parent.decorator_list)
    if not remembering or own & loaded(*outside) or not own & loaded(*equality.solved.wanted):
        return None
    called = calls_of(code, parent.name)
    again = any(parent in code.ancestors(call) or repeats_around(code, call) for call in called)
    for name in loaded(*outside) & code.local:
        uses = code.uses(name)
        if not again or any(getattr(node, "lineno", 0) >= parent.lineno for node in [*uses.changes, *uses.rebinds]):
            return None
        if changed_inside(code, name):
            return None
    return parent if again and code.parent(parent) is code.node else None


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    passed = scan.passed
    source = noun(scan.rest.whole if scan.rest is not None else passed.source)
    keys = [equality.solved for equality in scan.equalities]
    name = code.fresh(f"{source}_by_{key_word(keys, source, set(target_names(passed.target)))}")
    if scan.rest is not None:
        _change_rest(code, scan, scan.rest, name, edits)
        return
    renamed = other_names(code, passed, scan.front) if isinstance(passed.node, ast.comprehension) else {}
    text = index_text(passed, scan.equalities, name, edits.text(passed.source, need=0), edits, renamed=renamed)
    edits.insert_before(scan.front, text, apart=isinstance(scan.front, ast.FunctionDef))
    use_index(code, passed, scan.equalities, name, edits)


def _change_rest(code: FunctionCode, scan: _Scan, rest: _Rest, name: str, edits: Edits) -> None:
    """The dict holds all elements with their places; the loop passes over those in front."""
    passed = scan.passed
    assert isinstance(passed.node, ast.For)
    whole = edits.text(rest.whole, need=0)
    place = edits.text(passed.target)
    if rest.by_position:
        text = index_text(passed, scan.equalities, name, f"range({whole})", edits)
    else:
        place = code.fresh("place")
        numbered = f"({place}, {edits.text(passed.target)})"
        text = index_text(passed, scan.equalities, name, f"enumerate({whole})", edits, numbered)
        edits.replace_target(passed.target, f"{place}, {edits.text(passed.target)}")
    edits.insert_before(scan.front, text)
    use_index(code, passed, scan.equalities, name, edits)
    behind = match("$i + 1", rest.start)
    front = f"{place} <= {edits.text(behind['i'])}" if behind is not None else f"{place} < {edits.text(rest.start)}"
    edits.insert_before(passed.node.body[0], f"if {front}:\n    continue")
