"""The same elements gone through in every order, where the order does not matter.

Finds:
    A loop or a generator over ``product(xs, repeat=k)``, or ``k`` loops over ``xs`` inside of each other, that uses the
    elements of a row only through what their order does not change (``sorted(row)``, ``sum(row)``, ``max(row)``,
    ``set(row)``, ``a + b + c``), and does nothing but count.

Slow because:
    Of n values there are n^k rows, but each choice of different values comes in up to k! orders. It is enough to look
    at each choice once and to count it as often as it has orders.

Unsafe when:
    The numbers are floats and added up: their sum depends on the order.

Example:
    Before::

        for roll in product(faces, repeat=dice):
            total = sum(sorted(roll)[1:])
            ways[total] = ways.get(total, 0) + 1

    After::

        for roll, times in _choices_with_orders(faces, dice):
            total = sum(sorted(roll)[1:])
            ways[total] = ways.get(total, 0) + times

Source:
    Multinomial coefficients; Python's itertools recipes, ``combinations_with_replacement``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import equal
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.types import Type, includes, only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._weights import Counting, counted_by, only_counts, passes, read_in, taken_together, weights
from hasten.proposers.rules.sums_of_all_choices import drawn

GROWTH = ("O(n^3)", "O(n^2)")
_GUARD = """\
    if not all(type(value) is int for value in values):
        # sums of other numbers depend on the order
        yield from ((row, 1) for row in {product}(values, repeat=length))
        return
"""
_HELPER = '''\
def {{name}}(values, length):
    """Each choice of ``length`` values, in their order, and in how many orders it comes."""
    values = tuple(values)
{guard}    for places in {choose}(range(len(values)), length):
        orders = run = 1
        for n in range(1, length):
            run = run + 1 if places[n] == places[n - 1] else 1
            orders = orders * (n + 1) // run
        yield tuple([values[place] for place in places]), orders
'''
#: Builtins whose result does not depend on the order of what they are given.
_ORDERLESS = ("sorted", "sum", "min", "max", "set", "frozenset", "len", "any", "all")


@dataclass(frozen=True)
class _Rows:
    """A pass over rows of elements.

    Attributes:
        node: The loop, the outermost of several, or the part of a comprehension.
        inner: The innermost loop; else the same.
        names: Names of a row or of its elements.
        values: What the elements come from.
        length: How many there are in a row, as code.
        counting: What is counted.
        adds: Whether elements are added up or multiplied, which is exact for integers only.
    """

    node: ast.For | ast.comprehension
    inner: ast.For | ast.comprehension
    names: tuple[str, ...]
    values: ast.expr
    length: ast.expr
    counting: Counting
    adds: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops first."""
    for node in passes(code):
        rows = _rows(code, node)
        if rows is not None:
            text = "the same elements come in every order, which does not matter; once with their number is enough"
            place = node if isinstance(node, ast.For) else node.iter
            yield Finding(place, text, partial(_change, code, rows), GROWTH)


def _rows(code: FunctionCode, node: ast.For | ast.comprehension) -> _Rows | None:
    found = _drawn(code, node)
    if found is None:
        return None
    inner, names, values, length = found
    region: Sequence[ast.AST]
    if isinstance(inner, ast.For) and isinstance(node, ast.For):
        counting, region = only_counts(code, inner, inner.body), inner.body
        if set(names) & stored(*inner.body) or any(code.live_after(name, node) for name in names):
            return None
    else:
        assert isinstance(node, ast.comprehension)
        whole = code.parent(node)
        counting = counted_by(code, node)
        region = [*node.ifs, *([whole.elt] if isinstance(whole, ast.GeneratorExp | ast.SetComp) else [])]
    reads = read_in(region, names)
    if counting is None or not reads:
        return None
    adds = False
    for name in reads:
        use = _use(code, names, name)
        if use is None:
            return None
        adds |= use == "adds"
    element = code.type_of(values).element
    if adds and includes(element, "float", "complex", "str", "list", "tuple"):
        return None
    return _Rows(node, inner, names, values, length, counting, adds)


def _drawn(
    code: FunctionCode, node: ast.For | ast.comprehension
) -> tuple[ast.For | ast.comprehension, tuple[str, ...], ast.expr, ast.expr] | None:
    """The innermost loop, the names, the values and the number of them."""
    names = tuple(target_names(node.target))
    found = drawn(code, node.iter, "product")
    if found is None and isinstance(node.iter, ast.Call):
        # product(xs, xs, xs)
        given = node.iter.args
        plain = code.purity.module_member(node.iter.func) == ("itertools", "product") and not node.iter.keywords
        if plain and len(given) > 1 and all(_again(code, given[0], other) for other in given):
            found = given[0], ast.Constant(len(given))
    if found is not None:
        if isinstance(node.target, ast.Name):
            return node, names, *found
        tuple_of_names = isinstance(node.target, ast.Tuple) and len(names) == len(node.target.elts)
        return (node, names, *found) if tuple_of_names and len(set(names)) == len(names) else None
    if not isinstance(node, ast.For) or not isinstance(node.target, ast.Name):
        return None
    inner, together = node, [node.target.id]
    while len(inner.body) == 1 and isinstance(inner.body[0], ast.For) and not inner.orelse:
        following = inner.body[0]
        if not isinstance(following.target, ast.Name) or not _again(code, node.iter, following.iter):
            break
        inner = following
        together.append(following.target.id)
    if len(set(together)) != len(together) or len(together) < 2 or set(together) & loaded(node.iter):
        return None
    if not code.invariant(node.iter, *node.body) or _outer(code, node):
        return None
    return inner, tuple(together), node.iter, ast.Constant(len(together))


def _outer(code: FunctionCode, node: ast.For) -> bool:
    """Whether the loop is the only thing in another one over the same values, which is the one to look at."""
    above = code.parent(node)
    return isinstance(above, ast.For) and above.body == [node] and _again(code, above.iter, node.iter)


def _again(code: FunctionCode, first: ast.expr, second: ast.expr) -> bool:
    """Whether two expressions give the same values again and again."""
    lasting = isinstance(first, ast.Name | ast.Attribute | ast.Tuple | ast.List | ast.Constant)
    kept = lasting or code.builtin_call(first, "range") is not None
    return kept and equal(first, second) and code.pure(first) and not includes(code.type_of(first), "iterator")


def _use(code: FunctionCode, names: tuple[str, ...], node: ast.Name) -> str | None:
    """``plain`` where the order does not matter, ``adds`` where it does not for integers, None where it may."""
    if len(names) == 1:
        return _use_of_row(code, node)
    parent = code.parent(node)
    if isinstance(parent, ast.Tuple | ast.List | ast.Set) and _all(parent.elts, names):
        return _use_of_row(code, parent)
    if isinstance(parent, ast.Call) and _all(parent.args, names) and not parent.keywords:
        known = (
            isinstance(parent.func, ast.Name) and parent.func.id in ("min", "max") and code.is_builtin(parent.func.id)
        )
        return "plain" if known else None
    for kind in (ast.Add, ast.Mult):
        top: ast.AST = node
        while isinstance(above := code.parent(top), ast.BinOp) and isinstance(above.op, kind):
            top = above
        if isinstance(top, ast.BinOp) and _all(_operands(top, kind), names):
            return "adds"
    return None


def _operands(node: ast.expr, kind: type[ast.operator]) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_operands(node.left, kind), *_operands(node.right, kind)]
    return [node]


def _all(parts: Sequence[ast.expr], names: Sequence[str]) -> bool:
    """Whether all names stand there, each once."""
    read = [part.id for part in parts if isinstance(part, ast.Name) and part.id in names]
    others = {name for part in parts if not isinstance(part, ast.Name) for name in loaded(part)}
    return sorted(read) == sorted(names) and not others & set(names)


def _use_of_row(code: FunctionCode, node: ast.expr) -> str | None:
    parent = code.parent(node)
    if isinstance(node, ast.Set):
        return _use_of_set(code, node)
    if isinstance(parent, ast.Call):
        return _use_in_call(code, parent, node)
    if isinstance(parent, ast.Compare):
        among = len(parent.ops) == 1 and parent.comparators[0] is node and isinstance(parent.ops[0], ast.In | ast.NotIn)
        return "plain" if among else None
    if isinstance(parent, ast.Attribute):
        call = code.parent(parent)
        return "plain" if code.method_call(call, "count", 1) is not None else None
    if isinstance(parent, ast.comprehension):
        whole = code.parent(parent)
        if not isinstance(whole, ast.GeneratorExp | ast.ListComp | ast.SetComp) or len(whole.generators) != 1:
            return None
        if isinstance(whole, ast.SetComp):
            return _use_of_set(code, whole)
        call = code.parent(whole)
        return _use_in_call(code, call, whole, whole.elt) if isinstance(call, ast.Call) else None
    return None


def _use_in_call(code: FunctionCode, call: ast.Call, node: ast.expr, element: ast.expr | None = None) -> str | None:
    member = code.purity.module_member(call.func)
    if call.args != [node] and not (call.args[:1] == [node] and code.builtin_call(call, "sum", 2) is not None):
        return None
    if member == ("math", "prod") and not call.keywords:
        return "adds"
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in _ORDERLESS or not code.is_builtin(name):
        return None
    if call.keywords and not (name == "sorted" and all(keyword.arg == "reverse" for keyword in call.keywords)):
        return None
    if name in ("set", "frozenset"):
        return _use_of_set(code, call)
    if name != "sum":
        return "plain"
    kind = code.type_of(element) if element is not None else Type("any")
    return "plain" if only(kind, "int", "bool") else None if includes(kind, "float") else "adds"


def _use_of_set(code: FunctionCode, node: ast.expr) -> str | None:
    """A set is not gone through in an order that might show."""
    parent = code.parent(node)
    if isinstance(parent, ast.Compare):
        return "plain"
    names = ("len", "sorted", "min", "max", "frozenset")
    return "plain" if any(code.builtin_call(parent, name) is not None for name in names) else None


def _change(code: FunctionCode, rows: _Rows, edits: Edits) -> None:
    element = code.type_of(rows.values).element
    guard = ""
    if rows.adds and not only(element, "int", "bool"):
        guard = _GUARD.format(product=edits.need("itertools", "product"))
    text = _HELPER.format(guard=guard, choose=edits.need("itertools", "combinations_with_replacement"))
    made = helper(code, "_choices_with_orders", text, edits)
    length = edits.text(rows.length) if not isinstance(rows.length, ast.Constant) else str(rows.length.value)
    source = f"{made}({edits.text(rows.values)}, {length})"
    target = rows.names[0] if isinstance(rows.node.target, ast.Name) and rows.inner is rows.node else ""
    target = target or f"({', '.join(rows.names)})"
    times = code.fresh("times")
    if rows.inner is rows.node:
        taken_together(rows.node, rows.counting, (target, times, source), {}, edits)
        return
    assert isinstance(rows.inner, ast.For) and isinstance(rows.node, ast.For)
    body = edits.block(rows.inner.body, weights(rows.counting, times, {}, edits))
    edits.replace_statement(rows.node, f"for {target}, {times} in {source}:\n{indent_block(body, '    ')}")
