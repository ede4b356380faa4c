"""A recursive helper called in a loop, which solves for every call what it solved for the ones before.

Finds:
    A loop or comprehension that calls a recursive function of the module without effects, with arguments that can be
    hashed; arguments that stay the same in the loop and in the recursion are no part of the state. All calls of the
    helper must come from this function and from the helper itself.

Slow because:
    The subproblems of one call are those of the next: a walk to the root, the total of a subtree, the depth of a
    dependency is solved again and again. With one memory for all calls each is solved once.

Unsafe when:
    A caller changes a result, or the loop changes what the helper reads.

Example:
    Before::

        def _depth(part, parent):
            return 0 if parent[part] is None else _depth(parent[part], parent) + 1

        def deepest(parts, parent):
            return max(_depth(part, parent) for part in parts)

    After::

        def _depth(part, parent, known):
            if part in known:
                return known[part]
            known[part] = 0 if parent[part] is None else _depth(parent[part], parent, known) + 1
            return known[part]

        def deepest(parts, parent):
            known = {}
            return max(_depth(part, parent, known) for part in parts)

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import Repeat, repeats_around
from hasten.code.match import is_name
from hasten.code.scopes import fresh_name, parameters, stored, walk_all
from hasten.code.source import after_docstring
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import calls_of

#: A helper that calls itself once per call, and one that branches.
GROWTH, BRANCHING = ("O(n^2)", "O(n)"), ("O(2^n)", "O(n)")


@dataclass(frozen=True)
class _Helper:
    """A recursive function: its calls of itself and the parameters that tell one subproblem from another."""

    code: FunctionCode
    names: tuple[str, ...]
    calls: tuple[ast.Call, ...]
    state: tuple[str, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per helper and function that calls it from a loop."""
    if "." in code.name:
        return
    seen: set[str] = set()
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id in seen or call.func.id == code.name:
            continue
        name = call.func.id
        if name not in code.module.functions or name in code.local:
            continue
        helper = _helper(code.program.function(name))
        if helper is None:
            continue
        seen.add(name)
        outer = calls_of(code, helper.code.name)
        repeat = _where(code, helper, outer)
        if repeat is not None:
            text = f"{name} solves for every call what it solved for earlier ones; one memory serves all calls"
            growth = BRANCHING if _branches(helper) else GROWTH
            yield Finding(call, text, partial(_change, code, helper, outer, repeat), growth, enabling=True)


def _helper(code: FunctionCode) -> _Helper | None:
    node = code.node
    spec = node.args
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or kind_of(node) != "function":
        return None
    if spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults or not code.purity.pure_function(code.name):
        return None
    names = tuple(arg.arg for arg in parameters(node))
    calls = tuple(c for c in code.all(ast.Call) if isinstance(c.func, ast.Name) and c.func.id == code.name)
    if not calls or any(len(c.args) != len(names) or c.keywords for c in calls):
        return None
    if any(isinstance(argument, ast.Starred) for call in calls for argument in call.args):
        return None
    rebound = stored(*node.body)
    state = tuple(
        name
        for place, name in enumerate(names)
        if name in rebound or not all(is_name(call.args[place], name) for call in calls)
    )
    if not state or any(code.hashable(code.type_of_name(name)) is False for name in state):
        return None
    return _Helper(code, names, calls, state)


def _branches(helper: _Helper) -> bool:
    return len(helper.calls) > 1 or bool(repeats_around(helper.code, helper.calls[0]))


def _where(code: FunctionCode, helper: _Helper, outer: list[ast.Call]) -> Repeat | None:
    """The outermost loop around all calls in which what the helper reads stays the same; None where there is none."""
    name = helper.code.name
    mentions = [n for n in ast.walk(code.module.tree) if isinstance(n, ast.Name) and n.id == name]
    if len(mentions) != len(outer) + len(helper.calls):
        return None
    if any(len(call.args) != len(helper.names) or call.keywords for call in outer):
        return None
    if any(isinstance(argument, ast.Starred) for call in outer for argument in call.args):
        return None
    fixed = [place for place, parameter in enumerate(helper.names) if parameter not in helper.state]
    first = outer[0]
    if any(ast.dump(call.args[place]) != ast.dump(first.args[place]) for call in outer for place in fixed):
        return None
    best: Repeat | None = None
    for repeat in repeats_around(code, first):
        if not all(code.invariant(first.args[place], *repeat.region) for place in fixed):
            break
        best = repeat
    if best is None or best.statement is None:
        return None
    inside = set(ast.walk(best.statement))
    return best if all(call in inside for call in outer) else None


def _change(code: FunctionCode, helper: _Helper, outer: list[ast.Call], repeat: Repeat, edits: Edits) -> None:
    node = helper.code.node
    taken = code._taken | helper.code._taken
    known = fresh_name("known", taken)
    # The state as it was passed: the body may bind its parameters anew.
    key = helper.state[0] if len(helper.state) == 1 else f"({', '.join(helper.state)})"
    lead = ""
    if len(helper.state) > 1 or set(helper.state) & stored(*node.body):
        state = fresh_name("state", taken)
        lead, key = f"{state} = {key}\n", state
    body = after_docstring(node)
    inner: dict[ast.expr, str] = {
        call: _with_memory(edits, call, known) for call in helper.calls if not _inside_another(call, helper)
    }
    changes: dict[ast.AST, str] = dict(inner.items())
    for statement in walk_all(*body):
        if not isinstance(statement, ast.Return) or helper.code.in_nested_function(statement):
            continue
        value = statement.value
        if value is None or isinstance(value, ast.Constant):
            continue
        parts = {call: text for call, text in inner.items() if any(n is call for n in ast.walk(value))}
        text = edits.text(value, parts, need=0)
        changes = {part: new for part, new in changes.items() if part not in parts}
        again = value.id if isinstance(value, ast.Name) else f"{known}[{key}]"
        changes[statement] = f"{known}[{key}] = {text}\nreturn {again}"
    if not any(isinstance(part, ast.Return) for part in changes):
        raise EditConflict("the helper returns nothing to remember")
    text = f"{lead}if {key} in {known}:\n    return {known}[{key}]\n{edits.block(body, changes)}"
    # A function that others may call keeps working without the memory.
    private = node.name.startswith("_")
    edits.replace_block(body, text if private else f"if {known} is None:\n    {known} = {{}}\n{text}")
    edits.add_parameter(node, known if private else f"{known}=None")
    edits.insert_before(repeat.statement, f"{known} = {{}}")  # type: ignore[arg-type]
    for call in outer:
        edits.replace(call, _with_memory(edits, call, known))


def _inside_another(call: ast.Call, helper: _Helper) -> bool:
    return any(other is not call and any(n is call for n in ast.walk(other)) for other in helper.calls)


def _with_memory(edits: Edits, call: ast.Call, known: str) -> str:
    name = call.func.id  # type: ignore[attr-defined]
    inner: dict[ast.expr, str] = {
        part: _with_memory(edits, part, known) for argument in call.args for part in _outermost(argument, name)
    }
    return f"{name}({', '.join([*(edits.text(argument, inner) for argument in call.args), known])})"


def _outermost(node: ast.AST, name: str) -> list[ast.Call]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
        return [node]
    return [call for part in ast.iter_child_nodes(node) for call in _outermost(part, name)]
