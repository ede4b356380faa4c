"""Going through a whole collection, again and again, for the elements with one key.

Finds:
    Inside a loop, an inner ``for`` or comprehension over a collection that stays the same, which uses only the elements
    where ``key(element) == wanted`` (``if order["customer"] == customer["id"]``): a join by nested loops, a look-up
    by scanning, a grouping by filtering.

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
from hasten.code.loops import Repeat, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, loaded, stored, target_names
from hasten.proposers.rules._equalities import Solved, solved, wanted_text
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Scan:
    """A filtered pass over a collection inside a loop."""

    node: ast.For | ast.comprehension
    target: ast.expr
    source: ast.expr
    filter: ast.expr
    equality: ast.expr
    solved: Solved
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner loop or generator."""
    for scan in [*_loops(code), *_generators(code)]:
        found = (
            f"every turn of the outer loop goes through all of {ast.unparse(scan.source)} for the elements where "
            f"`{ast.unparse(scan.equality)}`; a dict by that key finds them at once"
        )
        yield Finding(scan.equality, found, partial(_change, code, scan), GROWTH, ahead=True)


def _loops(code: FunctionCode) -> Iterator[_Scan]:
    for loop in code.all(ast.For):
        if loop.orelse or not loop.body or not isinstance(loop.body[0], ast.If):
            continue
        first = loop.body[0]
        if first.orelse:
            continue
        only_filter = len(loop.body) == 1
        skips = len(first.body) == 1 and isinstance(first.body[0], ast.Continue) and len(loop.body) > 1
        if not only_filter and not skips:
            continue
        names = set(target_names(loop.target))
        if any(code.live_after(name, loop) for name in names) or names & stored(*loop.body):
            continue
        operator = ast.NotEq if skips else ast.Eq
        yield from _scan(code, loop, loop.target, loop.iter, first.test, operator, tuple(loop.body))


def _generators(code: FunctionCode) -> Iterator[_Scan]:
    for comprehension in code.comprehensions:
        for place, generator in enumerate(comprehension.generators):
            inside = [part for part in ast.iter_child_nodes(comprehension) if part is not generator]
            inside = [part for part in inside if part not in comprehension.generators[:place]]
            for test in generator.ifs:
                yield from _scan(code, generator, generator.target, generator.iter, test, ast.Eq, tuple(inside))


def _scan(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    target: ast.expr,
    source: ast.expr,
    test: ast.expr,
    operator: type[ast.cmpop],
    body: tuple[ast.AST, ...],
) -> Iterator[_Scan]:
    names = set(target_names(target))
    if not names or isinstance(source, ast.List | ast.Tuple | ast.Constant) or names & loaded(source):
        return
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    if operator is ast.NotEq and len(parts) > 1:
        return
    for place, part in enumerate(parts):
        if any(not code.pure(before) for before in parts[:place]):
            return
        for equation in solved(code, part, names, operator):
            if not all(code.invariant(wanted, *body) for wanted in equation.wanted):
                continue
            repeat = _outermost(code, node, source, equation, names)
            if repeat is not None:
                yield _Scan(node, target, source, test, part, equation, repeat)
                return


def _outermost(
    code: FunctionCode,
    node: ast.For | ast.comprehension,
    source: ast.expr,
    equation: Solved,
    names: set[str],
) -> Repeat | None:
    """The outermost loop in which the collection and the way to its keys stay the same, while the wanted key moves."""
    best: Repeat | None = None
    fixed = loaded(equation.key) - names
    moving = False
    for repeat in repeats_around(code, source):
        if repeat.node is node or not code.invariant(source, *repeat.region):
            break
        if any(not code.invariant(name, *repeat.region) for name in _name_nodes(equation.key, fixed)):
            break
        moving = moving or not all(code.invariant(wanted, *repeat.region) for wanted in equation.wanted)
        best = repeat
    return best if best is not None and best.statement is not None and moving else None


def _name_nodes(key: ast.expr, names: set[str]) -> list[ast.expr]:
    return [inner for inner in ast.walk(key) if isinstance(inner, ast.Name) and inner.id in names]


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    assert scan.repeat.statement is not None
    key = noun(scan.solved.key, "key")
    name = code.fresh(f"{noun(scan.source)}_by_{'value' if key == noun(scan.source) else key}")
    target = edits.text(scan.target, need=0)
    element = edits.text(scan.target)
    edits.insert_before(
        scan.repeat.statement,
        f"{name} = {{}}\n"
        f"for {target} in {edits.text(scan.source, need=0)}:\n"
        f"    {name}.setdefault({edits.text(scan.solved.key)}, []).append({element})",
    )
    bucket = f"{name}.get({wanted_text(scan.solved, edits)}, ())"
    if scan.solved.exact and scan.filter is scan.equality and isinstance(scan.node, ast.comprehension):
        comprehension = code.parent(scan.node)
        assert isinstance(comprehension, COMPREHENSIONS)
        edits.replace(comprehension, edits.comprehension(comprehension, {scan.node: bucket}, [scan.filter]))
        return
    edits.replace(scan.source, bucket)
    if scan.solved.exact:
        _drop(scan, edits)


def _drop(scan: _Scan, edits: Edits) -> None:
    """Take the comparison out where equal keys are surely in one bucket and nothing else is."""
    if scan.filter is not scan.equality:
        assert isinstance(scan.filter, ast.BoolOp)
        rest = [edits.text(part, need=5) for part in scan.filter.values if part is not scan.equality]
        edits.replace(scan.filter, " and ".join(rest))
        return
    assert isinstance(scan.node, ast.For)
    first = scan.node.body[0]
    assert isinstance(first, ast.If)
    if len(scan.node.body) == 1:
        edits.replace_statement(first, edits.block(first.body))
    else:
        edits.remove(first)
