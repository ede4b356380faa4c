"""Asking a growing list for the place of an element.

Finds:
    A local list that starts empty and only grows by ``append``, and of which a loop asks ``xs.index(x)``. Who waits
    for the ``ValueError`` of an element that is not there waits for the ``KeyError`` of the dict as well.

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
from hasten.code.types import only
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
        handlers = _handlers(code, calls)
        if handlers is None:
            continue
        tests = [test for test in code.all(ast.Compare) if _is_membership(test, name) and grown.holds_at(test)]
        text = f"`{ast.unparse(calls[0])}` walks a list that grows with the loop; a dict beside it knows the place"
        yield Finding(calls[0], text, partial(_change, code, name, grown, calls, tests, handlers), GROWTH, ahead=True)


def _sorted(code: FunctionCode, name: str) -> bool:
    """Whether the order of the list is changed somewhere."""
    return any(
        method is not None and isinstance(method[0], ast.Name) and method[0].id == name
        for call in code.all(ast.Call)
        for method in (code.method_call(call, "sort"), code.method_call(call, "reverse"))
    )


def _handlers(code: FunctionCode, calls: list[ast.Call]) -> list[ast.expr] | None:
    """What handlers name ``ValueError``, where an element that is not there gets to them.

    None where a handler would tell the two exceptions apart, or looks at the one it got.
    """
    found: list[ast.expr] = []
    for call in calls:
        child: ast.AST = call
        for parent in code.ancestors(call):
            tried = isinstance(parent, ast.Try | ast.TryStar) and child in parent.body
            if tried and not (isinstance(parent, ast.Try) and _fits(parent, found)):
                return None
            child = parent
    for caught in found:
        statement = code.parent(code.parent(caught))
        if any(only(code.type_of(part.value), "dict") for part in _subscripts(statement)):
            return None  # a key that is missing there went on its way so far
    return list(dict.fromkeys(found))


def _subscripts(statement: ast.AST) -> list[ast.Subscript]:
    body = statement.body if isinstance(statement, ast.Try) else []
    return [node for part in body for node in ast.walk(part) if isinstance(node, ast.Subscript)]


def _fits(statement: ast.Try, found: list[ast.expr]) -> bool:
    """Whether the handlers of a ``try`` do the same for both exceptions, once those found catch both."""
    for handler in statement.handlers:
        if handler.type is None:
            return True
        named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        names = {ast.unparse(part) for part in named}
        if names & {"Exception", "BaseException"}:
            return handler.name is None
        if names & {"KeyError", "LookupError"}:
            return "ValueError" in names and handler.name is None
        if "ValueError" in names:
            later = [ast.unparse(other.type) for other in statement.handlers if other.type is not None]
            if handler.name is not None or any("KeyError" in text or "LookupError" in text for text in later):
                return False
            found.append(handler.type)
            return True
    return True


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
    handlers: list[ast.expr],
    edits: Edits,
) -> None:
    places = code.fresh(f"place_in_{name}")
    edits.insert_after(grown.start, f"{places} = {{}}")
    for addition in grown.additions:
        added = named(code, addition, edits)
        edits.insert_after(code.statement(addition), f"{places}.setdefault({added}, len({name}) - 1)")
    for call in calls:
        edits.replace(call, f"{places}[{edits.text(call.args[0], need=0)}]")
    for caught in handlers:
        edits.replace(caught, _with_key_error(code, caught, calls))
    for test in tests:
        edits.replace(test.comparators[0], places)


def _with_key_error(code: FunctionCode, caught: ast.expr, calls: list[ast.Call]) -> str:
    """What a handler catches once the dict is asked; ``ValueError`` stays where something else may raise it."""
    statement = code.parent(code.parent(caught))
    assert isinstance(statement, ast.Try)
    others = [
        node
        for part in statement.body
        for node in ast.walk(part)
        if isinstance(node, ast.Call | ast.Raise | ast.Tuple | ast.Starred) and node not in calls
    ]
    if isinstance(caught, ast.Name) and not others:
        return "KeyError"
    names = [ast.unparse(part) for part in (caught.elts if isinstance(caught, ast.Tuple) else [caught])]
    return f"({', '.join([*names, 'KeyError'])})"
