"""A membership test on a list, repeated while the list stays the same.

Finds:
    ``x in items`` or ``x not in items`` inside a loop or comprehension that does not change ``items``, where ``items``
    is a list or tuple, or may be one; any expression that stays the same counts (``config["hosts"]``, ``d.values()``).

Slow because:
    Each test compares with the elements one by one: O(n) per test, O(n * m) in all. A set built once answers in O(1).

Unsafe when:
    An element cannot be hashed (the guarded form goes on with the list), equality and hash disagree, or the value is
    text, where ``in`` looks for substrings.

Example:
    Before::

        for name in names:
            if name in known:
                found.append(name)

    After::

        known_set = set(known)
        for name in names:
            if name in known_set:
                found.append(name)

Source:
    The cost table of the Python wiki (TimeComplexity): ``x in s`` is O(n) for a list, O(1) for a set.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import outermost_invariant, repeats_around
from hasten.code.naming import noun
from hasten.code.purity import words
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")
_NOT_OF_LISTS = words(
    "get items keys values setdefault add discard update union intersection difference split strip lower upper "
    "startswith endswith replace join encode"
)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Tests on one container in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[ast.stmt, list[ast.Compare]]] = {}
    for test in code.all(ast.Compare):
        if len(test.ops) != 1 or not isinstance(test.ops[0], ast.In | ast.NotIn):
            continue
        container = test.comparators[0]
        if not _may_be_list(code, container):
            continue
        place = _place(code, container, test)
        if place is not None:
            groups.setdefault((ast.dump(container), place), (place, []))[1].append(test)
    for place, tests in groups.values():
        container = tests[0].comparators[0]
        element = code.type_of(container).element
        text = ast.unparse(container)
        found = f"`{ast.unparse(tests[0])}` searches {text} from its start every time; a set answers at once"
        if code.hashable(element) is not False:
            yield Finding(tests[0], found, partial(_change, code, place, tests, False), GROWTH, ahead=True)
        if code.hashable(element) is None:
            yield Finding(tests[0], found, partial(_change, code, place, tests, True), GROWTH, guarded=True)


def _place(code: FunctionCode, container: ast.expr, test: ast.Compare) -> ast.stmt | None:
    """The statement in front of which the set is made, once for many tests; None where there is one test only."""
    repeat = outermost_invariant(code, container, test)
    here = repeat.statement if repeat is not None else code.statement(test)
    if here is None or not isinstance(container, ast.Name):
        return here if repeat is not None else None
    outside = code.outside_of_inner(container.id, here)
    if outside is here:
        return here if repeat is not None else None
    return outside if repeat is not None or _runs_again(code, outside) else None


def _runs_again(code: FunctionCode, inner: ast.stmt) -> bool:
    """Whether an inner function is called in a loop, by itself, or by whom it is given to."""
    assert isinstance(inner, ast.FunctionDef)
    for name in code.all(ast.Name):
        if name.id != inner.name or not isinstance(name.ctx, ast.Load):
            continue
        parent = code.parent(name)
        called = isinstance(parent, ast.Call) and parent.func is name
        if not called or repeats_around(code, name) or inner in code.ancestors(name):
            return True
    return False


def _may_be_list(code: FunctionCode, container: ast.expr) -> bool:
    if isinstance(container, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.Constant | ast.JoinedStr):
        return False
    if isinstance(container, ast.Call) and code.method_call(container, "values", 0):
        return True
    kind = code.type_of(container)
    if isinstance(container, ast.Call | ast.ListComp):
        return only(kind, "list", "tuple", "deque")
    if kind.kind == "any":
        return (
            isinstance(container, ast.Name) and container.id in code.local and not _used_as_dict_or_set(code, container)
        )
    return only(kind, "list", "tuple", "deque", "any", "sequence", "iterable")


def _used_as_dict_or_set(code: FunctionCode, container: ast.Name) -> bool:
    """Whether the function treats a name of unknown type as a dict, a set or a text elsewhere."""
    for name in code.all(ast.Name):
        if name.id != container.id:
            continue
        parent = code.parent(name)
        if isinstance(parent, ast.Attribute) and parent.attr in _NOT_OF_LISTS:
            return True
        if isinstance(parent, ast.Subscript) and parent.value is name:
            index = parent.slice
            number = only(code.type_of(index), "int", "bool") or isinstance(index, ast.Slice | ast.UnaryOp)
            if not number:
                return True
    return False


def _change(code: FunctionCode, place: ast.stmt, tests: list[ast.Compare], guarded: bool, edits: Edits) -> None:
    container = tests[0].comparators[0]
    text = edits.text(container)
    of_it = edits.as_set(container)
    made = code.made_before(of_it, place)
    name = made or code.fresh(f"{noun(container)}_set")
    if guarded:
        lines = f"try:\n    {name} = {of_it}\nexcept TypeError:\n    {name} = {text}  # not hashable"
    else:
        lines = f"{name} = {of_it}"
    if not made:
        edits.insert_before(place, lines)
    for test in tests:
        edits.replace(test.comparators[0], name)
