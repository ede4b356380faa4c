"""Asking a growing list for the place of an element.

Finds:
    A local list that starts empty and only grows by ``append``, and of which a loop asks ``xs.index(x)``.

Slow because:
    ``index`` walks the list: O(n^2). A dict from element to place grows beside the list.

Unsafe when:
    The elements cannot be hashed. What is not in the list raises ``KeyError`` and not ``ValueError``.

Example:
    Before::

        for word in words:
            if word in names:
                counts[names.index(word)] += 1
            else:
                names.append(word)
                counts.append(1)

    After::

        place_in_names = {}
        for word in words:
            if word in place_in_names:
                counts[place_in_names[word]] += 1
            else:
                names.append(word)
                place_in_names.setdefault(word, len(names) - 1)
                counts.append(1)

Source:
    Incremental view maintenance of databases: an index is kept as rows are added.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._growing import Grown, grown_list, named

GROWTH = ("O(n^2)", "O(n)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list."""
    asked: dict[str, list[ast.Call]] = {}
    for call in code.all(ast.Call):
        method = code.method_call(call, "index", 1)
        if method is not None and isinstance(method[0], ast.Name) and repeats_around(code, call):
            asked.setdefault(method[0].id, []).append(call)
    for name, calls in asked.items():
        if name not in code.local or name in code.parameters:
            continue
        grown = grown_list(code, name)
        if grown is None or code.hashable(code.type_of_name(name).element) is False or _sorted(code, name):
            continue
        if not all(grown.holds_at(call) for call in calls):
            continue
        tests = [test for test in code.all(ast.Compare) if _is_membership(test, name) and grown.holds_at(test)]
        text = f"`{ast.unparse(calls[0])}` walks a list that grows with the loop; a dict beside it knows the place"
        yield Finding(calls[0], text, partial(_change, code, name, grown, calls, tests), GROWTH, ahead=True)


def _sorted(code: FunctionCode, name: str) -> bool:
    """Whether the order of the list is changed somewhere."""
    return any(
        method is not None and isinstance(method[0], ast.Name) and method[0].id == name
        for call in code.all(ast.Call)
        for method in (code.method_call(call, "sort"), code.method_call(call, "reverse"))
    )


def _is_membership(test: ast.Compare, name: str) -> bool:
    walked = test.comparators[0]
    return (
        len(test.ops) == 1
        and isinstance(test.ops[0], ast.In | ast.NotIn)
        and isinstance(walked, ast.Name)
        and walked.id == name
    )


def _change(
    code: FunctionCode,
    name: str,
    grown: Grown,
    calls: list[ast.Call],
    tests: list[ast.Compare],
    edits: Edits,
) -> None:
    places = code.fresh(f"place_in_{name}")
    edits.insert_after(grown.start, f"{places} = {{}}")
    for addition in grown.additions:
        added = named(code, addition, edits)
        edits.insert_after(code.statement(addition), f"{places}.setdefault({added}, len({name}) - 1)")
    for call in calls:
        edits.replace(call, f"{places}[{edits.text(call.args[0], need=0)}]")
    for test in tests:
        edits.replace(test.comparators[0], places)
