"""A helper that goes through a collection, called in a loop of its caller.

Finds:
    In the function that is to become faster, a call inside a loop of a function of the module, or of one defined in
    the function itself, that has a loop of its own, does what walks a list (``xs.sort()``, ``del xs[0]``), searches a
    list which it also fills (``word in known``), or puts into or takes out of a list that the caller made. The call is
    written out, whatever its form: a search that returns from the middle of a loop becomes a loop with ``break`` and
    ``else``. A call that hands on an object which the function made of a class of the module counts wherever it
    stands, and so does, in functions inside, one that hands on a slice which the helper only adds up or joins. That is
    done only where another rule then finds a better way to do the work.

Slow because:
    Neither function shows that the inner loop runs again and again over the same elements; together they do.

Unsafe when:
    Somebody replaces the helper at run time (a test that patches it).

Example:
    Before::

        def points(name, games):
            total = 0
            for white, black in games:
                if white == name or black == name:
                    total += 1
            return total

        def table(names, games):
            rows = []
            for name in names:
                rows.append((name, points(name, games)))
            return rows

    After::

        def table(names, games):
            rows = []
            for name in names:
                points_result = 0
                for white, black in games:
                    if white == name or black == name:
                        points_result += 1
                rows.append((name, points_result))
            return rows

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
from hasten.code.loops import constant_int, repeats_around
from hasten.code.scopes import COMPREHENSIONS, loaded
from hasten.code.source import after_docstring, descend
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._inlining import Callee, Writer, arguments_of
from hasten.proposers.rules._nested import inner_function

#: See ``Rule``.
OPENING = True

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOOPS = (ast.For, ast.While, *COMPREHENSIONS)
#: Methods of a list that walk it.
_WALKS = frozenset({"sort", "remove", "index"})
#: Methods that put an element in or take one out, and how many statements a helper around them may have.
_MOVES = frozenset({"append", "extend", "insert", "pop"})
_SHORT = 4
_DOES = "goes through, or changes, what it is given"


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per helper."""
    whole = code.name == code.program.target and "." not in code.name
    if not whole and code.outer is None:
        return
    seen: set[str] = set()
    for call in code.all(ast.Call):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if not name or name in seen or name == code.name:
            continue
        helper = (_inner(code, name) if name in code.local else _helper(code, name)) if whole else None
        helper = helper or _of_a_part(code, call) or (_moving(code, call) if whole else None)
        if helper is None or code.in_nested_function(call):
            continue
        if not repeats_around(code, call) and not any(_is_own_object(code, value) for value in call.args):
            continue
        seen.add(name)
        does = "searches a list that it fills" if _searches_what_grows(helper) else _DOES
        text = f"{name} {does}; written out, it shows what is gone through again and again"
        yield Finding(call, text, partial(_change, code, helper), minor=True)


def _moving(code: FunctionCode, call: ast.Call) -> ast.FunctionDef | None:
    """A short function of the module that puts into, or takes out of, a list that this one made and hands to it."""
    assert isinstance(call.func, ast.Name)
    node = _plain(code, call.func.id)
    given = arguments_of(node, call, receiver=False) if node is not None and call.func.id not in code.local else None
    if node is None or given is None or len(after_docstring(node)) > _SHORT:
        return None
    own = {
        name
        for name, value in given.items()
        if isinstance(value, ast.Name) and value.id in code.local and value.id not in code.parameters
        if _is_taken_from(code, value.id)
    }
    moved = [inner.value for inner in descend(*node.body) if isinstance(inner, ast.Attribute) and inner.attr in _MOVES]
    return node if any(isinstance(value, ast.Name) and value.id in own for value in moved) else None


def _is_taken_from(code: FunctionCode, name: str) -> bool:
    """Whether the function looks for elements of a list to take them out, or sorts it."""
    for node in code.uses(name).changes:
        above = code.parent(node)
        if isinstance(above, ast.Subscript) and isinstance(above.ctx, ast.Del):
            return True
        if isinstance(above, ast.Attribute) and above.attr in ("pop", "remove", "sort"):
            return True
    return False


def _of_a_part(code: FunctionCode, call: ast.Call) -> ast.FunctionDef | None:
    """A function of the module that is given a slice, and goes through it with builtins (``sum``, ``join``) only."""
    assert isinstance(call.func, ast.Name)
    name = call.func.id
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or name in code.local or node.decorator_list or name == code.name:
        return None
    given = arguments_of(node, call, receiver=False)
    if given is None or kind_of(node) != "function" or not code.purity.pure_function(name):
        return None
    cut = [n for n, value in given.items() if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)]
    gone_through = [
        argument.id
        for inner in descend(*node.body)
        if isinstance(inner, ast.Call) and _goes_through(inner)
        for argument in inner.args
        if isinstance(argument, ast.Name)
    ]
    return node if {*cut} & {*gone_through} and name not in loaded(*node.body) else None


def _goes_through(call: ast.Call) -> bool:
    """Whether a call goes through what it is given: ``sum(xs)``, ``" ".join(xs)``."""
    callee = call.func
    return (isinstance(callee, ast.Name) and callee.id == "sum") or (
        isinstance(callee, ast.Attribute) and callee.attr == "join"
    )


def _is_own_object(code: FunctionCode, value: ast.expr) -> bool:
    """Whether the argument is a local that holds an instance of a class of the module, made in the function."""
    if not isinstance(value, ast.Name) or value.id not in code.local or value.id in code.parameters:
        return False
    rebinds = code.uses(value.id).rebinds
    assign = code.parent(rebinds[0]) if len(rebinds) == 1 else None
    made = assign.value if isinstance(assign, ast.Assign) else None
    return isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in code.module.classes


def _inner(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """A function that the function defines, once and not within another block, with a loop, and calls in one place.

    Written out in several places it would be harder to read than it was.
    """
    node = inner_function(code, name)
    if node is None or sum(n.id == name for n in code.all(ast.Name)) != 1:
        return None
    if kind_of(node) != "function" or name in loaded(*node.body):
        return None
    return node if _walks_inside(node) else None


def _plain(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    """The function of the module, where it is a plain one that does not call itself."""
    node = code.module.functions.get(name)
    if not isinstance(node, ast.FunctionDef) or node.decorator_list or node not in code.module.tree.body:
        return None
    own = kind_of(node) == "function" and name not in code.module.global_names and name not in loaded(*node.body)
    return node if own else None


def _helper(code: FunctionCode, name: str) -> ast.FunctionDef | None:
    node = _plain(code, name)
    if node is None:
        return None
    calls = [inner.func for inner in descend(*node.body) if isinstance(inner, ast.Call)]
    called = {func.id for func in calls if isinstance(func, ast.Name)}
    called_others = "sorted" in called or called & {*code.module.functions}
    return node if called_others or _searches_what_grows(node) or _walks_inside(node) else None


def _walks_inside(node: ast.FunctionDef) -> bool:
    """Whether a function has a loop, or walks a list without one."""
    return any(isinstance(inner, _LOOPS) or _walks(inner) for inner in descend(*node.body))


def _walks(node: ast.AST) -> bool:
    """Whether a step walks a list: ``xs.sort()``, ``min(xs)``, ``del xs[0]``."""
    if isinstance(node, ast.Delete):
        return any(isinstance(target, ast.Subscript) for target in node.targets)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        first = constant_int(node.args[0]) if node.args else None
        return node.func.attr in _WALKS or (node.func.attr in ("pop", "insert") and first == 0)
    return isinstance(node.func, ast.Name) and node.func.id in ("min", "max", "sorted") and len(node.args) == 1


def _searches_what_grows(node: ast.FunctionDef) -> bool:
    """Whether a function asks a collection for an element, and adds to one as well: ``known.append(word)``."""
    searched = grown = False
    for inner in descend(*node.body):
        if isinstance(inner, ast.Compare) and isinstance(inner.ops[0], ast.In | ast.NotIn):
            searched = searched or not isinstance(inner.comparators[0], ast.Constant | ast.Tuple | ast.Set)
        elif isinstance(inner, ast.Attribute):
            searched = searched or inner.attr in ("index", "count", "remove")
            grown = grown or inner.attr in ("append", "insert")
    return searched and grown


def _without_nonlocal(helper: ast.FunctionDef) -> tuple[ast.FunctionDef, frozenset[str]]:
    """The helper without the statements that say which names of the function around it sets, and those names."""
    said = [statement for statement in helper.body if isinstance(statement, ast.Nonlocal)]
    if not said:
        return helper, frozenset()
    bare = copy.copy(helper)
    bare.body = [statement for statement in helper.body if not isinstance(statement, ast.Nonlocal)]
    return bare, frozenset(name for statement in said for name in statement.names)


def _change(code: FunctionCode, helper: ast.FunctionDef, edits: Edits) -> None:
    inside = helper in code.node.body
    bare, outer = _without_nonlocal(helper) if inside else (helper, frozenset())

    def calls(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == helper.name

    def resolve(node: ast.expr) -> Callee | None:
        if not calls(node):
            return None
        assert isinstance(node, ast.Call)
        given = arguments_of(helper, node, receiver=False)
        if given is None:
            raise EditConflict("arguments that cannot be handed on")
        return Callee(helper.name, bare, copy.deepcopy(given), inside, outer)

    def touched(node: ast.AST) -> bool:
        return not isinstance(node, _DEFINITIONS) and any(calls(inner) for inner in descend(node))

    writer = Writer(code, resolve)
    if inside:
        writer.free_names_of(helper)
    # Where a call happens once only, the helper is easier to read than what it does.
    again = [call for call in code.all(ast.Call) if calls(call) and repeats_around(code, call)]
    once = again and not inside
    body = [s for s in code.node.body if not once or any(call in again for call in descend(s))]
    writer.change(body, touched, edits)
    named = [n for n in descend(code.node) if isinstance(n, ast.Name) and n.id == helper.name]
    if inside and all(calls(code.parent(n)) and not code.in_nested_function(n) for n in named):
        edits.remove(helper, comments=True)
