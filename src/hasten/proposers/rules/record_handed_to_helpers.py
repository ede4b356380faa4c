"""A dict of fixed keys in which a function keeps its state, handed to helpers that work on it.

Finds:
    In the function that is to become faster, a local dict written out with texts as keys, or made so by a function of
    the module, that loops hand to functions of the module (``apply(state, event)``, ``state = step(state, event)``).
    These use single entries of it only, hand it on, and give nothing back or the dict itself. Their calls are written
    out. That is done only where another rule then finds a better way to do the work.

Slow because:
    No function shows all that happens to an entry: one adds to a list, another searches or adds it up.

Unsafe when:
    Somebody replaces a helper at run time (a test that patches it).

Example:
    Before::

        def bought(state, item):
            state["items"].append(item)

        def most(items):
            state = {"items": [], "most": 0}
            for item in items:
                bought(state, item)
                state["most"] = max(state["most"], sum(state["items"]))
            return state["most"]

    After::

        def most(items):
            state = {"items": [], "most": 0}
            for item in items:
                state["items"].append(item)
                state["most"] = max(state["most"], sum(state["items"]))
            return state["most"]

Source:
    Inline expansion, as compilers do it (Allen and Cocke, A catalogue of optimizing transformations, 1971).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.loops import repeats_around
from hasten.code.match import argument_at
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import Callee, Writer, arguments_of
from hasten.proposers.rules._replaced import under_try
from hasten.proposers.rules.record_of_one_function import holds_a_container

#: See ``Rule``.
OPENING = True

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per dict."""
    if code.name != code.program.target or "." in code.name:
        return
    for assign in code.all(ast.Assign):
        target = assign.targets[0]
        if len(assign.targets) != 1 or not isinstance(target, ast.Name) or code.in_nested_function(assign):
            continue
        maker = _maker(code, assign.value)
        if not maker and not _is_record(assign.value):
            continue
        name = target.id
        helpers = _helpers(code, name)
        if not helpers or not any(repeats_around(code, call) for call in _given_to(code, name)):
            continue
        if any(under_try(code, call) or code.in_nested_function(call) for call in _given_to(code, name)):
            continue
        text = f"{name} goes to {', '.join(sorted(helpers))}; written out, they show all that happens to its entries"
        yield Finding(assign, text, partial(_change, code, helpers | ({maker} if maker else set())), minor=True)


def _is_record(value: ast.expr | None) -> bool:
    """Whether an expression is a dict written out with texts as keys, of which one holds more than a number."""
    if not isinstance(value, ast.Dict) or not value.keys:
        return False
    texts = all(isinstance(key, ast.Constant) and isinstance(key.value, str) for key in value.keys)
    return texts and holds_a_container(value)


def _maker(code: FunctionCode, value: ast.expr) -> str:
    """The name of the function of the module that does nothing but make such a dict, where an expression calls one."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name) or value.func.id in code.local:
        return ""
    node = _plain(code, value.func.id)
    body = after_docstring(node) if node is not None else []
    return value.func.id if len(body) == 1 and isinstance(body[0], ast.Return) and _is_record(body[0].value) else ""


def _plain(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or node not in code.module.tree.body:
        return None
    return node if kind_of(node) == "function" and name not in code.module.global_names else None


def _given_to(code: FunctionCode, name: str) -> list[ast.Call]:
    """The calls of functions of the module that get what a name holds."""
    return [
        call
        for call in code.all(ast.Call)
        if isinstance(call.func, ast.Name)
        and call.func.id in code.module.functions
        and any(isinstance(given, ast.Name) and given.id == name for given in _arguments(call))
    ]


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _helpers(code: FunctionCode, name: str) -> set[str]:
    """The functions that get the dict, also from each other; none where one of them does more than work on entries."""
    found: set[str] = set()
    waiting = [(code, name)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        other, parameter = waiting.pop()
        if (other.name, parameter) in seen:
            continue
        seen.add((other.name, parameter))
        calls = _given_to(other, parameter)
        if other is not code and not _works_on_entries(other, parameter, calls):
            return set()
        for call in calls:
            assert isinstance(call.func, ast.Name)
            node = _plain(code, call.func.id)
            if node is None or call.func.id in other.local or node is other.node or node is code.node:
                return set()
            found.add(call.func.id)
            for place, arg in enumerate([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]):
                given = argument_at(call, place, arg.arg)
                if isinstance(given, ast.Name) and given.id == parameter:
                    waiting.append((code.program.function(call.func.id), arg.arg))
    return found


def _works_on_entries(code: FunctionCode, name: str, calls: list[ast.Call]) -> bool:
    handed = {given for call in calls for given in _arguments(call)}
    for node in code.all(ast.Name):
        if node.id != name or node in handed:
            continue
        above = code.parent(node)
        entry = isinstance(above, ast.Subscript) and above.value is node and isinstance(above.slice, ast.Constant)
        if code.in_nested_function(node):
            return False
        # The name may get what a helper gave back, which is the dict again.
        again = isinstance(above, ast.Assign) and above.targets == [node] and above.value in calls
        if not (entry or isinstance(above, ast.Return) or again):
            return False
    return True


def _change(code: FunctionCode, helpers: set[str], edits: Edits) -> None:
    def calls(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in helpers

    def resolve(node: ast.expr) -> Callee | None:
        if not calls(node):
            return None
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        helper = code.module.functions[node.func.id]
        assert isinstance(helper, ast.FunctionDef)
        given = arguments_of(helper, node, receiver=False)
        if given is None:
            raise EditConflict("arguments that cannot be handed on")
        return Callee(helper.name, helper, copy.deepcopy(given))

    def touched(node: ast.AST) -> bool:
        return not isinstance(node, _DEFINITIONS) and any(calls(inner) for inner in descend(node))

    Writer(code, resolve, in_place=True).change(code.node.body, touched, edits)
