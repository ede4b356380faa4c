"""Keeping the first of equal elements by searching the result list.

Finds:
    A loop that appends to a list that starts empty what is not in it yet, and does nothing else:
    ``if x not in out: out.append(x)``, with further conditions or ``continue``; and the comprehension
    ``[x for i, x in enumerate(xs) if x not in xs[:i]]``.

Slow because:
    Every element is compared with all that were kept: O(n^2). A dict keeps the order of insertion and finds a key in
    O(1).

Unsafe when:
    An element cannot be hashed (the guarded form then runs the loop), or the loop's variable is read afterwards.

Example:
    Before::

        out = []
        for x in xs:
            if x not in out:
                out.append(x)

    After::

        out = list(dict.fromkeys(xs))

Source:
    The Python documentation: dicts preserve insertion order (3.7); the FAQ on removing duplicates from a list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import match, match_block
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _Dedupe:
    loop: ast.For
    start: ast.Assign
    out: str
    item: ast.expr
    conditions: list[tuple[ast.expr, bool]]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop or comprehension."""
    for loop in code.all(ast.For):
        dedupe = _dedupe(code, loop)
        if dedupe is None:
            continue
        found = (
            f"the loop keeps the first of equal elements by searching {dedupe.out} each time; a dict finds them at once"
        )
        known = code.hashable(code.type_of(dedupe.item))
        if known is not False:
            yield Finding(loop, found, partial(_change, code, dedupe, False), GROWTH, ahead=True)
        if known is None:
            yield Finding(loop, found, partial(_change, code, dedupe, True), GROWTH, guarded=True)
    for comprehension in code.all(ast.ListComp):
        holes = match("[@x for @i, @x in enumerate($xs) if @x not in $xs[:@i]]", comprehension)
        if holes is None:
            holes = match("[@x for @i, @x in enumerate($xs) if $xs.index(@x) == @i]", comprehension)
        if holes is not None and code.is_builtin("enumerate") and code.pure(holes["xs"]):
            found = "the comprehension keeps the first of equal elements by searching the list each time"
            yield Finding(comprehension, found, partial(_comprehension, comprehension, holes["xs"]), GROWTH, ahead=True)


def _dedupe(code: FunctionCode, loop: ast.For) -> _Dedupe | None:
    if loop.orelse:
        return None
    conditions: list[tuple[ast.expr, bool]] = []
    body = loop.body
    while True:
        skip = match_block("if $skip:\n    continue\n$$rest", body)
        if skip is not None and len(body) > 1:
            body = body[1:]
            conditions.append((skip["skip"], False))
            continue
        if len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
            conditions += [(part, True) for part in _parts(body[0].test)]
            body = body[0].body
            continue
        break
    append = match_block("@out.append($item)", body)
    if append is None:
        return None
    out, item = append.name("out"), append["item"]
    tests = [(place, kept) for place, kept in enumerate(conditions) if _is_test(kept, item, out)]
    if len(tests) != 1 or tests[0][0] != len(conditions) - 1:
        return None  # a condition behind the test would be asked less often than before
    others = conditions[:-1]
    names = set(target_names(loop.target))
    if any(out in loaded(test) or not code.pure(test) for test, _ in others) or not code.pure(item):
        return None
    if out in loaded(item) or out in loaded(loop.iter) or out in names:
        return None
    start = _empty_start(code, loop, out)
    if start is None or any(code.live_after(name, loop) for name in names):
        return None
    return _Dedupe(loop, start, out, item, others)


def _parts(test: ast.expr) -> list[ast.expr]:
    return list(test.values) if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]


def _is_test(condition: tuple[ast.expr, bool], item: ast.expr, out: str) -> bool:
    test, wanted = condition
    holes = match("$item not in @out", test) if wanted else match("$item in @out", test)
    if holes is None and wanted:
        holes = match("not $item in @out", test)
    return holes is not None and holes.name("out") == out and ast.dump(holes["item"]) == ast.dump(item)


def _empty_start(code: FunctionCode, loop: ast.For, out: str) -> ast.Assign | None:
    """``out = []`` in front of the loop, with nothing in between that uses ``out``."""
    for statement in reversed(code.before(loop)):
        holes = match("@out = []", statement) or match("@out = list()", statement)
        if holes is not None and holes.name("out") == out and isinstance(statement, ast.Assign):
            return statement
        if any(isinstance(node, ast.Name) and node.id == out for node in ast.walk(statement)):
            return None
    return None


def _change(code: FunctionCode, dedupe: _Dedupe, guarded: bool, edits: Edits) -> None:
    loop = dedupe.loop
    target = edits.text(loop.target)
    source = edits.text(loop.iter)
    item = edits.text(dedupe.item)
    if dedupe.conditions or item != target:
        tests = [_condition(test, wanted, edits) for test, wanted in dedupe.conditions]
        condition = f" if {' and '.join(tests)}" if tests else ""
        source = f"{item} for {target} in {edits.text(loop.iter, need=3)}{condition}"
    new = f"{dedupe.out} = list(dict.fromkeys({source}))"
    if guarded:
        old = edits.block([loop], comments=False)
        fallback = "\n".join("    " + line if line else line for line in old.split("\n"))
        edits.insert_before(
            loop, f"try:\n    {new}\nexcept TypeError:  # not hashable\n    {dedupe.out} = []\n{fallback}"
        )
        edits.replace_statement(loop, "")
    else:
        edits.replace_statement(loop, new)
    edits.remove(dedupe.start)


def _condition(test: ast.expr, wanted: bool, edits: Edits) -> str:
    if wanted:
        return edits.text(test, need=5)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return edits.text(test.operand, need=5)
    return f"not {edits.text(test, need=5)}"


def _comprehension(comprehension: ast.ListComp, source: ast.expr, edits: Edits) -> None:
    edits.replace(comprehension, f"list(dict.fromkeys({edits.text(source)}))")
