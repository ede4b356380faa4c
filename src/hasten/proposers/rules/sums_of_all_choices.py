"""All choices tried, of which only the sum counts.

Finds:
    A loop or a generator over ``combinations(xs, m)`` or ``product(xs, repeat=m)`` that uses a choice only through its
    sum and its length, and does nothing but count.

Slow because:
    There are binomially or exponentially many choices, but few different sums of whole numbers. Element by element, how
    many choices of k elements have a sum follows from how many of k - 1 have the sum without it.

Unsafe when:
    Nearly all sums are different; or the numbers are no integers, then the choices are gone through as before.

Example:
    Before::

        for group in combinations(ranks, m):
            total = sum(group)
            if total >= observed:
                extreme += 1

    After::

        for total, times in _sums_of_choices(ranks, m):
            if total >= observed:
                extreme += times

Source:
    Bellman, Dynamic Programming (1957); Mann and Whitney, On a Test of Whether one of Two Random Variables is
    Stochastically Larger than the Other (1947), for the recurrence of rank sums.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import match
from hasten.code.scopes import stored, target_names
from hasten.code.types import includes, only
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._weights import Counting, counted_by, only_counts, passes, read_in, taken_together, total_of

GROWTH = ("O(2^n)", "O(n^2)")
_CHOICES = '''\
def {{name}}(values, size):
    """Each sum of ``size`` of the values, and how many choices have it."""
    values = tuple(values)
    if size < 0 or not all(type(value) is int for value in values):
        # sums of other numbers depend on the order
        yield from ((sum(choice), 1) for choice in {combinations}(values, size))
        return
    counts = [{{{{0: 1}}}}] + [{{{{}}}} for _ in range(size)]
    for seen, value in enumerate(values, 1):
        for taken in range(min(seen, size), 0, -1):
            longer = counts[taken]
            for total, times in counts[taken - 1].items():
                longer[total + value] = longer.get(total + value, 0) + times
    yield from counts[size].items()
'''
_ARRANGEMENTS = '''\
def {{name}}(values, length):
    """Each sum of ``length`` values, any of them again and again, and how many rows have it."""
    values = tuple(values)
    if length < 0 or not all(type(value) is int for value in values):
        # sums of other numbers depend on the order
        yield from ((sum(row), 1) for row in {product}(values, repeat=length))
        return
    counts = {{{{0: 1}}}}
    for _ in range(length):
        longer = {{{{}}}}
        for total, times in counts.items():
            for value in values:
                longer[total + value] = longer.get(total + value, 0) + times
        counts = longer
    yield from counts.items()
'''


@dataclass(frozen=True)
class _Choices:
    """A pass over choices.

    Attributes:
        node: The loop or the part of a comprehension.
        values: What is chosen from.
        size: How many are chosen, as code or a number.
        form: ``combinations`` or ``product``.
        counting: What is counted.
        totals: Where the sum of the choice stands.
        lengths: Where its length stands.
        named: The statement that gives the sum a name and does nothing else.
    """

    node: ast.For | ast.comprehension
    values: ast.expr
    size: ast.expr
    form: str
    counting: Counting
    totals: tuple[ast.expr, ...]
    lengths: tuple[ast.expr, ...]
    named: ast.Assign | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops first."""
    for node in passes(code):
        choices = _choices(code, node)
        if choices is not None:
            text = "all choices are tried though only their sums count; how many have each sum is found step by step"
            place = node if isinstance(node, ast.For) else node.iter
            yield Finding(place, text, partial(_change, code, choices), GROWTH)


def drawn(code: FunctionCode, node: ast.expr, form: str) -> tuple[ast.expr, ast.expr] | None:
    """The values and the number of them, of ``combinations(xs, m)`` or ``product(xs, repeat=m)``."""
    if not isinstance(node, ast.Call) or code.purity.module_member(node.func) != ("itertools", form):
        return None
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    if form == "combinations":
        return (node.args[0], node.args[1]) if len(node.args) == 2 and not node.keywords else None
    if len(node.args) != 1 or len(node.keywords) != 1 or node.keywords[0].arg != "repeat":
        return None
    return node.args[0], node.keywords[0].value


def _choices(code: FunctionCode, node: ast.For | ast.comprehension) -> _Choices | None:
    form = "combinations"
    found = drawn(code, node.iter, form)
    if found is None:
        form = "product"
        found = drawn(code, node.iter, form)
    names = target_names(node.target)
    if found is None or not names or not isinstance(node.target, ast.Name | ast.Tuple):
        return None
    if includes(code.type_of(found[0]).element, "float", "str", "tuple", "list", "complex"):
        return None
    if isinstance(node.target, ast.Tuple):
        exact = only(code.type_of(found[0]).element, "int", "bool")
        if len(names) != len(node.target.elts) or constant_int(found[1]) != len(names) or not exact:
            return None
    region: Sequence[ast.AST]
    if isinstance(node, ast.For):
        counting, region = only_counts(code, node, node.body), node.body
        if set(names) & stored(*node.body) or any(code.live_after(name, node) for name in names):
            return None
    else:
        whole = code.parent(node)
        counting = counted_by(code, node)
        region = [*node.ifs, *([whole.elt] if isinstance(whole, ast.GeneratorExp | ast.SetComp) else [])]
    if counting is None or any(not only(code.type_of_name(e.table), "list") for _, e in counting.entries):
        # The order of the entries of a dict shows.
        return None
    totals: dict[ast.expr, None] = {}
    lengths: list[ast.expr] = []
    for name in read_in(region, names):
        total = total_of(code, names, name)
        call = code.parent(name)
        if total is not None:
            totals[total] = None
        elif isinstance(node.target, ast.Name) and isinstance(call, ast.Call) and code.builtin_call(call, "len", 1):
            lengths.append(call)
        else:
            return None
    if not totals or (lengths and not isinstance(found[1], ast.Name | ast.Constant)):
        return None
    if any(not code.invariant(found[1], *region) for _ in lengths):
        return None
    return _Choices(node, *found, form, counting, tuple(totals), tuple(lengths), _named(node, list(totals)))


def _named(node: ast.For | ast.comprehension, totals: list[ast.expr]) -> ast.Assign | None:
    """``total = sum(group)`` in the body, where nothing else is called so in it."""
    if isinstance(node, ast.comprehension) or len(totals) != 1:
        return None
    for place, statement in enumerate(node.body):
        found = match("@t = $x", statement)
        if found is None or found["x"] is not totals[0]:
            continue
        name, others = found.name("t"), [*node.body[:place], *node.body[place + 1 :]]
        if name not in stored(*others) | read_before_bound(node.body) and isinstance(statement, ast.Assign):
            return statement
    return None


def _change(code: FunctionCode, choices: _Choices, edits: Edits) -> None:
    node = choices.node
    if choices.form == "combinations":
        text = _CHOICES.format(combinations=edits.need("itertools", "combinations"))
        made = helper(code, "_sums_of_choices", text, edits)
    else:
        text = _ARRANGEMENTS.format(product=edits.need("itertools", "product"))
        made = helper(code, "_sums_of_rows", text, edits)
    total, times = code.fresh("total"), code.fresh("times")
    if choices.named is not None:
        target = choices.named.targets[0]
        assert isinstance(target, ast.Name)
        total = target.id
    source = f"{made}({edits.text(choices.values)}, {edits.text(choices.size)})"
    replaced: dict[ast.expr, str] = dict.fromkeys(choices.lengths, edits.text(choices.size))
    if choices.named is None:
        replaced |= dict.fromkeys(choices.totals, total)
    else:
        edits.remove(choices.named)
    taken_together(node, choices.counting, (total, times, source), replaced, edits)
