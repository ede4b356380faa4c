"""Counting one value at a time in a sequence that stays the same.

Finds:
    ``items.count(x)`` inside a loop or comprehension that does not change ``items``: a list or tuple, or a text
    where ``x`` is one of its characters.

Slow because:
    Each call walks the whole sequence: O(n * m) in all. Counting every value once is O(n), and a look-up O(1).

Unsafe when:
    An element cannot be hashed, or ``x`` is a text of more than one character.

Example:
    Before::

        for name in names:
            rows.append((name, log.count(name)))

    After::

        log_counts = Counter(log)
        for name in names:
            rows.append((name, log_counts[name]))

Source:
    The Python documentation of ``collections.Counter``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.match import equal
from hasten.code.naming import noun
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Counts in one sequence in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        found = code.method_call(call, "count", 1)
        if found is None or not _countable(code, found[0], found[1][0]) or _adds_up_different(code, call, found[0]):
            continue
        repeat = outermost_invariant(code, found[0], call)
        if repeat is not None:
            groups.setdefault((ast.dump(found[0]), repeat.node), (repeat, []))[1].append(call)
    for repeat, calls in groups.values():
        text = f"`{ast.unparse(calls[0])}` walks the whole sequence every time; counting all values once is enough"
        yield Finding(calls[0], text, partial(_change, code, repeat, calls), GROWTH, ahead=True)


def _countable(code: FunctionCode, sequence: ast.expr, value: ast.expr) -> bool:
    kind = code.type_of(sequence)
    if isinstance(sequence, ast.Constant):
        return False
    if only(kind, "str"):
        return _is_character(code, value, sequence)
    if code.hashable(kind.element) is False:
        return False
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and len(value.value) != 1:
        return only(kind, "list", "tuple")
    return only(kind, "list", "tuple", "deque", "any", "sequence")


def _is_character(code: FunctionCode, value: ast.expr, sequence: ast.expr) -> bool:
    """Whether the value is surely one character: a literal, or a loop variable over a text."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and len(value.value) == 1
    if isinstance(value, ast.Subscript):
        return not isinstance(value.slice, ast.Slice) and only(code.type_of(value.value), "str")
    if not isinstance(value, ast.Name):
        return False
    bound = code.comprehension_of(value)
    if bound is not None:
        generator = bound[1]
        return isinstance(generator.target, ast.Name) and _of_characters(code, generator.iter, sequence)
    sources = [
        loop.iter for loop in code.all(ast.For) if isinstance(loop.target, ast.Name) and loop.target.id == value.id
    ]
    stores = code.uses(value.id).rebinds
    return len(sources) == len(stores) > 0 and all(_of_characters(code, source, sequence) for source in sources)


def _adds_up_different(code: FunctionCode, call: ast.Call, text: ast.expr) -> bool:
    """``sum([text.count(c) for c in set(text) if ...])``: a few passes in C, which are faster than a Counter."""
    listed = code.parent(call)
    if not isinstance(listed, ast.ListComp) or not code.builtin_call(code.parent(listed), "sum", 1):
        return False
    different = code.builtin_call(listed.generators[0].iter, "set", 1)
    return different is not None and equal(different[0], text) and only(code.type_of(text), "str")


def _of_characters(code: FunctionCode, source: ast.expr, sequence: ast.expr) -> bool:
    """Whether iterating ``source`` yields characters: a text, or a set, list or sorted list made of one."""
    while isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and len(source.args) == 1:
        if source.func.id not in ("set", "sorted", "list", "tuple", "reversed", "frozenset", "enumerate"):
            return False
        source = source.args[0]
    return only(code.type_of(source), "str") or equal(source, sequence)


def _change(code: FunctionCode, repeat: Repeat, calls: list[ast.Call], edits: Edits) -> None:
    assert repeat.statement is not None
    assert isinstance(calls[0].func, ast.Attribute)
    sequence = calls[0].func.value
    counted = f"{edits.need('collections', 'Counter')}({edits.text(sequence)})"
    made = code.made_before(counted, repeat.statement)
    name = made or code.fresh(f"{noun(sequence)}_counts")
    if not made:
        edits.insert_before(repeat.statement, f"{name} = {counted}")
    for call in calls:
        edits.replace(call, f"{name}[{edits.text(call.args[0], need=0)}]")
