"""Types of every expression of a closed world: a fixpoint over all its code at once, blind to the order of statements.

Sound by construction: a type is what can ever flow there, given that what comes from outside is checked on the way in.
Whatever is not understood is ``any``, and a place that cannot be taken over (an effect on the outside, an unknown
call) *declines*: reaching it gives the whole call up, which the plain function then runs.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import (
    ANY,
    ANY_ATOM,
    BOOL,
    BYTES,
    COMPLEX,
    FLOAT,
    INT,
    NONE,
    NOTHING,
    OPAQUE,
    RANGE,
    STR,
    Atom,
    Ty,
    is_any,
    kinds,
    one,
    union,
)  # fmt: skip
from hasten.proposers.compile.mypyc.world import Class, Code, World, literal
from hasten.proposers.compile.refusal import Unsupported

_MOST_PASSES = 60
_OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
    ast.MatMult: "matmul",
}  # fmt: skip
_COMPARISONS = {
    ast.Eq: ("eq", "eq"), ast.NotEq: ("ne", "ne"), ast.Lt: ("lt", "gt"), ast.LtE: ("le", "ge"), ast.Gt: ("gt", "lt"),
    ast.GtE: ("ge", "le"),
}  # fmt: skip
_NUMBERS = {"bool", "int", "float", "complex"}
_DICT_VIEWS = {"keys": "key", "values": "elem", "items": ""}
#: Attributes of objects that tell of the class behind them.
_REFUSED_ATTRIBUTES = frozenset(
    "__dict__ __module__ __qualname__ __mro__ __bases__ __doc__ __globals__ __code__".split()
)

Scope = dict[str, tuple[object, ...]]


class Inference:
    """The types of one world.

    Args:
        world: The code.
        parameters: Types of the target's parameters, with sites that ``given`` describes.
        cells: What the sites of the parameters hold.

    Attributes:
        all_code: Every function and method.
        nodes: Type of every expression by its node.
        declined: Expressions and statements that decline.
        cells: Types of variables, attributes, elements.
        instance: Names that are attributes of instances, by root class.
        prints: Whether something is printed.
        uses_random: Whether the generator of ``random`` is used.
        reads: Globals that are read or stored and are no constants.
        class_reads: The same for attributes of classes, as (class, name).
        dead: ``if`` statements whose body is never run.
        weak: Loads of names whose type the compiler does not see.
        constant_reads: Constants that were put in place, global ones as ("", name).
    """

    def __init__(self, world: World, parameters: Mapping[str, Ty], cells: Mapping[tuple[object, ...], Ty]) -> None:
        self.world = world
        self.nodes: dict[ast.AST, Ty] = {}
        self.cells: dict[tuple[object, ...], Ty] = dict(cells)
        self.declined: dict[ast.AST, str] = {}
        self.instance: dict[str, dict[str, set[str]]] = {}
        self.prints = self.uses_random = False
        self.reads: set[str] = set()
        self.class_reads: set[tuple[str, str]] = set()
        self.constant_reads: dict[tuple[str, str], ast.expr] = {}
        self.replaced: dict[ast.AST, ast.expr] = {}
        self.weak: set[ast.AST] = set()
        self.dead: set[ast.AST] = set()
        self.module_nodes: set[ast.AST] = set()
        self._changed = True
        self._locals: dict[str, set[str]] = {}
        self.all_code = world.all_code()
        self._special: dict[str, list[Code]] = {}
        for code in self.all_code:
            self._special.setdefault(code.node.name, []).append(code)
        for name, type_ in parameters.items():
            self.join(("var", world.target.name, name), type_)

    # -- the fixpoint -------------------------------------------------------------------------------------------------

    def run(self) -> Inference:
        """Work until nothing changes."""
        self._check_shapes()
        for _ in range(_MOST_PASSES):
            if not self._changed:
                break
            self._changed = False
            for code in self.all_code:
                _Body(self, code).run()
            self._module_values()
        else:
            raise Unsupported("its types do not settle")
        for cls in self.world.classes.values():
            for name in self.attributes(cls.name):
                held = any(name in (*c.constants, *c.values, *c.methods) for c in self.hierarchy(cls.name))
                if held:
                    raise Unsupported(f"{name} is set on instances and on the class {cls.name}")
                if cls.slots is not None and not any(
                    c.slots is None or name in c.slots for c in self.world.lineage(cls.name)
                ):
                    raise Unsupported(f"{name} is no slot of the class {cls.name}")
        return self

    def join(self, key: tuple[object, ...], type_: Ty) -> None:
        """Let a type flow into a cell."""
        before = self.cells.get(key, NOTHING)
        after = union(before, type_)
        if after != before:
            self.cells[key] = after
            self._changed = True

    def cell(self, *key: object) -> Ty:
        """What a cell holds so far."""
        return self.cells.get(key, NOTHING)

    def hierarchy(self, name: str) -> list[Class]:
        """All classes under the same root."""
        root = self.world.root(name)
        return [c for c in self.world.classes.values() if self.world.root(c.name) == root]

    def element_of(self, type_: Ty) -> Ty:
        """What iterating over a value of this type gives, once the types are settled."""
        return _Body(self, None).element(type_)

    def item_of(self, type_: Ty, index: int) -> Ty:
        """What a place of a list or tuple holds, once the types are settled; nothing where that is not sure."""
        if not kinds(type_) <= {"list", "tuple"}:
            return NOTHING
        return _Body(self, None).item(type_, index, index + 1)

    def attributes(self, name: str) -> list[str]:
        """Attributes that instances of a class may have, set in it or above it; sorted."""
        by = self.instance.get(self.world.root(name), {})
        lineage = {c.name for c in self.world.lineage(name)}
        return sorted(attribute for attribute, owners in by.items() if owners & lineage)

    def attribute(self, name: str, attribute: str) -> Ty:
        """The type of an attribute of instances."""
        return union(self.cell("attr", self.world.root(name), attribute), self.cell("wildattr", attribute))

    def local_names(self, code: Code) -> set[str]:
        """Names of a function that are its own."""
        if code.name not in self._locals:
            found = {*code.parameters, *(a.arg for a in code.node.args.kwonlyargs)}
            found |= {a.arg for a in (code.node.args.vararg, code.node.args.kwarg) if a is not None}
            for node in _within(code.node):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
                    found.add(node.id)
                elif isinstance(node, ast.FunctionDef):
                    found.add(node.name)
            self._locals[code.name] = found - code.globals
        return self._locals[code.name]

    def family(self, code: Code) -> list[Code]:
        """A method and those that it overrides or that override it; a function stands alone."""
        if not code.owner or code.node.name == "__init__":
            return [code]
        name = code.node.name
        return [c.methods[name] for c in self.hierarchy(code.owner) if name in c.methods]

    def _check_shapes(self) -> None:
        for code in self.all_code:
            if code.owner and code.kind in ("method", "property", "classmethod") and not code.parameters:
                raise Unsupported(f"{code.name} takes no instance")
            defaults = [*code.node.args.defaults, *(d for d in code.node.args.kw_defaults if d is not None)]
            for default in defaults:
                # The target is handed all its arguments by the function in front of it.
                if self.constant(default, code.owner) is None and code is not self.world.target:
                    raise Unsupported(f"a default of {code.name} is no constant")
            for other in self.family(code):
                if other.kind != code.kind or _shape(other) != _shape(code):
                    raise Unsupported(f"{code.name} and {other.name} take different arguments")
                if other.generator != code.generator:
                    raise Unsupported(f"only one of {code.name} and {other.name} is a generator")

    def constant(self, node: ast.expr, owner: str = "") -> ast.expr | None:
        """The literal that an expression stands for, in a class body where an owner is given."""
        if literal(node):
            return node
        if isinstance(node, ast.Name):
            if owner and node.id in self.world.classes[owner].constants:
                found = self.world.classes[owner].constants[node.id]
                self.constant_reads[owner, node.id] = found
                return found
            if node.id in self.world.constants:
                self.constant_reads["", node.id] = self.world.constants[node.id]
                return self.world.constants[node.id]
        return None

    def _module_values(self) -> None:
        """Types of what globals and attributes of classes hold when the call comes in, from what makes them."""
        for name in self.reads:
            values = self.world.values.get(name)
            for value in values or ():
                self.join(("glob", name), _Body(self, None).value(value))
            for key, value in self.world.items.get(name, ()):
                body = _Body(self, None)
                body.subscript_store(self.cell("glob", name), body.value(key), body.value(value), sliced=False)
            if not values:
                self.join(("glob", name), ANY)
        for owner, name in self.class_reads:
            for value in self.world.classes[owner].values.get(name, ()):
                self.join(("clsval", owner, name), _Body(self, None, owner).value(value))

    def wild(self, type_: Ty) -> None:
        """A value goes where nobody follows it: any container may come to hold it."""
        self.join(("wild",), type_)

    def escape(self, type_: Ty) -> None:
        """Functions and classes handed to unknown code may be called with anything."""
        for atom in type_:
            if atom[0] == "func":
                code = next(c for c in self.all_code if c.name == atom[1])
                for name in _parameter_names(code):
                    self.join(("var", code.name, name), ANY)
            elif atom[0] == "class":
                init = self.world.method(str(atom[1]), "__init__")
                if init is not None:
                    for name in _parameter_names(init)[1:]:
                        self.join(("var", init.name, name), ANY)


class _Body:
    """One pass over a function, or over an expression at module level."""

    def __init__(self, world: Inference, code: Code | None, class_body: str = "") -> None:
        self.i, self.code, self.class_body = world, code, class_body
        self.world = world.world
        self.scopes: list[Scope] = []
        self.function = code.name if code is not None else ""
        #: Expressions that are called or looked into at once, so that what they give is not handed around.
        self.direct: set[ast.AST] = set()
        #: Local names with the classes that a test left of them.
        self.known: dict[str, frozenset[str]] = {}

    def run(self) -> None:
        code = self.code
        assert code is not None
        args = code.node.args
        if code.owner and code.kind in ("method", "property"):
            for cls in self.world.below(code.owner):
                if self.world.method(cls.name, code.node.name) is code or code.node.name == "__init__":
                    self.i.join(("var", code.name, code.parameters[0]), one("cls", cls.name))
        elif code.kind == "classmethod":
            for cls in self.world.below(code.owner):
                self.i.join(("var", code.name, code.parameters[0]), one("class", cls.name))
        positional = [*args.posonlyargs, *args.args]
        pairs = [*zip(positional[len(positional) - len(args.defaults) :], args.defaults, strict=True)]
        pairs += [(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None]
        for argument, default in pairs:
            found = self.i.constant(default, code.owner)
            if found is not None:
                self.i.join(("var", code.name, argument.arg), self.value(found))
        if args.vararg is not None:
            self.i.join(("var", code.name, args.vararg.arg), one("tuple", (code.name, "*")))
        if args.kwarg is not None:
            self.i.join(("var", code.name, args.kwarg.arg), one("dict", (code.name, "**")))
            self.i.join(("key", (code.name, "**")), STR)
        for name in _parameter_names(code):
            for other in self.i.family(code):
                if other is not code:
                    index = _parameter_names(code).index(name)
                    if index or code.kind == "staticmethod":
                        self.i.join(
                            ("var", other.name, _parameter_names(other)[index]), self.i.cell("var", code.name, name)
                        )
        self.block(code.node.body)
        if code.generator:
            site = (code.name, "yield")
            self.i.join(("ret", code.name), one("iter", site))
        elif _falls(code.node.body):
            self.i.join(("ret", code.name), NONE)
        for other in self.i.family(code):
            self.i.join(("ret", other.name), self.i.cell("ret", code.name))

    # -- statements ---------------------------------------------------------------------------------------------------

    def block(self, body: Sequence[ast.stmt]) -> None:
        for number, stmt in enumerate(body):
            self.statement(stmt)
            if isinstance(stmt, ast.Assert) and self._tested(stmt.test):
                with self.narrowed(stmt.test, body[number + 1 :]):
                    self.block(body[number + 1 :])
                return

    def decline(self, node: ast.AST, why: str) -> None:
        self.i.declined[node] = why

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
        load = _as_load(stmt.target)
        have, other = self.value(load), self.value(stmt.value)
        self.i.nodes[stmt.target] = have
        if isinstance(stmt.op, ast.Add) and "list" in kinds(have):
            for atom in have:
                if atom[0] == "list":
                    self.i.join(("elem", atom[1]), self.element(other))
        found = self.binary(stmt.op, have, other, stmt, inplace=True)
        if isinstance(stmt.op, ast.Add):
            found = union(frozenset(a for a in found if a[0] != "list"), frozenset(a for a in have if a[0] == "list"))
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
        self._inner(stmt, stmt.args, lambda: self.block(stmt.body), _stored(stmt))

    def _inner(self, node: ast.AST, args: ast.arguments, visit: Callable[[], object], stored: Iterable[str]) -> None:
        scope: Scope = {"return": ()}
        names = [a.arg for a in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
        names += [a.arg for a in (args.vararg, args.kwarg) if a is not None]
        for name in (*names, *stored):
            key = ("var", self.function, f"{name}@{_place(node)}")
            scope[name] = key
            if name in names:
                self.i.join(key, ANY)
        self.scopes.append(scope)
        visit()
        self.scopes.pop()

    # -- stores -------------------------------------------------------------------------------------------------------

    def name_store(self, name: str, type_: Ty) -> None:
        for scope in reversed(self.scopes):
            if name in scope:
                self.i.join(scope[name], type_)
                return
        if self.code is not None and name in self.code.globals:
            self.i.reads.add(name)
            self.i.join(("glob", name), type_)
        else:
            self.i.join(("var", self.function, name), type_)

    def store(self, target: ast.expr, type_: Ty, value: ast.expr | None = None) -> None:
        if isinstance(target, ast.Name):
            self.name_store(target.id, type_)
        elif isinstance(target, ast.Tuple | ast.List):
            for index, part in enumerate(target.elts):
                if isinstance(part, ast.Starred):
                    site = (self.function, _place(part))
                    self.i.join(("elem", site), self.element(type_))
                    self.store(part.value, one("list", site))
                else:
                    self.store(part, self.item(type_, index, len(target.elts)))
        elif isinstance(target, ast.Attribute):
            self.attribute_store(target, self.value(target.value), type_)
        elif isinstance(target, ast.Subscript):
            receiver, at = self.value(target.value), self.value(target.slice)
            self.subscript_store(receiver, at, type_, sliced=isinstance(target.slice, ast.Slice))
        else:
            self.decline(target, "a store of another kind")

    def attribute_store(self, target: ast.Attribute, receiver: Ty, type_: Ty) -> None:
        name = target.attr
        if name.startswith("__"):
            raise Unsupported(f"it sets {name}")
        for atom in receiver:
            if atom[0] == "cls":
                cls = str(atom[1])
                if self.world.classes[cls].plain_base or any(c.plain_base for c in self.world.lineage(cls)):
                    raise Unsupported(f"{cls} is a container with attributes")
                root = self.world.root(cls)
                owner = self._setter_class(cls)
                owners = self.i.instance.setdefault(root, {}).setdefault(name, set())
                if owner not in owners:
                    owners.add(owner)
                    self.i._changed = True
                self.i.join(("attr", root, name), type_)
                method = self.world.method(cls, name)
                if method is not None:
                    raise Unsupported(f"it sets {name}, which the class {cls} defines")
            elif atom[0] == "class":
                raise Unsupported(f"it changes the class {atom[1]}")
            elif atom == ANY_ATOM:
                self.i.join(("wildattr", name), type_)
            elif atom[0] in ("func", "mod"):
                raise Unsupported(f"it sets {name} of a function or module")

    def _setter_class(self, cls: str) -> str:
        """The class to which an attribute belongs that is set here: that of the method, where it is set on self."""
        owner = self.code.owner if self.code is not None else ""
        return owner if owner and any(c.name == owner for c in self.world.lineage(cls)) else cls

    def subscript_store(self, receiver: Ty, index: Ty, type_: Ty, *, sliced: bool) -> None:
        for atom in receiver:
            if atom[0] == "list":
                self.i.join(("elem", atom[1]), self.element(type_) if sliced else type_)
            elif atom[0] == "dict":
                self.i.join(("elem", atom[1]), type_)
                self.i.join(("key", atom[1]), index)
            elif atom == ANY_ATOM:
                self.i.wild(union(type_, index, self.element(type_) if sliced else NOTHING))
        self.call_special("__setitem__", receiver, [index, type_])

    # -- expressions --------------------------------------------------------------------------------------------------

    def truth(self, node: ast.expr) -> None:
        found = self.value(node)
        self.call_special("__bool__", found, [])
        self.call_special("__len__", found, [])

    def value(self, node: ast.expr) -> Ty:
        method: Callable[[Any], Ty] | None = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if method is None:
            self.decline(node, type(node).__name__.lower())
            found = ANY
        else:
            found = method(node)
        before = self.i.nodes.get(node, NOTHING)
        after = union(before, found)
        self.i.nodes[node] = after
        if node not in self.direct:
            self.i.escape(after)
        if self.code is None:
            self.i.module_nodes.add(node)
        return after

    def of_constant(self, node: ast.Constant) -> Ty:
        kind = type(node.value).__name__
        if node.value is None:
            return NONE
        return one(kind) if kind in ("int", "float", "bool", "str", "bytes", "complex") else ANY

    def of_name(self, node: ast.Name) -> Ty:
        name = node.id
        for scope in reversed(self.scopes):
            if name in scope:
                self.i.weak.add(node)
                return self.i.cell(*scope[name])
        if self.code is not None and name in self.i.local_names(self.code):
            found = self.i.cell("var", self.function, name)
            if name in self.known:
                self.i.weak.add(node)
                classes = (
                    [one("cls", c) for c in self.known[name]]
                    if is_any(found)
                    else [frozenset(a for a in found if a[0] == "cls" and a[1] in self.known[name])]
                )
                return union(*classes)
            return found
        if self.class_body and name in self.world.classes[self.class_body].constants:
            return self.value(self.world.classes[self.class_body].constants[name])
        return self.of_global(node, name)

    def of_global(self, node: ast.Name, name: str) -> Ty:
        world = self.world
        if name in world.constants:
            self.i.constant_reads["", name] = world.constants[name]
            if self.code is not None:
                self.i.replaced[node] = world.constants[name]
            return self.value(world.constants[name])
        if name in world.functions:
            return one("func", name)
        if name in world.classes:
            return one("class", name)
        if name in world.values or name in world.stored:
            self.i.reads.add(name)
            return self.i.cell("glob", name)
        if name in world.imports:
            return self.external(node, world.imports[name])
        if name in externals.BUILTINS or name in externals.DERIVED or name in externals.EXCEPTIONS:
            return one("builtin", name)
        if name in ("True", "False", "NotImplemented", "Ellipsis"):
            return ANY
        if name != "super":
            self.decline(node, f"the name {name}")
        return ANY

    def external(self, node: ast.expr, path: str) -> Ty:
        """A module, or something of one."""
        module = path.partition(".")[0]
        if path in externals.MODULES:
            return one("mod", path)
        if module not in externals.MODULES or path in externals.REFUSED or path.count(".") > 1:
            self.decline(node, path)
            return ANY
        if module == "random":
            self.i.uses_random = True
        if (
            path in externals.RESULTS
            and path.startswith("math.")
            and path.split(".")[1] in ("pi", "e", "tau", "inf", "nan")
        ):
            return FLOAT
        return one("ext", path)

    def of_attribute(self, node: ast.Attribute) -> Ty:
        self.direct.add(node.value)
        receiver = self.value(node.value)
        name = node.attr
        if name in _REFUSED_ATTRIBUTES or (name.startswith("__") and not name.endswith("__")):
            self.decline(node, f"the attribute {name}")
            return ANY
        found = NOTHING
        for atom in receiver:
            found = union(found, self._attribute_of(node, atom, name))
        return found

    def _attribute_of(self, node: ast.Attribute, atom: Atom, name: str) -> Ty:
        kind = atom[0]
        if kind == "cls":
            return self._instance_attribute(node, str(atom[1]), name)
        if kind == "class":
            return self._class_attribute(node, str(atom[1]), name)
        if kind == "mod":
            return self.external(node, f"{atom[1]}.{name}")
        if atom == ANY_ATOM:
            self.i.weak.add(node)
            return ANY
        if kind == "none":
            return NOTHING
        return ANY

    def _instance_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty:
        if name == "__class__":
            return one("class", cls)
        method = self.world.method(cls, name)
        if method is not None:
            if method.kind == "property":
                return self.i.cell("ret", method.name)
            return one("func", method.name)
        lineage = self.world.lineage(cls)
        if any(name in (*c.constants, *c.values) for c in lineage):
            return self._class_attribute(node, cls, name)
        if any(c.plain_base for c in lineage):
            return ANY
        return self.i.attribute(cls, name)

    def _class_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty:
        method = self.world.method(cls, name)
        if method is not None:
            return one("func", method.name)
        for owner in self.world.lineage(cls):
            if name in owner.constants:
                key = (owner.name, name)
                self.i.constant_reads[key] = owner.constants[name]
                before = self.i.replaced.get(node)
                if before is not None and before is not owner.constants[name]:
                    raise Unsupported(f"{name} differs between classes")
                if self.code is not None:
                    self.i.replaced[node] = owner.constants[name]
                return self.value(owner.constants[name])
            if name in owner.values:
                self.i.class_reads.add((owner.name, name))
                wanted = ast.Name(f"{owner.name}.{name}", ast.Load())
                before = self.i.replaced.get(node)
                if before is not None and ast.dump(before) != ast.dump(wanted):
                    raise Unsupported(f"{name} differs between classes")
                if self.code is not None and before is None:
                    self.i.replaced[node] = wanted
                return self.i.cell("clsval", owner.name, name)
        if name == "__name__":
            return STR
        self.decline(node, f"the attribute {name} of {cls}")
        return ANY

    def of_call(self, node: ast.Call) -> Ty:
        if (isinstance(node.func, ast.Name) and node.func.id == "super") or self._is_super(node.func):
            return self._super(node)
        self.direct.add(node.func)
        if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
            self.direct.update(n for a in node.args[1:] for n in ast.walk(a))
        if isinstance(node.func, ast.Attribute) and node.func.attr not in _REFUSED_ATTRIBUTES:
            self.direct.add(node.func.value)
            receiver = self.value(node.func.value)
            if not {a[0] for a in receiver} <= {"cls", "class", "mod", "none"}:
                args = self.arguments(node)
                found = NOTHING
                for atom in receiver:
                    found = union(found, self._method_call(node, node.func, atom, args))
                self.i.nodes[node.func] = ANY
                self.i.weak.add(node)
                return found
        callee = self.value(node.func)
        if callee and all(atom[0] == "func" for atom in callee):
            # A function handed to a parameter of the world is followed there.
            self.direct.update(node.args)
        args = self.arguments(node)
        found = NOTHING
        for atom in callee:
            found = union(found, self.called(node, atom, args))
        return found

    def arguments(self, node: ast.Call) -> _Given:
        """Types of what a call hands over."""
        given = _Given([], {}, NOTHING)
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                given.rest = union(given.rest, self.element(self.value(argument.value)))
                given.starred = True
            elif given.starred:
                given.rest = union(given.rest, self.value(argument))
            else:
                given.positional.append(self.value(argument))
        for keyword in node.keywords:
            found = self.value(keyword.value)
            if keyword.arg is None:
                given.rest = union(given.rest, self.element_of_values(found))
                given.starred = True
            else:
                given.named[keyword.arg] = found
        return given

    def element_of_values(self, type_: Ty) -> Ty:
        """Values of a dict handed over by ``**``."""
        found = NOTHING
        for atom in type_:
            found = union(found, self.held("elem", atom[1]) if atom[0] == "dict" else ANY)
        return found

    def called(self, node: ast.Call, atom: Atom, args: _Given) -> Ty:
        kind = atom[0]
        if kind == "func":
            code = next(c for c in self.i.all_code if c.name == atom[1])
            bound: list[Ty] = []
            if code.kind in ("method", "property") and not self._through_class(node):
                bound = [NOTHING]
            elif code.kind == "classmethod":
                bound = [NOTHING]
            self.bind(code, [*bound, *args.positional], args)
            return self.i.cell("ret", code.name)
        if kind == "class":
            return self.constructed(node, str(atom[1]), args)
        if kind == "builtin":
            return self.builtin(node, str(atom[1]), args)
        if kind == "ext":
            return self.external_call(node, str(atom[1]) if len(atom) > 1 else "", args)
        if atom == ANY_ATOM:
            # Whatever it is: a function of the world that was handed around, whose parameters are any then, or a
            # method found on an object. What it is given may end up anywhere.
            self.spill(args)
            return ANY
        if kind == "cls":
            return self.call_special("__call__", frozenset({atom}), args.positional, args)
        return NOTHING

    def _through_class(self, node: ast.Call) -> bool:
        """Whether a method is called as ``Class.method(instance, ...)``."""
        func = node.func
        return isinstance(func, ast.Attribute) and any(a[0] == "class" for a in self.i.nodes.get(func.value, NOTHING))

    def spill(self, args: _Given) -> None:
        """Arguments go to unknown code."""
        for type_ in args.everything():
            self.i.wild(type_)
            self.i.escape(type_)

    def bind(self, code: Code, positional: Sequence[Ty], args: _Given) -> None:
        names = code.parameters
        node = code.node.args
        for index, type_ in enumerate(positional):
            if index < len(names):
                self.i.join(("var", code.name, names[index]), type_)
            elif node.vararg is not None:
                self.i.join(("elem", (code.name, "*")), type_)
        every = {*names, *(a.arg for a in node.kwonlyargs)}
        for name, type_ in args.named.items():
            if name in every:
                self.i.join(("var", code.name, name), type_)
            elif node.kwarg is not None:
                self.i.join(("elem", (code.name, "**")), type_)
        if args.starred:
            for name in every - set(names[: len(positional)]):
                self.i.join(("var", code.name, name), args.rest)
            self.i.join(("elem", (code.name, "*")), args.rest)
            self.i.join(("elem", (code.name, "**")), args.rest)

    def constructed(self, node: ast.Call, cls: str, args: _Given) -> Ty:
        init = self.world.method(cls, "__init__")
        if init is not None:
            self.bind(init, [NOTHING, *args.positional], args)
        elif any(c.plain_base for c in self.world.lineage(cls)):
            for type_ in args.everything():
                self.i.wild(self.element(type_))
        return one("cls", cls)

    def _is_super(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name)
            and node.value.func.id == "super"
        )

    def _super(self, node: ast.Call) -> Ty:
        func = node.func
        code = self.code
        if (
            code is None
            or not code.owner
            or not isinstance(func, ast.Attribute)
            or self.scopes
            or code.kind != "method"
        ):
            raise Unsupported("super is used in another way than to call a method")
        assert isinstance(func.value, ast.Call)
        given = [ast.unparse(a) for a in func.value.args]
        if given not in ([], [code.owner, code.parameters[0]]) or func.value.keywords:
            raise Unsupported("super is used in another way than to call a method")
        args = self.arguments(node)
        base = self.world.classes[code.owner].base
        method = self.world.method(base, func.attr) if base else None
        self.i.nodes[func] = ANY
        if method is None:
            if (
                func.attr == "__init__"
                and not node.args
                and not node.keywords
                and not any(c.plain_base for c in self.world.lineage(code.owner))
            ):
                self.i.replaced[node] = ast.Constant(None)
                return NONE
            raise Unsupported(f"super().{func.attr} is not of the module")
        self.bind(method, [NOTHING, *args.positional], args)
        self.i.replaced.setdefault(func.value, ast.Call(ast.Name("super", ast.Load()), [], []))
        return self.i.cell("ret", method.name)

    def call_special(self, name: str, receiver: Ty, positional: Sequence[Ty], args: _Given | None = None) -> Ty:
        """A special method of whatever the receiver may be; the result of those of the world."""
        codes: list[Code] = []
        for atom in receiver:
            if atom[0] == "cls":
                found = self.world.method(str(atom[1]), name)
                codes += [found] if found is not None else []
            elif atom == ANY_ATOM:
                codes += self.i._special.get(name, [])
        result = NOTHING
        for code in dict.fromkeys(codes, None):
            self.bind(code, [NOTHING, *positional], args or _Given([], {}, NOTHING))
            result = union(result, self.i.cell("ret", code.name))
        return result

    def _method_call(self, node: ast.Call, func: ast.Attribute, atom: Atom, args: _Given) -> Ty:
        """``receiver.name(...)`` for one atom of the receiver, which is no module."""
        name, kind = func.attr, atom[0]
        if kind == "cls":
            found = self._instance_attribute(func, str(atom[1]), name)
            return union(NOTHING, *(self.called(node, a, args) for a in found))
        if kind == "class":
            found = self._class_attribute(func, str(atom[1]), name)
            return union(NOTHING, *(self.called(node, a, args) for a in found))
        if kind == "mod":
            return union(NOTHING, *(self.called(node, a, args) for a in self.external(func, f"{atom[1]}.{name}")))
        if kind in ("list", "dict", "set"):
            return self._container_call(node, str(kind), atom[1], name, args)
        if kind == "str":
            for type_ in args.everything():
                self.call_special("__str__", type_, [])
                self.call_special("__repr__", type_, [])
                self.call_special("__format__", type_, [STR])
            if name in externals.STR_LISTS:
                return self.made(node, "list", STR)
            return externals.STR_METHODS.get(name, ANY)
        if kind in ("int", "float", "bool"):
            return {"bit_length": INT, "is_integer": BOOL, "hex": STR, "bit_count": INT}.get(name, ANY)
        if kind in ("bytes", "ext"):
            for type_ in args.everything():
                self.i.escape(type_)
            return ANY
        if kind == "iter":
            self.spill(args)
            return union(self.held("elem", atom[1])) if name == "__next__" else ANY
        if kind == "tuple":
            return INT if name in ("count", "index") else ANY
        if atom == ANY_ATOM:
            for code in self.i._special.get(name, []):
                bound = [] if code.kind == "staticmethod" else [NOTHING]
                self.bind(code, [*bound, *args.positional], args)
            self.spill(args)
            for type_ in args.everything():
                self.i.wild(self.element(type_))
            return ANY
        return NOTHING

    def _container_call(self, node: ast.Call, kind: str, site: object, name: str, args: _Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        last = args.positional[-1] if args.positional else NOTHING
        if args.starred:
            raise Unsupported("a method of a container is called with *")
        for type_ in args.named.values():
            self.i.escape(type_)
            self.call_named(type_, self.held("elem", site))
        elem, key = self.held("elem", site), self.held("key", site)
        if kind == "list":
            if name == "append":
                self.i.join(("elem", site), first)
            elif name == "extend":
                self.i.join(("elem", site), self.element(first))
            elif name == "insert":
                self.i.join(("elem", site), last)
            elif name in ("remove", "index", "count"):
                self.compared(elem, first, "eq", "eq")
            elif name == "sort":
                self.compared(elem, elem, "lt", "gt")
            return {"pop": elem, "index": INT, "count": INT, "copy": self.made(node, "list", elem)}.get(
                name, NONE if name in ("append", "extend", "insert", "remove", "sort", "reverse", "clear") else ANY
            )
        if kind == "set":
            if name == "add":
                self.i.join(("elem", site), first)
            elif name in ("update", "symmetric_difference_update", "intersection_update", "difference_update"):
                for type_ in args.positional:
                    self.i.join(("elem", site), self.element(type_))
            self.hashed(first)
            if name in ("union", "intersection", "difference", "symmetric_difference", "copy"):
                return self.made(node, "set", union(elem, *(self.element(t) for t in args.positional)))
            if name in ("issubset", "issuperset", "isdisjoint"):
                return BOOL
            return (
                elem
                if name == "pop"
                else NONE
                if name
                in (
                    "add",
                    "update",
                    "remove",
                    "discard",
                    "clear",
                    "symmetric_difference_update",
                    "intersection_update",
                    "difference_update",
                )
                else ANY
            )
        self.hashed(first)
        if name == "get":
            return union(elem, args.positional[1] if len(args.positional) > 1 else NONE)
        if name == "setdefault":
            self.i.join(("key", site), first)
            self.i.join(("elem", site), last if len(args.positional) > 1 else NONE)
            return self.held("elem", site)
        if name == "update":
            for atom in first:
                if atom[0] != "dict":
                    self.i.join(("key", site), ANY)
                    self.i.join(("elem", site), ANY)
                else:
                    self.i.join(("key", site), self.held("key", atom[1]))
                    self.i.join(("elem", site), self.held("elem", atom[1]))
            for type_ in args.named.values():
                self.i.join(("key", site), STR)
                self.i.join(("elem", site), type_)
            return NONE
        if name in ("keys", "values"):
            return self.made(node, "iter", key if name == "keys" else elem)
        if name == "items":
            return self.made(node, "iter", self.made_tuple(node, [key, elem]))
        if name == "popitem":
            return self.made_tuple(node, [key, elem])
        if name == "copy":
            site_ = (self.function, _place(node))
            self.i.join(("key", site_), key)
            self.i.join(("elem", site_), elem)
            return one("dict", site_)
        if name == "pop":
            return union(elem, args.positional[1] if len(args.positional) > 1 else NOTHING)
        return NONE if name == "clear" else ANY

    def call_named(self, callee: Ty, *args: Ty) -> Ty:
        """A function of the world called back with these arguments, or anything that escaped."""
        self.i.escape(callee)
        return ANY

    def hashed(self, type_: Ty) -> None:
        """A key: its class may say what hash and equality mean."""
        self.call_special("__hash__", type_, [])
        self.call_special("__eq__", type_, [ANY])
        for atom in type_:
            cls = str(atom[1]) if atom[0] == "cls" else ""
            if cls and self.world.method(cls, "__eq__") and not self.world.method(cls, "__hash__"):
                raise Unsupported(f"{cls} has no hash")
            if atom == ANY_ATOM and any(
                "__eq__" in c.methods and "__hash__" not in c.methods for c in self.world.classes.values()
            ):
                raise Unsupported("a key may be of a class without a hash")

    def builtin(self, node: ast.Call, name: str, args: _Given) -> Ty:
        given = [*args.positional]
        first = given[0] if given else NOTHING
        if args.starred and name not in ("print", "zip", "max", "min"):
            self.spill(args)
            return externals.BUILTINS.get(name, ANY)
        for type_ in args.named.values():
            self.i.escape(type_)
        if name in externals.EXCEPTIONS:
            return OPAQUE
        if name in externals.BUILTINS:
            self._protocols(name, first)
            if name in ("isinstance", "issubclass"):
                return BOOL
            if name == "int" and len(given) == 1 and "cls" in kinds(first):
                return ANY
            return externals.BUILTINS[name]
        derived: Callable[[ast.Call, _Given], Ty] = getattr(self, f"call_{name}")
        return derived(node, args)

    def escape_all(self, types: Iterable[Ty]) -> None:
        for type_ in types:
            self.i.escape(type_)

    def _protocols(self, name: str, type_: Ty) -> None:
        special = {
            "len": ["__len__"], "str": ["__str__", "__repr__"], "repr": ["__repr__"], "bool": ["__bool__", "__len__"],
            "int": ["__int__", "__index__", "__trunc__"], "float": ["__float__", "__index__"], "hash": ["__hash__"],
            "format": ["__format__", "__str__"], "any": ["__bool__", "__len__"], "all": ["__bool__", "__len__"],
        }.get(name, [])  # fmt: skip
        if name in ("any", "all"):
            type_ = self.element(type_)
        for method in special:
            self.call_special(method, type_, [])
        if name in ("str", "repr"):
            for atom in type_:
                if atom[0] in ("list", "dict", "set", "tuple", "iter"):
                    inner = union(self.held("elem", atom[1]), self.held("key", atom[1]), *self.items_of(atom[1]))
                    if inner & frozenset({ANY_ATOM}) or "cls" in kinds(inner):
                        self.call_special("__repr__", ANY, [])
                if atom[0] == "cls" and not any(self.world.method(str(atom[1]), m) for m in ("__str__", "__repr__")):
                    raise Unsupported(f"the text of a {atom[1]} holds its address")

    def call_abs(self, node: ast.Call, args: _Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__abs__", first, [])
        found = frozenset(("int",) if a == ("bool",) else a for a in first if a[0] in ("int", "bool", "float"))
        return found if len(found) and {a[0] for a in first} <= {"int", "bool", "float"} else ANY

    def _extreme(self, node: ast.Call, args: _Given) -> Ty:
        given = args.positional
        if "key" in args.named:
            self.i.escape(args.named["key"])
        found = self.element(given[0]) if len(given) == 1 and not args.starred else union(NOTHING, *given, args.rest)
        found = union(found, args.named.get("default", NOTHING))
        self.compared(found, found, "lt", "gt")
        self.i.weak.add(node)
        return found

    call_min = call_max = _extreme

    def call_sum(self, node: ast.Call, args: _Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        start = args.positional[1] if len(args.positional) > 1 else args.named.get("start", INT)
        found = {*kinds(element), *kinds(start)}
        if found <= {"int", "bool"}:
            return INT
        if found <= {"int", "bool", "float"}:
            return union(INT, FLOAT) if kinds(start) != {"float"} else FLOAT
        self.binary(ast.Add(), union(element, start), element, node)
        return ANY

    def call_sorted(self, node: ast.Call, args: _Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        self.compared(element, element, "lt", "gt")
        return self.made(node, "list", element)

    def call_list(self, node: ast.Call, args: _Given) -> Ty:
        return self.made(node, "list", self.element(args.positional[0]) if args.positional else NOTHING)

    def call_set(self, node: ast.Call, args: _Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        self.hashed(element)
        return self.made(node, "set", element)

    def call_tuple(self, node: ast.Call, args: _Given) -> Ty:
        return self.made(node, "tuple", self.element(args.positional[0]) if args.positional else NOTHING)

    def call_dict(self, node: ast.Call, args: _Given) -> Ty:
        site = (self.function, _place(node))
        if args.positional:
            self.i.join(("key", site), ANY)
            self.i.join(("elem", site), ANY)
            self.hashed(ANY)
        for type_ in args.named.values():
            self.i.join(("key", site), STR)
            self.i.join(("elem", site), type_)
        return one("dict", site)

    def call_range(self, node: ast.Call, args: _Given) -> Ty:
        return RANGE

    def call_enumerate(self, node: ast.Call, args: _Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        return self.made(node, "iter", self.made_tuple(node, [INT, element]))

    def call_zip(self, node: ast.Call, args: _Given) -> Ty:
        if args.starred:
            return self.made(
                node,
                "iter",
                self.made(node, "tuple", union(self.element(args.rest), *map(self.element, args.positional))),
            )
        return self.made(node, "iter", self.made_tuple(node, [self.element(t) for t in args.positional]))

    def call_reversed(self, node: ast.Call, args: _Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__reversed__", first, [])
        return self.made(node, "iter", self.element(first))

    def call_iter(self, node: ast.Call, args: _Given) -> Ty:
        first = args.positional[0] if len(args.positional) == 1 else ANY
        self.escape_all(args.positional)
        return self.made(node, "iter", self.element(first))

    def call_next(self, node: ast.Call, args: _Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        result = self.call_special("__next__", first, [])
        self.i.weak.add(node)
        return union(self.element(first), result, *args.positional[1:])

    def call_map(self, node: ast.Call, args: _Given) -> Ty:
        self.escape_all(args.positional[:1])
        return self.made(node, "iter", ANY)

    def call_filter(self, node: ast.Call, args: _Given) -> Ty:
        self.escape_all(args.positional[:1])
        return self.made(node, "iter", self.element(args.positional[1]) if len(args.positional) > 1 else ANY)

    def call_round(self, node: ast.Call, args: _Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__round__", first, [])
        if kinds(first) <= {"int", "float", "bool"} and len(args.positional) == 1 and not args.named:
            return INT
        return ANY

    def call_divmod(self, node: ast.Call, args: _Given) -> Ty:
        if len(args.positional) != 2:
            return ANY
        left, right = args.positional
        quotient = self.binary(ast.FloorDiv(), left, right, node)
        remainder = self.binary(ast.Mod(), left, right, node)
        return self.made_tuple(node, [quotient, remainder])

    def call_print(self, node: ast.Call, args: _Given) -> Ty:
        for type_ in (*args.positional, args.rest):
            self._protocols("str", type_)
        if "flush" in args.named or ("file" in args.named and args.named["file"] - OPAQUE - NONE):
            unknown = args.named.get("file", ANY) - frozenset({ANY_ATOM, ("ext",)}) - NONE
            if unknown or "flush" in args.named:
                self.decline(node, "print to a file")
        if "file" not in args.named:
            self.i.prints = True
        elif args.named["file"] & NONE:
            self.decline(node, "print to a file that may be None")
        return NONE

    def external_call(self, node: ast.Call, path: str, args: _Given) -> Ty:
        everything = args.everything()
        self.escape_all(everything)
        every = union(NOTHING, *everything)
        if path.startswith("math.") and path in externals.RESULTS:
            if kinds(every) <= _NUMBERS or kinds(every) <= _NUMBERS | {"list", "tuple", "iter", "range"}:
                return externals.RESULTS[path]
            for method in ("__float__", "__index__"):
                self.call_special(method, every, [])
            return externals.RESULTS[path]
        if path in externals.ROUNDING:
            return INT if kinds(every) <= {"int", "float", "bool"} else ANY
        if path in externals.RESULTS and path.startswith(("random.r", "random.u", "random.g", "random.e", "random.s")):
            if path == "random.shuffle" or kinds(every) <= {"int", "float", "none", "str"}:
                return externals.RESULTS[path]
            return ANY
        # It may keep what it is given in any container that it is given.
        inside = union(every, *(self.element(t) for t in everything))
        for type_ in everything:
            for atom in type_:
                if atom[0] in ("list", "set", "dict"):
                    self.i.join(("elem", atom[1]), inside)
        for method in ("__lt__", "__gt__", "__eq__", "__hash__", "__len__", "__add__", "__iter__", "__next__"):
            self.call_special(method, inside, [ANY] if method in ("__lt__", "__gt__", "__eq__", "__add__") else [])
        if is_any(inside):
            self.i.wild(inside)
        return externals.RESULTS.get(path, ANY)

    # -- other expressions --------------------------------------------------------------------------------------------

    def made(self, node: ast.AST, kind: str, element: Ty) -> Ty:
        """A new container with one type of elements."""
        site = (self.function or self.class_body, kind, _place(node))
        self.i.join(("elem", site), element)
        return one(kind, site)

    def made_tuple(self, node: ast.AST, items: Sequence[Ty]) -> Ty:
        """A new tuple of known length."""
        site = (self.function or self.class_body, "items", _place(node), len(items))
        for index, item in enumerate(items):
            self.i.join(("item", site, index), item)
        return one("tuple", site)

    def items_of(self, site: object) -> list[Ty]:
        """Types of the items of a tuple, where it has a known length."""
        found: list[Ty] = []
        while ("item", site, len(found)) in self.i.cells:
            found.append(self.i.cell("item", site, len(found)))
        return found

    def held(self, what: str, site: object) -> Ty:
        """Elements or keys of a container, with whatever unknown code may have put there."""
        return union(self.i.cell(what, site), self.i.cell("wild"))

    def element(self, type_: Ty) -> Ty:
        """What iterating over it gives."""
        found = NOTHING
        for atom in type_:
            kind = atom[0]
            if kind in ("list", "set", "iter"):
                found = union(found, self.held("elem", atom[1]))
            elif kind == "dict":
                found = union(found, self.held("key", atom[1]))
            elif kind == "tuple":
                found = union(found, self.i.cell("elem", atom[1]), *self.items_of(atom[1]))
            elif kind == "str":
                found = union(found, STR)
            elif kind in ("range", "bytes"):
                found = union(found, INT)
            elif kind == "cls":
                found = union(found, self._iterated(frozenset({atom})))
            elif kind in ("any", "ext"):
                if atom == ANY_ATOM:
                    self._iterated(ANY)
                found = ANY
        return found

    def _iterated(self, receiver: Ty) -> Ty:
        result = self.call_special("__iter__", receiver, [])
        items = self.call_special("__getitem__", receiver, [INT])
        following = self.call_special("__next__", result | receiver, [])
        if any(any(c.plain_base for c in self.world.lineage(str(a[1]))) for a in receiver if a[0] == "cls"):
            return ANY
        inner = self.element(frozenset(a for a in result if a[0] not in ("cls", "any"))) if result else NOTHING
        return union(items, following, inner, ANY if is_any(result) or is_any(receiver) else NOTHING)

    def item(self, type_: Ty, index: int, count: int) -> Ty:
        """What unpacking into ``count`` names gives at a place."""
        found = NOTHING
        for atom in type_:
            items = self.items_of(atom[1]) if atom[0] == "tuple" else []
            if items:
                found = union(found, items[index] if index < len(items) else NOTHING)
            else:
                found = union(found, self.element(frozenset({atom})))
        return found

    def of_list(self, node: ast.List) -> Ty:
        return self.made(node, "list", union(NOTHING, *map(self._element_value, node.elts)))

    def of_set(self, node: ast.Set) -> Ty:
        element = union(NOTHING, *map(self._element_value, node.elts))
        self.hashed(element)
        return self.made(node, "set", element)

    def of_tuple(self, node: ast.Tuple) -> Ty:
        if any(isinstance(e, ast.Starred) for e in node.elts):
            return self.made(node, "tuple", union(NOTHING, *map(self._element_value, node.elts)))
        return (
            self.made_tuple(node, [self.value(e) for e in node.elts])
            if node.elts
            else self.made(node, "tuple", NOTHING)
        )

    def _element_value(self, node: ast.expr) -> Ty:
        return self.element(self.value(node.value)) if isinstance(node, ast.Starred) else self.value(node)

    def of_dict(self, node: ast.Dict) -> Ty:
        site = (self.function, "dict", _place(node))
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self.value(value)
                raise Unsupported("a dict is spread into another")
            found = self.value(key)
            self.hashed(found)
            self.i.join(("key", site), found)
            self.i.join(("elem", site), self.value(value))
        return one("dict", site)

    def of_unaryop(self, node: ast.UnaryOp) -> Ty:
        found = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            self.call_special("__bool__", found, [])
            self.call_special("__len__", found, [])
            return BOOL
        name = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}[type(node.op)]
        result = self.call_special(name, found, [])
        for atom in found:
            if atom[0] in ("int", "bool"):
                result = union(result, INT)
            elif atom[0] in ("float", "complex"):
                result = union(result, frozenset({atom}))
            elif atom[0] in ("any", "ext"):
                result = ANY
        return result

    def of_binop(self, node: ast.BinOp) -> Ty:
        return self.binary(node.op, self.value(node.left), self.value(node.right), node)

    def binary(self, op: ast.operator, left: Ty, right: Ty, node: ast.AST, *, inplace: bool = False) -> Ty:
        name = _OPERATORS[type(op)]
        found = self.call_special(f"__{name}__", left, [right])
        found = union(found, self.call_special(f"__r{name}__", right, [left]))
        if inplace:
            found = union(found, self.call_special(f"__i{name}__", left, [right]))
        if name == "mod" and "str" in kinds(left):
            self._protocols("str", right)
            for item in [self.element(right)] if "tuple" in kinds(right) else []:
                self._protocols("str", item)
        for a in left:
            for b in right:
                found = union(found, self._pair(name, a, b, node))
        return found

    def _pair(self, name: str, a: Atom, b: Atom, node: ast.AST) -> Ty:
        x, y = str(a[0]), str(b[0])
        if {x, y} & {"any", "ext"}:
            return STR if x == "str" and name == "mod" else ANY
        if x in _NUMBERS and y in _NUMBERS:
            return _arithmetic(name, x, y, node)
        if x == "str":
            return (
                STR
                if (name == "mod" or (name == "add" and y == "str") or (name == "mul" and y in ("int", "bool")))
                else NOTHING
            )
        if y == "str":
            return STR if name == "mul" and x in ("int", "bool") else NOTHING
        if x == "list" and ((y == "list" and name == "add") or (y in ("int", "bool") and name == "mul")):
            other = self.held("elem", b[1]) if y == "list" else NOTHING
            return self.made(node, "list", union(self.held("elem", a[1]), other))
        if y == "list" and x in ("int", "bool") and name == "mul":
            return self.made(node, "list", self.held("elem", b[1]))
        if x == "tuple" or y == "tuple":
            parts = [self.element(frozenset({atom})) for atom in (a, b) if atom[0] == "tuple"]
            return self.made(node, "tuple", union(*parts))
        if x == y == "set":
            return self.made(node, "set", union(self.held("elem", a[1]), self.held("elem", b[1])))
        if x == "bytes" or y == "bytes":
            return BYTES
        return ANY if x in ("dict", "iter") or y in ("dict", "iter") else NOTHING

    def compared(self, left: Ty, right: Ty, name: str, reflected: str) -> Ty:
        """A comparison: what the special methods of the world give, or a bool."""
        one_ = self.call_special(f"__{name}__", left, [right])
        other = self.call_special(f"__{reflected}__", right, [left])
        if name == "ne":
            self.call_special("__eq__", left, [right])
            self.call_special("__eq__", right, [left])
        for type_, against in ((left, right), (right, left)):
            for atom in type_:
                if atom[0] in ("list", "tuple", "dict", "set"):
                    inside = union(self.held("elem", atom[1]), *self.items_of(atom[1]))
                    if "cls" in kinds(inside) or (is_any(inside) and self.i._special.get(f"__{name}__")):
                        for method in ("__eq__", f"__{name}__", f"__{reflected}__"):
                            self.call_special(method, union(inside, ANY), [ANY])
                    del against
                    break
                break
        known = NOTHING if _only(left, "cls") and _only(right, "cls") and one_ and other else BOOL
        return union(one_, other, known, ANY if any(a[0] == "ext" for a in left | right) else NOTHING)

    def of_compare(self, node: ast.Compare) -> Ty:
        found, left = NOTHING, self.value(node.left)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator)
            if isinstance(op, ast.Is | ast.IsNot):
                if not any(_identity(t) for t in (left, right)):
                    raise Unsupported("it asks whether two numbers or texts are the same object")
                found = union(found, BOOL)
            elif isinstance(op, ast.In | ast.NotIn):
                self.call_special("__contains__", right, [left])
                self.compared(self.element(right), left, "eq", "eq")
                if {"set", "dict"} & kinds(right):
                    self.hashed(left)
                found = union(found, BOOL)
            else:
                found = union(found, self.compared(left, right, *_COMPARISONS[type(op)]))
            left = right
        return found

    def of_boolop(self, node: ast.BoolOp) -> Ty:
        for part in node.values:
            self.truth(part)
        return union(*(self.i.nodes[part] for part in node.values))

    def of_ifexp(self, node: ast.IfExp) -> Ty:
        self.truth(node.test)
        return union(self.value(node.body), self.value(node.orelse))

    def of_namedexpr(self, node: ast.NamedExpr) -> Ty:
        if self.scopes:
            raise Unsupported("an assignment inside a comprehension")
        found = self.value(node.value)
        self.store(node.target, found)
        return found

    def of_subscript(self, node: ast.Subscript) -> Ty:
        receiver, index = self.value(node.value), self.value(node.slice)
        found = self.call_special("__getitem__", receiver, [index])
        sliced = isinstance(node.slice, ast.Slice)
        place = node.slice.value if isinstance(node.slice, ast.Constant) and type(node.slice.value) is int else None
        for atom in receiver:
            kind = atom[0]
            if kind == "list":
                held = self.held("elem", atom[1])
                found = union(found, self.made(node, "list", held) if sliced else held)
            elif kind == "dict":
                self.hashed(index)
                found = union(found, self.held("elem", atom[1]))
            elif kind == "tuple":
                items = self.items_of(atom[1])
                if sliced:
                    found = union(found, self.made(node, "tuple", self.element(frozenset({atom}))))
                elif items and place is not None and -len(items) <= place < len(items):
                    found = union(found, items[place])
                else:
                    found = union(found, self.element(frozenset({atom})))
            elif kind == "str":
                found = union(found, STR)
            elif kind == "bytes":
                found = union(found, BYTES if sliced else INT)
            elif kind == "range":
                found = union(found, RANGE if sliced else INT)
            elif kind == "cls" and any(c.plain_base for c in self.world.lineage(str(atom[1]))):
                found = ANY
            elif kind in ("any", "ext"):
                found = OPAQUE | found if kind == "ext" and sliced and not is_any(found) else ANY
        return found

    def of_slice(self, node: ast.Slice) -> Ty:
        for part in (node.lower, node.upper, node.step):
            if part is not None:
                self.value(part)
        return ANY

    def of_joinedstr(self, node: ast.JoinedStr) -> Ty:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self._protocols("str", self.value(part.value))
                self.call_special("__format__", self.i.nodes[part.value], [STR])
                if part.format_spec is not None:
                    self.value(part.format_spec)
        return STR

    def of_lambda(self, node: ast.Lambda) -> Ty:
        if any(not literal(d) for d in (*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None))):
            raise Unsupported("a default of a lambda is no constant")
        self._inner(node, node.args, lambda: self.value(node.body), ())
        return ANY

    def of_yield(self, node: ast.Yield) -> Ty:
        if self.scopes:
            raise Unsupported("an inner generator")
        self.i.join(("elem", (self.function, "yield")), self.value(node.value) if node.value is not None else NONE)
        return ANY

    def of_yieldfrom(self, node: ast.YieldFrom) -> Ty:
        if self.scopes:
            raise Unsupported("an inner generator")
        self.i.join(("elem", (self.function, "yield")), self.element(self.value(node.value)))
        return ANY

    def of_listcomp(self, node: ast.ListComp) -> Ty:
        return self.made(node, "list", self._comprehension(node, [node.elt])[0])

    def of_setcomp(self, node: ast.SetComp) -> Ty:
        element = self._comprehension(node, [node.elt])[0]
        self.hashed(element)
        return self.made(node, "set", element)

    def of_generatorexp(self, node: ast.GeneratorExp) -> Ty:
        return self.made(node, "iter", self._comprehension(node, [node.elt])[0])

    def of_dictcomp(self, node: ast.DictComp) -> Ty:
        key, value = self._comprehension(node, [node.key, node.value])
        self.hashed(key)
        site = (self.function, "dict", _place(node))
        self.i.join(("key", site), key)
        self.i.join(("elem", site), value)
        return one("dict", site)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, results: Sequence[ast.expr]
    ) -> list[Ty]:
        scope: Scope = {}
        elements: list[Ty] = []
        for number, generator in enumerate(node.generators):
            if number:
                self.scopes.append(scope)
            elements.append(self.element(self.value(generator.iter)))
            if number:
                self.scopes.pop()
            for name in (n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)):
                scope[name] = ("var", self.function or self.class_body, f"{name}@{_place(node)}")
            self.scopes.append(scope)
            self.store(generator.target, elements[-1])
            for test in generator.ifs:
                self.truth(test)
            self.scopes.pop()
        self.scopes.append(scope)
        found = [self.value(result) for result in results]
        self.scopes.pop()
        return found


class _Given:
    """Types that a call hands over; ``rest`` are those behind ``*`` and ``**``."""

    def __init__(self, positional: list[Ty], named: dict[str, Ty], rest: Ty) -> None:
        self.positional, self.named, self.rest, self.starred = positional, named, rest, False

    def everything(self) -> list[Ty]:
        return [*self.positional, *self.named.values(), *([self.rest] if self.starred else [])]


def _arithmetic(name: str, x: str, y: str, node: ast.AST) -> Ty:
    both = {x, y}
    whole = both <= {"int", "bool"}
    if "complex" in both:
        return COMPLEX
    if name in ("and", "or", "xor"):
        return BOOL if both == {"bool"} else INT if whole else NOTHING
    if name in ("lshift", "rshift"):
        return INT if whole else NOTHING
    if name == "truediv":
        return FLOAT
    if name == "pow":
        exponent = getattr(node, "right", getattr(node, "value", None))
        known = isinstance(exponent, ast.Constant) and type(exponent.value) is int and exponent.value >= 0
        if whole:
            return INT if known else ANY
        # Of two floats the power may be complex; the compiled form gives such a call up.
        return FLOAT if y in ("int", "bool") or x == y == "float" else ANY
    if name == "matmul":
        return NOTHING
    return INT if whole else FLOAT


def _only(type_: Ty, kind: str) -> bool:
    return bool(type_) and all(atom[0] == kind for atom in type_)


def _identity(type_: Ty) -> bool:
    """Whether ``is`` against such values means the same for compiled code."""
    return bool(type_) and kinds(type_) <= {"none", "bool", "cls", "class", "list", "dict", "set", "func"}


def _falls(body: Sequence[ast.stmt]) -> bool:
    """Whether control may run off the end of a block; true where in doubt."""
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return False
    if isinstance(last, ast.If):
        return not last.orelse or _falls(last.body) or _falls(last.orelse)
    if isinstance(last, ast.While) and isinstance(last.test, ast.Constant) and last.test.value:
        return any(isinstance(n, ast.Break) for n in ast.walk(last))
    return True


def _shape(code: Code) -> tuple[object, ...]:
    args = code.node.args
    first = 0 if code.kind == "staticmethod" else 1
    return (
        tuple(code.parameters[first:]), tuple(a.arg for a in args.kwonlyargs), args.vararg is not None,
        args.kwarg is not None, tuple(ast.dump(d) for d in args.defaults), code.kind,
    )  # fmt: skip


def _parameter_names(code: Code) -> list[str]:
    return [*code.parameters, *(a.arg for a in code.node.args.kwonlyargs)]


def _place(node: ast.AST) -> tuple[int, int, str]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0), type(node).__name__


def _within(node: ast.AST) -> Iterable[ast.AST]:
    """Nodes of a function's own scope: not those of functions inside, nor the names of comprehensions."""
    stack = list(ast.iter_child_nodes(node))
    while stack:
        inner = stack.pop()
        yield inner
        if isinstance(inner, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(inner, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            continue
        stack.extend(ast.iter_child_nodes(inner))


def _stored(node: ast.AST) -> set[str]:
    return {n.id for n in _within(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _as_load(target: ast.expr) -> ast.expr:
    """The target of an augmented assignment as an expression that is read; made once a node."""
    found: ast.expr | None = getattr(target, "_hasten_load", None)
    if found is None:
        found = ast.copy_location(
            ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name)
            else ast.Attribute(target.value, target.attr, ast.Load()) if isinstance(target, ast.Attribute)
            else ast.Subscript(target.value, target.slice, ast.Load()) if isinstance(target, ast.Subscript)
            else target, target,
        )  # fmt: skip
        target._hasten_load = found  # type: ignore[attr-defined]
    return found
