"""Operators, comparisons and the other expressions."""

from __future__ import annotations

import ast

from hasten.proposers.compile.mypyc.atoms import (
    ANY,
    BOOL,
    BYTES,
    COMPLEX,
    CONTAINERS,
    FLOAT,
    INT,
    NONE,
    NOTHING,
    STR,
    Atom,
    Ty,
    is_any,
    kinds,
    union,
)
from hasten.proposers.compile.mypyc.inference.part import NUMBERS, Part
from hasten.proposers.compile.mypyc.world import literal
from hasten.proposers.compile.refusal import Unsupported

OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
    ast.MatMult: "matmul",
}  # fmt: skip
_COMPARISONS = {
    ast.Eq: ("eq", "eq"), ast.NotEq: ("ne", "ne"), ast.Lt: ("lt", "gt"), ast.LtE: ("le", "ge"), ast.Gt: ("gt", "lt"),
    ast.GtE: ("ge", "le"),
}  # fmt: skip


class OperatorPart(Part):
    """Operators and the expressions made of expressions."""

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
        name = OPERATORS[type(op)]
        found = self.call_special(f"__{name}__", left, [right])
        found = union(found, self.call_special(f"__r{name}__", right, [left]))
        if inplace:
            found = union(found, self.call_special(f"__i{name}__", left, [right]))
        if name == "mod" and "str" in kinds(left):
            self.protocols("str", right)
            for item in [self.element(right)] if "tuple" in kinds(right) else []:
                self.protocols("str", item)
        for a in left:
            for b in right:
                found = union(found, self._pair(name, a, b, node))
        return found

    def _pair(self, name: str, a: Atom, b: Atom, node: ast.AST) -> Ty:
        x, y = str(a[0]), str(b[0])
        if {x, y} & {"any", "ext"}:
            return STR if x == "str" and name == "mod" else ANY
        if x in NUMBERS and y in NUMBERS:
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
                self.by_identity(left, self.element(right))
                self.call_special("__contains__", right, [left])
                self.compared(self.element(right), left, "eq", "eq")
                if {"set", "dict"} & kinds(right):
                    self.hashed(left)
                found = union(found, BOOL)
            else:
                if CONTAINERS & kinds(left) and CONTAINERS & kinds(right):
                    if isinstance(op, ast.Eq | ast.NotEq):
                        self.by_identity(left, right)
                    else:
                        self.by_order(union(left, right))
                found = union(found, self.compared(left, right, *_COMPARISONS[type(op)]))
            left = right
        return found

    def by_identity(self, left: Ty, right: Ty) -> None:
        """Refuse what asks of floats whether they are the same object: NaN equals itself so, and unboxed it is another.

        Raises:
            Unsupported: Both sides are floats, or hold some.
        """
        if self.has_floats(left) and self.has_floats(right):
            raise Unsupported("it looks for a float among others, where Python finds a NaN by its identity")

    def by_order(self, type_: Ty) -> None:
        """Let containers be put in order: what compares equal by identity is left out there too, NaN as well.

        Tuples with floats are looked at for NaN where the text makes them; others are refused.

        Raises:
            Unsupported: Others hold floats.
        """
        for atom in type_:
            if atom[0] not in CONTAINERS or not self.has_floats(frozenset({atom})):
                continue
            if atom[0] != "tuple" or not _written(atom[1]):
                raise Unsupported("it puts floats in containers in order, where Python finds a NaN by its identity")
            self.i.orders_floats = True
            for item in self.items_of(atom[1]):
                self.by_order(item)

    def has_floats(self, type_: Ty, depth: int = 0) -> bool:
        if {"float", "complex"} & kinds(type_):
            return True
        held = frozenset(atom for atom in type_ if atom[0] in CONTAINERS)
        if not held or depth > 2:
            return False
        values = [self.held("elem", atom[1]) for atom in held if atom[0] == "dict"]
        return self.has_floats(union(self.element(held), *values), depth + 1)

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

    def of_joinedstr(self, node: ast.JoinedStr) -> Ty:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.protocols("str", self.value(part.value))
                self.call_special("__format__", self.i.nodes[part.value], [STR])
                if part.format_spec is not None:
                    self.value(part.format_spec)
        return STR

    def of_lambda(self, node: ast.Lambda) -> Ty:
        if any(not literal(d) for d in (*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None))):
            raise Unsupported("a default of a lambda is no constant")
        self.inner(node, node.args, lambda: self.value(node.body), ())
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


def _written(site: object) -> bool:
    """Whether tuples of a site are handed in, or are displays of the text."""
    match site:
        case ("given", *_) | (_, "items", (_, _, "Tuple"), _):
            return True
    return False


def _only(type_: Ty, kind: str) -> bool:
    return bool(type_) and all(atom[0] == kind for atom in type_)


def _identity(type_: Ty) -> bool:
    """Whether ``is`` against such values means the same for compiled code."""
    return bool(type_) and kinds(type_) <= {"none", "bool", "cls", "class", "list", "dict", "set", "func"}
