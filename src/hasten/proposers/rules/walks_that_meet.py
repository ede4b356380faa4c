"""A walk from every start to the same end, where walks meet on the way.

Finds:
    A loop that calls a function of the module which walks from its one argument, step by step, until a test of the
    present value ends it, and folds what it meets: counts steps, adds up, keeps the largest or smallest.

Slow because:
    Walks from different starts run together, and the common rest is walked again each time. With what the fold gives
    from every value on at hand, each value is walked through once.

Unsafe when:
    Very many values are met: all of them are remembered.

Example:
    Before::

        def _steps_to_one(n):
            steps = 0
            while n != 1:
                n = n // 2 if n % 2 == 0 else 3 * n + 1
                steps += 1
            return steps

        def longest(limit):
            return max(_steps_to_one(n) for n in range(1, limit))

    After::

        def _steps_to_one(n, known):
            # up to a value whose rest is known, and back with what comes from there
            path = []
            while n != 1 and n not in known:
                path.append(n)
                n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps = known.get(n, 0)
            while path:
                n = path.pop()
                steps += 1
                known[n] = steps
            return steps

        def longest(limit):
            known = {}
            return max(_steps_to_one(n, known) for n in range(1, limit))

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968), on a walk.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import Repeat, repeats_around
from hasten.code.match import match
from hasten.code.precedence import AND
from hasten.code.scopes import BUILTIN_NAMES, fresh_name, loaded, parameters, stored
from hasten.code.source import after_docstring
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_COMMENT = "# up to a value whose rest is known, and back with what comes from there"


@dataclass(frozen=True)
class _Walk:
    """A function that walks.

    Attributes:
        code: The function.
        name: Its parameter.
        begins: What each fold begins with, by name, in order.
        loop: The walk.
        steps: Statements that move on.
        folds: Statements that fold.
        behind: Statements behind the walk.
    """

    code: FunctionCode
    name: str
    begins: tuple[tuple[str, ast.expr], ...]
    loop: ast.While
    steps: tuple[ast.stmt, ...]
    folds: tuple[ast.stmt, ...]
    behind: tuple[ast.stmt, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls in loops."""
    seen: set[str] = set()
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in seen or call.func.id == code.name:
            continue
        name = call.func.id
        if "." in code.name or name not in code.module.functions or name in code.local:
            continue
        seen.add(name)
        walk = _walk(code.program.function(name))
        repeats = repeats_around(code, call)
        if walk is None or not repeats or repeats[-1].statement is None or len(call.args) != 1 or call.keywords:
            continue
        mentions = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(code.module.tree))
        if mentions == 1:
            text = f"{name} walks to the end from every start, though walks meet; what follows a value is remembered"
            yield Finding(call, text, partial(_change, code, walk, call, repeats[-1]), GROWTH)


def _walk(code: FunctionCode) -> _Walk | None:
    node = code.node
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or kind_of(node) != "function":
        return None
    names = [arg.arg for arg in parameters(node)]
    if len(names) != 1 or node.args.vararg or node.args.kwarg or node.args.kwonlyargs or node.args.defaults:
        return None
    if not code.purity.pure_function(code.name):
        return None
    name = names[0]
    body = after_docstring(node)
    place = next((p for p, statement in enumerate(body) if isinstance(statement, ast.While)), None)
    if place is None or place == 0:
        return None
    begins: dict[str, ast.expr] = {}
    for statement in body[:place]:
        begun = match("@a = $x", statement)
        if begun is None or not isinstance(begun["x"], ast.Constant | ast.Name) or loaded(begun["x"]) - {name}:
            return None
        begins[begun.name("a")] = begun["x"]
    loop = body[place]
    assert isinstance(loop, ast.While)
    if loop.orelse or loaded(loop.test) - BUILTIN_NAMES != {name} or any(_leaves(statement) for statement in loop.body):
        return None
    steps: list[ast.stmt] = []
    folds: list[ast.stmt] = []
    for statement in loop.body:
        read = loaded(statement) - BUILTIN_NAMES - set(code.module.functions)
        written = stored(statement)
        if written == {name} and read <= {name}:
            steps.append(statement)
        elif len(written) == 1 and written <= set(begins) and read <= {name, *written} and _folds(statement):
            folds.append(statement)
        else:
            return None
    behind = body[place + 1 :]
    if not steps or not folds or not behind or name in loaded(*behind) or not stored(*folds) >= set(begins):
        return None
    return _Walk(code, name, tuple(begins.items()), loop, tuple(steps), tuple(folds), tuple(behind))


def _leaves(statement: ast.stmt) -> bool:
    kinds = ast.Break | ast.Continue | ast.Return | ast.Raise | ast.While
    return any(isinstance(node, kinds) for node in ast.walk(statement))


def _folds(statement: ast.stmt) -> bool:
    """Whether the order in which values are met does not matter: sums, counts, the largest, the smallest."""
    if isinstance(statement, ast.If):
        compared = match("@n > @b", statement.test) or match("@n < @b", statement.test)
        kept = match("@b = @n", statement.body[0]) if len(statement.body) == 1 and not statement.orelse else None
        if compared is not None and kept is not None:
            return {compared.name("n"), compared.name("b")} == {kept.name("n"), kept.name("b")}
        return len(statement.body) == 1 and not statement.orelse and match("@c += $x", statement.body[0]) is not None
    added = match("@c += $x", statement) or match("@c = @c + $x", statement)
    kept = match("@b = max(@b, @n)", statement) or match("@b = min(@b, @n)", statement)
    kept = kept or match("@b = max(@n, @b)", statement) or match("@b = min(@n, @b)", statement)
    return added is not None or kept is not None


def _change(code: FunctionCode, walk: _Walk, call: ast.Call, repeat: Repeat, edits: Edits) -> None:
    taken = code._taken | walk.code._taken
    known, path = fresh_name("known", taken), fresh_name("path", taken)
    name = walk.name
    names = ", ".join(fold for fold, _ in walk.begins)
    values = ", ".join(edits.text(value) for _, value in walk.begins)
    base = values if len(walk.begins) == 1 else f"({values})"
    steps = "\n".join(edits.block([statement], comments=False) for statement in walk.steps)
    folds = "\n".join(edits.block([statement], comments=False) for statement in walk.folds)
    text = (
        f"{_COMMENT}\n{path} = []\nwhile {edits.text(walk.loop.test, need=AND)} and {name} not in {known}:\n"
        f"    {path}.append({name})\n{indent_block(steps, '    ')}\n{names} = {known}.get({name}, {base})\n"
        f"while {path}:\n    {name} = {path}.pop()\n{indent_block(folds, '    ')}\n    {known}[{name}] = {names}\n"
        f"{edits.block(list(walk.behind))}"
    )
    node = walk.code.node
    body = after_docstring(node)
    # A function that others may call keeps working without the memory.
    private = node.name.startswith("_")
    edits.replace_block(body, text if private else f"if {known} is None:\n    {known} = {{}}\n{text}")
    edits.add_parameter(node, known if private else f"{known}=None")
    assert repeat.statement is not None
    edits.insert_before(repeat.statement, f"{known} = {{}}")
    edits.replace(call, f"{walk.code.name}({edits.text(call.args[0])}, {known})")
