"""A search by trying that comes to the same dead ends again and again.

Finds:
    A function without effects inside another one that calls itself more than once per call and gives None (or False)
    where it finds nothing. What it has chosen so far is handed on with something added (``chosen + [item]``), given
    back where the search ends well, and asked nothing.

Slow because:
    Whether a search from a place ends well does not depend on what was chosen before. With n choices there are up to
    O(2^n) ways to come by a place, and each searches all that lies behind it; places known to be dead ends are passed.

Unsafe when:
    What the search looks at changes while it goes on.

Example:
    Before::

        def pick(i, left, chosen):
            if left == 0:
                return chosen
            if i == len(parcels):
                return None
            found = pick(i + 1, left - parcels[i], chosen + [i])
            if found is not None:
                return found
            return pick(i + 1, left, chosen)

    After::

        def pick(i, left, chosen, dead_ends=None):
            if left == 0:
                return chosen
            if i == len(parcels):
                return None
            if dead_ends is None:
                dead_ends = set()
            elif (i, left) in dead_ends:
                return None
            found = pick(i + 1, left - parcels[i], chosen + [i], dead_ends)
            if found is not None:
                return found
            result = pick(i + 1, left, chosen, dead_ends)
            if result is None:
                dead_ends.add((i, left))
            return result

Source:
    Nogoods of constraint search (Stallman and Sussman, Forward reasoning and dependency-directed backtracking, 1977).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.match import is_name, match
from hasten.code.scopes import parameters, stored
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import inner_functions, is_taken_apart, nested_is_pure
from hasten.proposers.rules._recursions import Recursion, lengthened, recursion_of

GROWTH = ("O(2^n)", "O(n^2)")


@dataclass(frozen=True)
class _Search:
    """A search with what it hands on.

    Attributes:
        recursion: The function and its calls of itself.
        state: The parameters that change, without that with what was chosen so far.
        nothing: What it gives where it finds nothing: ``None`` or ``False``.
    """

    recursion: Recursion
    state: tuple[str, ...]
    nothing: str


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per inner function."""
    for nested in inner_functions(code):
        search = _search(code, nested)
        if search is not None and nested_is_pure(code, nested):
            text = f"{nested.name} may come by the same place again; where it found nothing once, it will find nothing"
            yield Finding(nested, text, partial(_change, code, search), GROWTH)


def _search(code: FunctionCode, node: ast.FunctionDef) -> _Search | None:
    recursion = recursion_of(code, node)
    if recursion is None or node.args.defaults or stored(*node.body) & {*recursion.names}:
        return None
    if any(None in given.values() for given in recursion.arguments):
        return None
    chosen = [name for name in recursion.varying if _is_carried(code, recursion, name)]
    nothing = _nothing(node)
    state = tuple(name for name in recursion.names if name in recursion.varying and name not in chosen)
    if len(chosen) != 1 or not nothing or not state:
        return None
    if any(code.hashable(code.type_of_name(name)) is False or _is_container(code, node, name) for name in state):
        return None
    return _Search(recursion, state, nothing)


def _is_carried(code: FunctionCode, recursion: Recursion, name: str) -> bool:
    """Whether a parameter is handed on, with something added or as it is, given back, and used for nothing else."""
    given = [value for arguments in recursion.arguments if (value := arguments[name]) is not None]
    longer = [lengthened(value, name) is not None for value in given]
    if not any(longer) or not all(a or is_name(value, name) for a, value in zip(longer, given, strict=True)):
        return False
    allowed = {n for value in given for n in descend(value)}
    for statement in descend(*recursion.node.body):
        if isinstance(statement, ast.Return) and statement.value is not None:
            value = statement.value
            copied = match("list(@t)", value) or match("tuple(@t)", value)
            back = is_name(value, name) or (copied is not None and copied.name("t") == name)
            if back or lengthened(value, name) is not None:
                allowed |= set(descend(value))
    return all(n in allowed for n in descend(*recursion.node.body) if isinstance(n, ast.Name) and n.id == name)


def _is_container(code: FunctionCode, node: ast.FunctionDef, name: str) -> bool:
    """Whether a parameter is a container that may not be hashed."""
    uses = (use for use in descend(*node.body) if isinstance(use, ast.Name) and use.id == name)
    return any(is_taken_apart(code, use) for use in uses)


def _nothing(node: ast.FunctionDef) -> str:
    """The constant that all returns without a find give; "" where there is none or more than one."""
    found = set()
    for statement in descend(*node.body):
        if isinstance(statement, ast.Return):
            value = statement.value
            if value is None or (isinstance(value, ast.Constant) and (value.value is None or value.value is False)):
                found.add("None" if value is None else ast.unparse(value))
            elif isinstance(value, ast.Constant):
                return ""
    if not isinstance(node.body[-1], ast.Return | ast.If | ast.Raise):
        found.add("None")
    return found.pop() if len(found) == 1 else ""


def _change(code: FunctionCode, search: _Search, edits: Edits) -> None:
    recursion, node = search.recursion, search.recursion.node
    dead = code.fresh("dead_ends")
    state = f"({', '.join(search.state)})" if len(search.state) > 1 else search.state[0]
    edits.add_parameter(node, f"{dead}=None")
    body = after_docstring(node)
    first = next(s for s in body if any(call in descend(s) for call in recursion.calls))
    edits.insert_before(
        first,
        f"if {dead} is None:\n    {dead} = set()\nelif {state} in {dead}:\n    return {search.nothing}",
    )
    names = [arg.arg for arg in parameters(node)]
    calls: dict[ast.AST, str] = {}
    for call, given in zip(recursion.calls, recursion.arguments, strict=True):
        plain = not call.keywords and len(call.args) == len(names)
        texts = {name: edits.text(value) for name, value in given.items() if value is not None}
        parts = [text if plain else f"{name}={text}" for name, text in texts.items()]
        calls[call] = f"{node.name}({', '.join([*parts, dead if plain else f'{dead}={dead}'])})"
    result = code.fresh("result")
    start = (first.lineno, first.col_offset)
    for statement in descend(*body):
        if not isinstance(statement, ast.Return) or (statement.lineno, statement.col_offset) < start:
            continue
        inside = {call: text for call, text in calls.items() if call in descend(statement)}
        if inside and statement.value is not None:
            value = edits.text(statement.value, {c: t for c, t in inside.items() if isinstance(c, ast.expr)}, need=0)
            kept = indent_block(f"{dead}.add({state})", "    ")
            lines = f"{result} = {value}\nif {result} is {search.nothing}:\n{kept}\nreturn {result}"
            edits.replace_statement(statement, lines)
            for done in inside:
                del calls[done]
        elif statement.value is None or isinstance(statement.value, ast.Constant):
            edits.insert_before(statement, f"{dead}.add({state})")
    for other, text in calls.items():
        assert isinstance(other, ast.expr)
        edits.replace(other, text)
    if not isinstance(node.body[-1], ast.Return | ast.Raise):
        edits.insert_after(node.body[-1], f"{dead}.add({state})")
