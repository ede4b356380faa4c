"""Asking in a loop whether any element of a collection has a given key.

Finds:
    ``any(item.key == wanted for item in items)`` or ``all(item.key != wanted for item in items)`` inside a loop in
    which ``items`` stays the same; and a membership test on a list of keys built for it, ``wanted in [item.key for
    item in items]``.

Slow because:
    Each question walks the collection: O(n * m). A set of the keys is built once and answers in O(1).

Unsafe when:
    A key cannot be hashed, or reading the key of an element behind the first hit raises.

Example:
    Before::

        for name in names:
            if any(user.name == name for user in users):
                known += 1

    After::

        users_name = {user.name for user in users}
        for name in names:
            if name in users_name:
                known += 1

Source:
    The semi-join of relational databases.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, repeats_around
from hasten.code.naming import noun
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._equalities import Solved, solved, wanted_text
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_Inner = ast.GeneratorExp | ast.ListComp


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of ``any`` and ``all``, then memberships in a comprehension."""
    for call in code.all(ast.Call):
        for function, operator in (("any", ast.Eq), ("all", ast.NotEq)):
            arguments = code.builtin_call(call, function, 1)
            if not arguments or not isinstance(arguments[0], ast.GeneratorExp | ast.ListComp):
                continue
            inner = arguments[0]
            found = _searched(code, inner, operator)
            if found is not None:
                equation, repeat = found
                text = f"`{ast.unparse(call)}` walks the whole collection every time; a set of its keys answers at once"
                change = partial(_change, code, call, inner, equation, repeat, function == "all")
                yield Finding(call, text, change, GROWTH, ahead=True)
    for test in code.all(ast.Compare):
        if len(test.ops) != 1 or not isinstance(test.ops[0], ast.In | ast.NotIn):
            continue
        inner_list = test.comparators[0]
        if not isinstance(inner_list, ast.ListComp | ast.GeneratorExp) or not repeats_around(code, test):
            continue
        if code.hashable(code.type_of(inner_list.elt)) is False:
            continue
        repeat_found = outermost_invariant(code, inner_list, test)
        if repeat_found is not None:
            text = f"`{ast.unparse(test)}` builds a list for every question; a set built once answers at once"
            yield Finding(test, text, partial(_membership, code, test, inner_list, repeat_found), GROWTH, ahead=True)


def _searched(code: FunctionCode, inner: _Inner, operator: type[ast.cmpop]) -> tuple[Solved, Repeat] | None:
    if len(inner.generators) != 1 or inner.generators[0].is_async:
        return None
    generator = inner.generators[0]
    names = set(target_names(generator.target))
    if not all(code.pure(test) for test in generator.ifs) or names & loaded(generator.iter):
        return None
    for equation in solved(code, inner.elt, names, operator):
        used = loaded(equation.key, *generator.ifs) - names
        fixed = _names(equation.key, generator.ifs, used)
        best = outermost_invariant(code, generator.iter, inner, fixed=fixed, moving=equation.wanted)
        if best is not None:
            return equation, best
    return None


def _names(key: ast.expr, tests: list[ast.expr], used: set[str]) -> list[ast.expr]:
    return [
        inner
        for part in (key, *tests)
        for inner in ast.walk(part)
        if isinstance(inner, ast.Name) and inner.id in used and isinstance(inner.ctx, ast.Load)
    ]


def _change(
    code: FunctionCode,
    call: ast.Call,
    inner: _Inner,
    equation: Solved,
    repeat: Repeat,
    negated: bool,
    edits: Edits,
) -> None:
    assert repeat.statement is not None
    generator = inner.generators[0]
    key = noun(equation.key, "key")
    source = noun(generator.iter)
    name = code.fresh(f"{source}_{'set' if key in target_names(generator.target) or key == source else key}")
    tests = "".join(f" if {edits.text(test, need=3)}" for test in generator.ifs)
    target = edits.text(generator.target, need=0)
    made = f"{{{edits.text(equation.key)} for {target} in {edits.text(generator.iter, need=3)}{tests}}}"
    if not tests and edits.text(equation.key) == target:
        made = f"set({edits.text(generator.iter)})"
    known = code.made_before(made, repeat.statement)
    name = known or name
    if not known:
        edits.insert_before(repeat.statement, f"{name} = {made}")
    edits.replace(call, f"{wanted_text(equation, edits)} {'not in' if negated else 'in'} {name}")


def _membership(code: FunctionCode, test: ast.Compare, inner: _Inner, repeat: Repeat, edits: Edits) -> None:
    assert repeat.statement is not None
    made = f"{{{edits.comprehension(inner, {})[1:-1]}}}"
    known = code.made_before(made, repeat.statement)
    name = known or code.fresh(f"{noun(inner.generators[0].iter)}_set")
    if not known:
        edits.insert_before(repeat.statement, f"{name} = {made}")
    edits.replace(inner, name)
