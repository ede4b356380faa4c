"""Looking for the position of one value at a time in a sequence that stays the same.

Finds:
    ``items.index(x)`` inside a loop or comprehension that does not change ``items``, a list or tuple.

Slow because:
    Each call walks the sequence up to the value: O(n * m) in all. A dict from value to first position is built once.

Unsafe when:
    An element cannot be hashed, or a missing value is expected: ``index`` raises ``ValueError`` then, a dict
    ``KeyError``, so the guarded form asks the list itself when the value is missing.

Example:
    Before::

        order = [names.index(name) for name in wanted]

    After::

        names_position = {}
        for position, value in enumerate(names):
            names_position.setdefault(value, position)
        order = [names_position[name] for name in wanted]

Source:
    The cost table of the Python wiki (TimeComplexity).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant
from hasten.code.naming import noun
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """Look-ups in one sequence in one loop make one finding, in a plain and in a guarded form."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        found = code.method_call(call, "index", 1)
        if found is None or isinstance(found[0], ast.Constant):
            continue
        kind = code.type_of(found[0])
        if not only(kind, "list", "tuple", "deque", "any", "sequence") or code.hashable(kind.element) is False:
            continue
        repeat = outermost_invariant(code, found[0], call)
        if repeat is not None:
            groups.setdefault((ast.dump(found[0]), repeat.node), (repeat, []))[1].append(call)
    for repeat, calls in groups.values():
        text = (
            f"`{ast.unparse(calls[0])}` searches from the start every time; a dict of first positions answers at once"
        )
        for guarded in (False, True):
            yield Finding(calls[0], text, partial(_change, code, repeat, calls, guarded), GROWTH, guarded, ahead=True)


def _change(code: FunctionCode, repeat: Repeat, calls: list[ast.Call], guarded: bool, edits: Edits) -> None:
    assert repeat.statement is not None
    assert isinstance(calls[0].func, ast.Attribute)
    sequence = calls[0].func.value
    name = code.fresh(f"{noun(sequence)}_position")
    position, value = code.fresh("position"), code.fresh("value")
    text = edits.text(sequence)
    edits.insert_before(
        repeat.statement,
        f"{name} = {{}}\nfor {position}, {value} in enumerate({text}):\n    {name}.setdefault({value}, {position})",
    )
    for call in calls:
        wanted = edits.text(call.args[0], need=0)
        if guarded:
            # The list itself raises for a missing value, as it did before.
            bound = edits.text(call.args[0], need=2)
            edits.replace(call, f"({name}[{wanted}] if {bound} in {name} else {edits.text(call)})")
        else:
            edits.replace(call, f"{name}[{wanted}]")
