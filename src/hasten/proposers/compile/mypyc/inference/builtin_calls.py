"""Calls of builtins and of the library."""

from __future__ import annotations

import ast
from collections.abc import Callable

from hasten.proposers.compile.mypyc import externals
from hasten.proposers.compile.mypyc.atoms import (
    ANY,
    ANY_ATOM,
    BOOL,
    FLOAT,
    INT,
    NONE,
    NOTHING,
    OPAQUE,
    RANGE,
    STR,
    Ty,
    is_any,
    kinds,
    one,
    union,
)
from hasten.proposers.compile.mypyc.inference.arguments import Given
from hasten.proposers.compile.mypyc.inference.part import NUMBERS, Part
from hasten.proposers.compile.mypyc.inference.syntax import place
from hasten.proposers.compile.refusal import Unsupported


class BuiltinPart(Part):
    """Builtins, and functions of other modules."""

    def builtin(self, node: ast.Call, name: str, args: Given) -> Ty:
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
            self.protocols(name, first)
            if name == "hash":
                self.by_identity(first, first)
            if name in ("isinstance", "issubclass"):
                return BOOL
            if name == "int" and len(given) == 1 and "cls" in kinds(first):
                return ANY
            return externals.BUILTINS[name]
        derived: Callable[[ast.Call, Given], Ty] = getattr(self, f"call_{name}")
        return derived(node, args)

    def protocols(self, name: str, type_: Ty) -> None:
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

    def call_abs(self, node: ast.Call, args: Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__abs__", first, [])
        found = frozenset(("int",) if a == ("bool",) else a for a in first if a[0] in ("int", "bool", "float"))
        return found if len(found) and {a[0] for a in first} <= {"int", "bool", "float"} else ANY

    def _extreme(self, node: ast.Call, args: Given) -> Ty:
        given = args.positional
        if "key" in args.named:
            self.i.escape(args.named["key"])
        found = self.element(given[0]) if len(given) == 1 and not args.starred else union(NOTHING, *given, args.rest)
        found = union(found, args.named.get("default", NOTHING))
        if "key" not in args.named:
            self.by_order(found)
        self.compared(found, found, "lt", "gt")
        self.i.weak.add(node)
        return found

    call_min = call_max = _extreme

    def call_sum(self, node: ast.Call, args: Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        start = args.positional[1] if len(args.positional) > 1 else args.named.get("start", INT)
        found = {*kinds(element), *kinds(start)}
        if found <= {"int", "bool"}:
            return INT
        if found <= {"int", "bool", "float"}:
            return union(INT, FLOAT) if kinds(start) != {"float"} else FLOAT
        self.binary(ast.Add(), union(element, start), element, node)
        return ANY

    def call_sorted(self, node: ast.Call, args: Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        if "key" not in args.named:
            self.by_order(element)
        self.compared(element, element, "lt", "gt")
        return self.made(node, "list", element)

    def call_list(self, node: ast.Call, args: Given) -> Ty:
        return self.made(node, "list", self.element(args.positional[0]) if args.positional else NOTHING)

    def call_set(self, node: ast.Call, args: Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        self.hashed(element)
        return self.made(node, "set", element)

    def call_tuple(self, node: ast.Call, args: Given) -> Ty:
        return self.made(node, "tuple", self.element(args.positional[0]) if args.positional else NOTHING)

    def call_dict(self, node: ast.Call, args: Given) -> Ty:
        site = (self.function, place(node))
        if args.positional:
            self.i.join(("key", site), ANY)
            self.i.join(("elem", site), ANY)
            self.hashed(ANY)
        for type_ in args.named.values():
            self.i.join(("key", site), STR)
            self.i.join(("elem", site), type_)
        return one("dict", site)

    def call_range(self, node: ast.Call, args: Given) -> Ty:
        return RANGE

    def call_enumerate(self, node: ast.Call, args: Given) -> Ty:
        element = self.element(args.positional[0]) if args.positional else NOTHING
        return self.made(node, "iter", self.made_tuple(node, [INT, element]))

    def call_zip(self, node: ast.Call, args: Given) -> Ty:
        if args.starred:
            return self.made(
                node,
                "iter",
                self.made(node, "tuple", union(self.element(args.rest), *map(self.element, args.positional))),
            )
        return self.made(node, "iter", self.made_tuple(node, [self.element(t) for t in args.positional]))

    def call_reversed(self, node: ast.Call, args: Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__reversed__", first, [])
        return self.made(node, "iter", self.element(first))

    def call_iter(self, node: ast.Call, args: Given) -> Ty:
        first = args.positional[0] if len(args.positional) == 1 else ANY
        self.escape_all(args.positional)
        return self.made(node, "iter", self.element(first))

    def call_next(self, node: ast.Call, args: Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        result = self.call_special("__next__", first, [])
        self.i.weak.add(node)
        return union(self.element(first), result, *args.positional[1:])

    def call_map(self, node: ast.Call, args: Given) -> Ty:
        self.escape_all(args.positional[:1])
        return self.made(node, "iter", ANY)

    def call_filter(self, node: ast.Call, args: Given) -> Ty:
        self.escape_all(args.positional[:1])
        return self.made(node, "iter", self.element(args.positional[1]) if len(args.positional) > 1 else ANY)

    def call_round(self, node: ast.Call, args: Given) -> Ty:
        first = args.positional[0] if args.positional else NOTHING
        self.call_special("__round__", first, [])
        if kinds(first) <= {"int", "float", "bool"} and len(args.positional) == 1 and not args.named:
            return INT
        return ANY

    def call_divmod(self, node: ast.Call, args: Given) -> Ty:
        if len(args.positional) != 2:
            return ANY
        left, right = args.positional
        quotient = self.binary(ast.FloorDiv(), left, right, node)
        remainder = self.binary(ast.Mod(), left, right, node)
        return self.made_tuple(node, [quotient, remainder])

    def call_print(self, node: ast.Call, args: Given) -> Ty:
        for type_ in (*args.positional, args.rest):
            self.protocols("str", type_)
        if "flush" in args.named or ("file" in args.named and args.named["file"] - OPAQUE - NONE):
            unknown = args.named.get("file", ANY) - frozenset({ANY_ATOM, ("ext",)}) - NONE
            if unknown or "flush" in args.named:
                self.decline(node, "print to a file")
        if "file" not in args.named:
            self.i.prints = True
        elif args.named["file"] & NONE:
            self.decline(node, "print to a file that may be None")
        return NONE

    def external_call(self, node: ast.Call, path: str, args: Given) -> Ty:
        everything = args.everything()
        self.escape_all(everything)
        every = union(NOTHING, *everything)
        if path.startswith("math.") and path in externals.RESULTS:
            if kinds(every) <= NUMBERS or kinds(every) <= NUMBERS | {"list", "tuple", "iter", "range"}:
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
        if path.startswith(("heapq.", "bisect.")) and "key" not in args.named:
            self.by_order(union(every, *(self.element(t) for t in everything)) - frozenset(
                atom for t in everything for atom in t if atom[0] == "list"))
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
