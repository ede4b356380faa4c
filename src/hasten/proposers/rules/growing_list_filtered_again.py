"""Picking elements out of all that was collected so far, in every turn anew.

Finds:
    In a loop that fills a list by ``append``, a comprehension over that list that is assigned to a name and only
    looked at: ``open_now = [row for row in rows if row.open]``, ``names = [name for name, _ in rows]``.

Slow because:
    Every turn goes through all elements again: O(n^2). The elements stay where they are, so what was picked stays
    picked, and only those that came since the last turn have to be looked at.

Unsafe when:
    Something elsewhere changes an element after it was appended, so that it would be picked otherwise.

Example:
    Before::

        for value in values:
            spikes = [label for label, _ in labels if label == "spike"]
            labels.append((label_of(value, len(spikes)), value))

    After::

        spikes = []
        seen = 0
        for value in values:
            spikes += [label for label, _ in labels[seen:] if label == "spike"]
            seen = len(labels)
            labels.append((label_of(value, len(spikes)), value))

Source:
    Finite differencing: Paige and Koenig, TOPLAS 4 (1982).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.scopes import loaded, stored, target_names
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import Grown, grown_list, stored_to

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per assignment."""
    for assign in code.all(ast.Assign):
        value = assign.value
        if not isinstance(value, ast.ListComp) or len(value.generators) != 1 or code.in_nested_function(assign):
            continue
        part, name = value.generators[0], assign.targets[0]
        if len(assign.targets) != 1 or not isinstance(name, ast.Name) or not isinstance(part.iter, ast.Name):
            continue
        grown = grown_list(code, part.iter.id)
        if grown is None or grown.until is not None or part.is_async:
            continue
        loop = _loop(code, assign, grown)
        if loop is None or not any(loop in code.loops_around(addition) for addition in grown.additions):
            continue
        if _stays(code, value, part, loop) and _is_looked_at(code, name.id, loop):
            text = f"every turn picks {name.id} out of all of {part.iter.id} again; what was picked stays picked"
            yield Finding(assign, text, partial(_change, code, assign, part.iter, grown), GROWTH)


def _loop(code: FunctionCode, assign: ast.Assign, grown: Grown) -> ast.For | ast.While | None:
    """The outermost loop around the assignment that does not make the list anew."""
    loops = [repeat.node for repeat in repeats_around(code, assign)]
    around = [loop for loop in loops if isinstance(loop, ast.For | ast.While)]
    outside = [loop for loop in around if grown.start not in ast.walk(loop)]
    return outside[-1] if outside and len(around) == len(loops) else None


def _stays(code: FunctionCode, value: ast.ListComp, part: ast.comprehension, loop: ast.AST) -> bool:
    """Whether an element is picked, or not, alike in every turn."""
    own = set(target_names(part.target))
    pieces = [value.elt, *part.ifs]
    if not all(code.pure(piece) and not stored_to(code, piece) for piece in pieces):
        return False
    names = [node for piece in pieces for node in ast.walk(piece) if isinstance(node, ast.Name) and node.id not in own]
    return all(code.invariant(name, loop) for name in names) and not loaded(*pieces) - own & stored(loop)


def _is_looked_at(code: FunctionCode, name: str, loop: ast.AST) -> bool:
    """Whether the name is bound by the assignment alone, and nobody changes or keeps its list."""
    uses = code.uses(name)
    if len(uses.rebinds) != 1 or not uses.only_looked_at:
        return False
    return set(uses.reads) <= set(ast.walk(loop))


def _change(code: FunctionCode, assign: ast.Assign, source: ast.Name, grown: Grown, edits: Edits) -> None:
    target = assign.targets[0]
    assert isinstance(target, ast.Name)
    seen = code.fresh("seen")
    edits.insert_after(grown.start, f"{target.id} = []\n{seen} = 0")
    picked = edits.text(assign.value, {source: f"{source.id}[{seen}:]"})
    edits.replace_statement(assign, f"{target.id} += {picked}\n{seen} = len({source.id})")
