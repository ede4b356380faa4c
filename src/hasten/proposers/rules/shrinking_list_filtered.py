"""A list from which elements are taken one by one, gone through for those with a certain key each time.

Finds:
    A local list that loops take from by ``remove`` (and may append to), and go through for the elements whose key is
    what the turn asks for: open invoices of a customer, waiting jobs of a kind, free places of a size.

Slow because:
    Every turn goes through the whole list for the few that can do, O(n). A dict of lists by key has them at once; what
    leaves the list leaves one of these.

Unsafe when:
    Keys cannot be hashed, or equal elements have different keys.

Example:
    Before::

        waiting = list(jobs)
        for worker in workers:
            for job in waiting:
                if job["kind"] == worker["kind"]:
                    waiting.remove(job)
                    break

    After::

        waiting = list(jobs)
        waiting_by_kind = {}
        for job in waiting:
            waiting_by_kind.setdefault(job["kind"], []).append(job)
        for worker in workers:
            for job in waiting_by_kind.get(worker["kind"], ()):
                waiting.remove(job)
                waiting_by_kind[job["kind"]].remove(job)
                break

Source:
    Knuth, The art of computer programming, volume 3 (1998), section 6.5, retrieval on secondary keys.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from hasten.code.edits import EditConflict, Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.scopes import target_names
from hasten.proposers.rules._equalities import Solved, formed, key_word, said_of_element
from hasten.proposers.rules._filters import Filter, filters, index_text, other_names, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import of_element, rests_on, set_elsewhere

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Pool:
    """A local list of its own from which elements are taken.

    Attributes:
        start: The statement that makes it.
        removals: Calls of ``remove``, each a statement.
        additions: Calls of ``append``, each a statement.
    """

    start: ast.Assign
    removals: tuple[ast.Call, ...]
    additions: tuple[ast.Call, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Passes over one list by one key make one finding."""
    for name in sorted(code.local - set(code.parameters)):
        pool = _pool(code, name)
        if pool is None:
            continue
        groups: dict[str, list[Filter]] = {}
        for passed in filters(code):
            found = _by_key(code, pool, name, passed)
            if found is not None:
                said = said_of_element([equality.solved for equality in found.equalities], found.target)
                groups.setdefault(said, []).append(found)
        for passes in groups.values():
            tests = " and ".join(equality.text for equality in passes[0].equalities)
            text = f"every turn goes through what is left of {name} for the elements where `{tests}`; a dict has them"
            yield Finding(passes[0].source, text, partial(_change, code, name, pool, passes), GROWTH, ahead=True)


def _pool(code: FunctionCode, name: str) -> _Pool | None:
    uses = code.uses(name)
    if uses.aliases or uses.escapes or len(uses.rebinds) != 1 or not uses.changes:
        return None
    start = code.parent(uses.rebinds[0])
    if not isinstance(start, ast.Assign) or len(start.targets) != 1 or not _is_new(code, start.value):
        return None
    calls: dict[str, list[ast.Call]] = {"remove": [], "append": []}
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.parent(attribute)
        if not isinstance(attribute, ast.Attribute) or not isinstance(call, ast.Call) or attribute.attr not in calls:
            return None
        alone = isinstance(code.parent(call), ast.Expr) and len(call.args) == 1 and not call.keywords
        if not alone or code.in_nested_function(call) or not _leaves(code, call, name):
            return None
        calls[attribute.attr].append(call)
    return _Pool(start, tuple(calls["remove"]), tuple(calls["append"])) if calls["remove"] else None


def _is_new(code: FunctionCode, value: ast.expr) -> bool:
    """Whether an expression makes a list that nobody else has."""
    if isinstance(value, ast.ListComp) or _is_empty(value):
        return True
    return code.builtin_call(value, "list", 1) is not None or (
        isinstance(value, ast.Call) and is_name(value.func, "sorted") and code.is_builtin("sorted")
    )


def _is_empty(value: ast.expr) -> bool:
    return isinstance(value, ast.List) and not value.elts


def _leaves(code: FunctionCode, call: ast.Call, name: str) -> bool:
    """Whether every loop that goes through the list is left right behind a change of it."""
    around = [loop for loop in code.loops_around(call) if isinstance(loop, ast.For) and is_name(loop.iter, name)]
    if not around:
        return True
    block, _ = code.block(code.statement(call))
    last = block[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return True
    return isinstance(last, ast.Break) and code.loops_around(call)[0] is around[0] and len(around) == 1


def _by_key(code: FunctionCode, pool: _Pool, name: str, passed: Filter) -> Filter | None:
    """A pass over the list in a loop around it, with the equalities that make its key; None for any other."""
    if not is_name(passed.source, name) or code.in_nested_function(passed.node):
        return None
    turns = [loop for loop in code.loops_around(passed.node) if loop is not passed.node]
    if not any(loop not in code.loops_around(pool.start) for loop in turns):
        return None
    own = set(target_names(passed.target))
    kept = tuple(
        equality
        for equality in passed.equalities
        if not passed.needed([equality]) and not equality.behind and _is_stable(code, equality.solved, own)
    )
    return replace(passed, equalities=kept) if kept else None


def _is_stable(code: FunctionCode, equation: Solved, own: set[str]) -> bool:
    """Whether a key rests on the element alone, and nothing stores to what it is read from."""
    return not equation.each and rests_on(code, equation.key, own) and not set_elsewhere(code, equation.key)


def _change(code: FunctionCode, name: str, pool: _Pool, passes: Sequence[Filter], edits: Edits) -> None:
    first = passes[0]
    equations = [equality.solved for equality in first.equalities]
    index = code.fresh(f"{name}_by_{key_word(equations, name, set(target_names(first.target)))}")
    others = other_names(code, first, pool.start)
    filled = f"{index} = {{}}"
    if not _is_empty(pool.start.value):
        filled = index_text(first, first.equalities, index, name, edits, renamed=others)
    edits.insert_after(pool.start, filled)
    for call in [*pool.removals, *pool.additions]:
        element = edits.text(call.args[0], need=0)
        if not isinstance(call.args[0], ast.Name | ast.Subscript | ast.Attribute):
            named = code.fresh("element")
            edits.insert_before(code.statement(call), f"{named} = {element}")
            edits.replace(call.args[0], named)
            element = named
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(call.args[0])):
            raise EditConflict("what is taken is found by its place")
        keys = [formed(equation, of_element(equation.key, first.target, element, edits)) for equation in equations]
        key = tuple_of(keys)
        taken = f"{index}[{key}].remove({element})"
        added = f"{index}.setdefault({key}, []).append({element})"
        edits.insert_after(code.statement(call), taken if call in pool.removals else added)
    for passed in passes:
        use_index(code, passed, passed.equalities, index, edits)
