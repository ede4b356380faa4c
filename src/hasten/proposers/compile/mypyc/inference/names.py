"""Names and attributes: what they hold, and what is stored in them."""

from __future__ import annotations

import ast

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import ANY, ANY_ATOM, FLOAT, NONE, NOTHING, STR, Atom, Ty, is_any, one, union
from hasten.proposers.compile.mypyc.inference.part import REFUSED_ATTRIBUTES, Part
from hasten.proposers.compile.mypyc.inference.syntax import place
from hasten.proposers.compile.refusal import Unsupported


class NamePart(Part):
    """Names, attributes and stores."""

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
                    site = (self.function, place(part))
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
        if name in REFUSED_ATTRIBUTES or (name.startswith("__") and not name.endswith("__")):
            self.decline(node, f"the attribute {name}")
            return ANY
        found = NOTHING
        for atom in receiver:
            found = union(found, self._attribute_of(node, atom, name))
        return found

    def _attribute_of(self, node: ast.Attribute, atom: Atom, name: str) -> Ty:
        kind = atom[0]
        if kind == "cls":
            return self.instance_attribute(node, str(atom[1]), name)
        if kind == "class":
            return self.class_attribute(node, str(atom[1]), name)
        if kind == "mod":
            return self.external(node, f"{atom[1]}.{name}")
        if atom == ANY_ATOM:
            self.i.weak.add(node)
            return ANY
        if kind == "none":
            return NOTHING
        return ANY

    def instance_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty:
        if name == "__class__":
            return one("class", cls)
        method = self.world.method(cls, name)
        if method is not None:
            if method.kind == "property":
                return self.i.cell("ret", method.name)
            return one("func", method.name)
        lineage = self.world.lineage(cls)
        if any(name in (*c.constants, *c.values) for c in lineage):
            return self.class_attribute(node, cls, name)
        if any(c.plain_base for c in lineage):
            return ANY
        return self.i.attribute(cls, name)

    def class_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty:
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
