"""Functions and their statements as mypyc shall see them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.proposers.compile.mypyc.atoms import NONE, NOTHING, Ty, kinds
from hasten.proposers.compile.mypyc.emit_expressions import ExpressionWriter
from hasten.proposers.compile.mypyc.emit_names import ANY, cast_to, global_name, state
from hasten.proposers.compile.refusal import Unsupported

#: Kinds whose values no operator changes: ``x += y`` binds x to another one.
_UNCHANGEABLE = frozenset(("int", "float", "bool", "str", "bytes", "none", "tuple", "complex"))


class FunctionWriter(ExpressionWriter):
    """Writes one function."""

    def function(self) -> str:
        code, node = self.code, self.code.node
        args = ast.parse(ast.unparse(ast.FunctionDef("f", node.args, [ast.Pass()], [], lineno=0))).body[0]
        assert isinstance(args, ast.FunctionDef)
        for place, argument in enumerate([*args.args.posonlyargs, *args.args.args, *args.args.kwonlyargs]):
            receiver = place == 0 and code.kind in ("method", "classmethod", "property")
            argument.annotation = None if receiver else ast.Name(self.m.type_text(self.cell(argument.arg)))
        for extra in (args.args.vararg, args.args.kwarg):
            if extra is not None:
                extra.annotation = ast.Name(ANY)
        defaults = [self.i.constant(d, code.owner) for d in node.args.defaults]
        args.args.defaults = [d for d in defaults if d is not None] if None not in defaults else []
        args.args.kw_defaults = [d and (self.i.constant(d, code.owner) or d) for d in node.args.kw_defaults]
        returned = self.i.cell("ret", code.name)
        returns = ANY if code.generator else "None" if returned == NONE else self.m.type_text(returned)
        self.guarded = code.name in self.m.recursive
        if self.guarded and code.generator:
            raise Unsupported(f"{code.name} is a generator that calls itself")
        self.returns = returns
        body = self.block(node.body)
        if self.guarded:
            body = [*ast.parse("h__s.depth += 1\nif h__s.depth > h__s.limit:\n    raise h__Decline").body, *body]
            if not code.generator:
                body += ast.parse("h__s.depth -= 1").body
        if not code.generator and not (NONE <= returned) and returns != "None":
            body += ast.parse("raise h__Decline").body
        own = self.i.local_names(code) - set(code.parameters) - {a.arg for a in node.args.kwonlyargs}
        own -= {a.arg for a in (node.args.vararg, node.args.kwarg) if a is not None}
        own -= {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef)}
        used = {name: self.m.type_text(self.cell(name)) for name in sorted(own)} | self.declared
        declarations = [ast.AnnAssign(ast.Name(n), ast.Name(t), None, 1) for n, t in used.items()]
        made = ast.FunctionDef(
            node.name, args.args, [*declarations, *body] or [ast.Pass()],
            [ast.Name(code.kind)] if code.kind in ("staticmethod", "classmethod", "property") else [],
            ast.Name(returns) if node.name != "__init__" else ast.Constant(None), lineno=0,
        )  # fmt: skip
        return ast.unparse(ast.fix_missing_locations(made))

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for number, stmt in enumerate(body):
            if number == 0 and isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant):
                continue
            if stmt in self.i.declined:
                found += ast.parse("raise h__Decline").body
            else:
                found += getattr(self, f"do_{type(stmt).__name__.lower()}")(stmt)
        return found or [ast.Pass()]

    def do_pass(self, stmt: ast.stmt) -> list[ast.stmt]:
        return [stmt]

    do_break = do_continue = do_pass

    def do_global(self, stmt: ast.stmt) -> list[ast.stmt]:
        return [ast.Pass()]

    def do_expr(self, stmt: ast.Expr) -> list[ast.stmt]:
        return [ast.Expr(self.expr(stmt.value))]

    def do_return(self, stmt: ast.Return) -> list[ast.stmt]:
        value = self.expr(stmt.value) if stmt.value is not None else None
        if not self.guarded or self.inner or self.code.generator:
            return [ast.Return(value)]
        if value is None or self.returns == "None":
            before: list[ast.stmt] = [ast.Expr(value)] if value is not None else []
            return [*before, *ast.parse("h__s.depth -= 1").body, ast.Return(None)]
        name = self.fresh(self.returns)
        return [ast.Assign([ast.Name(name)], value), *ast.parse("h__s.depth -= 1").body, ast.Return(ast.Name(name))]

    def do_assign(self, stmt: ast.Assign) -> list[ast.stmt]:
        target = stmt.targets[0]
        if len(stmt.targets) == 1 and isinstance(target, ast.Tuple | ast.List):
            starred = any(isinstance(n, ast.Starred) for n in ast.walk(stmt))
            if (
                isinstance(stmt.value, ast.Tuple)
                and len(stmt.value.elts) == len(target.elts)
                and not starred
                and not any(isinstance(t, ast.Tuple | ast.List) for t in target.elts)
            ):
                values = ast.Tuple([self.expr(e) for e in stmt.value.elts])
                names = [ast.Name(self.fresh(self.m.type_text(self.i.nodes[e]))) for e in stmt.value.elts]
                found: list[ast.stmt] = [
                    ast.Assign([name], value) for name, value in zip(names, values.elts, strict=True)
                ]
                for part, name in zip(target.elts, names, strict=True):
                    found += self.stored(part, name)
                return found
            return self.unpacked(target, self.expr(stmt.value), self.i.nodes[stmt.value])
        value = self.expr(stmt.value)
        if len(stmt.targets) == 1:
            return self.stored(target, value)
        name = ast.Name(self.fresh(self.m.type_text(self.i.nodes[stmt.value])))
        found = [ast.Assign([name], value)]
        for part in stmt.targets:
            found += self.stored(part, name)
        return found

    def unpacked(self, target: ast.Tuple | ast.List, value: ast.expr, type_: Ty = NOTHING) -> list[ast.stmt]:
        """First into names of our own, then one after the other: places are found after the stores before them."""
        names: list[ast.expr] = []
        later: list[ast.stmt] = []
        starred = any(isinstance(part, ast.Starred) for part in target.elts)
        for index, part in enumerate(target.elts):
            inner = part.value if isinstance(part, ast.Starred) else part
            item = NOTHING if starred else self.i.item_of(type_, index)
            name = ast.Name(self.fresh(self.m.type_text(item) if item else ANY))
            names.append(ast.Starred(name) if isinstance(part, ast.Starred) else name)
            later += self.stored(inner, name, item)
        kind = self.m.kind_text(type_) if type_ else ANY
        if kind not in ("list", "tuple") or starred:
            return [ast.Assign([ast.Tuple(names)], ast.Call(ast.Name("h__cast"), [ast.Name(ANY), value], [])), *later]
        held = self.fresh(kind)
        found: list[ast.stmt] = [ast.Assign([ast.Name(held)], value)]
        found += ast.parse(f"if len({held}) != {len(names)}:\n    raise h__Decline").body
        for index, name_ in enumerate(names):
            assert isinstance(name_, ast.Name)
            item = self.i.item_of(type_, index)
            found.append(ast.Assign([name_], self.cast(ast.Subscript(ast.Name(held), ast.Constant(index)), item)))
        return [*found, *later]

    def target_type(self, target: ast.expr) -> str:
        if isinstance(target, ast.Name) and not self.inner and target.id not in self.code.globals:
            return self.m.type_text(self.cell(target.id))
        return ANY

    def stored(self, target: ast.expr, value: ast.expr, type_: Ty = NOTHING) -> list[ast.stmt]:
        if isinstance(target, ast.Tuple | ast.List):
            return self.unpacked(target, value, type_)
        return [ast.Assign([self.place(target)], value)]

    def place(self, target: ast.expr) -> ast.expr:
        """A target of an assignment."""
        if isinstance(target, ast.Name):
            if target.id in self.code.globals:
                return state(global_name(target.id))
            return ast.Name(target.id)
        if isinstance(target, ast.Attribute):
            return ast.Attribute(self.receiver(target.value), target.attr)
        assert isinstance(target, ast.Subscript)
        return ast.Subscript(self.receiver(target.value), self.boxed(target.slice))

    def do_annassign(self, stmt: ast.AnnAssign) -> list[ast.stmt]:
        return self.stored(stmt.target, self.expr(stmt.value)) if stmt.value is not None else [ast.Pass()]

    def do_augassign(self, stmt: ast.AugAssign) -> list[ast.stmt]:
        have, other = self.i.nodes[stmt.target], self.i.nodes[stmt.value]
        target, value = self.place(stmt.target), self.expr(stmt.value)
        same = kinds(have) == kinds(other) and len(kinds(have)) == 1 and self.m.kind_text(have) != ANY
        simple = isinstance(stmt.op, ast.Add | ast.Sub | ast.Mult | ast.BitAnd | ast.BitOr | ast.BitXor)
        floats = kinds(have) == {"float"} and kinds(other) <= {"float", "int"} and simple
        strong = not isinstance(stmt.target, ast.Subscript) or kinds(have) == {"list"}
        if ((same and simple) or floats) and strong and kinds(have) <= {"int", "float", "str", "list"}:
            return [ast.AugAssign(target, stmt.op, value)]  # type: ignore[arg-type]
        changed = not kinds(have) <= _UNCHANGEABLE
        if isinstance(stmt.target, ast.Name):
            if changed:
                return self.changed_in_place(stmt, self.load(target, have), value, target)
            result = self.operation_of(
                stmt.op, self.load(target, have), value, have, other, self.augmented(stmt)
            )
            return [ast.Assign([target], result)]
        # The object is found once, as Python does.
        assert isinstance(target, ast.Attribute | ast.Subscript)
        holder = ast.Name(self.fresh(self.receiver_type(stmt.target.value)))
        found: list[ast.stmt] = [ast.Assign([holder], target.value)]
        again: ast.expr
        if isinstance(target, ast.Subscript):
            assert isinstance(stmt.target, ast.Subscript)
            index = ast.Name(self.fresh(self.m.type_text(self.i.nodes[stmt.target.slice])))
            found.append(ast.Assign([index], target.slice))
            again = ast.Subscript(holder, index)
        else:
            again = ast.Attribute(holder, target.attr)
        before = ast.Name(self.fresh(self.m.type_text(have)))
        found.append(ast.Assign([before], again))
        if changed:
            return [*found, *self.changed_in_place(stmt, before, value, again)]
        result = self.operation_of(stmt.op, before, value, have, other, self.augmented(stmt))
        return [*found, ast.Assign([again], result)]

    def changed_in_place(
        self, stmt: ast.AugAssign, before: ast.expr, value: ast.expr, target: ast.expr
    ) -> list[ast.stmt]:
        """``xs *= 2`` of what may be changed itself, so that whoever else holds it sees it."""
        held = ast.Name(self.fresh(ANY))
        return [
            ast.Assign([held], before), ast.AugAssign(held, stmt.op, cast_to(ANY, value)),
            ast.Assign([target], self.cast(held, self.augmented(stmt))),
        ]  # fmt: skip

    def augmented(self, stmt: ast.AugAssign) -> Ty:
        """What the operation gives: for numbers that follows from the operands."""
        a, b = kinds(self.i.nodes[stmt.target]), kinds(self.i.nodes[stmt.value])
        if a | b <= {"int", "bool", "float"} and not isinstance(stmt.op, ast.Pow):
            if isinstance(stmt.op, ast.Div) or a == {"float"} or b == {"float"}:
                return frozenset({("float",)})
            if "float" not in a | b and "int" in a:
                return frozenset({("int",)})
        return frozenset({("any",)})

    def load(self, place: ast.expr, type_: Ty) -> ast.expr:
        return place

    def receiver_type(self, node: ast.expr) -> str:
        type_ = self.i.nodes[node] - NONE
        return self.m.kind_text(type_) if type_ else ANY

    def do_if(self, stmt: ast.If) -> list[ast.stmt]:
        if stmt in self.i.dead:
            return self.block(stmt.orelse)
        return [ast.If(self.expr(stmt.test), self.block(stmt.body), self.block(stmt.orelse) if stmt.orelse else [])]

    def do_while(self, stmt: ast.While) -> list[ast.stmt]:
        return [ast.While(self.expr(stmt.test), self.block(stmt.body), self.block(stmt.orelse) if stmt.orelse else [])]

    def do_for(self, stmt: ast.For) -> list[ast.stmt]:
        element = self.i.element_of(self.i.nodes[stmt.iter])
        call = stmt.iter.func if isinstance(stmt.iter, ast.Call) else None
        paired = (isinstance(call, ast.Name) and call.id in ("enumerate", "zip")) or (
            isinstance(call, ast.Attribute) and call.attr == "items"
        )
        if (
            isinstance(stmt.target, ast.Tuple | ast.List)
            and not paired
            and self.m.kind_text(element) in ("list", "tuple")
        ):
            target: ast.expr = ast.Name(self.fresh(self.m.kind_text(element)))
            later = self.unpacked(stmt.target, target, element)
        else:
            target, later = self.loop_target(stmt.target)
        return [ast.For(
            target, self.iterable(stmt.iter), [*later, *self.block(stmt.body)],
            self.block(stmt.orelse) if stmt.orelse else [], lineno=0,
        )]  # fmt: skip

    def loop_target(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt]]:
        """Names of our own for a loop, so that those of the original have what Python leaves in them."""
        if isinstance(target, ast.Tuple | ast.List):
            parts = [self.loop_target(part) for part in target.elts]
            return ast.Tuple([p for p, _ in parts]), [s for _, later in parts for s in later]
        if isinstance(target, ast.Starred):
            raise Unsupported("a loop over a starred target")
        name = ast.Name(self.fresh(self.target_type(target)))
        return name, self.stored(target, name)

    def do_assert(self, stmt: ast.Assert) -> list[ast.stmt]:
        # A build may leave assertions out; a test does not.
        return [ast.If(ast.UnaryOp(ast.Not(), self.expr(stmt.test)), ast.parse("raise AssertionError").body, [])]

    def do_raise(self, stmt: ast.Raise) -> list[ast.stmt]:
        return [ast.Raise(self.expr(stmt.exc) if stmt.exc is not None else None, None)]

    def do_try(self, stmt: ast.Try) -> list[ast.stmt]:
        handlers = [ast.ExceptHandler(h.type, None, self.block(h.body)) for h in stmt.handlers]
        return [ast.Try(
            self.block(stmt.body), handlers, self.block(stmt.orelse) if stmt.orelse else [],
            self.block(stmt.finalbody) if stmt.finalbody else [],
        )]  # fmt: skip

    def do_delete(self, stmt: ast.Delete) -> list[ast.stmt]:
        return [ast.Delete([self.place(t) for t in stmt.targets])]

    def do_functiondef(self, stmt: ast.FunctionDef) -> list[ast.stmt]:
        self.inner += 1
        body = self.block(stmt.body)
        self.inner -= 1
        args = ast.parse(ast.unparse(ast.FunctionDef("f", stmt.args, [ast.Pass()], [], lineno=0))).body[0]
        assert isinstance(args, ast.FunctionDef)
        for argument in ast.walk(args.args):
            if isinstance(argument, ast.arg):
                argument.annotation = None
        return [ast.FunctionDef(stmt.name, args.args, body, [], None, lineno=0)]
