"""The interpreter proper: statements and expressions of plain Python over builtin values."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hasten.code.source import ParsedModule
from hasten.proposers.algorithms.interpreter.library import (
    BUILTINS,
    call_library,
    check_power,
    library_module,
    method_of,
)
from hasten.proposers.algorithms.interpreter.limits import (
    MAX_BITS,
    MAX_DEPTH,
    MAX_LENGTH,
    RAISED,
    Meter,
    OutOfSteps,
    Unsupported,
    checked,
)

Scope = dict[str, Any]


class Returned(Exception):
    """A ``return`` on its way out, with its value."""

    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):
    """A ``break`` on its way to its loop."""


class _Continue(Exception):
    """A ``continue`` on its way to its loop."""


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_IN_PLACE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.iadd,
    ast.BitOr: operator.ior,
    ast.BitAnd: operator.iand,
    ast.BitXor: operator.ixor,
    ast.Sub: operator.isub,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}

_SMALL_SPEC = re.compile(r"[<>^=]?[+ -]?#?0?\d{0,2},?(\.\d{1,2})?[bcdeEfFgGnosxX%]?")
_MISSING = object()


class Function:
    """A function of the interpreted module, callable by the library (as a key, for instance)."""

    def __init__(self, interpreter: Interpreter, node: ast.FunctionDef | ast.Lambda, scopes: tuple[Scope, ...]) -> None:
        self.interpreter, self.node, self.scopes = interpreter, node, scopes
        spec = node.args
        if spec.vararg or spec.kwarg or (isinstance(node, ast.FunctionDef) and node.decorator_list):
            raise Unsupported("a function with star arguments or decorators")
        self.names = [arg.arg for arg in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        positional = len(spec.posonlyargs) + len(spec.args)
        self.positional = positional
        frame = scopes
        values = [interpreter.expression(default, frame) for default in spec.defaults]
        self.defaults = dict(zip(self.names[positional - len(values) : positional], values, strict=True))
        for arg, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
            if default is not None:
                self.defaults[arg.arg] = interpreter.expression(default, frame)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the body on these arguments."""
        if len(args) > self.positional or set(kwargs) - set(self.names):
            raise TypeError("wrong arguments")
        scope = dict(zip(self.names, args, strict=False))
        if set(scope) & set(kwargs):
            raise TypeError("argument given twice")
        scope.update(kwargs)
        for name in self.names:
            if name not in scope:
                if name not in self.defaults:
                    raise TypeError("missing argument")
                scope[name] = self.defaults[name]
        return self.interpreter.run(self.node, (*self.scopes, scope))


class Interpreter:
    """Runs pieces of one module.

    Args:
        module: The module; its functions, literal constants and imports of known libraries can be used.
        steps: Most steps over the life of the interpreter.
        watch: Called before each statement with the statement and the innermost scope.
    """

    def __init__(
        self, module: ParsedModule, *, steps: int = 20_000, watch: Callable[[ast.stmt, Scope], None] | None = None
    ) -> None:
        self.module = module
        self.meter = Meter(steps)
        self.watch = watch
        self.depth = 0
        self._globals: Scope = {}
        self._containers: Scope = {}
        self._steps = steps

    # -- entry -----------------------------------------------------------------------------------------------------

    def call(self, function: ast.FunctionDef, args: Sequence[Any]) -> Any:
        """What a module-level function returns for positional arguments; what it raises is raised.

        Each call has all the steps, and sees the module's containers as they are after import.
        """
        self.meter.left, self.depth = self._steps, 0
        self._containers = {}
        own: Scope = {}
        own[function.name] = Function(self, function, (own,))
        return own[function.name](*args)

    def execute(self, statements: Sequence[ast.stmt], scope: Scope) -> None:
        """Run statements in a scope, which they change.

        Raises:
            Returned: They ended in a ``return``.
        """
        self._guarded(lambda: self.block(statements, (scope,)))

    def run(self, node: ast.FunctionDef | ast.Lambda, scopes: tuple[Scope, ...]) -> Any:
        """The result of a function body."""
        self.depth += 1
        try:
            if self.depth > MAX_DEPTH:
                raise OutOfSteps
            if isinstance(node, ast.Lambda):
                return self._guarded(lambda: self.expression(node.body, scopes))
            try:
                self._guarded(lambda: self.block(node.body, scopes))
            except Returned as returned:
                return returned.value
            return None
        finally:
            self.depth -= 1

    def _guarded(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except (RecursionError, MemoryError) as error:
            raise OutOfSteps from error

    # -- statements ------------------------------------------------------------------------------------------------

    def block(self, statements: Sequence[ast.stmt], scopes: tuple[Scope, ...]) -> None:
        """Run statements in order."""
        for statement in statements:
            self.meter.step()
            if self.watch is not None:
                self.watch(statement, scopes[-1])
            handler = _STATEMENTS.get(type(statement))
            if handler is None:
                raise Unsupported(type(statement).__name__)
            handler(self, statement, scopes)

    def _do_Return(self, node: ast.Return, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        raise Returned(self.expression(node.value, scopes) if node.value else None)

    def _do_Expr(self, node: ast.Expr, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        self.expression(node.value, scopes)

    def _do_Pass(self, node: ast.Pass, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        pass

    def _do_Break(self, node: ast.Break, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        raise _Break

    def _do_Continue(self, node: ast.Continue, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        raise _Continue

    def _do_Assign(self, node: ast.Assign, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        value = self.expression(node.value, scopes)
        for target in node.targets:
            self.assign(target, value, scopes)

    def _do_AnnAssign(self, node: ast.AnnAssign, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        if node.value is not None:
            self.assign(node.target, self.expression(node.value, scopes), scopes)

    def _do_AugAssign(self, node: ast.AugAssign, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        target = node.target
        if isinstance(target, ast.Name):
            old = self._name(target.id, scopes)
            scopes[-1][target.id] = self._binary(node.op, old, self.expression(node.value, scopes), in_place=True)
        elif isinstance(target, ast.Subscript):
            owner, key = self.expression(target.value, scopes), self._index(target.slice, scopes)
            old = owner[key]
            owner[key] = self._binary(node.op, old, self.expression(node.value, scopes), in_place=True)
        else:
            raise Unsupported("an attribute that is changed")

    def _do_If(self, node: ast.If, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        self.block(node.body if self.expression(node.test, scopes) else node.orelse, scopes)

    def _do_While(self, node: ast.While, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        while self.expression(node.test, scopes):
            self.meter.step()
            try:
                self.block(node.body, scopes)
            except _Continue:
                continue
            except _Break:
                return
        self.block(node.orelse, scopes)

    def _do_For(self, node: ast.For, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        for item in self.meter.counted(iter(self.expression(node.iter, scopes))):
            self.assign(node.target, item, scopes)
            try:
                self.block(node.body, scopes)
            except _Continue:
                continue
            except _Break:
                return
        self.block(node.orelse, scopes)

    def _do_FunctionDef(self, node: ast.FunctionDef, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        if any(isinstance(inner, ast.Yield | ast.YieldFrom | ast.Global | ast.Nonlocal) for inner in ast.walk(node)):
            raise Unsupported("a nested generator, or names of other scopes that are changed")
        scopes[-1][node.name] = Function(self, node, scopes)

    def _do_Assert(self, node: ast.Assert, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        if not self.expression(node.test, scopes):
            raise AssertionError

    def _do_Raise(self, node: ast.Raise, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        if node.exc is None:
            raise Unsupported("raise without an exception")
        error = self.expression(node.exc, scopes)
        if isinstance(error, type) and issubclass(error, Exception):
            error = error()
        if not isinstance(error, RAISED):
            raise Unsupported("an exception that is not on the list")
        raise error

    def _do_Try(self, node: ast.Try, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        try:
            self.block(node.body, scopes)
        except (Returned, _Break, _Continue):
            self.block(node.finalbody, scopes)
            raise
        except RAISED as error:
            handler = self._handler(node, error, scopes)
            if handler is None:
                self.block(node.finalbody, scopes)
                raise
            self.block(handler.body, scopes)
        else:
            self.block(node.orelse, scopes)
        self.block(node.finalbody, scopes)

    def _handler(self, node: ast.Try, error: Exception, scopes: tuple[Scope, ...]) -> ast.ExceptHandler | None:
        for handler in node.handlers:
            if handler.name:
                raise Unsupported("an exception that is named")
            if handler.type is None or isinstance(error, self.expression(handler.type, scopes)):
                return handler
        return None

    def _do_Delete(self, node: ast.Delete, scopes: tuple[Scope, ...]) -> None:  # noqa: N802
        for target in node.targets:
            if not isinstance(target, ast.Subscript):
                raise Unsupported("del of a name")
            del self.expression(target.value, scopes)[self._index(target.slice, scopes)]

    def assign(self, target: ast.expr, value: Any, scopes: tuple[Scope, ...]) -> None:
        """Bind a value to an assignment target."""
        if isinstance(target, ast.Name):
            scopes[-1][target.id] = value
        elif isinstance(target, ast.Subscript):
            owner = self.expression(target.value, scopes)
            owner[self._index(target.slice, scopes)] = value
            checked(owner)
        elif isinstance(target, ast.Tuple | ast.List):
            items = list(self.meter.counted(iter(value)))
            stars = [place for place, part in enumerate(target.elts) if isinstance(part, ast.Starred)]
            parts: list[ast.expr] = list(target.elts)
            if stars:
                place, tail = stars[0], len(parts) - stars[0] - 1
                if len(items) < len(parts) - 1:
                    raise ValueError("not enough values to unpack")
                end = len(items) - tail
                items = [*items[:place], items[place:end], *items[end:]]
                star = parts[place]
                assert isinstance(star, ast.Starred)
                parts[place] = star.value
            if len(items) != len(parts):
                raise ValueError("wrong number of values to unpack")
            for part, item in zip(parts, items, strict=True):
                self.assign(part, item, scopes)
        else:
            raise Unsupported("an attribute that is assigned")

    # -- expressions -----------------------------------------------------------------------------------------------

    def expression(self, node: ast.expr, scopes: tuple[Scope, ...]) -> Any:
        """The value of an expression."""
        self.meter.step()
        handler = _EXPRESSIONS.get(type(node))
        if handler is None:
            raise Unsupported(type(node).__name__)
        return handler(self, node, scopes)

    def _see_Constant(self, node: ast.Constant, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return node.value

    def _see_Name(self, node: ast.Name, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return self._name(node.id, scopes)

    def _name(self, name: str, scopes: tuple[Scope, ...]) -> Any:
        for scope in reversed(scopes):
            if name in scope:
                return scope[name]
        if name in self._containers:
            return self._containers[name]
        if name in self._globals:
            return self._globals[name]
        value = self._global(name)
        if not isinstance(value, list | dict | set):
            # A container is made anew for each use of the interpreter, see ``call``.
            self._globals[name] = value
        else:
            self._containers[name] = value
        return value

    def _global(self, name: str) -> Any:
        bindings = [stmt for stmt in self.module.tree.body if name in _bound_by(stmt)]
        if len(bindings) > 1:
            raise Unsupported(f"{name} is bound more than once")
        if not bindings:
            if name in BUILTINS:
                return BUILTINS[name]
            raise Unsupported(f"name {name}")
        stmt = bindings[0]
        if isinstance(stmt, ast.FunctionDef):
            if any(isinstance(inner, ast.Yield | ast.YieldFrom | ast.Global) for inner in ast.walk(stmt)):
                raise Unsupported("a generator, or a function that changes globals")
            return Function(self, stmt, ())
        if isinstance(stmt, ast.Import | ast.ImportFrom):
            return _imported(stmt, name)
        if isinstance(stmt, ast.AnnAssign) or (
            isinstance(stmt, ast.Assign) and all(isinstance(target, ast.Name) for target in stmt.targets)
        ):
            value = self.expression(stmt.value, ()) if stmt.value is not None else None
            if isinstance(value, int | float | str | tuple | frozenset | list | dict | set):
                return value
        raise Unsupported(f"global {name}")

    def _see_BinOp(self, node: ast.BinOp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return self._binary(node.op, self.expression(node.left, scopes), self.expression(node.right, scopes))

    def _binary(self, op: ast.operator, left: Any, right: Any, *, in_place: bool = False) -> Any:
        kind = type(op)
        if kind is ast.Mult:
            for sized, times in ((left, right), (right, left)):
                if isinstance(times, int) and hasattr(sized, "__len__") and len(sized) * max(times, 0) > MAX_LENGTH:
                    raise OutOfSteps
        elif kind is ast.Pow:
            check_power(left, right)
        elif kind is ast.LShift and isinstance(right, int) and right > MAX_BITS:
            raise OutOfSteps
        elif kind is ast.Mod and isinstance(left, str):
            raise Unsupported("text formatted by %")
        elif kind not in _BINARY:
            raise Unsupported(kind.__name__)
        work = _IN_PLACE.get(kind, _BINARY[kind]) if in_place else _BINARY[kind]
        return checked(work(left, right))

    def _see_UnaryOp(self, node: ast.UnaryOp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return _UNARY[type(node.op)](self.expression(node.operand, scopes))

    def _see_BoolOp(self, node: ast.BoolOp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        value: Any = None
        for part in node.values:
            value = self.expression(part, scopes)
            if bool(value) is isinstance(node.op, ast.Or):
                return value
        return value

    def _see_Compare(self, node: ast.Compare, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        left = self.expression(node.left, scopes)
        result: Any = True
        for op, part in zip(node.ops, node.comparators, strict=True):
            right = self.expression(part, scopes)
            if isinstance(op, ast.In | ast.NotIn) and isinstance(right, list | tuple | str):
                self.meter.left -= len(right) // 8
            result = _COMPARE[type(op)](left, right)
            if not result:
                return result
            left = right
        return result

    def _see_IfExp(self, node: ast.IfExp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return self.expression(node.body if self.expression(node.test, scopes) else node.orelse, scopes)

    def _see_NamedExpr(self, node: ast.NamedExpr, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        value = self.expression(node.value, scopes)
        self.assign(node.target, value, scopes)
        return value

    def _see_Lambda(self, node: ast.Lambda, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return Function(self, node, scopes)

    def _items(self, parts: Sequence[ast.expr], scopes: tuple[Scope, ...]) -> list[Any]:
        items: list[Any] = []
        for part in parts:
            if isinstance(part, ast.Starred):
                items += self.meter.counted(iter(self.expression(part.value, scopes)))
            else:
                items.append(self.expression(part, scopes))
        return items

    def _see_List(self, node: ast.List, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return self._items(node.elts, scopes)

    def _see_Tuple(self, node: ast.Tuple, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return tuple(self._items(node.elts, scopes))

    def _see_Set(self, node: ast.Set, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return set(self._items(node.elts, scopes))

    def _see_Dict(self, node: ast.Dict, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        table: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                table.update(self.expression(value, scopes))
            else:
                table[self.expression(key, scopes)] = self.expression(value, scopes)
        return table

    def _see_Subscript(self, node: ast.Subscript, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        owner = self.expression(node.value, scopes)
        if isinstance(owner, type):
            raise Unsupported("a generic type")
        key = self._index(node.slice, scopes)
        result = owner[key]
        if isinstance(key, slice) and isinstance(result, list | str | tuple):
            self.meter.left -= len(result) // 8
        return result

    def _index(self, node: ast.expr, scopes: tuple[Scope, ...]) -> Any:
        if isinstance(node, ast.Slice):
            parts = (node.lower, node.upper, node.step)
            return slice(*(self.expression(part, scopes) if part else None for part in parts))
        return self.expression(node, scopes)

    def _see_Attribute(self, node: ast.Attribute, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        owner = self.expression(node.value, scopes)
        if isinstance(owner, _Library):
            return owner.get(node.attr)
        return method_of(owner, node.attr)

    def _see_Call(self, node: ast.Call, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        function = self.expression(node.func, scopes)
        args = self._items(node.args, scopes)
        kwargs: dict[str, Any] = {}
        for keyword in node.keywords:
            if keyword.arg is None:
                raise Unsupported("keyword arguments by **")
            kwargs[keyword.arg] = self.expression(keyword.value, scopes)
        if isinstance(function, Function):
            return function(*args, **kwargs)
        if function is type and len(args) != 1:
            raise Unsupported("a class that is made")
        if not callable(function):
            raise TypeError("not callable")
        return call_library(function, args, kwargs, self.meter)

    def _see_JoinedStr(self, node: ast.JoinedStr, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return checked("".join(str(self.expression(part, scopes)) for part in node.values))

    def _see_FormattedValue(self, node: ast.FormattedValue, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        value = self.expression(node.value, scopes)
        if isinstance(value, Function):
            raise Unsupported("text of a function")
        if node.conversion in (115, 114):
            value = str(value) if node.conversion == 115 else repr(value)
        spec = self.expression(node.format_spec, scopes) if node.format_spec else ""
        if not _SMALL_SPEC.fullmatch(spec):
            raise Unsupported("a format")
        return format(value, spec)

    # -- comprehensions --------------------------------------------------------------------------------------------

    def _see_ListComp(self, node: ast.ListComp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return [self.expression(node.elt, inner) for inner in self._inner(node.generators, scopes)]

    def _see_SetComp(self, node: ast.SetComp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return {self.expression(node.elt, inner) for inner in self._inner(node.generators, scopes)}

    def _see_DictComp(self, node: ast.DictComp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return {
            self.expression(node.key, inner): self.expression(node.value, inner)
            for inner in self._inner(node.generators, scopes)
        }

    def _see_GeneratorExp(self, node: ast.GeneratorExp, scopes: tuple[Scope, ...]) -> Any:  # noqa: N802
        return (self.expression(node.elt, inner) for inner in self._inner(node.generators, scopes))

    def _inner(self, parts: Sequence[ast.comprehension], scopes: tuple[Scope, ...]) -> Iterator[tuple[Scope, ...]]:
        """The scopes in which the element of a comprehension is evaluated, one after another."""
        scope: Scope = {}
        inner = (*scopes, scope)

        def loop(place: int) -> Iterator[tuple[Scope, ...]]:
            if place == len(parts):
                yield inner
                return
            part = parts[place]
            if part.is_async:
                raise Unsupported("an asynchronous comprehension")
            for item in self.meter.counted(iter(self.expression(part.iter, inner))):
                self.assign(part.target, item, inner)
                if all(self.expression(test, inner) for test in part.ifs):
                    yield from loop(place + 1)

        return loop(0)


_STATEMENTS = {
    getattr(ast, name.removeprefix("_do_")): method
    for name, method in vars(Interpreter).items()
    if name.startswith("_do_")
}
_EXPRESSIONS = {
    getattr(ast, name.removeprefix("_see_")): method
    for name, method in vars(Interpreter).items()
    if name.startswith("_see_")
}


class _Library:
    """A library module as interpreted code sees it."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def get(self, name: str) -> Any:
        if name not in self._names:
            raise Unsupported(f"library name {name}")
        return self._names[name]


def _imported(stmt: ast.Import | ast.ImportFrom, name: str) -> Any:
    for alias in stmt.names:
        if (alias.asname or alias.name) != name:
            continue
        names = library_module(alias.name if isinstance(stmt, ast.Import) else stmt.module or "")
        if names is None:
            raise Unsupported(f"module of {name}")
        return _Library(names) if isinstance(stmt, ast.Import) else _Library(names).get(alias.name)
    raise Unsupported(f"import of {name}")


def _bound_by(stmt: ast.stmt) -> set[str]:
    """Names that a module-level statement binds, roughly: enough to see that there is more than one binding."""
    if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {stmt.name}
    if isinstance(stmt, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in stmt.names}
    return {node.id for node in ast.walk(stmt) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
