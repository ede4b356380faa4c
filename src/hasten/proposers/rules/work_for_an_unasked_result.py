"""Work whose result is only used when a parameter asks for it.

Finds:
    A function with a parameter such as ``return_path=False``, and variables that are read only where that parameter is
    true, or to make each other; the function, or one nested in it, fills them all the same.

Slow because:
    What nobody reads is computed and kept: per call at least O(n), and often as much as the work that was asked for.

Unsafe when:
    The work raises on some inputs, or what is put away is changed through another name.

Example:
    Before::

        def best(xs, return_places=False):
            places = []
            top = None
            for i, x in enumerate(xs):
                if top is None or x > top:
                    top = x
                    places.append(i)
            if return_places:
                return top, places
            return top

    After::

        def best(xs, return_places=False):
            if return_places:
                places = []
            top = None
            for i, x in enumerate(xs):
                if top is None or x > top:
                    top = x
                    if return_places:
                        places.append(i)
            if return_places:
                return top, places
            return top

Source:
    Partial dead code elimination: Knoop, Ruething and Steffen (1994).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.purity import is_fresh, words
from hasten.code.scopes import parameters, stored
from hasten.code.source import FunctionNode, after_docstring, descend
from hasten.proposers.rules._finding import Finding

#: Methods that add to a container of one's own and cannot fail on it.
_GROWING = words("append extend add appendleft insert update")
#: Builtins that cannot fail on what they are usually given.
_TOTAL = words("len list tuple dict set frozenset str repr range enumerate zip id")
_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each parameter that something is kept for makes one finding."""
    if not any(isinstance(node, ast.If | ast.IfExp) for node in descend(*code.node.body)):
        return
    for flag in code.parameters:
        if len(code.uses(flag).rebinds) or not _is_plain(code, flag):
            continue
        work = _Work(code, flag)
        if not work.kept:
            continue
        statements = work.statements()
        if any(code.loops_around(one) or _nested_loops(code, one) or _loops(one) for one in statements):
            names = ", ".join(sorted(work.kept))
            text = f"what {names} hold{'s' * (len(work.kept) == 1)} is only used where {flag} is true"
            yield Finding(statements[0], text, partial(_change, code, flag, statements))


def _is_plain(code: FunctionCode, flag: str) -> bool:
    """Whether the parameter means the same in nested functions, and is never put into a new scope's hands."""
    for node in code.all(ast.FunctionDef):
        if flag in {arg.arg for arg in parameters(node)} | stored(*node.body):
            return False
    return not any(isinstance(node, ast.Nonlocal | ast.Global) for node in descend(*code.node.body))


def _nested_loops(code: FunctionCode, statement: ast.stmt) -> bool:
    """Whether a statement of a nested function runs often: that function loops around it."""
    return any(isinstance(parent, ast.For | ast.While) for parent in code.ancestors(statement))


def _loops(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.For | ast.While | ast.ListComp) for node in descend(statement))


class _Work:
    """The variables that are only read where the flag is true, or to make each other.

    Attributes:
        kept: Their names.
    """

    def __init__(self, code: FunctionCode, flag: str) -> None:
        self.code = code
        self.flag = flag
        self.asked = self._asked()
        self.classes = {name for name, node in code.module.classes.items() if _only_stores(node)}
        self.kept = self._candidates() if self.asked else set()
        while self.kept:
            self.idle = self._idle()
            left = {name for name in self.kept if self._unread(name)}
            if left == self.kept:
                break
            self.kept = left
        if not any(self._read_where_asked(name) for name in self.kept):
            self.kept = set()

    def _asked(self) -> set[ast.AST]:
        """Nodes that are evaluated only where the flag is true."""
        found: set[ast.AST] = set()
        for node in descend(*self.code.node.body):
            if isinstance(node, ast.If | ast.IfExp) and self._is_flag(node.test):
                found.update(descend(*(node.body if isinstance(node, ast.If) else [node.body])))
            elif isinstance(node, ast.If | ast.IfExp) and _negated(node.test, self._is_flag):
                other = node.orelse if isinstance(node, ast.If) else [node.orelse]
                found.update(descend(*other))
        return found

    def _is_flag(self, test: ast.expr) -> bool:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            return any(self._is_flag(value) for value in test.values)
        return isinstance(test, ast.Name) and test.id == self.flag

    def _candidates(self) -> set[str]:
        """Names bound in one scope only, by plain assignments."""
        scopes: list[FunctionNode] = [self.code.node, *self.code.all(ast.FunctionDef)]
        bound = [_own_stored(scope) for scope in scopes]
        given = {arg.arg for scope in scopes for arg in parameters(scope)}
        names = set().union(*bound) - given
        return {name for name in names if sum(name in one for one in bound) == 1 and self._assigned(name)}

    def _assigned(self, name: str) -> bool:
        for node in self._named(name):
            if isinstance(node.ctx, ast.Load):
                continue
            parent = self.code.parent(node)
            if not (isinstance(parent, ast.Assign) and parent.targets == [node]):
                return False
        return True

    def _named(self, name: str) -> list[ast.Name]:
        return [node for node in self.code.all(ast.Name) if node.id == name]

    def _idle(self) -> set[ast.stmt]:
        """Statements that do nothing but make what is kept."""
        found: set[ast.stmt] = set()
        for node in reversed(descend(*self.code.node.body)):
            if isinstance(node, ast.stmt) and node not in self.asked and self._is_idle(node, found):
                found.add(node)
        return found

    def _is_idle(self, node: ast.stmt, inner: set[ast.stmt]) -> bool:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            return len(node.targets) == 1 and self._into_kept(target) and self._skippable(node.value, own=True)
        if isinstance(node, ast.Expr):
            call = node.value
            grows = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _GROWING
            if not grows or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                return False
            parts = [call.func.value, *call.args]
            return self._rooted(call.func.value) and not call.keywords and all(self._skippable(p) for p in parts)
        if isinstance(node, ast.If):
            body = [*node.body, *node.orelse]
            return self._skippable(node.test) and all(one in inner or isinstance(one, ast.Pass) for one in body)
        return False

    def _into_kept(self, target: ast.expr) -> bool:
        if isinstance(target, ast.Name):
            return target.id in self.kept
        return isinstance(target, ast.Subscript) and self._rooted(target) and self._skippable(target.slice)

    def _rooted(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Subscript):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.kept

    def _skippable(self, node: ast.expr, *, own: bool = False) -> bool:
        """Whether evaluating it can be left out: it has no effect and does not fail on its own account.

        Args:
            node: The expression.
            own: Whether it must also give something that no other name holds, so that it may be changed unseen.
        """
        for inner in descend(node):
            if isinstance(inner, ast.Call):
                callee = inner.func
                if not isinstance(callee, ast.Name) or callee.id in self.code.local:
                    return False
                total = callee.id in _TOTAL and self.code.is_builtin(callee.id)
                if not total and callee.id not in self.classes:
                    return False
            elif isinstance(inner, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Await | ast.Lambda):
                return False
        if not own:
            return True
        if isinstance(node, ast.IfExp):
            return self._skippable(node.body, own=True) and self._skippable(node.orelse, own=True)
        made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.classes
        constant = isinstance(node, ast.Name) and node.id.isupper() and node.id not in self.code.local
        return is_fresh(node) or made or constant or self._rooted(node)

    def _unread(self, name: str) -> bool:
        """Whether every occurrence is one where the flag is true, or part of a statement that may be left out."""
        for node in self._named(name):
            statement: ast.AST = self.code.statement(node)
            if node in self.asked:
                continue
            while statement is not self.code.node and statement not in self.idle:
                if isinstance(statement, _NESTED):
                    return False
                statement = self.code.parent(statement)
            if statement is self.code.node:
                return False
        return True

    def _read_where_asked(self, name: str) -> bool:
        return any(node in self.asked and isinstance(node.ctx, ast.Load) for node in self._named(name))

    def statements(self) -> list[ast.stmt]:
        """The outermost statements that may be left out, in source order."""
        self.idle = self._idle()
        found = [one for one in self.idle if not any(parent in self.idle for parent in self.code.ancestors(one))]
        return sorted(found, key=lambda one: one.lineno)


def _negated(test: ast.expr, is_flag: object) -> bool:
    return (
        isinstance(test, ast.UnaryOp)
        and isinstance(test.op, ast.Not)
        and callable(is_flag)
        and isinstance(test.operand, ast.Name)
        and bool(is_flag(test.operand))
    )


def _own_stored(scope: FunctionNode) -> set[str]:
    return stored(*scope.body)


def _only_stores(node: ast.ClassDef) -> bool:
    """Whether making an instance does nothing but put its arguments away."""
    if node.decorator_list or node.keywords or any(not _is_object(base) for base in node.bases):
        return False
    methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    if set(methods) & {"__new__", "__del__", "__setattr__", "__getattribute__"}:
        return False
    made = methods.get("__init__")
    if made is None:
        return False
    names = {arg.arg for arg in parameters(made)}
    body = after_docstring(made)
    return all(_stores(one, names) for one in body)


def _is_object(base: ast.expr) -> bool:
    return isinstance(base, ast.Name) and base.id == "object"


def _stores(statement: ast.stmt, names: set[str]) -> bool:
    if not isinstance(statement, ast.Assign) or not all(isinstance(t, ast.Attribute) for t in statement.targets):
        return isinstance(statement, ast.Pass)
    value = statement.value
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and value.id in names)


def _change(code: FunctionCode, flag: str, statements: list[ast.stmt], edits: Edits) -> None:
    """Neighbours go behind one test."""
    groups: list[list[ast.stmt]] = []
    for statement in statements:
        block, place = code.block(statement)
        if groups and place and block[place - 1] is groups[-1][-1]:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    for group in groups:
        edits.replace_block(group, f"if {flag}:\n{indent_block(edits.block(group), '    ')}")
