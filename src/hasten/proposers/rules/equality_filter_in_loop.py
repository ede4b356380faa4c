"""Going through a whole collection, again and again, for the elements with one key.

Finds:
    Inside a loop, an inner ``for`` or comprehension over a collection that stays the same, which uses only the elements
    where ``key(element) == wanted`` (``if order["customer"] == customer["id"]``): a join by nested loops, a look-up
    by scanning, a grouping by filtering. The condition may stand behind others, be a guard (``if ...: continue``), or
    be several equalities, which make one key together.

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
from hasten.code.scopes import loaded, local_names, target_names
from hasten.proposers.rules._equalities import key_word
from hasten.proposers.rules._filters import Equality, Filter, filters, index_text, use_index
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Scan:
    """A filtered pass over a collection inside a loop, with the equalities to look up by."""

    passed: Filter
    equalities: tuple[Equality, ...]
    front: ast.stmt


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


def _scan(code: FunctionCode, passed: Filter) -> _Scan | None:
    chosen: list[Equality] = []
    best: Repeat | ast.FunctionDef | None = None
    for equality in passed.equalities:
        repeat = _around_function(code, passed, equality) or _outermost(code, passed, equality)
        if repeat is None:
            continue
        if best is None or _node(repeat) is _node(best):
            best = repeat
            chosen.append(equality)
    front = best if isinstance(best, ast.FunctionDef) or best is None else best.statement
    return _Scan(passed, tuple(chosen), front) if front is not None else None


def _node(repeat: Repeat | ast.FunctionDef) -> ast.AST:
    return repeat if isinstance(repeat, ast.FunctionDef) else repeat.node


def _outermost(code: FunctionCode, passed: Filter, equality: Equality) -> Repeat | None:
    """The outermost loop in which the collection and the way to its keys stay the same, while the wanted key moves."""
    best: Repeat | None = None
    moving = False
    for repeat in repeats_around(code, passed.source):
        if repeat.node is passed.node or not code.invariant(passed.source, *repeat.region):
            break
        if any(not code.invariant(name, *repeat.region) for name in passed.reads(equality)):
            break
        moving = moving or not all(code.invariant(wanted, *repeat.region) for wanted in equality.solved.wanted)
        best = repeat
    return best if best is not None and best.statement is not None and moving else None


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
    if parent.decorator_list or own & loaded(*outside) or not own & loaded(*equality.solved.wanted):
        return None
    called = [call for call in code.all(ast.Call) if isinstance(call.func, ast.Name) and call.func.id == parent.name]
    again = any(parent in code.ancestors(call) or repeats_around(code, call) for call in called)
    for name in loaded(*outside) & code.local:
        uses = code.uses(name)
        if not again or any(getattr(node, "lineno", 0) >= parent.lineno for node in [*uses.changes, *uses.rebinds]):
            return None
    return parent if again and code.parent(parent) is code.node else None


def _change(code: FunctionCode, scan: _Scan, edits: Edits) -> None:
    passed = scan.passed
    source = noun(passed.source)
    keys = [equality.solved for equality in scan.equalities]
    name = code.fresh(f"{source}_by_{key_word(keys, source, set(target_names(passed.target)))}")
    text = index_text(passed, scan.equalities, name, edits.text(passed.source, need=0), edits)
    edits.insert_before(scan.front, text)
    use_index(code, passed, scan.equalities, name, edits)
