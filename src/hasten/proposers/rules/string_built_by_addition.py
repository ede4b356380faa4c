"""A text built piece by piece with ``+=`` in a loop.

Finds:
    A local that starts as a text constant and that a loop only adds to, at the end (``s += piece``) or in front
    (``s = piece + s``).

Slow because:
    Each addition may copy the whole text, O(n^2) in all; in front it always does. A list of pieces is joined once.

Unsafe when:
    A piece is no text (``join`` raises then as ``+`` did, though later), or the loop reads the text so far.

Example:
    Before::

        text = ""
        for row in rows:
            text += format_row(row)

    After::

        pieces = []
        for row in rows:
            pieces.append(format_row(row))
        text = "".join(pieces)

Source:
    The Python FAQ: what is the most efficient way to concatenate many strings together?
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode, Loop
from hasten.code.loops import leaves_early
from hasten.code.match import match
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding


@dataclass(frozen=True)
class _Built:
    """A text that a loop builds."""

    loop: Loop
    start: ast.Assign
    name: str
    steps: list[tuple[ast.stmt, ast.expr]]
    front: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per text and outermost loop that builds it."""
    for assign in code.all(ast.Assign):
        built = _built(code, assign)
        if built is None:
            continue
        growth = ("O(n^2)", "O(n)") if built.front else None
        where = "in front of" if built.front else "to the end of"
        text = f"the loop adds pieces {where} {built.name}, which may copy it each time; a list is joined once"
        simple = _whole_loop(code, built)
        if simple is not None:
            yield Finding(built.loop, text, partial(_one_line, built, simple), growth)
        yield Finding(built.loop, text, partial(_change, code, built), growth)


def _built(code: FunctionCode, assign: ast.Assign) -> _Built | None:
    if len(assign.targets) != 1 or not isinstance(assign.targets[0], ast.Name):
        return None
    name = assign.targets[0].id
    if not isinstance(assign.value, ast.Constant) or not isinstance(assign.value.value, str):
        return None
    loops = [statement for statement in code.after(assign) if isinstance(statement, ast.For | ast.While)]
    if not loops:
        return None
    loop = loops[0]
    uses = code.uses(name)
    inside = set(ast.walk(loop))
    if uses.aliases or any(
        node in inside for node in [*uses.reads, *uses.returns, *uses.escapes] if not _own(code, node)
    ):
        return None
    between = code.after(assign)[: code.after(assign).index(loop)]
    if any(isinstance(node, ast.Name) and node.id == name for other in between for node in ast.walk(other)):
        return None
    steps: list[tuple[ast.stmt, ast.expr]] = []
    fronts = set()
    for target in uses.rebinds:
        if target not in inside:
            continue
        statement = code.parent(target)
        behind = match("@s += $piece", statement) or match("@s = @s + $piece", statement)
        ahead = match("@s = $piece + @s", statement)
        holes = behind or ahead
        if holes is None or holes.name("s") != name or name in loaded(holes["piece"]):
            return None
        if not only(code.type_of(holes["piece"]), "str", "any"):
            return None
        fronts.add(behind is None)
        assert isinstance(statement, ast.stmt)
        steps.append((statement, holes["piece"]))
    if not steps or len(fronts) != 1:
        return None
    # ``return text`` inside the loop would need the pieces joined there.
    return _Built(loop, assign, name, steps, fronts.pop()) if not leaves_early_with(loop, name) else None


def leaves_early_with(loop: Loop, name: str) -> bool:
    """Whether the loop may leave the function, or hands out the name."""
    return leaves_early(loop) and any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(loop))


def _own(code: FunctionCode, node: ast.Name) -> bool:
    """Whether the read is the left side of ``s = s + piece``."""
    statement = code.statement(node)
    holes = match("@s = @s + $piece", statement) or match("@s = $piece + @s", statement)
    return holes is not None and holes.name("s") == node.id


def _whole_loop(code: FunctionCode, built: _Built) -> ast.expr | None:
    """The piece, when adding it is all that a simple ``for`` does."""
    loop = built.loop
    if not isinstance(loop, ast.For) or loop.orelse or len(loop.body) != 1 or loop.body[0] is not built.steps[0][0]:
        return None
    if any(code.live_after(name, loop) for name in [n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)]):
        return None
    return built.steps[0][1]


def _start(built: _Built) -> str:
    assert isinstance(built.start.value, ast.Constant)
    return str(built.start.value.value)


def _one_line(built: _Built, piece: ast.expr, edits: Edits) -> None:
    loop = built.loop
    assert isinstance(loop, ast.For)
    target, source = edits.text(loop.target, need=0), edits.text(loop.iter, need=3)
    listed = f"[{edits.text(piece)} for {target} in {source}]"
    if edits.text(piece) == target:
        listed = edits.text(loop.iter)
    joined = f'"".join({listed if not built.front else f"reversed({listed})"})'
    first = edits.text(built.start.value)
    if _start(built):
        joined = f"{joined} + {first}" if built.front else f"{first} + {joined}"
    edits.replace_statement(loop, f"{built.name} = {joined}")
    edits.remove(built.start)


def _change(code: FunctionCode, built: _Built, edits: Edits) -> None:
    pieces = code.fresh(f"{built.name}_pieces" if built.name not in ("result", "s", "out", "res") else "pieces")
    start = edits.text(built.start.value)
    edits.replace_statement(built.start, f"{pieces} = [{start if _start(built) else ''}]")
    for statement, piece in built.steps:
        edits.replace_statement(statement, f"{pieces}.append({edits.text(piece)})")
    edits.insert_after(built.loop, f'{built.name} = "".join({f"reversed({pieces})" if built.front else pieces})')
