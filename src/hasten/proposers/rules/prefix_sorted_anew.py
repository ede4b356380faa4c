"""The beginning of a sequence sorted anew for every length.

Finds:
    A loop or a comprehension over positions that sorts the part up to the position on every turn,
    ``ordered = sorted(xs[:i + 1])``, and only reads the result; ``median(xs[:i + 1])`` counts too.

Slow because:
    Every turn sorts all that was sorted before: O(n^2 log n). The one element that is new is put into its place.

Unsafe when:
    The elements have no total order, as with NaN.

Example:
    Before::

        for i in range(len(xs)):
            ordered = sorted(xs[:i + 1])
            medians.append(ordered[i // 2])

    After::

        ordered = []
        for i in range(len(xs)):
            insort(ordered, xs[i])
            medians.append(ordered[i // 2])

Source:
    The Python documentation of ``bisect``; insertion into a sorted list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import linear, plus, scaled, surely_at_least
from hasten.code.loops import constant_int, range_bounds
from hasten.code.match import called_name, match
from hasten.code.scopes import stored
from hasten.code.source import descend
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules.sorted_again_as_it_grows import is_statistic

GROWTH = ("O(n^2)", "O(n log n)")
_TEXT = "the beginning is sorted anew for every length; only its last element is new"
_HELPER = '''\
def {name}(items):
    """The beginnings of a sequence, one element longer each, in order; one list that grows."""
    ordered = []
    for item in items:
        {insort}(ordered, item)
        yield ordered
'''


def find(code: FunctionCode) -> Iterator[Finding]:
    """Assignments of a sorted beginning at the top of a loop's body, then others, and comprehensions."""
    named: set[ast.AST] = set()
    for loop in code.all(ast.For):
        bounds = range_bounds(code, loop.iter)
        if bounds is None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
            continue
        place = loop.target.id
        if place in stored(*loop.body) or loop.orelse or code.in_nested_function(loop):
            continue
        for number, statement in enumerate(loop.body):
            if any(isinstance(n, ast.Continue) for s in loop.body[:number] for n in ast.walk(s)):
                break
            if _sorted_beginning(code, loop, statement, bounds[0], bounds[1]):
                named.add(loop)
                yield Finding(statement, _TEXT, partial(_change, loop, statement), GROWTH, ahead=True)
    walks: list[ast.For | ast.comprehension] = [*code.all(ast.For)]
    walks += [made.generators[-1] for made in code.comprehensions]
    for walk in walks:
        calls = _beginnings(code, walk) if walk not in named else []
        if calls:
            yield Finding(calls[0], _TEXT, partial(_grow, code, walk, calls), GROWTH, ahead=True)


def _beginnings(code: FunctionCode, walk: ast.For | ast.comprehension) -> list[ast.Call]:
    """The calls that sort what lies in front of the position of a walk, of one sequence that stays."""
    bounds = range_bounds(code, walk.iter)
    if bounds is None or bounds[2] != 1 or not isinstance(walk.target, ast.Name) or code.in_nested_function(walk.iter):
        return []
    place = walk.target.id
    body: list[ast.AST] = [*walk.body] if isinstance(walk, ast.For) else [code.parent(walk)]
    calls = [node for node in descend(*body) if isinstance(node, ast.Call) and _sorts(code, node)]
    cuts = {call: cut for call in calls if (cut := _cut(call.args[0], place)) is not None}
    calls = [*cuts]
    bound = stored(*body) - ({place} if isinstance(walk, ast.comprehension) else set())
    if not calls or place in bound or any(map(code.in_nested_function, calls)):
        return []
    sequence, more = cuts[calls[0]]
    if len({ast.unparse(call.args[0]) for call in calls}) != 1 or not code.invariant(sequence, *body):
        return []
    begins = 0 if bounds[0] is None else constant_int(bounds[0])
    whole = begins == 1 - more and _within(code, sequence, more, bounds[1])
    return calls if whole and isinstance(sequence, ast.Name) else []


def _cut(part: ast.expr, place: str) -> tuple[ast.expr, int] | None:
    """The sequence whose beginning a part is, and how many elements from the position on are in it."""
    for pattern, more in ((f"$xs[:{place} + 1]", 1), (f"$xs[:{place}]", 0)):
        found = match(pattern, part)
        if found is not None:
            return found["xs"], more
    return None


def _sorts(code: FunctionCode, call: ast.Call) -> bool:
    """Whether a call is ``sorted``, perhaps from the largest down, or asks for the middle of its argument."""
    if len(call.args) != 1:
        return False
    if isinstance(call.func, ast.Name) and call.func.id == "sorted" and code.is_builtin("sorted"):
        return not call.keywords or match("sorted($xs, reverse=True)", call) is not None
    return is_statistic(code, call)


def _grow(code: FunctionCode, walk: ast.For | ast.comprehension, calls: list[ast.Call], edits: Edits) -> None:
    cut = calls[0].args[0]
    assert isinstance(cut, ast.Subscript)
    ordered = code.fresh("ordered")
    text = _HELPER.replace("{insort}", edits.need("bisect", "insort"))
    beginnings = helper(code, "_in_order_as_they_grow", text, edits)
    edits.replace(walk.target, f"{edits.text(walk.target)}, {ordered}")
    edits.replace(walk.iter, f"zip({edits.text(walk.iter, need=0)}, {beginnings}({edits.text(cut.value)}))")
    for call in calls:
        if called_name(call) != "sorted":
            edits.replace(call.args[0], ordered)
        elif call.keywords:
            edits.replace(call, f"{ordered}[::-1]")
        else:
            parent = code.parent(call)
            only_read = isinstance(parent, ast.Subscript) and parent.value is call
            edits.replace(call, ordered if only_read else f"{ordered}[:]")


def _parts(statement: ast.stmt) -> tuple[str, ast.expr, str, int] | None:
    """The name, the sequence, the position and how many elements beyond the position are in the part."""
    for pattern, more in (("@o = sorted($xs[:@i + 1])", 1), ("@o = sorted($xs[:@i])", 0)):
        found = match(pattern, statement)
        if found is not None:
            return found.name("o"), found["xs"], found.name("i"), more
    return None


def _sorted_beginning(
    code: FunctionCode, loop: ast.For, statement: ast.stmt, start: ast.expr | None, stop: ast.expr
) -> bool:
    parts = _parts(statement)
    if parts is None or not code.is_builtin("sorted"):
        return False
    name, sequence, place, more = parts
    assert isinstance(loop.target, ast.Name)
    begins = 0 if start is None else constant_int(start)
    if place != loop.target.id or begins != 1 - more or not code.invariant(sequence, *loop.body):
        return False
    uses = code.uses(name, *loop.body)
    if not uses.only_looked_at or len(uses.rebinds) != 1:
        return False
    return _within(code, sequence, more, stop) and not code.live_after(name, loop)


def _within(code: FunctionCode, sequence: ast.expr, more: int, stop: ast.expr) -> bool:
    """Whether not even one turn reaches beyond the end, where a slice would be cut."""
    length = linear(code, ast.parse(f"len({ast.unparse(sequence)})", mode="eval").body)
    return surely_at_least(plus(plus(length, {"": 1 - more}), scaled(linear(code, stop), -1)))


def _change(loop: ast.For, statement: ast.stmt, edits: Edits) -> None:
    parts = _parts(statement)
    assert parts is not None
    name, sequence, place, more = parts
    insort = edits.need("bisect", "insort")
    edits.insert_before(loop, f"{name} = []")
    index = place if more else f"{place} - 1"
    edits.replace_statement(statement, f"{insort}({name}, {edits.text(sequence)}[{index}])")
