"""Adding up a window of a sequence by index, again and again.

Finds:
    ``sum(xs[i - k] for k in range(w))``, ``sum(xs[k] for k in range(i - w + 1, i + 1))`` and the like inside a loop in
    which ``xs`` stays the same, also with something made of each element or a condition for it, and an inner loop that
    adds the elements up by hand.

Slow because:
    Every sum walks its window: O(n * w). Sums of all prefixes are made in one pass; the sum of a window is then the
    difference of two of them.

Unsafe when:
    The elements are floats (the rounding differs). Where the code does not show that the window lies inside, a test
    leaves all others to the old way, as an index may count from the end or not be there.

Example:
    Before::

        for day in range(w - 1, len(prices)):
            means.append(sum(prices[day - k] for k in range(w)) / w)

    After::

        prices_sums = list(accumulate(prices, initial=0))
        for day in range(w - 1, len(prices)):
            means.append((prices_sums[day + 1] - prices_sums[day + 1 - w]) / w)

Source:
    Prefix sums (scan); Blelloch, Prefix sums and their applications, 1990.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat
from hasten.code.match import equal, match
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._windows import Window, made_of, outermost, window

GROWTH = ("O(n^2)", "O(n)")
_NUMBERS = ("int", "bool", "any")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Windows over the same elements in one loop make one finding; loops that add by hand one each."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[Window]]] = {}
    for call in code.all(ast.Call):
        part = _summed(code, call)
        repeat = outermost(code, part) if part is not None and not _is_left(code, part) else None
        if part is not None and repeat is not None:
            groups.setdefault((made_of(part, "{}"), repeat.node), (repeat, []))[1].append(part)
    for repeat, parts in groups.values():
        text = f"`{ast.unparse(parts[0].node)}` goes through its window every time; differences of running sums do not"
        yield Finding(parts[0].node, text, partial(_change, code, repeat, parts), GROWTH, ahead=True, integers=True)
    for loop in code.all(ast.For):
        part = _added(code, loop)
        repeat = outermost(code, part) if part is not None and not _is_left(code, part) else None
        if part is not None and repeat is not None:
            text = "the inner loop adds up a window of elements anew every time; differences of running sums do not"
            change = partial(_change_loop, code, repeat, part, loop)
            yield Finding(loop, text, change, GROWTH, ahead=True, integers=True)


def _summed(code: FunctionCode, call: ast.Call) -> Window | None:
    arguments = code.builtin_call(call, "sum", 1)
    if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
        return None
    made = arguments[0]
    if len(made.generators) != 1 or made.generators[0].is_async or not code.pure(made):
        return None
    generator = made.generators[0]
    part = window(code, call, made.elt, tuple(generator.ifs), generator.target, generator.iter)
    return part if part is not None and only(code.type_of(made.elt), *_NUMBERS) else None


def _added(code: FunctionCode, loop: ast.For) -> Window | None:
    """``for k in range(w): total += xs[i + k]``."""
    if loop.orelse or len(loop.body) != 1 or not isinstance(loop.target, ast.Name):
        return None
    found = match("@total += $x", loop.body[0]) or match("@total = @total + $x", loop.body[0])
    if found is None or not code.pure(found["x"]) or found.name("total") in loaded(found["x"], loop.iter):
        return None
    if code.live_after(loop.target.id, loop) or not only(code.type_of(found["x"]), *_NUMBERS):
        return None
    if match("@xs[@j]", found["x"]) is not None and equal(found["x"].slice, loop.target):  # type: ignore[attr-defined]
        return None  # the positions themselves: see slice_summed_in_loop
    if not only(code.type_of_name(found.name("total")), *_NUMBERS):
        return None
    return window(code, loop, found["x"], (), loop.target, loop.iter)


def _sums(code: FunctionCode, repeat: Repeat, part: Window, edits: Edits) -> str:
    assert repeat.statement is not None
    made = f"list({edits.need('itertools', 'accumulate')}({made_of(part, code.fresh('item'))}, initial=0))"
    known = code.made_before(made, repeat.statement)
    name = known or code.fresh(f"{noun(part.sequence)}_sums")
    if not known:
        edits.insert_before(repeat.statement, f"{name} = {made}")
    return name


def _difference(part: Window, sums: str) -> str:
    return f"{sums}[{part.high}] - {sums}[{part.low}]" if part.low != "0" else f"{sums}[{part.high}]"


def _test(part: Window) -> str:
    return f"0 <= {part.low} <= {part.high} <= len({ast.unparse(part.sequence)})"


def _is_left(code: FunctionCode, part: Window) -> bool:
    """Whether it is the old way behind a test that this rule has made."""
    child: ast.AST = part.node
    for parent in code.ancestors(part.node):
        tested = isinstance(parent, ast.If | ast.IfExp) and child is not parent.test
        if tested and ast.unparse(parent.test) == _test(part):  # type: ignore[attr-defined]
            return True
        child = parent
    return False


def _change(code: FunctionCode, repeat: Repeat, parts: list[Window], edits: Edits) -> None:
    sums = _sums(code, repeat, parts[0], edits)
    for part in parts:
        assert isinstance(part.node, ast.expr)
        text, statement = _difference(part, sums), code.parent(part.node)
        if not part.inside and isinstance(statement, ast.Assign):
            forms: list[dict[ast.AST, str]] = [{part.node: text}, {}]
            indented = [indent_block(edits.block([statement], form, comments=False), "    ") for form in forms]
            edits.replace_statement(statement, f"if {_test(part)}:\n{indented[0]}\nelse:\n{indented[1]}")
            continue
        if not part.inside:
            text = f"{text} if {_test(part)} else {edits.text(part.node)}"
        edits.replace(part.node, text)


def _change_loop(code: FunctionCode, repeat: Repeat, part: Window, loop: ast.For, edits: Edits) -> None:
    found = match("@total += $x", loop.body[0]) or match("@total = @total + $x", loop.body[0])
    assert found is not None
    line = f"{found.name('total')} += {_difference(part, _sums(code, repeat, part, edits))}"
    if not part.inside:
        old = indent_block(edits.block([loop], comments=False), "    ")
        line = f"if {_test(part)}:\n    {line}\nelse:\n{old}"
    edits.replace_statement(loop, line)
