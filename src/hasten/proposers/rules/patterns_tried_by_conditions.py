"""Compiled patterns tried one after another by ``if`` and ``elif``.

Finds:
    ``if m := A.match(line): ... elif m := B.match(line): ...``, and ``m = A.match(line)``, ``if m: ... continue``,
    ``m = B.match(line)`` and so on, with three patterns of the module or more that are asked the same.

Slow because:
    A text that the last of n patterns matches costs n calls, and one that none matches too. One pattern with an
    alternative for each tells in one call which of them it will be; only that one is asked for its groups. The gain
    is a constant.

Unsafe when:
    Code elsewhere binds the patterns anew after the import.

Example:
    Before::

        if m := NUMBER.match(line):
            total += int(m[1])
        elif m := NAME.match(line):
            names.append(m[1])
        elif COMMENT.match(line):
            comments += 1

    After::

        hit = _NUMBER_AND_OTHERS.match(line)
        first = hit and hit.lastgroup
        if m := NUMBER.match(line) if first == "NUMBER" else None:
            total += int(m[1])
        elif m := NAME.match(line) if first == "NAME" else None:
            names.append(m[1])
        elif first == "COMMENT":
            comments += 1

Source:
    "Writing a tokenizer" in the Python documentation of ``re``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import equal, is_name
from hasten.code.scopes import loaded, stored
from hasten.proposers.rules._added_helpers import helper_constant
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pattern_tables import compiled_pattern, group_names

_LEAST = 3
_TEXT = "`{0}` is the first of {1} patterns that are tried one after another; as alternatives of one they are one call"


@dataclass(frozen=True)
class _Asked:
    """One pattern that is asked.

    Attributes:
        statement: Where.
        call: The call.
        pattern: The name of the pattern.
        method: ``match`` or ``fullmatch``.
        keeps: Whether the match gets a name.
    """

    statement: ast.stmt
    call: ast.Call
    pattern: str
    method: str
    keeps: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each run of conditions makes one finding."""
    done: set[ast.AST] = set()
    for test in code.all(ast.If):
        if code.in_nested_function(test) or test in done or code.text.is_elif(test):
            continue
        for run in (_chain(code, test), _sequence(code, test)):
            done |= {asked.statement for asked in run}
            flags = _flags(code, run)
            if flags is not None:
                text = _TEXT.format(ast.unparse(run[0].call), len(run))
                yield Finding(test, text, partial(_change, code, run, flags))


def _chain(code: FunctionCode, test: ast.If) -> list[_Asked]:
    """The patterns that an ``if`` and the ``elif`` behind it ask, from the first on."""
    run: list[_Asked] = []
    current: ast.stmt | None = test
    while isinstance(current, ast.If):
        asked = _asked(code, current, current.test)
        if asked is None or (run and not _alike(run[0], asked)):
            break
        run.append(asked)
        following = current.orelse
        current = following[0] if len(following) == 1 and code.text.is_elif(following[0]) else None
    return run


def _sequence(code: FunctionCode, test: ast.If) -> list[_Asked]:
    """The patterns that statements ask in turn: ``m = A.match(line)`` and an ``if m`` that leaves."""
    block, place = code.block(test)
    run: list[_Asked] = []
    if place and isinstance(block[place - 1], ast.Assign):
        place -= 1
    while place < len(block):
        statement, width = block[place], 1
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            asked = _asked(code, statement, statement.value, keeps=True)
            follower = block[place + 1] if place + 1 < len(block) else None
            width, name = 2, statement.targets[0]
            tested = isinstance(follower, ast.If) and isinstance(name, ast.Name) and _tests(follower.test, name.id)
        else:
            follower = statement
            asked = _asked(code, statement, statement.test) if isinstance(statement, ast.If) else None
            tested = True
        leaves = isinstance(follower, ast.If) and not follower.orelse and isinstance(
            follower.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break
        )
        if asked is None or not tested or not leaves or (run and not _alike(run[0], asked)):
            break
        run.append(asked)
        place += width
    return run


def _tests(test: ast.expr, name: str) -> bool:
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.IsNot):
        return is_name(test.left, name) and equal(test.comparators[0], ast.Constant(None))
    return is_name(test, name)


def _asked(code: FunctionCode, statement: ast.stmt, node: ast.expr, *, keeps: bool = False) -> _Asked | None:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.IsNot):
        node = node.left if equal(node.comparators[0], ast.Constant(None)) else node
    if isinstance(node, ast.NamedExpr):
        keeps, node = True, node.value
    if not isinstance(node, ast.Call) or node.keywords or not node.args or not isinstance(node.func, ast.Attribute):
        return None
    pattern, method = node.func.value, node.func.attr
    if method not in ("match", "fullmatch") or not isinstance(pattern, ast.Name):
        return None
    plain = all(isinstance(argument, ast.Name | ast.Constant) for argument in node.args)
    if pattern.id in code.local | code.around or not plain:
        return None
    return _Asked(statement, node, pattern.id, method, keeps)


def _alike(first: _Asked, other: _Asked) -> bool:
    """Whether two patterns are asked the same of the same, and the first has not changed it."""
    alike = len(first.call.args) == len(other.call.args) and first.method == other.method
    fixed = not stored(other.statement) & loaded(*other.call.args) or isinstance(other.statement, ast.If)
    return alike and fixed and all(equal(one, two) for one, two in zip(first.call.args, other.call.args, strict=True))


def _flags(code: FunctionCode, run: Sequence[_Asked]) -> str | None:
    """The flags of all patterns as code; None where they cannot be one."""
    names = [asked.pattern for asked in run]
    if len(run) < _LEAST or len(set(names)) < len(names):
        return None
    # A name that a test gives to its match is asked for by the next one.
    given = {name for asked in run for name in loaded(*asked.call.args)}
    tests = [asked.statement.test for asked in run if isinstance(asked.statement, ast.If)]
    if given & stored(*tests):
        return None
    found = [compiled_pattern(code, ast.Name(name, ast.Load()), "method") for name in names]
    patterns = [one for one in found if one is not None]
    if len(patterns) < len(run) or len({flags for _, flags, _ in patterns}) > 1:
        return None
    inner = group_names([text for text, _, _ in patterns], patterns[0][1])
    return patterns[0][1] if inner is not None and not inner & set(names) else None


def _change(code: FunctionCode, run: Sequence[_Asked], flags: str, edits: Edits) -> None:
    names = [asked.pattern for asked in run]
    alternatives = "|".join(f"(?P<{name}>{{{name}.pattern}})" for name in names)
    made = f"{edits.need('re', 'compile')}(f\"{alternatives}\"{f', {flags}' if flags else ''})"
    one = helper_constant(code, f"_{names[0].strip('_')}_AND_OTHERS", made, edits)
    hit, first = code.fresh("hit"), code.fresh("first")
    given = ", ".join(edits.text(argument) for argument in run[0].call.args)
    lines = f"{hit} = {one}.{run[0].method}({given})\n{first} = {hit} and {hit}.lastgroup"
    edits.insert_before(run[0].statement, lines)
    for asked in run:
        which = f'{first} == "{asked.pattern}"'
        edits.replace(asked.call, f"{edits.text(asked.call)} if {which} else None" if asked.keeps else which)
