"""A membership test on a list that the loop itself fills.

Finds:
    A local list that starts empty or from given elements, only ever grows (``append``, ``extend``, ``insert``), and is
    asked ``x in seen`` inside a loop.

Slow because:
    The n-th test compares with up to n elements: O(n^2) in all. A set that grows with the list answers in O(1); where
    the list serves nothing but the tests, the set takes its place.

Unsafe when:
    An element cannot be hashed, or equality and hash disagree. Lists as elements are kept as tuples in the set.

Example:
    Before::

        visited = [start]
        for place in walk:
            if place not in visited:
                visited.append(place)

    After::

        visited = {start}
        for place in walk:
            if place not in visited:
                visited.add(place)

Source:
    The cost table of the Python wiki (TimeComplexity); the usual form of a graph search.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.types import options
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_GROWING = {"append": "add", "insert": "add", "extend": "update"}


@dataclass(frozen=True)
class _Grown:
    """A local list that only grows."""

    name: str
    starts: list[ast.Assign | ast.AnnAssign]
    calls: list[ast.Call]
    tests: list[ast.Compare]
    only_tested: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per list, in two forms where the list serves the tests alone."""
    for name in sorted(code.local):
        grown = _grown(code, name)
        if grown is None:
            continue
        wrap = _wrapper(code, name)
        if wrap is None:
            continue
        found = (
            f"`{ast.unparse(grown.tests[0])}` searches a list that grows with the loop; a set beside it answers at once"
        )
        if grown.only_tested and not wrap:
            instead = f"{name} is a list used for nothing but membership tests; a set answers them at once"
            yield Finding(grown.tests[0], instead, partial(_replace, code, grown), GROWTH, ahead=True)
        else:
            yield Finding(grown.tests[0], found, partial(_shadow, code, grown, wrap), GROWTH, ahead=True)


def _grown(code: FunctionCode, name: str) -> _Grown | None:
    if name in code.parameters:
        return None
    uses = code.uses(name)
    if uses.aliases or not uses.rebinds or not uses.changes:
        return None
    starts: list[ast.Assign | ast.AnnAssign] = []
    for target in uses.rebinds:
        statement = code.parent(target)
        simple = isinstance(statement, ast.AnnAssign) or (
            isinstance(statement, ast.Assign) and len(statement.targets) == 1
        )
        if not simple or not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            return None
        made = isinstance(statement.value, ast.List | ast.ListComp) or any(
            code.builtin_call(statement.value, maker) is not None for maker in ("list", "sorted")
        )
        if not made:
            return None
        starts.append(statement)
    calls: list[ast.Call] = []
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.module.parents.get(attribute)
        if not (isinstance(attribute, ast.Attribute) and isinstance(call, ast.Call)):
            return None
        if attribute.attr in ("sort", "reverse"):
            continue
        if call.keywords or attribute.attr not in _GROWING or not isinstance(code.parent(call), ast.Expr):
            return None
        if len(call.args) != (2 if attribute.attr == "insert" else 1) or code.in_nested_function(call):
            return None
        calls.append(call)
    tests = [
        test
        for read in uses.reads
        if isinstance(test := code.parent(read), ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.In | ast.NotIn)
        and test.comparators[0] is read
    ]
    if not calls or not any(repeats_around(code, test) for test in tests):
        return None
    others = len(uses.reads) - len(tests)
    only_tested = not others and not uses.returns and not uses.escapes
    only_tested = only_tested and all(_from_nothing(start.value) for start in starts)
    plain = all(isinstance(call.func, ast.Attribute) and call.func.attr != "insert" for call in calls)
    return _Grown(name, starts, calls, tests, only_tested and plain)


def _from_nothing(value: ast.expr | None) -> bool:
    """Whether a list begins in a way that can be written as a set."""
    return isinstance(value, ast.List) or (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "list"
    )


def _wrapper(code: FunctionCode, name: str) -> str | None:
    """``tuple`` where the elements are lists, "" where they can be hashed (or may be), None where they cannot."""
    element = code.type_of_name(name).element
    if code.hashable(element) is not False:
        return ""
    if all(option.kind == "list" and code.hashable(option.element) is not False for option in options(element)):
        return "tuple"
    return None


def _replace(code: FunctionCode, grown: _Grown, edits: Edits) -> None:
    """The list becomes a set."""
    for start in grown.starts:
        if isinstance(start, ast.AnnAssign):
            raise EditConflict("the annotation says list")
        assert start.value is not None
        edits.replace(start.value, _as_set(edits, start.value))
    for call in grown.calls:
        assert isinstance(call.func, ast.Attribute)
        edits.replace(call.func, f"{grown.name}.{_GROWING[call.func.attr]}")


def _as_set(edits: Edits, value: ast.expr, wrap: str = "") -> str:
    if isinstance(value, ast.List):
        if not value.elts:
            return "set()"
        if any(isinstance(item, ast.Starred) for item in value.elts):
            raise EditConflict("a starred element")
        return "{" + ", ".join(_wrapped(edits, item, wrap) for item in value.elts) + "}"
    assert isinstance(value, ast.Call)
    if not value.args:
        return "set()"
    return f"set(map({wrap}, {edits.text(value.args[0])}))" if wrap else f"set({edits.text(value.args[0])})"


def _wrapped(edits: Edits, item: ast.expr, wrap: str) -> str:
    return f"{wrap}({edits.text(item)})" if wrap else edits.text(item)


def _shadow(code: FunctionCode, grown: _Grown, wrap: str, edits: Edits) -> None:
    """A set grows beside the list."""
    name = code.fresh(f"{grown.name}_set")
    for start in grown.starts:
        assert start.value is not None
        from_list = f"set(map({wrap}, {grown.name}))" if wrap else f"set({grown.name})"
        empty = isinstance(start.value, ast.List) and not start.value.elts
        edits.insert_after(start, f"{name} = {'set()' if empty else from_list}")
    for call in grown.calls:
        assert isinstance(call.func, ast.Attribute)
        added = call.args[-1]
        statement = code.statement(call)
        method = _GROWING[call.func.attr]
        if isinstance(added, ast.Name | ast.Constant):
            text = edits.text(added)
        else:
            text = code.fresh("added" if method == "add" else "more")
            edits.insert_before(statement, f"{text} = {edits.text(added)}")
            edits.replace(added, text)
        if method == "update":
            text = f"map({wrap}, {text})" if wrap else text
        elif wrap:
            text = f"{wrap}({text})"
        edits.insert_after(statement, f"{name}.{method}({text})")
    for test in grown.tests:
        edits.replace(test.comparators[0], name)
        if wrap:
            edits.replace(test.left, f"{wrap}({edits.text(test.left)})")
