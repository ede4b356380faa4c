"""The fixpoint over all code of a world."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from hasten.proposers.compile.mypyc.atoms import ANY, NOTHING, Ty, kinds, union
from hasten.proposers.compile.mypyc.inference.body import Body
from hasten.proposers.compile.mypyc.inference.syntax import parameter_names, within
from hasten.proposers.compile.mypyc.world import Class, Code, World, literal
from hasten.proposers.compile.refusal import Unsupported

_MOST_PASSES = 60


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
        orders_floats: Whether tuples that hold floats are put in order.
    """

    def __init__(self, world: World, parameters: Mapping[str, Ty], cells: Mapping[tuple[object, ...], Ty]) -> None:
        self.world = world
        self.nodes: dict[ast.AST, Ty] = {}
        self.cells: dict[tuple[object, ...], Ty] = dict(cells)
        self.declined: dict[ast.AST, str] = {}
        self.instance: dict[str, dict[str, set[str]]] = {}
        self.prints = self.uses_random = self.orders_floats = False
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
                Body(self, code).run()
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
        return Body(self, None).element(type_)

    def item_of(self, type_: Ty, index: int) -> Ty:
        """What a place of a list or tuple holds, once the types are settled; nothing where that is not sure."""
        if not kinds(type_) <= {"list", "tuple"}:
            return NOTHING
        return Body(self, None).item(type_, index, index + 1)

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
            for node in within(code.node):
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
                self.join(("glob", name), Body(self, None).value(value))
            for key, value in self.world.items.get(name, ()):
                body = Body(self, None)
                body.subscript_store(self.cell("glob", name), body.value(key), body.value(value), sliced=False)
            if not values:
                self.join(("glob", name), ANY)
        for owner, name in self.class_reads:
            for value in self.world.classes[owner].values.get(name, ()):
                self.join(("clsval", owner, name), Body(self, None, owner).value(value))

    def wild(self, type_: Ty) -> None:
        """A value goes where nobody follows it: any container may come to hold it."""
        self.join(("wild",), type_)

    def escape(self, type_: Ty) -> None:
        """Functions and classes handed to unknown code may be called with anything."""
        for atom in type_:
            if atom[0] == "func":
                code = next(c for c in self.all_code if c.name == atom[1])
                for name in parameter_names(code):
                    self.join(("var", code.name, name), ANY)
            elif atom[0] == "class":
                init = self.world.method(str(atom[1]), "__init__")
                if init is not None:
                    for name in parameter_names(init)[1:]:
                        self.join(("var", init.name, name), ANY)


def _shape(code: Code) -> tuple[object, ...]:
    args = code.node.args
    first = 0 if code.kind == "staticmethod" else 1
    return (
        tuple(code.parameters[first:]), tuple(a.arg for a in args.kwonlyargs), args.vararg is not None,
        args.kwarg is not None, tuple(ast.dump(d) for d in args.defaults), code.kind,
    )  # fmt: skip
