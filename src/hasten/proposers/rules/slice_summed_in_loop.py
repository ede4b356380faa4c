"""Adding up a slice of a sequence, or counting in one, again and again.

Finds:
    ``sum(xs[a:b])``, ``xs[a:b].count(x)`` or ``sum(1 for x in xs[a:b] if x > 0)`` inside a loop or comprehension in
    which ``xs`` stays the same and the bounds move, also where the slice has a name first, and an inner loop that does
    the same by hand: ``for j in range(a, b): total += xs[j]``. ``len(" ".join(words[a:b]))`` is a sum of lengths.

Slow because:
    Every sum walks its slice: O(n * k), O(n^2) for prefixes. Sums of all prefixes are made in one pass; the sum of a
    slice is then the difference of two of them. Counts are sums of ones.

Unsafe when:
    The elements are floats and the slice does not start at 0 (the rounding differs), or a bound is negative, which
    counts from the end. The guarded form turns the bounds into positions as a slice does.

Example:
    Before::

        for i in range(len(xs) - k + 1):
            totals.append(sum(xs[i:i + k]))

    After::

        xs_sums = list(accumulate(xs, initial=0))
        for i in range(len(xs) - k + 1):
            totals.append(xs_sums[i + k] - xs_sums[i])

Source:
    Prefix sums (scan); Blelloch, Prefix sums and their applications, 1990.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.linear import (
    Linear,
    guarded,
    highest,
    index_range,
    linear,
    lowest,
    plus,
    scaled,
    surely_at_least,
)
from hasten.code.loops import Repeat, bound_in, repeats_around
from hasten.code.loops import range_bounds as bounds_of
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, loaded, stored
from hasten.code.source import descend
from hasten.code.types import may_be, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Slice:
    """A summed part of a sequence."""

    node: ast.expr | ast.For
    sequence: ast.expr
    lower: ast.expr | None
    upper: ast.expr | None
    counted: ast.expr | None = None
    named: ast.Assign | None = None
    element: str = ""
    between: int | None = None  # the length of what joins the elements, where these are texts and their length is asked

    @property
    def key(self) -> str:
        """What is summed or counted, the same for parts that share their running sums."""
        counted = ast.dump(self.counted) if self.counted is not None else ""
        return f"{ast.dump(self.sequence)} {counted} {self.element} {self.between}"


def find(code: FunctionCode) -> Iterator[Finding]:
    """Sums of slices of one sequence in one loop make one finding; hand-written inner loops one each."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[_Slice]]] = {}
    for call in code.all(ast.Call):
        part = _sum_of_slice(code, call) or _count_in_slice(code, call) or _tested_in_slice(code, call)
        part = part or _joined_slice(code, call)
        repeat = _outermost(code, part) if part is not None else None
        if part is not None and repeat is not None:
            groups.setdefault((part.key, repeat.node), (repeat, []))[1].append(part)
    for repeat, parts in groups.values():
        text = f"`{ast.unparse(parts[0].node)}` goes through its slice every time; differences of running sums do not"
        if parts[0].counted is not None or parts[0].between is not None:
            yield from _of_counts(code, repeat, parts, text)
            continue
        yield Finding(parts[0].node, text, partial(_change, code, repeat, parts, checked=False), GROWTH, integers=True)
        if not all(_inside(code, part) for part in parts):
            change = partial(_change, code, repeat, parts, checked=True)
            yield Finding(parts[0].node, text, change, GROWTH, guarded=True, integers=True)
    for loop in code.all(ast.For):
        part = _summing_loop(code, loop)
        repeat = _outermost(code, part) if part is not None else None
        if part is not None and repeat is not None:
            text = "the inner loop adds up a range of elements anew every time; differences of running sums do not"
            yield Finding(loop, text, partial(_change_loop, code, repeat, part, loop), GROWTH, integers=True)


def _of_counts(code: FunctionCode, repeat: Repeat, parts: list[_Slice], text: str) -> Iterator[Finding]:
    # Counting each slice at once would be one pass over it all the same.
    change = partial(_change, code, repeat, parts, checked=False)
    yield Finding(parts[0].node, text, change, GROWTH, enabling=True, ahead=True)
    if not all(_inside(code, part) for part in parts):
        change = partial(_change, code, repeat, parts, checked=True)
        yield Finding(parts[0].node, text, change, GROWTH, guarded=True, ahead=True)


def _sum_of_slice(code: FunctionCode, call: ast.Call) -> _Slice | None:
    arguments = code.builtin_call(call, "sum", 1)
    if not arguments:
        return None
    cut, named = _cut_out(code, arguments[0])
    if cut is None or not isinstance(cut.slice, ast.Slice):
        return None
    return _usable(code, _Slice(call, cut.value, cut.slice.lower, cut.slice.upper, None, named))


def _count_in_slice(code: FunctionCode, call: ast.Call) -> _Slice | None:
    found = match("$part.count($x)", call)
    if found is None or not code.pure(found["x"]):
        return None
    cut, named = _cut_out(code, found["part"])
    if cut is None or not isinstance(cut.slice, ast.Slice):
        return None
    kind, wanted = code.type_of(cut.value), found["x"]
    # In a text, what is counted may be longer than one character, and overlap itself.
    single = isinstance(wanted, ast.Constant) and isinstance(wanted.value, str) and len(wanted.value) == 1
    if not only(kind, "list", "tuple", "sequence", "any") and not (single and only(kind, "str", "any")):
        return None
    return _Slice(call, cut.value, cut.slice.lower, cut.slice.upper, wanted, named)


def _joined_slice(code: FunctionCode, call: ast.Call) -> _Slice | None:
    """``len(" ".join(words[a:b]))``."""
    arguments = code.builtin_call(call, "len", 1)
    found = match("$between.join($part)", arguments[0]) if arguments else None
    if found is None or not isinstance(found["between"], ast.Constant) or not isinstance(found["between"].value, str):
        return None
    cut, named = _cut_out(code, found["part"])
    if cut is None or not isinstance(cut.slice, ast.Slice):
        return None
    kind = code.type_of(cut.value)
    if not only(kind, "list", "tuple", "sequence", "any") or not only(kind.element, "str", "any"):
        return None
    return _Slice(call, cut.value, cut.slice.lower, cut.slice.upper, None, named, "", len(found["between"].value))


def _tested_in_slice(code: FunctionCode, call: ast.Call) -> _Slice | None:
    """``sum(1 for x in xs[a:b] if test)`` and its kind; the sum of counts of several characters is one of them."""
    walked = code.builtin_call(call, "len", 1) or code.builtin_call(call, "sum", 1) or []
    inner = walked[0] if walked else None
    if not isinstance(inner, ast.ListComp | ast.GeneratorExp) or len(inner.generators) != 1:
        return None
    part = inner.generators[0]
    if not isinstance(part.target, ast.Name) or len(part.ifs) > 1:
        return None
    source, element, test = part.iter, part.target.id, part.ifs[0] if part.ifs else inner.elt
    counted = match("$part.count(@v)", inner.elt)
    ones = code.builtin_call(call, "len") is not None or match("1", inner.elt) is not None
    if not part.ifs and counted is not None and counted.name("v") == element and _letters(source):
        # The counts of different letters add up to the count of any of them.
        source, test = counted["part"], ast.Compare(ast.Name(element, ast.Load()), [ast.In()], [part.iter])
        if not only(code.type_of(source), "str"):
            return None
    elif bool(part.ifs) is not ones or not (part.ifs or only(code.type_of(test), "bool")):
        return None
    cut, named = _cut_out(code, source)
    if cut is None or not isinstance(cut.slice, ast.Slice) or not code.pure(test):
        return None
    if not only(code.type_of(cut.value), "list", "tuple", "str", "sequence", "any"):
        return None
    return _Slice(call, cut.value, cut.slice.lower, cut.slice.upper, test, named, element)


def _letters(node: ast.expr) -> bool:
    """Whether this is a text of different characters."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(set(node.value)) == len(node.value)


def _cut_out(code: FunctionCode, node: ast.expr) -> tuple[ast.Subscript | None, ast.Assign | None]:
    """The slice that an expression is, or that the name it is was set to in the same block, with that statement."""
    named = None
    if isinstance(node, ast.Name) and node.id in code.local and node.id not in code.parameters:
        statement = code.statement(node)
        bound = [n for n in code.all(ast.Name) if n.id == node.id and not isinstance(n.ctx, ast.Load)]
        parent = code.module.parents.get(bound[0]) if len(bound) == 1 else None
        around = {statement, *(p for p in code.ancestors(statement) if isinstance(p, ast.stmt))}
        if not isinstance(parent, ast.Assign) or not around & set(code.after(parent)):
            return None, None
        if code.uses(node.id).changes:
            return None, None
        between = [s for s in code.after(parent) if s.lineno <= statement.lineno]
        if loaded(parent.value) & stored(*between):
            return None, None
        node, named = parent.value, parent
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
        return node, named
    return None, None


def _usable(code: FunctionCode, part: _Slice) -> _Slice | None:
    kind = code.type_of(part.sequence)
    if not only(kind, "list", "tuple", "any", "sequence"):
        return None
    element = kind.element
    whole = only(element, "int", "bool", "any")
    if not whole and not (part.lower is None and only(element, "int", "bool", "float")):
        return None
    if may_be(element, "str", "list") and not may_be(element, "any"):
        return None
    return part


def _summing_loop(code: FunctionCode, loop: ast.For) -> _Slice | None:
    """``for j in range(a, b): total += xs[j]``."""
    bounds = bounds_of(code, loop.iter)
    if loop.orelse or len(loop.body) != 1 or bounds is None or bounds[2] != 1 or not isinstance(loop.target, ast.Name):
        return None
    holes = match("@total += $xs[@j]", loop.body[0]) or match("@total = @total + $xs[@j]", loop.body[0])
    if holes is None or holes.name("j") != loop.target.id or holes.name("total") in loaded(holes["xs"]):
        return None
    if loop.target.id in loaded(holes["xs"]) or code.live_after(loop.target.id, loop):
        return None
    if not only(code.type_of_name(holes.name("total")), "int", "bool", "any"):
        return None
    part = _Slice(loop, holes["xs"], bounds[0], bounds[1])
    return _usable(code, part) if only(code.type_of(part.sequence).element, "int", "bool", "any") else None


def _outermost(code: FunctionCode, part: _Slice) -> Repeat | None:
    """The outermost loop that leaves the sequence alone while the bounds move."""
    best: Repeat | None = None
    moving = False
    moved = {name for bound in (part.lower, part.upper) if bound is not None for name in loaded(bound)}
    for repeat in repeats_around(code, part.node):
        if not code.invariant(part.sequence, *repeat.region):
            break
        if part.counted is not None and not _same(code, part, repeat):
            break
        moving = moving or bool(moved & (stored(*repeat.region) | bound_in(repeat)))
        best = repeat
    return best if best is not None and best.statement is not None and moving else None


def _same(code: FunctionCode, part: _Slice, repeat: Repeat) -> bool:
    """Whether what is counted is the same in every turn."""
    assert part.counted is not None
    if not part.element:
        return code.invariant(part.counted, *repeat.region)
    names = [node for node in descend(part.counted) if isinstance(node, ast.Name) and node.id != part.element]
    return all(node.id not in code.local or code.invariant(node, *repeat.region) for node in names)


def _sums(code: FunctionCode, repeat: Repeat, part: _Slice, edits: Edits) -> str:
    assert repeat.statement is not None
    source = edits.text(part.sequence)
    word = f"{noun(part.sequence)}_sums"
    if part.element:
        assert part.counted is not None
        test = edits.text(part.counted, need=3) if hasattr(part.counted, "lineno") else ast.unparse(part.counted)
        source = f"(1 if {test} else 0 for {part.element} in {source})"
        word = f"{noun(part.sequence)}_counts"
    elif part.between is not None:
        item = code.fresh("item")
        # each length with what stands between it and the next one
        source = f"(len({item}) + {part.between} for {item} in {source})" if part.between else f"map(len, {source})"
        word = f"{noun(part.sequence)}_lengths"
    elif part.counted is not None:
        item = code.fresh("item")
        source = f"({item} == {edits.text(part.counted, need=8)} for {item} in {source})"
        word = f"{noun(part.counted, 'item') if isinstance(part.counted, ast.Name) else noun(part.sequence)}_counts"
    made = f"list({edits.need('itertools', 'accumulate')}({source}, initial=0))"
    known = code.made_before(made, repeat.statement)
    name = known or code.fresh(word)
    if not known:
        edits.insert_before(repeat.statement, f"{name} = {made}")
    return name


def _difference(code: FunctionCode, part: _Slice, sums: str, edits: Edits) -> str:
    """The sum of the part as a difference of two running sums."""
    last = f"{sums}[-1]" if part.upper is None else f"{sums}[{_cut(code, part, part.upper, edits)}]"
    if part.lower is None:
        return last
    return f"{last} - {sums}[{_cut(code, part, part.lower, edits)}]"


def _cut(code: FunctionCode, part: _Slice, bound: ast.expr, edits: Edits) -> str:
    """A bound, cut to the length of the sequence unless the code shows that it does not exceed it."""
    length = linear(code, ast.parse(f"len({ast.unparse(part.sequence)})", mode="eval").body)
    most = highest(code, bound)
    if isinstance(part.node, ast.For) or surely_at_least(plus(length, scaled(most, -1)), 0, guarded(code, part.node)):
        return edits.text(bound, need=0)
    return f"min({edits.text(bound)}, len({edits.text(part.sequence)}))"


def _inside(code: FunctionCode, part: _Slice) -> bool:
    """Whether the code shows that 0 <= lower <= upper."""
    known = guarded(code, part.node)
    lower = lowest(code, part.lower) if part.lower is not None else {}
    if not surely_at_least(lower, 0, known):
        return False
    if part.upper is None:
        return True
    start = linear(code, part.lower) if part.lower is not None else {}
    gap = plus(linear(code, part.upper), scaled(start, -1))
    nearest = plus(lowest(code, part.upper), scaled(start, -1))
    return any(surely_at_least(least, 0, known) for least in (gap, nearest, _from_its_start(code, part.upper, gap)))


def _holds_something(code: FunctionCode, part: _Slice) -> bool:
    """Whether the code shows that the slice is not empty."""
    if part.upper is None:
        return False
    known = guarded(code, part.node)
    start = linear(code, part.lower) if part.lower is not None else {}
    length = linear(code, ast.parse(f"len({ast.unparse(part.sequence)})", mode="eval").body)
    room = plus(length, scaled(highest(code, part.upper), -1))
    gap = plus(linear(code, part.upper), scaled(start, -1))
    nearest = plus(lowest(code, part.upper), scaled(start, -1))
    return surely_at_least(room, 0, known) and any(surely_at_least(least, 1, known) for least in (gap, nearest))


def _from_its_start(code: FunctionCode, upper: ast.expr, gap: Linear | None) -> Linear | None:
    """The gap where the index in the upper bound has its first value, which may be counted from the lower bound."""
    for name in descend(upper):
        if gap is not None and isinstance(name, ast.Name) and gap.get(name.id, 0) > 0:
            bounds = index_range(code, name)
            if bounds is not None:
                count = gap[name.id]
                return plus({atom: n for atom, n in gap.items() if atom != name.id}, scaled(bounds[0], count))
    return None


def _change(code: FunctionCode, repeat: Repeat, parts: list[_Slice], edits: Edits, *, checked: bool) -> None:
    sums = _sums(code, repeat, parts[0], edits)
    for part in parts:
        assert isinstance(part.node, ast.expr)
        if checked and not _inside(code, part):
            text = _positions(code, part, sums, edits)
        else:
            text = _difference(code, part, sums, edits)
        if part.between:
            text = f"{text} - {part.between}" if _holds_something(code, part) else f"max({text} - {part.between}, 0)"
        edits.replace(part.node, text)
    for named in {part.named for part in parts if part.named is not None}:
        target = named.targets[0]
        assert isinstance(target, ast.Name)
        read = [n for n in code.all(ast.Name) if n.id == target.id and isinstance(n.ctx, ast.Load)]
        if all(any(name in descend(part.node) for part in parts) for name in read):
            edits.remove(named)


def _positions(code: FunctionCode, part: _Slice, sums: str, edits: Edits) -> str:
    """The difference between the positions that a slice with these bounds has; they are made right before."""
    statement = code.statement(part.node)
    if not isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr | ast.If | ast.Return | ast.AnnAssign):
        raise EditConflict("there is no place for the positions")
    if any(isinstance(parent, (*COMPREHENSIONS, ast.Lambda)) for parent in code.ancestors(part.node)):
        raise EditConflict("the bounds are made inside the expression")
    first, last = code.fresh("first"), code.fresh("last")
    lower = "None" if part.lower is None else edits.text(part.lower)
    upper = "None" if part.upper is None else edits.text(part.upper)
    length = f"len({edits.text(part.sequence)})"
    edits.insert_before(statement, f"{first}, {last}, _ = slice({lower}, {upper}).indices({length})")
    return f"{sums}[max({first}, {last})] - {sums}[{first}]"


def _change_loop(code: FunctionCode, repeat: Repeat, part: _Slice, loop: ast.For, edits: Edits) -> None:
    holes = match("@total += $xs[@j]", loop.body[0]) or match("@total = @total + $xs[@j]", loop.body[0])
    assert holes is not None and part.upper is not None
    sums = _sums(code, repeat, part, edits)
    line = f"{holes.name('total')} += {_difference(code, part, sums, edits)}"
    lower = lowest(code, part.upper)
    start = linear(code, part.lower) if part.lower is not None else {}
    if not surely_at_least(plus(lower, scaled(start, -1))) and part.lower is not None:
        line = f"if {edits.text(part.lower, need=7)} < {edits.text(part.upper, need=7)}:\n    {line}"
    edits.replace_statement(loop, line)
