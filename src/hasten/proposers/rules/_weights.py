"""Loops that only count, so that a turn can stand for many equal ones."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import equal
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._addends import summands
from hasten.proposers.rules._counts_in_dicts import CountInDict, count_in_dict

_TIGHT = 13
#: What a generator may be handed to if it matters neither how often a value comes nor when.
_WHENEVER = ("any", "all", "min", "max", "set", "frozenset")


@dataclass(frozen=True)
class Counting:
    """What has to be taken so many times where one turn stands for many.

    Attributes:
        names: Statements ``n += v`` and ``n -= v``.
        entries: Statements that count in a dict or list.
        summed: What a generator hands to ``sum``, if that is it.
    """

    names: tuple[ast.AugAssign, ...] = ()
    entries: tuple[tuple[ast.stmt, CountInDict], ...] = ()
    summed: ast.expr | None = None

    @property
    def counts(self) -> bool:
        """Whether it matters how often."""
        return bool(self.names or self.entries or self.summed)


def weights(counting: Counting, times: str, replaced: Mapping[ast.expr, str], edits: Edits) -> dict[ast.AST, str]:
    """What reads otherwise where each turn stands for ``times`` turns, with further expressions that do."""
    covered: set[ast.AST] = set()
    texts: dict[ast.AST, str] = {}

    def weighted(value: ast.expr) -> str:
        return times if constant_int(value) == 1 else f"{edits.text(value, replaced, need=_TIGHT)} * {times}"

    for value in [*(statement.value for statement in counting.names), *([counting.summed] if counting.summed else [])]:
        covered.update(descend(value))
        texts[value] = weighted(value)
    for statement, entry in counting.entries:
        covered.update(descend(statement))
        texts[statement] = entry.text(times, lambda part, need: edits.text(part, replaced, need=need))
    return texts | {node: text for node, text in replaced.items() if node not in covered}


def taken_together(
    node: ast.For | ast.comprehension,
    counting: Counting,
    turn: tuple[str, str, str],
    replaced: Mapping[ast.expr, str],
    edits: Edits,
) -> None:
    """Let each turn stand for many.

    Args:
        node: The loop or the part of a comprehension.
        counting: What is counted.
        turn: As code: what a turn goes by, how many turns it stands for, and where both come from.
        replaced: Further expressions that read otherwise.
        edits: Gets the changes.
    """
    target, times, source = turn
    edits.replace_target(node.target, f"{target}, {times if counting.counts else '_'}")
    edits.replace(node.iter, source)
    for part, text in weights(counting, times, replaced, edits).items():
        if isinstance(part, ast.stmt):
            edits.replace_statement(part, text)
        elif isinstance(part, ast.expr):
            edits.replace(part, text)


def passes(code: FunctionCode) -> list[ast.For | ast.comprehension]:
    """Loops, then the parts of comprehensions."""
    return [*code.all(ast.For), *(generator for whole in code.comprehensions for generator in whole.generators)]


def only_counts(code: FunctionCode, loop: ast.For, body: Sequence[ast.stmt]) -> Counting | None:
    """What a loop's body counts, None where it does anything else that shows.

    Names that a turn sets for itself do not show, nor does one that is only ever set to a constant.
    """
    if loop.orelse:
        return None
    carried = read_before_bound(body) & stored(*body)
    names: list[ast.AugAssign] = []
    entries: list[tuple[ast.stmt, CountInDict]] = []
    if not _counts(code, loop, list(body), carried, names, entries):
        return None
    counters = {statement.target.id for statement in names if isinstance(statement.target, ast.Name)}
    tables = {entry.table for _, entry in entries}
    if not (counters or tables) or carried - counters or counters & tables:
        return None
    own: set[ast.AST] = set()
    for statement in names:
        own.add(statement.target)
    for node, entry in entries:
        if {entry.table, *counters} & loaded(entry.key, entry.value):
            return None
        own |= {part for part in descend(node) if isinstance(part, ast.Name) and part.id == entry.table}
    mentioned = [part for part in descend(*body, loop.iter) if isinstance(part, ast.Name) and part not in own]
    if any(part.id in counters | tables for part in mentioned):
        return None
    return Counting(tuple(names), tuple(entries))


def _counts(
    code: FunctionCode,
    loop: ast.For,
    body: Sequence[ast.stmt],
    carried: set[str],
    names: list[ast.AugAssign],
    entries: list[tuple[ast.stmt, CountInDict]],
) -> bool:
    for statement in body:
        entry = count_in_dict(statement)
        if entry is not None:
            if not code.pure(entry.key) or not _whole(code, entry.value):
                return False
            entries.append((statement, entry))
        elif isinstance(statement, ast.If):
            parts = [statement.body, statement.orelse]
            if not code.pure(statement.test):
                return False
            if not all(_counts(code, loop, part, carried, names, entries) for part in parts):
                return False
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            if statement.target.id in carried:
                if not isinstance(statement.op, ast.Add | ast.Sub) or not _whole(code, statement.value):
                    return False
                names.append(statement)
            elif not code.pure(statement.value) or code.live_after(statement.target.id, loop):
                return False
        elif isinstance(statement, ast.Assign):
            if not code.pure(statement.value) or not all(
                isinstance(t, ast.Name | ast.Tuple) for t in statement.targets
            ):
                return False
            if any(code.live_after(n, loop) and not _one_constant(n, statement.value, loop) for n in stored(statement)):
                return False
        elif not isinstance(statement, ast.Continue | ast.Pass):
            return False
    return True


def _one_constant(name: str, value: ast.expr, loop: ast.For) -> bool:
    """Whether a loop sets a name to this constant and to nothing else."""
    if not isinstance(value, ast.Constant):
        return False
    setting = [node for node in descend(*loop.body) if isinstance(node, ast.stmt) and name in _targets(node)]
    return all(isinstance(node, ast.Assign) and equal(node.value, value) for node in setting)


def _targets(statement: ast.stmt) -> set[str]:
    blocks = ast.If | ast.For | ast.While | ast.With | ast.Try
    return set() if isinstance(statement, blocks) else stored(statement)


def _whole(code: FunctionCode, value: ast.expr) -> bool:
    kind = code.type_of(value)
    return code.pure(value) and (only(kind, "int", "bool") or isinstance(value, ast.Compare))


def counted_by(code: FunctionCode, generator: ast.comprehension) -> Counting | None:
    """What is counted where a generator is handed to ``sum``, or to what asks neither how often nor when."""
    whole = code.parent(generator)
    if isinstance(whole, ast.SetComp) and len(whole.generators) == 1:
        return Counting()
    if not isinstance(whole, ast.GeneratorExp) or len(whole.generators) != 1 or generator.is_async:
        return None
    call = code.parent(whole)
    if not code.pure(whole.elt) or not all(code.pure(test) for test in generator.ifs):
        return None
    if code.builtin_call(call, "sum", 1) is not None:
        return Counting(summed=whole.elt) if _whole(code, whole.elt) else None
    return Counting() if any(code.builtin_call(call, name, 1) is not None for name in _WHENEVER) else None


def total_of(code: FunctionCode, names: Sequence[str], node: ast.Name) -> ast.expr | None:
    """The sum of all elements of a choice in which one of its names is read: ``sum(group)`` or ``a + b + c``."""
    if len(names) == 1:
        call = code.parent(node)
        given = code.builtin_call(call, "sum", 1)
        return call if given == [node] and isinstance(call, ast.Call) else None
    top: ast.AST = node
    while isinstance(code.parent(top), ast.BinOp) and isinstance(code.parent(top).op, ast.Add):  # type: ignore[attr-defined]
        top = code.parent(top)
    assert isinstance(top, ast.expr)
    given = code.builtin_call(code.parent(code.parent(node)), "sum", 1)
    if given and isinstance(given[0], ast.Tuple | ast.List) and _named(given[0].elts, names):
        call = code.parent(given[0])
        return call if isinstance(call, ast.Call) else None
    return top if _named(summands(top), names) else None


def _named(parts: Sequence[ast.expr], names: Sequence[str]) -> bool:
    return sorted(part.id if isinstance(part, ast.Name) else "" for part in parts) == sorted(names)


def read_in(nodes: Sequence[ast.AST], names: Sequence[str]) -> list[ast.Name]:
    """Where names are read."""
    return [node for node in descend(*nodes) if isinstance(node, ast.Name) and node.id in names]
