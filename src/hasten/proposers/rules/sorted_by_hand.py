"""Sorting a list by comparing and swapping in loops.

Finds:
    Two loops that swap neighbours of a list until it is in order (bubble sort), that shift each element to its place
    among those in front of it (insertion sort), or that bring the smallest of the rest to the front (selection and
    exchange sort). Elements are compared by themselves, by a key, or by several keys one after the other.

Slow because:
    All pairs are compared: O(n^2). ``list.sort`` takes O(n log n), in C, and less on what is nearly in order.

Unsafe when:
    The comparison is no order of the elements (it contradicts itself), or the list is no list.

Example:
    Before::

        for i in range(len(teams)):
            for j in range(len(teams) - 1 - i):
                if teams[j].points < teams[j + 1].points:
                    teams[j], teams[j + 1] = teams[j + 1], teams[j]

    After::

        teams.sort(key=lambda team: team.points, reverse=True)

Source:
    Knuth, The Art of Computer Programming, volume 3, 5.2; the Python documentation of ``list.sort``, which keeps equal
    elements in their order, as bubble and insertion sort do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import Linear, linear, plus
from hasten.code.match import Holes, equal, is_name, match, match_block, with_names
from hasten.code.scopes import loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._lexicographic import Key, decided_by, said
from hasten.proposers.rules.index_loop_over_sequence import singular

GROWTH = ("O(n^2)", "O(n log n)")
_ONE, _OTHER = "<one>", "<other>"
_SWAP = "@xs[$a], @xs[$b] = @xs[$b], @xs[$a]"
_SWAP_BY_NAME = "@t = @xs[$a]\n@xs[$a] = @xs[$b]\n@xs[$b] = @t"
_SHIFTS = (
    "while @j >= 0 and $test:\n    @xs[@j + 1] = @xs[@j]\n    @j -= 1",
    "while @j > -1 and $test:\n    @xs[@j + 1] = @xs[@j]\n    @j -= 1",
)
_SHIFTS_FROM = ("while @j > 0 and $test:\n    @xs[@j] = @xs[@j - 1]\n    @j -= 1",)
_SINKS = ("while @j > 0 and $test:\n    @xs[@j - 1], @xs[@j] = @xs[@j], @xs[@j - 1]\n    @j -= 1",
          "while @j > 0 and $test:\n    @xs[@j], @xs[@j - 1] = @xs[@j - 1], @xs[@j]\n    @j -= 1")  # fmt: skip


@dataclass(frozen=True)
class _Sort:
    """Loops that sort a list.

    Attributes:
        first: The first statement that belongs to them.
        loop: The outer loop.
        items: Name of the list.
        keys: By what its elements come in order.
    """

    first: ast.stmt
    loop: ast.For | ast.While
    items: str
    keys: tuple[Key, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per sort."""
    loops: list[ast.For | ast.While] = [*code.all(ast.For), *code.all(ast.While)]
    for loop in loops:
        found = _sort(code, loop)
        if found is not None:
            text = f"the loops put {found.items} in order by comparing all pairs; sort does it in one call"
            yield Finding(loop, text, partial(_change, code, found), GROWTH)


def _sort(code: FunctionCode, loop: ast.For | ast.While) -> _Sort | None:
    if loop.orelse:
        return None
    if isinstance(loop, ast.While):
        return _bubbles_until(code, loop)
    if not isinstance(loop.target, ast.Name):
        return None
    return _bubbles(code, loop) or _inserts(code, loop) or _selects(code, loop)


def _made(
    code: FunctionCode, first: ast.stmt, loop: ast.For | ast.While, items: str, keys: Sequence[Key], own: set[str]
) -> _Sort | None:
    """The sort, where nothing else is seen of its loops and the keys are made of the element alone."""
    values = [key.value for key in keys]
    if not keys or any(code.live_after(name, loop) for name in own) or items in own:
        return None
    if any((loaded(value) - {_ONE}) & (own | {items}) for value in values):
        return None
    if not only(code.type_of_name(items), "list", "any", "sequence", "never"):
        return None
    return _Sort(first, loop, items, tuple(keys))


def _bubbles(code: FunctionCode, loop: ast.For) -> _Sort | None:
    """``for i in ...: for j in range(len(xs) - 1 - i): if out of order: swap``, perhaps until nothing is swapped."""
    body = list(loop.body)
    flag = ""
    if len(body) == 3:
        reset = match("@flag = False", body[0]) or match("@flag = 0", body[0])
        done = match("if not @flag:\n    break", body[2])
        if reset is None or done is None or reset.name("flag") != done.name("flag"):
            return None
        flag, body = reset.name("flag"), body[1:2]
    inner = body[0]
    if len(body) != 1 or not isinstance(inner, ast.For) or inner.orelse:
        return None
    passed = _pass(code, inner, flag)
    if passed is None:
        return None
    items, keys, own = passed
    turns = _count(code, loop)
    length = {f"len({items})": 1}
    places = _count(code, inner)
    index = loop.target.id if isinstance(loop.target, ast.Name) else ""
    less = plus(length, {"": -1})
    shrinking = plus(less, {index: -1})
    if turns is None or turns not in (_named(code, length, turns), _named(code, less, turns)):
        return None
    if places is None or places not in (_named(code, less, places), _named(code, shrinking, places)):
        return None
    return _made(code, loop, loop, items, keys, {index, *own, *({flag} if flag else set())})


def _bubbles_until(code: FunctionCode, loop: ast.While) -> _Sort | None:
    """``swapped = True; while swapped: swapped = False; for j in ...: if out of order: swap; swapped = True``."""
    before = code.before(loop)
    start = match("@flag = True", before[-1]) if before else None
    if start is None or not is_name(loop.test, start.name("flag")) or len(loop.body) != 2:
        return None
    flag = start.name("flag")
    reset = match("@flag = False", loop.body[0])
    inner = loop.body[1]
    if reset is None or reset.name("flag") != flag or not isinstance(inner, ast.For) or inner.orelse:
        return None
    passed = _pass(code, inner, flag)
    if passed is None:
        return None
    items, keys, own = passed
    places = _count(code, inner)
    if places is None or places != _named(code, plus({f"len({items})": 1}, {"": -1}), places):
        return None
    return _made(code, before[-1], loop, items, keys, {*own, flag})


def _pass(code: FunctionCode, inner: ast.For, flag: str) -> tuple[str, list[Key], set[str]] | None:
    """The list, the keys and the names of one pass that swaps neighbours."""
    if not isinstance(inner.target, ast.Name):
        return None
    j = inner.target.id
    body = list(inner.body)
    names: list[tuple[ast.expr, str]] = []
    held = match("@a, @b = @xs[@j], @xs[@j + 1]", body[0]) if len(body) == 2 else None
    if held is not None and held.name("j") == j:
        body = body[1:]
        names = [(held["a"], _ONE), (held["b"], _OTHER)]
    step = body[0]
    if len(body) != 1 or not isinstance(step, ast.If) or step.orelse or not code.pure(step.test):
        return None
    inside = list(step.body)
    if flag:
        sets = [statement for statement in inside if match(f"{flag} = True", statement) is not None]
        sets += [statement for statement in inside if match(f"{flag} = 1", statement) is not None]
        if len(sets) != 1:
            return None
        inside.remove(sets[0])
    swap = _swapped(inside)
    if swap is None and held is not None:
        swap = match("@xs[$a], @xs[$b] = @second, @first", inside[0]) if len(inside) == 1 else None
        if swap is None or [swap.name("first"), swap.name("second")] != [held.name("a"), held.name("b")]:
            return None
        if not is_name(swap["a"], j):
            return None  # each gets what it has
    if swap is None or {ast.unparse(swap["a"]), ast.unparse(swap["b"])} != {j, f"{j} + 1"}:
        return None
    items = swap.name("xs")
    if held is not None and held.name("xs") != items:
        return None
    names += [(_at(items, j), _ONE), (_at(items, f"{j} + 1"), _OTHER)]
    # The one in front comes behind where it is larger: the other comes strictly before it.
    keys = _decided(step.test, names)
    own = {j, *([held.name("a"), held.name("b")] if held is not None else []), *_temporary(swap, inside)}
    return items, _turned(keys), own


def _turned(keys: Sequence[Key]) -> list[Key]:
    """Keys that say when one element is behind another, as keys that say when it is in front."""
    return [Key(key.value, not key.smaller) for key in keys]


def _decided(test: ast.expr, names: Sequence[tuple[ast.expr, str]]) -> list[Key]:
    """The keys by which a test compares two elements, each under the names of its forms."""

    def name_of(part: ast.AST) -> str | None:
        return next((name for form, name in names if equal(part, form)), None)

    return decided_by(with_names(test, name_of), _ONE, _OTHER)


def _at(items: str, place: str) -> ast.expr:
    return ast.parse(f"{items}[{place}]", mode="eval").body


def _swapped(body: Sequence[ast.stmt]) -> Holes | None:
    """What is swapped, with a name for the one that is held meanwhile, if there is one."""
    return match(_SWAP, body[0]) if len(body) == 1 else match_block(_SWAP_BY_NAME, list(body))


def _temporary(swap: Holes, body: Sequence[ast.stmt]) -> set[str]:
    return {swap.name("t")} if len(body) > 1 else set()


def _count(code: FunctionCode, loop: ast.For) -> Linear | None:
    """How many turns a loop over ``range(n)`` or ``range(0, n)`` makes."""
    given = code.builtin_call(loop.iter, "range")
    if not given or len(given) > 2 or (len(given) == 2 and not _is_zero(given[0])):
        return None
    return linear(code, given[-1])


def _is_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0 and type(node.value) is int


def _named(code: FunctionCode, wanted: Linear | None, given: Linear | None) -> Linear | None:
    """What is wanted, in the words of what is given: a name may hold the length."""
    if wanted is None or given is None:
        return None
    length = next(atom for atom in wanted if atom.startswith("len("))
    if length in given:
        return wanted
    holder = next((atom for atom in given if atom in code.local and _holds_length(code, atom, length)), None)
    return {holder if atom == length else atom: count for atom, count in wanted.items()} if holder else None


def _holds_length(code: FunctionCode, name: str, length: str) -> bool:
    rebinds = code.uses(name).rebinds
    assign = code.parent(rebinds[0]) if len(rebinds) == 1 and name not in code.parameters else None
    return isinstance(assign, ast.Assign) and ast.unparse(assign.value) == length


def _inserts(code: FunctionCode, loop: ast.For) -> _Sort | None:
    """Each element is shifted, or sinks, to its place among those in front of it."""
    given = code.builtin_call(loop.iter, "range", 2)
    assert isinstance(loop.target, ast.Name)
    i = loop.target.id
    if not given or ast.unparse(given[0]) != "1" or len(loop.body) not in (2, 4):
        return None
    body = list(loop.body)
    if len(body) == 2:
        start = match("@j = @i", body[0])
        found = next((f for s in _SINKS if (f := match(s, body[1])) is not None), None)
        if start is None or found is None or start.name("i") != i or start.name("j") != found.name("j"):
            return None
        items, j = found.name("xs"), found.name("j")
        names = [(_at(items, f"{j} - 1"), _ONE), (_at(items, j), _OTHER)]
        own = {i, j}
    else:
        taken = match("@cur = @xs[@i]", body[0])
        start = match("@j = @i - 1", body[1]) or match("@j = @i", body[1])
        if taken is None or start is None or taken.name("i") != i or start.name("i") != i:
            return None
        behind = match("@j = @i - 1", body[1]) is not None
        found = next((f for s in (_SHIFTS if behind else _SHIFTS_FROM) if (f := match(s, body[2])) is not None), None)
        last = match("@xs[@j + 1] = @cur" if behind else "@xs[@j] = @cur", body[3])
        if found is None or last is None or {found.name("j"), last.name("j")} != {start.name("j")}:
            return None
        items, j = found.name("xs"), found.name("j")
        if {taken.name("xs"), last.name("xs")} != {items} or last.name("cur") != taken.name("cur"):
            return None
        names = [(_at(items, j if behind else f"{j} - 1"), _ONE), (taken["cur"], _OTHER)]
        own = {i, j, taken.name("cur")}
    length = linear(code, given[1])
    if length is None or length != _named(code, {f"len({items})": 1}, length) or not code.pure(found["test"]):
        return None
    return _made(code, loop, loop, items, _turned(_decided(found["test"], names)), own)


def _selects(code: FunctionCode, loop: ast.For) -> _Sort | None:
    """The smallest of the rest goes to the front: equal elements must be alike, so that only plain elements will do."""
    assert isinstance(loop.target, ast.Name)
    i = loop.target.id
    turns = _count(code, loop)
    body = list(loop.body)
    if len(body) == 1:
        inner = body[0]
        if not isinstance(inner, ast.For) or inner.orelse or len(inner.body) != 1:
            return None
        step = inner.body[0]
        swap = _swapped(step.body) if isinstance(step, ast.If) and not step.orelse else None
        j = inner.target.id if isinstance(inner.target, ast.Name) else ""
        if swap is None or {ast.unparse(swap["a"]), ast.unparse(swap["b"])} != {i, j}:
            return None
        assert isinstance(step, ast.If)
        items, test = swap.name("xs"), step.test
        names = [(_at(items, i), _ONE), (_at(items, j), _OTHER)]
        own = {i, j, *_temporary(swap, step.body)}
    else:
        start = match("@m = @i", body[0])
        inner = body[1]
        if start is None or start.name("i") != i or not isinstance(inner, ast.For) or inner.orelse:
            return None
        rest = body[2:]
        if len(rest) == 1 and isinstance(rest[0], ast.If) and not rest[0].orelse and match("@m != @i", rest[0].test):
            rest = rest[0].body
        low, swap, step = start.name("m"), _swapped(rest), inner.body[0]
        j = inner.target.id if isinstance(inner.target, ast.Name) else ""
        if swap is None or len(inner.body) != 1 or match(f"if $t:\n    {low} = {j}", step) is None:
            return None
        if {ast.unparse(swap["a"]), ast.unparse(swap["b"])} != {i, low}:
            return None
        assert isinstance(step, ast.If)
        items, test = swap.name("xs"), step.test
        names = [(_at(items, low), _ONE), (_at(items, j), _OTHER)]
        own = {i, j, low, *_temporary(swap, rest)}
    given = code.builtin_call(inner.iter, "range", 2)
    length = {f"len({items})": 1}
    known = _named(code, length, turns), _named(code, plus(length, {"": -1}), turns)
    if turns is None or turns not in known or not given:
        return None
    end = linear(code, given[1])
    if linear(code, given[0]) != {i: 1, "": 1} or end is None or end != _named(code, length, end):
        return None
    keys = _decided(test, names)
    if len(keys) != 1 or not is_name(keys[0].value, _ONE):
        return None
    return _made(code, loop, loop, items, _turned(keys), own)


def _change(code: FunctionCode, found: _Sort, edits: Edits) -> None:
    element = code.loop_name(singular(code, ast.Name(found.items, ast.Load())), found.loop)
    # Where keys go in different directions, the last to decide goes first: sorting keeps equal elements in order.
    lines = []
    for smaller, group in groupby(reversed(found.keys), key=lambda key: key.smaller):
        keys = [*group][::-1]
        plain = len(keys) == 1 and is_name(keys[0].value, _ONE)
        by = "" if plain else f"key=lambda {element}: {said(keys).replace(_ONE, element)}"
        order = "" if smaller else "reverse=True"
        lines.append(f"{found.items}.sort({', '.join(part for part in (by, order) if part)})")
    edits.replace_statements(found.first, found.loop, "\n".join(lines))
    inside = set(descend(found.loop))
    for assign in code.all(ast.Assign):
        held = match(f"@n = len({found.items})", assign)
        if held is None:
            continue
        reads = [node for node in code.all(ast.Name) if node.id == held.name("n") and isinstance(node.ctx, ast.Load)]
        if all(node in inside for node in reads):
            edits.remove(assign)  # the loops alone asked for the length



