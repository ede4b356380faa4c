"""The elements whose text begins with a given one, found by going through all of them.

Finds:
    In a loop, a pass over a collection that stays the same, which uses only the elements where
    ``key(element).startswith(wanted)``, or the other way round, ``wanted.startswith(key(element))``: a completion, a
    table of dialling codes, a routing table. ``key[:len(wanted)] == wanted`` says the same of texts.

Slow because:
    Every turn goes through the whole collection: O(n * m). Texts with a common beginning stand side by side in sorted
    order, where a bisection finds them; and the beginnings of one text can be looked up in a dict one by one.

Unsafe when:
    The keys are no texts, or reading the key of an element raises that the original would not have reached.

Example:
    Before::

        for typed in queries:
            found = [term for term in terms if term.startswith(typed)]

    After::

        terms_by_text = sorted((term, place) for place, term in enumerate(terms))
        for typed in queries:
            found = [term for term in _starting_with(terms, terms_by_text, typed) if term.startswith(typed)]

Source:
    The Python documentation of ``bisect``; sorted arrays in place of tries.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant, repeats_around
from hasten.code.match import Holes, match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._filters import needed
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._guards import Condition, guards, of_comprehension

GROWTH = ("O(n^2)", "O(n log n)")

_LONGER = '''\
def {name}(elements, ordered, text):
    """The elements whose key begins with a text, in their own order."""
    first = last = bisect_left(ordered, (text,))
    while last < len(ordered) and ordered[last][0].startswith(text):
        last += 1
    return [elements[place] for place in sorted(place for _, place in ordered[first:last])]
'''
_SHORTER = '''\
def {name}(elements, places, text):
    """The elements whose key is the beginning of a text, in their own order."""
    found = [place for end in range(len(text) + 1) for place in places.get(text[:end], ())]
    return [elements[place] for place in sorted(found)]
'''


@dataclass(frozen=True)
class _Scan:
    """A pass that uses only the elements that begin with a text, or that a text begins with.

    Attributes:
        node: The loop, or the part of a comprehension.
        setups: Assignments that the key is made from.
        key: The key of an element.
        wanted: The text.
        longer: Whether the key is the longer one.
        front: The statement in front of which the keys are put in order.
    """

    node: ast.For | ast.comprehension
    setups: tuple[ast.stmt, ...]
    key: ast.expr
    wanted: ast.expr
    longer: bool
    front: ast.stmt


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then comprehensions."""
    if not code.all(ast.Slice) and not any(attribute.attr == "startswith" for attribute in code.all(ast.Attribute)):
        return
    for loop in code.all(ast.For):
        if repeats_around(code, loop) and not set(target_names(loop.target)) & stored(*loop.body):
            start = guards(code, loop.body)
            if not any(code.live_after(name, loop) for name in target_names(loop.target)):
                yield from _found(code, loop, start.setups, start.conditions)
    for comprehension in code.comprehensions:
        for part in comprehension.generators:
            yield from _found(code, part, (), of_comprehension(part))


def _found(
    code: FunctionCode, node: ast.For | ast.comprehension, setups: tuple[ast.stmt, ...], tests: Sequence[Condition]
) -> Iterator[Finding]:
    own = set(target_names(node.target)) | stored(*setups)
    for condition in tests:
        asked = _asked(code, condition.test)
        if asked is None or condition.operator is not ast.Eq:
            continue
        inside = [bool(own & loaded(asked[side])) for side in ("left", "right")]
        if inside[0] == inside[1]:
            continue
        key, wanted = (asked["left"], asked["right"]) if inside[0] else (asked["right"], asked["left"])
        if not only(code.type_of(wanted), "str", "any") or not only(code.type_of(key), "str", "any"):
            continue
        kept = needed(setups, key)
        front = _front(code, node, kept, key, wanted, own)
        if front is None:
            continue
        scan = _Scan(node, kept, key, wanted, inside[0], front)
        text = (
            f"every turn goes through all of {ast.unparse(node.iter)} for those where `{ast.unparse(condition.test)}`; "
            "in order, they are found at once"
        )
        yield Finding(condition.test, text, partial(_change, code, scan), GROWTH, ahead=True)
        return


def _asked(code: FunctionCode, test: ast.expr) -> Holes | None:
    """The text and its beginning, ``left`` and ``right``, where a test asks whether they are such."""
    cut = match("$left[:len($right)] == $right", test) or match("$right == $left[:len($right)]", test)
    if cut is not None and all(only(code.type_of(cut[side]), "str") for side in ("left", "right")):
        return cut
    return match("$left.startswith($right)", test)


def _front(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    setups: Sequence[ast.stmt],
    key: ast.expr,
    wanted: ast.expr,
    own: set[str],
) -> ast.stmt | None:
    """The statement in front of the outermost loop in which the elements and their keys stay the same."""
    values = [key, *(setup.value for setup in setups if isinstance(setup, ast.Assign))]
    fixed = [n for v in values for n in ast.walk(v) if isinstance(n, ast.Name) and n.id not in own]
    if not all(code.pure(value) for value in [*values, wanted]) or own & loaded(node.iter):
        return None
    best = outermost_invariant(code, node.iter, fixed=fixed, moving=[wanted])
    return best.statement if best is not None else None


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    node = scan.node
    word = noun(node.iter)
    ordered = code.fresh(f"{word}_by_text")
    place = code.fresh("place")
    source = edits.text(node.iter, need=0)
    lines: list[str] = []
    if not isinstance(node.iter, ast.Name) or not only(code.type_of(node.iter), "list", "tuple"):
        elements = code.fresh(f"all_{word}")
        lines.append(f"{elements} = list({source})")
        source = elements
    names = {
        name: code.fresh(name)
        for name in [*target_names(node.target), *sorted(stored(*scan.setups))]
        if name in code.local and isinstance(node, ast.comprehension)
    }

    def said(part: ast.AST) -> str:
        if not names:
            return edits.text(part, need=0) if isinstance(part, ast.expr) else edits.block([part], comments=False)  # type: ignore[list-item]
        changes: dict[ast.expr, str] = {
            inner: names[inner.id] for inner in ast.walk(part) if isinstance(inner, ast.Name) and inner.id in names
        }
        return edits.text(part, changes, need=0)  # type: ignore[arg-type]

    target = said(node.target)
    if isinstance(node.target, ast.Tuple):
        parsed = ast.parse(target, mode="eval").body
        enclosed = isinstance(parsed, ast.Tuple) and parsed.elts[0].col_offset > parsed.col_offset
        target = target if enclosed else f"({target})"
    setups = [f"    {line}" for setup in scan.setups for line in said(setup).split("\n")]
    lines.append(f"{ordered} = {'[]' if scan.longer else '{}'}")
    lines.append(f"for {place}, {target} in enumerate({source}):")
    if scan.longer:
        put = f"{ordered}.append(({said(scan.key)}, {place}))"
    else:
        put = f"{ordered}.setdefault({said(scan.key)}, []).append({place})"
    lines += [*setups, f"    {put}"]
    if scan.longer:
        lines.append(f"{ordered}.sort()")
    edits.insert_before(scan.front, "\n".join(lines))
    if scan.longer:
        text = _LONGER.replace("bisect_left", edits.need("bisect", "bisect_left"))
        found = helper(code, "_starting_with", text, edits)
    else:
        found = helper(code, "_beginnings_of", _SHORTER, edits)
    edits.replace(node.iter, f"{found}({source}, {ordered}, {edits.text(scan.wanted, need=0)})")
