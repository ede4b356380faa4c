"""Statements: what is bound, where control goes, and what a test leaves of a name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import ANY, NONE, union
from hasten.proposers.compile.mypyc.inference.part import Part, Scope
from hasten.proposers.compile.mypyc.inference.syntax import as_load, place, stored_names
from hasten.proposers.compile.mypyc.world import literal
from hasten.proposers.compile.refusal import Unsupported


class StatementPart(Part):
    """Statements of one function."""

    def block(self, body: Sequence[ast.stmt]) -> None:
        for number, stmt in enumerate(body):
            self.statement(stmt)
            if isinstance(stmt, ast.Assert) and self._tested(stmt.test):
                with self.narrowed(stmt.test, body[number + 1 :]):
                    self.block(body[number + 1 :])
                return

    def statement(self, stmt: ast.stmt) -> None:
        method: Callable[[Any], None] | None = getattr(self, f"do_{type(stmt).__name__.lower()}", None)
        if method is None:
            self.decline(stmt, type(stmt).__name__.lower())
        else:
            method(stmt)

    def do_pass(self, stmt: ast.stmt) -> None:
        pass

    do_break = do_continue = do_pass

    def do_global(self, stmt: ast.Global) -> None:
        for name in stmt.names:
            if name in self.world.functions or name in self.world.classes or name in self.world.imports:
                raise Unsupported(f"{name} is bound in more than one way")

    def do_expr(self, stmt: ast.Expr) -> None:
        self.value(stmt.value)

    def do_return(self, stmt: ast.Return) -> None:
        found = self.value(stmt.value) if stmt.value is not None else NONE
        if self.scopes and "return" in self.scopes[-1]:
            return
        if not (self.code and self.code.generator):
            self.i.join(("ret", self.function), found)

    def do_assign(self, stmt: ast.Assign) -> None:
        found = self.value(stmt.value)
        for target in stmt.targets:
            self.store(target, found, stmt.value)

    def do_annassign(self, stmt: ast.AnnAssign) -> None:
        if stmt.value is not None:
            self.store(stmt.target, self.value(stmt.value), stmt.value)

    def do_augassign(self, stmt: ast.AugAssign) -> None:
        load = as_load(stmt.target)
        have, other = self.value(load), self.value(stmt.value)
        self.i.nodes[stmt.target] = have
        for atom in have:
            if atom[0] == "list" and isinstance(stmt.op, ast.Add):
                self.i.join(("elem", atom[1]), self.element(other))
            if atom[0] == "set" and isinstance(stmt.op, ast.BitOr | ast.BitXor):
                self.i.join(("elem", atom[1]), self.element(other))
        found = self.binary(stmt.op, have, other, stmt, inplace=True)
        # A list or set stays the one it is.
        changed = frozenset(a for a in have if a[0] in ("list", "set"))
        found = union(frozenset(a for a in found if a[0] not in ("list", "set")), changed)
        self.store(stmt.target, found)

    def do_if(self, stmt: ast.If) -> None:
        self.truth(stmt.test)
        never = self._never(stmt.test)
        if never:
            self.i.dead.add(stmt)
        else:
            with self.narrowed(stmt.test, stmt.body):
                self.block(stmt.body)
        self.block(stmt.orelse)

    def _never(self, test: ast.expr) -> bool:
        """Whether a test is a constant that is false; the constant is compared on every call."""
        test = self.i.replaced.get(test, test)
        return isinstance(test, ast.Constant) and not test.value

    @contextmanager
    def narrowed(self, test: ast.expr, body: Sequence[ast.stmt]) -> Iterator[None]:
        """Let a name have only the classes that a test says, in statements that do not bind it."""
        found = self._tested(test)
        if found is None or any(
            isinstance(n, ast.Name) and n.id == found[0] and not isinstance(n.ctx, ast.Load)
            for stmt in body
            for n in ast.walk(stmt)
        ):
            yield
            return
        before = self.known.get(found[0])
        self.known[found[0]] = found[1] if before is None else found[1] & before
        yield
        if before is None:
            del self.known[found[0]]
        else:
            self.known[found[0]] = before

    def _tested(self, test: ast.expr) -> tuple[str, frozenset[str]] | None:
        """A local name and the classes of the world that ``isinstance(name, Class)`` leaves."""
        if not (
            isinstance(test, ast.Call)
            and isinstance(test.func, ast.Name)
            and test.func.id == "isinstance"
            and len(test.args) == 2
            and all(isinstance(a, ast.Name) for a in test.args)
            and not self.scopes
        ):
            return None
        name, cls = (a.id for a in test.args if isinstance(a, ast.Name))
        if self.code is None or name not in self.i.local_names(self.code) or cls not in self.world.classes:
            return None
        return name, frozenset(c.name for c in self.world.below(cls))

    def do_while(self, stmt: ast.While) -> None:
        self.do_if(stmt)  # type: ignore[arg-type]

    def do_for(self, stmt: ast.For) -> None:
        self.store(stmt.target, self.element(self.value(stmt.iter)))
        self.block(stmt.body)
        self.block(stmt.orelse)

    def do_assert(self, stmt: ast.Assert) -> None:
        self.truth(stmt.test)
        if stmt.msg is not None:
            self.value(stmt.msg)

    def do_raise(self, stmt: ast.Raise) -> None:
        for part in (stmt.exc, stmt.cause):
            if part is not None:
                self.value(part)

    def do_try(self, stmt: ast.Try) -> None:
        for handler in stmt.handlers:
            named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
            known = all(isinstance(n, ast.Name) and n.id in externals.CATCHABLE for n in named)
            if not known or handler.name is not None:
                raise Unsupported("it handles exceptions whose kind or message may differ")
        for part in (stmt.body, *(h.body for h in stmt.handlers), stmt.orelse, stmt.finalbody):
            self.block(part)

    def do_delete(self, stmt: ast.Delete) -> None:
        for target in stmt.targets:
            if isinstance(target, ast.Subscript):
                self.value(target.value)
                self.value(target.slice)
                self.call_special("__delitem__", self.i.nodes[target.value], [ANY])
            else:
                raise Unsupported("it deletes a name or an attribute")

    def do_functiondef(self, stmt: ast.FunctionDef) -> None:
        if stmt.decorator_list or any(isinstance(n, ast.Nonlocal | ast.Global) for n in ast.walk(stmt)):
            raise Unsupported(f"the inner function {stmt.name} is decorated or binds names of others")
        for default in [*stmt.args.defaults, *(d for d in stmt.args.kw_defaults if d is not None)]:
            if not literal(default):
                raise Unsupported(f"a default of {stmt.name} is no constant")
        self.name_store(stmt.name, ANY)
        self.inner(stmt, stmt.args, lambda: self.block(stmt.body), stored_names(stmt))

    def inner(self, node: ast.AST, args: ast.arguments, visit: Callable[[], object], stored: Iterable[str]) -> None:
        scope: Scope = {"return": ()}
        names = [a.arg for a in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
        names += [a.arg for a in (args.vararg, args.kwarg) if a is not None]
        for name in (*names, *stored):
            key = ("var", self.function, f"{name}@{place(node)}")
            scope[name] = key
            if name in names:
                self.i.join(key, ANY)
        self.scopes.append(scope)
        visit()
        self.scopes.pop()

    def truth(self, node: ast.expr) -> None:
        found = self.value(node)
        self.call_special("__bool__", found, [])
        self.call_special("__len__", found, [])
