"""Statements of one function, with what is set where."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from hasten.proposers.compile.expressions import ExpressionTranslator
from hasten.proposers.compile.ir import Expr, Stmt
from hasten.proposers.compile.lattice import BOOL, INT, NONE, UNKNOWN, Range, Type, shown
from hasten.proposers.compile.refusal import Unsupported

_METHODS_OF: dict[str, type] = {"list": list, "dict": dict, "set": set, "str": str}
_ENDS = ("return", "break", "continue", "decline")


class StatementTranslator(ExpressionTranslator):
    """Translates a whole function; ``run`` fills ``body`` and ``unset``."""

    def run(self) -> None:
        """Go over the function once."""
        self.set_names = {a.arg for a in self.node.args.args}
        self.broken: list[str | None] = []
        self.body = self.block(self.node.body)
        if not self.body or not _ends(self.body):
            self.body.append(Stmt("return", (Expr("const", NONE),)))
            self.whole.returned(self.name, NONE)

    # -- blocks -------------------------------------------------------------------------------------------------------

    def block(self, nodes: Sequence[ast.stmt]) -> list[Stmt]:
        """Statements of a block; what follows an end is dropped."""
        outer, self.pre = self.pre, []
        for node in nodes:
            self.statement(node)
            if self.pre and self.pre[-1].op in _ENDS:
                break
        found, self.pre = self.pre, outer
        return found

    def branch(self, nodes: Sequence[ast.stmt]) -> tuple[list[Stmt], set[str] | None]:
        """A block that may not be run, and the names that are set behind it, None where its end is not reached."""
        before = set(self.set_names)
        body = self.block(nodes)
        after = None if body and _ends(body) else self.set_names
        self.set_names = before
        return body, after

    def statement(self, node: ast.stmt) -> None:
        """Translate one statement."""
        method = getattr(self, f"do_{type(node).__name__}", None)
        if method is None:
            raise Unsupported(f"line {node.lineno} has a statement that is not compiled ({type(node).__name__})")
        method(node)

    # -- simple statements --------------------------------------------------------------------------------------------

    def do_Pass(self, node: ast.Pass) -> None:  # noqa: N802, D102
        pass

    def do_Expr(self, node: ast.Expr) -> None:  # noqa: N802, D102
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(node.value, ast.Call) and self.method_statement(node.value):
            return
        found = self.expr(node.value)
        if found.op not in ("const", "var") or (found.op == "var" and found.value in self.unset):
            self.pre.append(Stmt("expr", (found,)))

    def do_Return(self, node: ast.Return) -> None:  # noqa: N802, D102
        looked = self.looked_up(node.value)
        if looked is not None:
            self.found_or_none(looked, self.give)
            return
        value = self.expr(node.value) if node.value is not None else Expr("const", NONE)
        self.give(value)

    def give(self, value: Expr) -> None:
        """Return a value."""
        if value.op == "var" and value.value in self.whole.optional.get(self.name, ()):
            none = Expr("const", NONE)
            self.whole.returned(self.name, NONE)
            test = Expr("isnone", self.boolean(True).type, (), value.value)
            self.pre.append(Stmt("if", (test,), body=[Stmt("return", (none,))]))
        self.whole.returned(self.name, value.type)
        self.pre.append(Stmt("return", (value,)))

    def looked_up(self, node: ast.expr | None) -> tuple[Expr, Expr] | None:
        """Dict and key of ``table.get(key)``, which may be None; None for anything else."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"):
            return None
        if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
            return None
        if self.kind_of(node.func.value) != "dict":
            return None
        container, key = self.operands([node.func.value, node.args[0]])
        if container.op not in ("var", "global"):
            container = self.kept(container, node, "container")
        if key.op not in ("const", "var"):
            key = self.kept(key, node, "key")
        return self.same_key(container, key), key

    def found_or_none(self, looked: tuple[Expr, Expr], then: Callable[[Expr], None]) -> None:
        """Go on with what stands under a key, or with None."""
        before, blocks = set(self.set_names), []
        element = looked[0].type.of[1]
        for value in (Expr("get", element, looked), Expr("const", NONE)):
            outer, self.pre = self.pre, []
            self.set_names = set(before)
            then(value)
            blocks.append(self.pre)
            self.pre = outer
        self.pre.append(Stmt("if", (Expr("has", BOOL, looked),), body=blocks[0], orelse=blocks[1]))

    def do_Raise(self, node: ast.Raise) -> None:  # noqa: N802, D102
        self.pre.append(Stmt("decline"))

    def do_Assert(self, node: ast.Assert) -> None:  # noqa: N802, D102
        self.pre.append(Stmt("if", (self.condition(node.test),), orelse=[Stmt("decline")]))

    def do_Break(self, node: ast.Break) -> None:  # noqa: N802, D102
        flag = self.broken[-1]
        if flag is not None:
            self.set(flag, self.boolean(True))
        self.pre.append(Stmt("break"))

    def do_Continue(self, node: ast.Continue) -> None:  # noqa: N802, D102
        self.pre.append(Stmt("continue"))

    # -- assignments --------------------------------------------------------------------------------------------------

    def do_AnnAssign(self, node: ast.AnnAssign) -> None:  # noqa: N802, D102
        if node.value is not None:
            self.assign(node.target, self.expr(node.value), node)

    def do_Assign(self, node: ast.Assign) -> None:  # noqa: N802, D102
        if len(node.targets) == 1 and self._together(node.targets[0], node.value):
            return
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            if self._bound_method(node.targets[0].id, node.value):
                return
            name, looked = self.renamed(node.targets[0].id), self.looked_up(node.value)
            if looked is not None:
                self.found_or_none(looked, lambda value: self.set(name, value))
                return
        value = self.expr(node.value)
        if len(node.targets) > 1 and value.op not in ("const", "var"):
            value = self.kept(value, node, "chain")
        for target in node.targets:
            self.assign(target, value, node)

    def _together(self, target: ast.expr, value: ast.expr) -> bool:
        """``a, b = b, a``: all values first, then all targets."""
        if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple | ast.List)):
            return False
        if len(target.elts) != len(value.elts) or any(isinstance(e, ast.Starred) for e in (*target.elts, *value.elts)):
            return False
        values = self.operands(value.elts)
        kept = [
            v if v.op == "const" or len(values) == 1 else self.kept(v, part, "both")
            for v, part in zip(values, value.elts, strict=True)
        ]
        for part, one in zip(target.elts, kept, strict=True):
            self.assign(part, one, part)
        return True

    def assign(self, target: ast.expr, value: Expr, where: ast.AST) -> None:
        """Bind a value to a target."""
        if isinstance(target, ast.Name):
            self.set(self.renamed(target.id), value)
        elif isinstance(target, ast.Subscript):
            if isinstance(target.slice, ast.Slice):
                self._replace(target, value if value.op in ("const", "var") else self.kept(value, where, "value"))
                return
            again = any(isinstance(n, ast.NamedExpr) for n in ast.walk(target))
            if value.op != "const" and (again or value.op != "var"):
                value = self.kept(value, where, "value")
            self.store(self.expr(target.value), self.expr(target.slice), value)
        elif isinstance(target, ast.Tuple | ast.List):
            self._unpack(target, value, where)
        else:
            raise Unsupported("it assigns to an attribute or the like")

    def _replace(self, target: ast.Subscript, value: Expr | None) -> None:
        """``xs[low:high] = values``; without values what stands there is deleted."""
        cut = target.slice
        assert isinstance(cut, ast.Slice)
        if cut.step is not None:
            raise Unsupported("it assigns to a slice with a step")
        bounds = [part for part in (cut.lower, cut.upper) if part is not None]
        container, *places = self.operands([target.value, *bounds])
        if container.type == UNKNOWN:
            return
        if container.type.kind != "list" or any(p.type not in (INT, UNKNOWN) for p in places):
            raise Unsupported("it assigns to a slice in another form")
        rest, parts = iter(places), list[Expr]()
        for part in (cut.lower, cut.upper):
            parts += [self.boolean(part is not None), next(rest) if part is not None else self.integer(0)]
        if value is not None:
            container = self.same_elements(container, value)
        self.change(container, Stmt("set_slice", (container, *parts, value or Expr("list", container.type))))

    def _bound_method(self, name: str, node: ast.expr) -> bool:
        """``add = xs.append``, where the name is bound once and only called: the container is kept for the calls."""
        if name not in self.called_names or not isinstance(node, ast.Attribute) or self.whole.imported(node):
            return False
        container = self.expr(node.value)
        builtin = _METHODS_OF.get(container.type.kind)
        if container.type != UNKNOWN and (builtin is None or not hasattr(builtin, node.attr)):
            raise Unsupported(f"it keeps the attribute {node.attr}")
        holder = f"self_of_{name}"
        self.own.add(holder)
        self.set(holder, container)
        self.methods[name] = (holder, node.attr)
        return True

    def _unpack(self, target: ast.Tuple | ast.List, value: Expr, where: ast.AST) -> None:
        if any(isinstance(e, ast.Starred) for e in target.elts):
            raise Unsupported("it unpacks with a star")
        kept = value if value.op == "var" else self.kept(value, where, "parts")
        if kept.type.kind in ("list", "str"):
            size = Expr("len", INT, (kept,), range=Range(0, len(target.elts)))
            wrong = Expr("!=", self.boolean(True).type, (size, self.integer(len(target.elts))))
            self.pre.append(Stmt("if", (wrong,), body=[Stmt("decline")]))
        elif kept.type.kind == "tuple" and len(kept.type.of) != len(target.elts):
            raise Unsupported("it unpacks a tuple of another length")
        parts = [self.item(kept, place) for place in range(len(target.elts))]
        if not all(isinstance(part, ast.Name) for part in target.elts):
            # What is stored first may be what is read next: ``xs[1], xs[0] = xs``.
            parts = [self.kept(one, part, "part") for one, part in zip(parts, target.elts, strict=True)]
        for part, one in zip(target.elts, parts, strict=True):
            self.assign(part, one, part)

    def do_AugAssign(self, node: ast.AugAssign) -> None:  # noqa: N802, D102
        if isinstance(node.target, ast.Name):
            old = self.expr(ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target))
            if old.type.kind == "list" and isinstance(node.op, ast.Add):
                more = self.expr(node.value)
                self.same_elements(old, more)
                self.change(old, Stmt("extend", (old, more)))
                return
            if old.type.kind in ("set", "dict", "list"):
                raise Unsupported("it changes a container by an operator")
            values = self.pair(old, node.value, node)
            self.set(self.renamed(node.target.id), self.arithmetic(node.op, *values))
        elif isinstance(node.target, ast.Subscript) and not isinstance(node.target.slice, ast.Slice):
            container, index = self.operands([node.target.value, node.target.slice])
            if container.op != "var":
                container = self.kept(container, node, "container")
            if index.op not in ("const", "var"):
                index = self.kept(index, node, "place")
            old = self.kept(self.index(container, index), node, "before")
            old, more = self.pair(old, node.value, node)
            if old.type.kind == "list" and isinstance(node.op, ast.Add):
                # The list itself grows, whoever holds it.
                self.same_elements(old, more)
                self.change(old, Stmt("extend", (old, more)))
                self.store(container, index, old)
                return
            if old.type.kind in ("set", "dict", "list"):
                raise Unsupported("it changes a container by an operator")
            self.store(container, index, self.arithmetic(node.op, old, more))
        else:
            raise Unsupported("it changes an attribute in place")

    def do_Delete(self, node: ast.Delete) -> None:  # noqa: N802, D102
        for target in node.targets:
            if not isinstance(target, ast.Subscript):
                raise Unsupported("it deletes a name or an attribute")
            if isinstance(target.slice, ast.Slice):
                self._replace(target, None)
                continue
            container, index = self.operands([target.value, target.slice])
            if container.type == UNKNOWN:
                continue
            if container.type.kind == "dict":
                container = self.same_key(container, index)
                self.change(container, Stmt("remove", (container, index)))
            elif container.type.kind == "list" and self.number(index).type == INT:
                taken = Expr("pop", container.type.element, (container, self.number(index)))
                self.pre.append(Stmt("expr", (taken,)))
            else:
                raise Unsupported(f"it deletes from {shown(container.type)} in another form")

    # -- control ------------------------------------------------------------------------------------------------------

    def do_If(self, node: ast.If) -> None:  # noqa: N802, D102
        test = self.condition(node.test)
        body, one = self.branch(node.body)
        orelse, other = self.branch(node.orelse)
        reached = [names for names in (one, other) if names is not None]
        self.pre.append(Stmt("if", (test,), body=body, orelse=orelse))
        if reached:
            self.set_names = set.intersection(*reached)
        elif node.orelse:
            # Neither branch reaches the end: what follows is not run.
            self.pre.append(Stmt("decline"))

    def do_While(self, node: ast.While) -> None:  # noqa: N802, D102
        flag = self.flag_of(node)
        outer, self.pre = self.pre, []
        test = self.condition(node.test)
        before, self.pre = self.pre, outer
        # The names set by the test are set behind the loop too.
        self.broken.append(flag)
        body, _ = self.branch(node.body)
        self.broken.pop()
        if before:
            leave = Stmt("if", (test,), orelse=[Stmt("break")])
            self.pre.append(Stmt("while", (self.boolean(True),), body=[*before, leave, *body]))
        else:
            self.pre.append(Stmt("while", (test,), body=body))
        endless = test.op == "const" and test.value is True and not _leaves(body)
        if endless:
            self.pre.append(Stmt("decline"))
        self.or_else(node, flag)

    def do_For(self, node: ast.For) -> None:  # noqa: N802, D102
        flag = self.flag_of(node)
        self.loop(node.target, node.iter, lambda: self._loop_body(node, flag), node)
        self.or_else(node, flag)

    def _loop_body(self, node: ast.For, flag: str | None) -> list[Stmt]:
        self.broken.append(flag)
        body = self.block(node.body)
        self.broken.pop()
        return body

    def flag_of(self, node: ast.For | ast.While) -> str | None:
        """A variable that says whether the loop was left by ``break``, where its ``else`` must know."""
        if not node.orelse:
            return None
        flag = self.fresh(node, "broken")
        self.set(flag, self.boolean(False))
        return flag

    def or_else(self, node: ast.For | ast.While, flag: str | None) -> None:
        """The ``else`` of a loop."""
        if flag is not None:
            body, _ = self.branch(node.orelse)
            self.pre.append(Stmt("if", (self.variable(flag),), orelse=body))


def _ends(body: Sequence[Stmt]) -> bool:
    last = body[-1]
    if last.op in _ENDS:
        return True
    return last.op == "if" and bool(last.body and last.orelse) and _ends(last.body) and _ends(last.orelse)


def _leaves(body: Sequence[Stmt]) -> bool:
    """Whether a ``break`` of this very loop is in its body."""
    return any(
        stmt.op == "break" or (stmt.op == "if" and (_leaves(stmt.body) or _leaves(stmt.orelse))) for stmt in body
    )


__all__ = ["UNKNOWN", "StatementTranslator", "Type"]
