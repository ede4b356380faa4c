"""What is proposed for a recursion: tables first, then memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.edits import EditConflict, Edits, indent_block
from hasten.code.globals_used import reachable_functions
from hasten.code.locate import Located
from hasten.code.scopes import fresh_name
from hasten.code.source import FunctionNode, ParsedModule
from hasten.proposers.algorithms.recursion.find import Recursion, inner_definitions, nested_recursions, recursion_of
from hasten.proposers.algorithms.recursion.forgotten import forgotten
from hasten.proposers.algorithms.recursion.shifted import Axis, axes_of
from hasten.proposers.algorithms.recursion.sliced import Sliced, sliced
from hasten.proposers.algorithms.recursion.table import Filling, Line, answer, filled
from hasten.proposers.algorithms.unfold import unfolded

_ONCE = "each state is solved once"


@dataclass(frozen=True)
class Rewriting:
    """One rewritten recursion.

    Attributes:
        name: What was done, for the proposer's path.
        source: Text of the whole file.
        rationale: One sentence.
    """

    name: str
    source: str
    rationale: str


def rewritings(located: Located) -> Iterator[Rewriting]:
    """Rewritings of the recursions of a target, of functions that it calls, and of functions nested in it."""
    module, target = located.module, located.node
    for name in reachable_functions(module, target.name):
        written = unfolded(module, module.functions[name]) or module
        written = forgotten(written, written.functions[name]) or written
        recursion = recursion_of(written, written.functions[name])
        if recursion is not None:
            yield from _all(_of_module_level(written, recursion))
    written = unfolded(module, target) or module
    for inner in inner_definitions(written.functions[target.name]):
        # Where the author's memory is taken out, the others are looked at as they stand.
        plain = forgotten(written, inner, written.functions[target.name]) or written
        for recursion in nested_recursions(plain.functions[target.name]):
            if recursion.node.name == inner.name:
                yield from _all(_of_nested(plain, plain.functions[target.name], recursion))


def _all(found: Iterator[Rewriting]) -> Iterator[Rewriting]:
    """What can be written; nothing where an edit cannot be made as text."""
    try:
        yield from found
    except EditConflict:
        return


def _of_module_level(module: ParsedModule, recursion: Recursion) -> Iterator[Rewriting]:
    taken = _names(recursion.node)
    call, table, value = (fresh_name(wanted, taken) for wanted in ("solve", "table", "value"))
    places = sliced(module, recursion, call)
    if places is not None:
        yield from _of_places(module, recursion, places, table, value)
        return
    axes = axes_of(recursion)
    if axes is not None:
        filling = _filling(module, recursion, axes, [axis.name for axis in axes], taken)
        last = f"return {answer(filling.lines, table)}"
        text = "\n".join(part for part in (_leading(module, recursion), filled(filling, table, value), last) if part)
        yield from _replaced(module, recursion, "recursion_to_table", text, f"{_ONCE}, in order, without recursion")


def _of_places(
    module: ParsedModule, recursion: Recursion, places: Sliced, table: str, value: str
) -> Iterator[Rewriting]:
    """A recursion on parts, by places in the whole."""
    what = "its state is where the parts begin and end"
    if _tabular(places):
        text = _table_of_places(places, table, value)
        yield from _replaced(module, recursion, "recursion_on_parts_to_table", text, f"{what}; {_ONCE}, in order")
    yield from _replaced(
        module, recursion, "recursion_on_parts_to_memory", _memory(places), f"{what}; {_ONCE}", "cache"
    )


def _of_nested(module: ParsedModule, target: FunctionNode, recursion: Recursion) -> Iterator[Rewriting]:
    """A nested function becomes one that reads a table, which is filled in front of the only call from outside."""
    taken = _names(target)
    call, table, value = (fresh_name(wanted, taken) for wanted in ("solve", "table", "value"))
    places = sliced(module, recursion, call)
    if places is not None:
        yield from _of_places(module, recursion, places, table, value)
        return
    axes = axes_of(recursion)
    inside = set(ast.walk(recursion.node))
    outer = [
        node
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and node.id == recursion.node.name and node not in inside
    ]
    if axes is None or len(outer) != 1:
        return
    first = module.parents[outer[0]]
    if not isinstance(first, ast.Call) or len(first.args) != len(recursion.parameters) or first.keywords:
        return
    statement: ast.AST = first
    while not isinstance(statement, ast.stmt):
        statement = module.parents[statement]
    if module.parents[statement] is not target:
        return
    starts = dict(zip(recursion.parameters, first.args, strict=True))
    if any(not _is_simple(starts[axis.name]) for axis in axes):
        return
    # What only the nested function names is free for the loops once that is gone.
    used = {node.id for node in ast.walk(target) if isinstance(node, ast.Name) and node not in inside}
    ends = [ast.unparse(starts[axis.name]) for axis in axes]
    edits = Edits(module)
    try:
        filling = _filling(module, recursion, axes, ends, used)
        edits.remove(recursion.node)
        edits.insert_before(statement, filled(filling, table, value))
        edits.replace(first, answer(filling.lines, table))
        source = edits.apply()
    except EditConflict:
        return
    yield Rewriting("nested_recursion_to_table", source, f"{_ONCE}, in order, without recursion")


def _names(function: ast.AST) -> set[str]:
    found = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return found | {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}


def _is_simple(node: ast.expr) -> bool:
    return all(
        isinstance(
            part, ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp | ast.operator | ast.unaryop | ast.expr_context
        )
        or (isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "len")
        for part in ast.walk(node)
    )


def _replaced(
    module: ParsedModule, recursion: Recursion, name: str, text: str, rationale: str, imported: str = ""
) -> Iterator[Rewriting]:
    edits = Edits(module)
    try:
        if imported:
            cache = edits.need("functools", imported)
            text = text.replace(f"@{imported}", f"@{cache}")
        edits.replace_statements(recursion.body[0], recursion.body[-1], text)
        source = edits.apply()
    except EditConflict:
        return
    yield Rewriting(name, source, rationale)


# -- memory ------------------------------------------------------------------------------------------------------------


def _memory(places: Sliced) -> str:
    """The recursion on places as a nested function that remembers."""
    header = f"@cache\ndef {places.call}({', '.join(places.states)}):"
    inner = f"{header}\n{indent_block(places.body, '    ')}\n"
    last = f"return {places.call}({', '.join(places.starts)})"
    return "\n".join(part for part in (places.setup, inner, last) if part).replace("\n@cache", "\n\n@cache")


# -- tables ------------------------------------------------------------------------------------------------------------


def _tabular(places: Sliced) -> bool:
    """Whether the state is nothing but one or two ends of parts."""
    ends = [state for track in places.tracks for state in (track.low, track.high) if state]
    return list(places.states) == ends and len(ends) <= 2


def _table_of_places(places: Sliced, table: str, value: str) -> str:
    """The recursion on places as a table that is filled from the shortest parts on."""
    lines = []
    for track in places.tracks:
        size = track.size or f"len({track.name})"
        if track.low:
            lines.append(Line(track.low, track.low, f"range({size}, -1, -1)", f"{size} + 1", "0"))
        if track.high:
            values = f"range({track.low or '0'}, {size} + 1)"
            lines.append(Line(track.high, track.high, values, f"{size} + 1", size))
    module = ParsedModule(f"def {places.call}({', '.join(places.states)}):\n{indent_block(places.body, '    ')}\n")
    function = module.functions[places.call]
    calls: dict[ast.expr, list[ast.expr]] = {
        node: list(node.args)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == places.call
    }
    filling = Filling(module, function.body, calls, lines)
    parts = [places.setup, filled(filling, table, value), f"return {answer(lines, table)}"]
    return "\n".join(part for part in parts if part)


def _filling(
    module: ParsedModule, recursion: Recursion, axes: Sequence[Axis], starts: Sequence[str], taken: set[str]
) -> Filling:
    """The table for a recursion that moves by constant steps."""
    lines = []
    for axis, start in zip(axes, starts, strict=True):
        counter = axis.name if axis.name not in taken else fresh_name(f"each_{axis.name}", taken)
        if axis.rising:
            values = f"range({axis.edge}, {_less(start)}, -1)"
            size = f"{axis.edge} + 1"
        else:
            values = f"range({axis.edge}, {start} + 1)" if axis.edge != "0" else f"range({start} + 1)"
            size = "" if axis.edge.startswith("-") else f"{start} + 1"
        lines.append(Line(axis.name, counter, values, size, start))
    calls: dict[ast.expr, list[ast.expr]] = {
        call: [given[axis.name] for axis in axes] for call, given in zip(recursion.calls, recursion.passed, strict=True)
    }
    return Filling(module, recursion.body, calls, lines)


def _less(text: str) -> str:
    return str(int(text) - 1) if text.lstrip("-").isdigit() else f"{text} - 1"


def _leading(module: ParsedModule, recursion: Recursion) -> str:
    """The cases at the beginning that end without recursion: they stay in front for what lies outside of the table."""
    kept = []
    for statement in recursion.body:
        if not isinstance(statement, ast.If) or any(call in set(ast.walk(statement)) for call in recursion.calls):
            break
        kept.append(statement)
    return Edits(module).block(kept) if kept and len(kept) < len(recursion.body) else ""
