"""A helper that searches a list for a key, called again and again with the same list.

Finds:
    A function of the module that walks one of its parameters (or a list of the module), returns something of the first
    element whose key equals another parameter, and a constant when there is none (``find_by_id(users, id)``,
    ``contains(xs, x)``, ``position_of(xs, x)``); and calls of it in a loop in which that list stays the same.

Slow because:
    Each call walks the list: O(n * m). A dict from key to answer is built once.

Unsafe when:
    A key cannot be hashed, or reading an element behind the first hit raises.

Example:
    Before::

        for order in orders:
            user = find_user(users, order.user_id)

    After::

        user_by_id = {}
        for user in users:
            user_by_id.setdefault(user.id, user)
        for order in orders:
            user = user_by_id.get(order.user_id)

Source:
    The index of relational databases.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, outermost_invariant, range_bounds
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded, parameters, target_names
from hasten.code.source import after_docstring
from hasten.proposers.rules._equalities import Solved, solved
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")


@dataclass(frozen=True)
class _SearchFunction:
    """A recognised helper.

    Attributes:
        code: The helper's own analysis.
        items: Parameter that is walked.
        wanted: Parameter that is searched for.
        loop: Its loop.
        equation: How the key is made from an element.
        answer: What is returned for a hit.
        default: What is returned without one.
    """

    code: FunctionCode
    items: str
    wanted: str
    loop: ast.For
    equation: Solved
    answer: ast.expr
    default: ast.expr | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Calls of one helper with one list in one loop make one finding."""
    groups: dict[tuple[str, str, ast.AST], tuple[_SearchFunction, Repeat, list[ast.Call]]] = {}
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in code.local or call.func.id == code.name:
            continue
        search = _search_function(code, call.func.id)
        if search is None or call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
            continue
        given = _given(search, call)
        if given is None:
            continue
        repeat = outermost_invariant(code, given[search.items], call)
        if repeat is not None and code.pure(given[search.wanted]):
            key = call.func.id, ast.dump(given[search.items]), repeat.node
            groups.setdefault(key, (search, repeat, []))[2].append(call)
    for search, repeat, calls in groups.values():
        text = f"`{ast.unparse(calls[0])}` walks the list in every call; a dict by that key answers at once"
        yield Finding(calls[0], text, partial(_change, code, search, repeat, calls), GROWTH, ahead=True)


def _given(search: _SearchFunction, call: ast.Call) -> dict[str, ast.expr] | None:
    """The arguments of a call by parameter; a list of the module stands for itself."""
    parameters_ = search.code.parameters
    if len(call.args) != len(parameters_):
        return None
    given = dict(zip(parameters_, call.args, strict=True))
    if search.items not in given:
        given[search.items] = ast.Name(search.items, ast.Load())
    return given


def _search_function(code: FunctionCode, name: str) -> _SearchFunction | None:
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or len(parameters(node)) not in (1, 2):
        return None
    other = code.program.function(name)
    body = after_docstring(node)
    if not 1 <= len(body) <= 2 or not isinstance(body[0], ast.For) or body[0].orelse:
        return None
    loop = body[0]
    default: ast.expr | None = None
    if len(body) == 2:
        if not isinstance(body[1], ast.Return):
            return None
        default = body[1].value
        if default is not None and not isinstance(default, ast.Constant | ast.UnaryOp):
            return None
    hit = match("if $test:\n    return $answer", loop.body[0])
    if hit is None or len(loop.body) != 1 or not other.pure(hit["answer"]):
        return None
    items = _walked(other, loop)
    names = set(target_names(loop.target))
    if items is None or not names or (items in other.local and items not in other.parameters):
        return None
    others = [parameter for parameter in other.parameters if parameter != items]
    if len(others) != 1 or (items not in other.parameters and items in code.local):
        return None
    wanted = others[0]
    if (loaded(hit["answer"]) | loaded(hit["test"])) - names - {items, wanted} & other.local:
        return None
    for equation in solved(other, hit["test"], names):
        sought = equation.wanted[0]
        if len(equation.wanted) > 1 or not isinstance(sought, ast.Name):
            continue
        if sought.id == wanted and wanted not in loaded(hit["answer"]):
            if items in loaded(equation.key) and not isinstance(loop.target, ast.Name):
                return None
            return _SearchFunction(other, items, wanted, loop, equation, hit["answer"], default)
    return None


def _walked(other: FunctionCode, loop: ast.For) -> str | None:
    """The parameter that the loop runs over, by element, by position, or both."""
    if isinstance(loop.iter, ast.Name):
        return loop.iter.id
    arguments = other.builtin_call(loop.iter, "enumerate", 1)
    if arguments and isinstance(arguments[0], ast.Name):
        return arguments[0].id
    bounds = range_bounds(other, loop.iter)
    if bounds is not None and bounds[0] is None and bounds[2] == 1:
        length = other.builtin_call(bounds[1], "len", 1)
        if length and isinstance(length[0], ast.Name):
            return length[0].id
    return None


def _change(code: FunctionCode, search: _SearchFunction, repeat: Repeat, calls: list[ast.Call], edits: Edits) -> None:
    assert repeat.statement is not None
    given = _given(search, calls[0])
    assert given is not None
    items = edits.text(given[search.items]) if search.items in search.code.parameters else search.items
    renamed = {name: code.fresh(name) for name in target_names(search.loop.target)}
    key = _moved(search, search.equation.key, renamed, items, edits)
    answer = _moved(search, search.answer, renamed, items, edits)
    if isinstance(search.answer, ast.Tuple):
        answer = f"({answer})"
    target = _moved(search, search.loop.target, renamed, items, edits)
    source = _moved(search, search.loop.iter, renamed, items, edits)
    word = noun(search.equation.key, "key")
    name = code.fresh(f"{noun(given[search.items])}_by_{'value' if word in renamed else word}")
    edits.insert_before(
        repeat.statement,
        f"{name} = {{}}\nfor {target} in {source}:\n    {name}.setdefault({key}, {answer})",
    )
    for call in calls:
        arguments = _given(search, call)
        assert arguments is not None
        wanted = edits.text(arguments[search.wanted])
        default = "" if search.default is None else f", {edits.text(search.default)}"
        if default == ", None":
            default = ""
        edits.replace(call, f"{name}.get({wanted}{default})")


def _moved(search: _SearchFunction, node: ast.expr, renamed: dict[str, str], items: str, edits: Edits) -> str:
    """The text of a part of the helper, with the caller's names."""
    names = {**renamed, search.items: items}
    changes: dict[ast.expr, str] = {
        inner: names[inner.id] for inner in ast.walk(node) if isinstance(inner, ast.Name) and inner.id in names
    }
    text = edits.text(node, changes, need=0)
    return text[1:-1] if isinstance(node, ast.Tuple) and text.startswith("(") else text
