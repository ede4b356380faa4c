"""Containers: their displays, elements, methods and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.proposers.compile.mypyc.atoms import (
    ANY,
    ANY_ATOM,
    BOOL,
    BYTES,
    INT,
    NONE,
    NOTHING,
    OPAQUE,
    RANGE,
    STR,
    Ty,
    is_any,
    one,
    union,
)
from hasten.proposers.compile.mypyc.inference.arguments import Given
from hasten.proposers.compile.mypyc.inference.part import Part, Scope
from hasten.proposers.compile.mypyc.inference.syntax import place
from hasten.proposers.compile.refusal import Unsupported

_DICT_VIEWS = {"keys": "key", "values": "elem", "items": ""}


class ContainerPart(Part):
    """Lists, dicts, sets, tuples and what iterates."""

    def container_call(self, node: ast.Call, kind: str, site: object, name: str, args: Given) -> Ty:
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
                self.by_identity(first, elem)
                self.compared(elem, first, "eq", "eq")
            elif name == "sort":
                if "key" not in args.named:
                    self.by_order(elem)
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
            site_ = (self.function, place(node))
            self.i.join(("key", site_), key)
            self.i.join(("elem", site_), elem)
            return one("dict", site_)
        if name == "pop":
            return union(elem, args.positional[1] if len(args.positional) > 1 else NOTHING)
        return NONE if name == "clear" else ANY

    def made(self, node: ast.AST, kind: str, element: Ty) -> Ty:
        """A new container with one type of elements."""
        site = (self.function or self.class_body, kind, place(node))
        self.i.join(("elem", site), element)
        return one(kind, site)

    def made_tuple(self, node: ast.AST, items: Sequence[Ty]) -> Ty:
        """A new tuple of known length."""
        site = (self.function or self.class_body, "items", place(node), len(items))
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
        site = (self.function, "dict", place(node))
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                self.value(value)
                raise Unsupported("a dict is spread into another")
            found = self.value(key)
            self.hashed(found)
            self.i.join(("key", site), found)
            self.i.join(("elem", site), self.value(value))
        return one("dict", site)

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
        site = (self.function, "dict", place(node))
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
                scope[name] = ("var", self.function or self.class_body, f"{name}@{place(node)}")
            self.scopes.append(scope)
            self.store(generator.target, elements[-1])
            for test in generator.ifs:
                self.truth(test)
            self.scopes.pop()
        self.scopes.append(scope)
        found = [self.value(result) for result in results]
        self.scopes.pop()
        return found
