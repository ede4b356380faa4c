"""What a method, and those that it asks, look at: all that its answer can rest on."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.purity import MUTATING_METHODS, PURE_METHODS, fresh_locals, words
from hasten.code.scopes import COMPREHENSIONS, local_names, parameters
from hasten.code.source import ParsedModule, descend
from hasten.proposers.rules._object_changes import CHANGED, CHANGES, is_set_up, memories, use_of
from hasten.proposers.rules._objects import Reads

#: Builtins that go through all of what they are given.
GOING_THROUGH = words("all any dict frozenset list max min set sorted sum tuple")
#: What the method is called that works the answer out, behind its own name.
ANEW = "_anew"


def memory_name(method: str) -> str:
    """The attribute that keeps what a method has answered."""
    return f"_{method.lstrip('_')}_known"


def only_looks(
    code: FunctionCode, name: str, reads: Reads, seen: set[str], only: Sequence[ast.AST] = ()
) -> bool:
    """Gather what a method and those that it calls on its object look at; False where one has an effect.

    Args:
        code: A function of the module.
        name: The method.
        reads: Gets what it looks at.
        seen: Methods that were looked through already.
        only: The part of the method that counts, by default all of it.
    """
    seen.add(name)
    function = code.module.functions[name]
    named = parameters(function)
    if not isinstance(function, ast.FunctionDef) or not named:
        return False
    own, local, owner = named[0].arg, local_names(function), name.rpartition(".")[0]
    fresh = fresh_locals(function)
    parents = code.module.parents
    remembered = {text: test for test, text in memories(function) if _is_set_there_only(code, test, text)}
    making = set(descend(*(statement for test in remembered.values() for statement in test.body)))
    # What it remembers itself where it returns, nobody sees.
    memory = memory_name(name.rpartition(".")[2])
    for node in descend(*(only or function.body)):
        if isinstance(node, ast.Yield | ast.YieldFrom) and name == code.name:
            return False
        if isinstance(node, ast.Global | ast.Nonlocal | ast.Await | ast.With | ast.Try):
            return False
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.FunctionDef | ast.Delete):
            return False
        reads.loops = reads.loops or isinstance(node, (ast.For, ast.While, *COMPREHENSIONS)) or _goes_through(node)
        if isinstance(node, ast.Name) and node.id == own and not isinstance(parents[node], ast.Attribute):
            return False
        if isinstance(node, ast.Name) and node.id not in local and node.id in _changed_globals(code):
            return False
        if isinstance(node, ast.Attribute):
            if ast.unparse(node) in remembered or (node.attr == memory and is_name(node.value, own)):
                continue
            if not isinstance(node.ctx, ast.Load):
                return False
            above = parents[node]
            called = isinstance(above, ast.Call) and above.func is node
            if is_name(node.value, own):
                # One that is remembered already is looked at where it works its answer out.
                method = f"{owner}._{node.attr}{ANEW}"
                method = method if method in code.module.functions else f"{owner}.{node.attr}"
                if method in code.module.functions:
                    reads.recurs = reads.recurs or method == code.name
                    decorated = bool(code.module.functions[method].decorator_list)
                    # What is there already costs nothing any more.
                    there = memory_name(node.attr) in code.module.source
                    loops = reads.loops
                    if decorated == called or (method not in seen and not only_looks(code, method, reads, seen)):
                        return False
                    reads.loops = loops if there else reads.loops
                elif called:
                    return False
                elif node.attr != CHANGES:
                    reads.own[node.attr] = None
            elif called:
                member = code.purity.module_member(node)
                if member is not None and isinstance(node.value, ast.Name) and node.value.id not in local:
                    if not code.purity.pure_call(above, local):  # type: ignore[arg-type]
                        return False
                    reads.loops = True
                elif node.attr in MUTATING_METHODS:
                    mine = isinstance(node.value, ast.Name) and node.value.id in fresh
                    if not mine and node not in making:
                        return False
                elif node.attr not in PURE_METHODS and not _reads_its_own(code, node.attr, reads, seen):
                    return False
            elif not (isinstance(node.value, ast.Name) and code.purity.module_member(node) is not None):
                if code.purity.is_method(node.attr) and not _reads_its_own(code, node.attr, reads, seen):
                    return False
                reads.fields.add(node.attr)
        elif isinstance(node, ast.Subscript):
            mine = isinstance(node.value, ast.Name) and node.value.id in fresh
            mine = mine or (is_name(node.value, "known") and memory in code.module.source)
            if not isinstance(node.ctx, ast.Load) and not mine:
                return False
            if not mine and not _is_own(node.value, own):
                if not isinstance(node.slice, ast.Constant | ast.UnaryOp | ast.Slice):
                    return False
                reads.keys.append(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            known = code.module.functions.get(node.func.id)
            if node.func.id in local:
                return False
            reads.loops = reads.loops or known is not None
            if not code.purity.pure_call(node, local):
                return False
        elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute):
            return False
    return True


def _is_set_there_only(code: FunctionCode, test: ast.If, text: str) -> bool:
    """Whether nobody but ``__init__`` and the statement that makes it sets what is remembered, or throws it away."""
    attribute = text.rpartition(".")[2]
    inside = {*descend(*test.body)}
    return not any(
        isinstance(node, ast.Attribute)
        and node.attr == attribute
        and not isinstance(node.ctx, ast.Load)
        and node not in inside
        and not is_set_up(code, node)
        for node in descend(code.module.tree)
    )


def _goes_through(node: ast.AST) -> bool:
    """Whether a call goes through the whole of what it is given, and that is not written out."""
    if not isinstance(node, ast.Call) or len(node.args) != 1 or isinstance(node.args[0], ast.Tuple | ast.List):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in GOING_THROUGH
    return isinstance(node.func, ast.Attribute) and node.func.attr == "join"


#: Rules ask for every method of a module, and again after every step.
_CHANGED_GLOBALS: WeakKeyDictionary[ParsedModule, frozenset[str]] = WeakKeyDictionary()


def _changed_globals(code: FunctionCode) -> frozenset[str]:
    """Names of the module that hold values which functions change."""
    if code.module not in _CHANGED_GLOBALS:
        values = code.module.global_names - set(code.module.functions) - set(code.module.classes)
        found: set[str] = set()
        for node in descend(code.module.tree):
            if isinstance(node, ast.Global):
                found.update(node.names)
            elif isinstance(node, ast.Name) and node.id in values - found and use_of(code, node)[0] == CHANGED:
                above = code.module.parents[node]
                if not isinstance(above, ast.stmt) or not isinstance(code.module.parents[above], ast.Module):
                    found.add(node.id)
        _CHANGED_GLOBALS[code.module] = frozenset(found)
    return _CHANGED_GLOBALS[code.module]


def _is_own(node: ast.expr, own: str) -> bool:
    return isinstance(node, ast.Attribute) and is_name(node.value, own)


def _reads_its_own(code: FunctionCode, method: str, reads: Reads, seen: set[str]) -> bool:
    """Whether every method of that name in the module only looks at fields of its object, which then count as read."""
    named = [name for name in code.module.functions if "." in name and name.rpartition(".")[2] == method]
    for name in named:
        inner = Reads()
        if name in seen:
            reads.others = reads.recurs = True
            continue
        if not only_looks(code, name, inner, {*seen}):
            return False
        reads.others = reads.others or inner.others
        reads.fields |= {*inner.own, *inner.fields}
        reads.keys += inner.keys
    return bool(named)
