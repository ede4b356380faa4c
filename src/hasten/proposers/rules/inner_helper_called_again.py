"""A helper inside a function that is called again and again for what it has worked out already.

Finds:
    A function without effects that is defined inside another one and has a loop of its own, or calls another one that
    has; called in a loop, or by others that are; nothing that it reads from around itself changes while it is called.
    What it takes of an argument may be no more than a part (``person["dept"]``): calls with the same part are alike. A
    container that cannot be hashed is told by its identity, where it is a parameter that nothing changes.

Slow because:
    Equal questions are worked out as often as they are asked. Remembered for the time of one call of the function
    around it, each is worked out once.

Unsafe when:
    The parts of what it reads change while it is in use.

Example:
    Before::

        def colleagues(person):
            return [p for p in people if p["dept"] == person["dept"]]

    After::

        colleagues_known = {}

        def colleagues(person):
            if person["dept"] in colleagues_known:
                return colleagues_known[person["dept"]]
            colleagues_known[person["dept"]] = [p for p in people if p["dept"] == person["dept"]]
            return colleagues_known[person["dept"]]

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.scopes import COMPREHENSIONS, parameters, stored
from hasten.code.source import after_docstring, descend
from hasten.code.types import ATOMS, only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._nested import asked_again, calls_of, inner_functions, is_taken_apart, nested_is_pure
from hasten.proposers.rules._recursions import answered, called_with_changes, given_by, remembering

GROWTH = ("O(n^2)", "O(n)")
_LOOPS = (ast.For, ast.While, *COMPREHENSIONS)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_READERS = ("len", "sum", "min", "max", "sorted", "any", "all")
#: So many parts make a key that a reader still takes in.
_MOST_PARTS = 3


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding for all inner functions: a remembered one does not look free of effects any more to the others."""
    found: dict[ast.FunctionDef, list[str]] = {}
    helpers: dict[str, ast.FunctionDef] = {}
    inner = [node for node in inner_functions(code) if _is_only_asked(code, node)]
    while more := [node for node in inner if node.name not in helpers and nested_is_pure(code, node, helpers)]:
        helpers.update({node.name: node for node in more if not called_with_changes(code, node, helpers)})
        inner = [node for node in inner if node not in more]
    for node in helpers.values():
        parts = _parts(code, node, helpers, ())
        if not parts or len(parts) > _MOST_PARTS or not _works(node, helpers):
            continue
        calls = calls_of(code, node.name)
        if not calls or not asked_again(code, calls):
            continue
        if all(_looked_at(code, node, call) for call in calls):
            found[node] = parts
    if found:
        names = " and ".join(node.name for node in found)
        text = f"{names} may be asked the same more than once; remembered, each answer is worked out once"
        yield Finding(next(iter(found)), text, partial(_change_all, code, found), GROWTH)


def _is_only_asked(code: FunctionCode, node: ast.FunctionDef) -> bool:
    """Whether it is a plain function of plain arguments that does not call itself and is never handed on."""
    spec = node.args
    if kind_of(node) != "function" or spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults or not spec.args:
        return False
    if any(isinstance(n, _FUNCTIONS) or (isinstance(n, ast.Name) and n.id == node.name) for n in descend(*node.body)):
        return False
    return len(calls_of(code, node.name)) == sum(n.id == node.name for n in code.all(ast.Name))


def _parts(
    code: FunctionCode, node: ast.FunctionDef, helpers: dict[str, ast.FunctionDef], above: tuple[str, ...]
) -> list[str]:
    """What of its arguments decides the answer, as code over the parameters; empty where that cannot be said."""
    found: dict[str, None] = {}
    if stored(*node.body) & {arg.arg for arg in parameters(node)}:
        return []
    for arg in parameters(node):
        uses = [n for n in descend(*node.body) if isinstance(n, ast.Name) and n.id == arg.arg]
        texts: list[str] = []
        for use in uses:
            text = _part(code, use, helpers, (*above, node.name))
            if not text:
                break
            texts += text
        else:
            found.update(dict.fromkeys(texts))
            continue
        if code.hashable(code.type_of_name(arg.arg)) is False or any(is_taken_apart(code, use) for use in uses):
            if not code.is_builtin("id") or not _is_fixed(code, node, arg.arg, helpers):
                return []
            # What the caller handed in stays alive and as it is, so its identity tells it from the others.
            found[f"id({arg.arg})"] = None
            continue
        found[arg.arg] = None
    return list(found)


def _is_fixed(code: FunctionCode, node: ast.FunctionDef, name: str, helpers: dict[str, ast.FunctionDef]) -> bool:
    """Whether an argument is, in every call, a parameter of the function around it that nothing rebinds or changes."""
    names = [arg.arg for arg in parameters(node)]
    for call in calls_of(code, node.name):
        given = given_by(names, call)
        value = given.get(name) if given is not None else None
        if not isinstance(value, ast.Name) or value.id not in code.parameters:
            return False
        if value.id in code.names_between(call):
            return False
        uses = code.uses(value.id)
        handed = (code.parent(use) for use in [*uses.escapes, *uses.aliases])
        if uses.rebinds or uses.changes:
            return False
        if not all(isinstance(to, ast.Call) and getattr(to.func, "id", "") in helpers for to in handed):
            return False
    return True


def _part(code: FunctionCode, use: ast.Name, helpers: dict[str, ast.FunctionDef], above: tuple[str, ...]) -> list[str]:
    """The parts of an argument that one use of it reads; empty where it may be the whole."""
    parent = code.parent(use)
    if isinstance(parent, ast.Subscript) and parent.value is use and isinstance(parent.slice, ast.Constant):
        return [ast.unparse(parent).replace("'", '"')]
    if isinstance(parent, ast.Attribute) and not isinstance(code.parent(parent), ast.Call):
        return [ast.unparse(parent)]
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in helpers:
        other = helpers[parent.func.id]
        names = [arg.arg for arg in parameters(other)]
        given = given_by(names, parent)
        if other.name in above or given is None:
            return []
        inner = _parts(code, other, helpers, above)
        handed = [name for name, value in given.items() if value is use]
        whole = [text for text in inner for name in handed if text == name]
        if whole or len(handed) != 1:
            return []
        taken = [text for text in inner if text.startswith((f"{handed[0]}[", f"{handed[0]}."))]
        return [use.id + text[len(handed[0]) :] for text in taken]
    return []


def _works(node: ast.FunctionDef, helpers: dict[str, ast.FunctionDef]) -> bool:
    inside = descend(*node.body)
    called = {n.func.id for n in inside if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    return any(isinstance(n, _LOOPS) for n in inside) or bool(called & set(helpers))


def _looked_at(code: FunctionCode, node: ast.FunctionDef, call: ast.Call) -> bool:
    """Whether the answer cannot be changed, or whoever asks only looks at it."""
    values = [n.value for n in descend(*node.body) if isinstance(n, ast.Return) and n.value is not None]
    each = [part for value in values for part in (value.elts if isinstance(value, ast.Tuple) else [value])]
    kinds = [code.type_of(part) for part in each]
    made = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    if values and not any(isinstance(value, made) for value in values) and all(only(k, "any", *ATOMS) for k in kinds):
        return not any(isinstance(value, ast.GeneratorExp) for value in values)
    parent = code.parent(call)
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is call
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id in _READERS and code.pure(parent)
    return isinstance(parent, ast.Compare) or code.held_to_look_at(call) is True


def _change_all(code: FunctionCode, found: dict[ast.FunctionDef, list[str]], edits: Edits) -> None:
    for node, parts in found.items():
        _change(code, node, parts, edits)


def _change(code: FunctionCode, node: ast.FunctionDef, parts: list[str], edits: Edits) -> None:
    known = code.fresh(f"{node.name}_known")
    edits.insert_before(node, f"{known} = {{}}", apart=True)
    edits.insert_before(after_docstring(node)[0], answered(known, parts))
    for statement, text in remembering(code, node, node.body, known, ", ".join(parts), edits).items():
        edits.replace_statement(statement, text)
