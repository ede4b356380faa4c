"""Calls of functions, classes and methods: what they are handed, and what they give."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import ANY, ANY_ATOM, BOOL, INT, NONE, NOTHING, STR, Atom, Ty, one, union
from hasten.proposers.compile.mypyc.inference.arguments import Given
from hasten.proposers.compile.mypyc.inference.part import REFUSED_ATTRIBUTES, Part
from hasten.proposers.compile.mypyc.world import Code
from hasten.proposers.compile.refusal import Unsupported


class CallPart(Part):
    """Calls of the world's own code, and of methods."""

    def of_call(self, node: ast.Call) -> Ty:
        if (isinstance(node.func, ast.Name) and node.func.id == "super") or self._is_super(node.func):
            return self._super(node)
        self.direct.add(node.func)
        if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
            self.direct.update(n for a in node.args[1:] for n in ast.walk(a))
        if isinstance(node.func, ast.Attribute) and node.func.attr not in REFUSED_ATTRIBUTES:
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

    def arguments(self, node: ast.Call) -> Given:
        """Types of what a call hands over."""
        given = Given([], {}, NOTHING)
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

    def called(self, node: ast.Call, atom: Atom, args: Given) -> Ty:
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

    def spill(self, args: Given) -> None:
        """Arguments go to unknown code."""
        for type_ in args.everything():
            self.i.wild(type_)
            self.i.escape(type_)

    def bind(self, code: Code, positional: Sequence[Ty], args: Given) -> None:
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

    def constructed(self, node: ast.Call, cls: str, args: Given) -> Ty:
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

    def call_special(self, name: str, receiver: Ty, positional: Sequence[Ty], args: Given | None = None) -> Ty:
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
            self.bind(code, [NOTHING, *positional], args or Given([], {}, NOTHING))
            result = union(result, self.i.cell("ret", code.name))
        return result

    def _method_call(self, node: ast.Call, func: ast.Attribute, atom: Atom, args: Given) -> Ty:
        """``receiver.name(...)`` for one atom of the receiver, which is no module."""
        name, kind = func.attr, atom[0]
        if kind == "cls":
            found = self.instance_attribute(func, str(atom[1]), name)
            return union(NOTHING, *(self.called(node, a, args) for a in found))
        if kind == "class":
            found = self.class_attribute(func, str(atom[1]), name)
            return union(NOTHING, *(self.called(node, a, args) for a in found))
        if kind == "mod":
            return union(NOTHING, *(self.called(node, a, args) for a in self.external(func, f"{atom[1]}.{name}")))
        if kind in ("list", "dict", "set"):
            return self.container_call(node, str(kind), atom[1], name, args)
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

    def call_named(self, callee: Ty, *args: Ty) -> Ty:
        """A function of the world called back with these arguments, or anything that escaped."""
        self.i.escape(callee)
        return ANY

    def hashed(self, type_: Ty) -> None:
        """A key: its class may say what hash and equality mean; a NaN is found by its identity only."""
        self.by_identity(type_, type_)
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

    def escape_all(self, types: Iterable[Ty]) -> None:
        for type_ in types:
            self.i.escape(type_)
