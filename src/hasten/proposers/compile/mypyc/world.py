"""The closed world of a function: the functions, classes and globals of its module that a call of it can reach."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from hasten.code.source import ParsedModule
from hasten.proposers.compile.refusal import Unsupported

#: Methods through which a class takes part in more than calls and attributes.
_REFUSED_METHODS = frozenset(
    "__getattr__ __getattribute__ __setattr__ __delattr__ __del__ __new__ __init_subclass__ __class_getitem__ __get__ "
    "__set__ __delete__ __set_name__ __instancecheck__ __subclasscheck__ __reduce__ __reduce_ex__ __getstate__ "
    "__setstate__ __getnewargs__ __copy__ __deepcopy__ __dir__ __await__ __aiter__ __prepare__".split()
)
#: Bases that native classes cannot have; such a class stays an ordinary one.
_PLAIN_BASES = frozenset({"list", "dict", "set", "tuple", "str", "int", "float"})


@dataclass(eq=False)
class Code:
    """A function or method of the world.

    Attributes:
        name: ``f`` or ``C.m``.
        node: Its definition.
        owner: Name of its class, or "".
        kind: ``function``, ``method``, ``staticmethod``, ``classmethod`` or ``property``.
        generator: Whether calling it gives a generator.
    """

    name: str
    node: ast.FunctionDef
    owner: str = ""
    kind: str = "function"
    generator: bool = False

    @property
    def parameters(self) -> list[str]:
        """Names by position."""
        return [a.arg for a in (*self.node.args.posonlyargs, *self.node.args.args)]

    @property
    def globals(self) -> set[str]:
        """Names that it declares global."""
        return {name for n in ast.walk(self.node) if isinstance(n, ast.Global) for name in n.names}


@dataclass(eq=False)
class Class:
    """A class of the world.

    Attributes:
        name: Its name.
        node: Its definition.
        base: Name of its one base in the world, or "".
        plain_base: A builtin that it derives from, or "".
        methods: Methods of its own by name.
        constants: Literals bound in its body, by name.
        values: Other things bound in its body or to it at module level, by name: what their expressions are.
        slots: Names in ``__slots__``, None where there are none.
    """

    name: str
    node: ast.ClassDef
    base: str = ""
    plain_base: str = ""
    methods: dict[str, Code] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    slots: frozenset[str] | None = None


@dataclass(eq=False)
class World:
    """What a call of the target can reach.

    Attributes:
        target: The function that is called from outside.
        functions: Module functions by name.
        classes: Classes by name.
        constants: Globals that are bound once, to a literal.
        values: Other globals: the expressions bound to them at module level.
        items: What is put into them at module level, as keys and values.
        imports: Local name to ``module`` or ``module.name``.
        stored: Names that a function of the module declares global.
    """

    module: ParsedModule
    target: Code
    functions: dict[str, Code] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    items: dict[str, list[tuple[ast.expr, ast.expr]]] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)

    def lineage(self, name: str) -> list[Class]:
        """A class and its bases, nearest first."""
        found: list[Class] = []
        while name in self.classes and len(found) < 50:
            found.append(self.classes[name])
            name = self.classes[name].base
        return found

    def below(self, name: str) -> list[Class]:
        """A class and all that derive from it."""
        return [c for c in self.classes.values() if any(b.name == name for b in self.lineage(c.name))]

    def root(self, name: str) -> str:
        """The highest class above one."""
        return self.lineage(name)[-1].name

    def method(self, name: str, method: str) -> Code | None:
        """What an instance of exactly this class has under a name."""
        return next((c.methods[method] for c in self.lineage(name) if method in c.methods), None)

    def all_code(self) -> list[Code]:
        """Every function and method."""
        return [*self.functions.values(), *(m for c in self.classes.values() for m in c.methods.values())]


def literal(node: ast.expr) -> bool:
    """Whether an expression is a constant that cannot change."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
        return isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float, str, bool, bytes, type(None))


class _Collector:
    """Follows names from the target on; methods are taken in once their name is mentioned."""

    def __init__(self, module: ParsedModule) -> None:
        self.module = module
        self.definitions: dict[str, ast.AST] = {}
        self.assigned: dict[str, list[ast.expr]] = {}
        self.class_values: dict[str, dict[str, list[ast.expr]]] = {}
        self.items: dict[str, list[tuple[ast.expr, ast.expr]]] = {}
        self.dynamic: set[str] = set()
        self.imports: dict[str, str] = {}
        for stmt in module.tree.body:
            self._top(stmt)
        self.stored = {n for node in ast.walk(module.tree) if isinstance(node, ast.Global) for n in node.names}
        self.mentioned: set[str] = set()
        self.queue: list[ast.AST] = []

    def _top(self, stmt: ast.stmt) -> None:
        if isinstance(stmt, ast.FunctionDef | ast.ClassDef):
            if stmt.name in self.definitions or stmt.name in self.assigned:
                self.dynamic.add(stmt.name)
            self.definitions[stmt.name] = stmt
        elif isinstance(stmt, ast.Import):
            for alias in stmt.names:
                self.imports[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else (alias.name.partition(".")[0])
                )
        elif isinstance(stmt, ast.ImportFrom):
            for alias in stmt.names:
                self.imports[alias.asname or alias.name] = f"{'.' * stmt.level}{stmt.module or ''}.{alias.name}"
        elif isinstance(stmt, ast.Assign | ast.AnnAssign) and stmt.value is not None:
            for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
                self._bound(target, stmt.value)
        elif not (isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)):
            for node in ast.walk(stmt):
                if isinstance(node, ast.Name) and (isinstance(node.ctx, ast.Store) or node.id in self.assigned):
                    # Whatever is done to it there: what it holds is looked at when a call comes in.
                    self.dynamic.add(node.id)
                elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    self.dynamic.add(node.attr)

    def _bound(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            if target.id in self.definitions:
                self.dynamic.add(target.id)
            self.assigned.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, other in zip(target.elts, value.elts, strict=True):
                self._bound(one, other)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            self.class_values.setdefault(target.value.id, {}).setdefault(target.attr, []).append(value)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self.items.setdefault(target.value.id, []).append((target.slice, value))
        else:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    self.dynamic.add(node.id)

    def world(self, qualname: str) -> World:
        owner, _, name = qualname.rpartition(".")
        start = self.definitions.get(owner or name)
        if owner and isinstance(start, ast.ClassDef):
            found = next((n for n in start.body if isinstance(n, ast.FunctionDef) and n.name == name), None)
        else:
            found = start if isinstance(start, ast.FunctionDef) else None
        if found is None:
            raise Unsupported("it is nested")
        world = World(self.module, _code(found, owner), imports=self.imports, stored=self.stored)
        self.mentioned.add(name)
        if owner:
            self._class(world, owner)
        self._names(found)
        before = -1
        while before != len(self.mentioned):
            before = len(self.mentioned)
            for mentioned in sorted(self.mentioned):
                self._take(world, mentioned)
            for cls in list(world.classes.values()):
                self._methods(world, cls)
        if not owner:
            world.target = world.functions[name]
        else:
            world.target = world.classes[owner].methods[name]
        return world

    def _names(self, node: ast.AST) -> None:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                self.mentioned.add(inner.id)
            elif isinstance(inner, ast.Attribute):
                self.mentioned.add(inner.attr)

    def _take(self, world: World, name: str) -> None:
        if name in self.dynamic and (name in self.definitions or name in self.imports):
            raise Unsupported(f"{name} is bound in more than one way")
        node = self.definitions.get(name)
        if isinstance(node, ast.FunctionDef) and name not in world.functions:
            world.functions[name] = _code(node, "")
            self._names(node)
        elif isinstance(node, ast.ClassDef):
            self._class(world, name)
        elif name in self.assigned and name not in world.constants and name not in world.values:
            values = self.assigned[name]
            if len(values) == 1 and literal(values[0]) and name not in self.dynamic | self.stored:
                world.constants[name] = values[0]
            else:
                world.values[name] = [] if name in self.dynamic else list(values)
                world.items[name] = self.items.get(name, [])
                for value in values:
                    self._names(value)

    def _class(self, world: World, name: str) -> None:
        if name in world.classes:
            return
        node = self.definitions[name]
        assert isinstance(node, ast.ClassDef)
        cls = Class(name, node)
        if node.decorator_list or node.keywords:
            raise Unsupported(f"the class {name} has a decorator or a metaclass")
        if len(node.bases) > 1:
            raise Unsupported(f"the class {name} has several bases")
        for base in node.bases:
            if not isinstance(base, ast.Name):
                raise Unsupported(f"the base of the class {name} is an expression")
            if isinstance(self.definitions.get(base.id), ast.ClassDef):
                cls.base = base.id
                self._class(world, base.id)
                if self.definitions[base.id].lineno > node.lineno:  # type: ignore[attr-defined]
                    raise Unsupported(f"the class {name} is above its base")
            elif base.id in _PLAIN_BASES and base.id not in self.assigned:
                cls.plain_base = base.id
            elif base.id != "object":
                raise Unsupported(f"the class {name} derives from {base.id}")
        world.classes[name] = cls
        for stmt in node.body:
            self._member(cls, stmt)
        for attribute, values in self.class_values.get(name, {}).items():
            given = [cls.constants.pop(attribute)] if attribute in cls.constants else []
            cls.values[attribute] = [*given, *cls.values.get(attribute, []), *values]
        for values in cls.values.values():
            for value in values:
                self._names(value)

    def _member(self, cls: Class, stmt: ast.stmt) -> None:
        if isinstance(stmt, ast.FunctionDef | ast.Pass) or (
            isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Constant)
        ):
            return
        if isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name) and stmt.value is None:
            return
        targets = (
            stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target] if isinstance(stmt, ast.AnnAssign) else []
        )
        value = getattr(stmt, "value", None)
        if len(targets) != 1 or not isinstance(targets[0], ast.Name) or value is None:
            raise Unsupported(f"the body of the class {cls.name} does more than define")
        name = targets[0].id
        if name == "__slots__":
            try:
                slots = ast.literal_eval(value)
            except ValueError:
                raise Unsupported(f"the slots of the class {cls.name} are computed") from None
            cls.slots = frozenset([slots] if isinstance(slots, str) else slots)
        elif name.startswith("__"):
            raise Unsupported(f"the class {cls.name} sets {name}")
        elif literal(value) and name not in cls.constants and name not in cls.values:
            cls.constants[name] = value
        else:
            given = [cls.constants.pop(name)] if name in cls.constants else []
            cls.values.setdefault(name, []).extend([*given, value])

    def _methods(self, world: World, cls: Class) -> None:
        for node in cls.node.body:
            if not isinstance(node, ast.FunctionDef) or node.name in cls.methods:
                continue
            special = node.name.startswith("__") and node.name.endswith("__")
            if node.name in _REFUSED_METHODS:
                raise Unsupported(f"the class {cls.name} defines {node.name}")
            if special or node.name in self.mentioned:
                if any(isinstance(n, ast.FunctionDef) and n.name == node.name and n is not node for n in cls.node.body):
                    raise Unsupported(f"the class {cls.name} defines {node.name} twice")
                cls.methods[node.name] = _code(node, cls.name)
                self._names(node)


def _code(node: ast.FunctionDef, owner: str) -> Code:
    kind = "method" if owner else "function"
    for decorator in node.decorator_list:
        if owner and isinstance(decorator, ast.Name) and decorator.id in ("staticmethod", "classmethod", "property"):
            kind = decorator.id
        else:
            raise Unsupported(f"{node.name} has the decorator {ast.unparse(decorator)}")
    if len(node.decorator_list) > 1:
        raise Unsupported(f"{node.name} has several decorators")
    generator = any(isinstance(n, ast.Yield | ast.YieldFrom) for n in _own(node))
    return Code(f"{owner}.{node.name}" if owner else node.name, node, owner, kind, generator)


def _own(node: ast.AST) -> list[ast.AST]:
    """Nodes of a function without those of functions inside it."""
    found: list[ast.AST] = []
    stack = list(ast.iter_child_nodes(node))
    while stack:
        inner = stack.pop()
        found.append(inner)
        if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            stack.extend(ast.iter_child_nodes(inner))
    return found


def world_of(module: ParsedModule, qualname: str) -> World:
    """The closed world of a function.

    Raises:
        Unsupported: Something in it cannot be closed off: a metaclass, a hook on attributes, a name bound twice.
    """
    return _Collector(module).world(qualname)
