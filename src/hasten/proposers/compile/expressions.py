"""Expressions of one function. What takes statements of its own (comprehensions, ``any``) is put in front."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hasten.code.comparisons import SIGNS
from hasten.inputs.constants import fold
from hasten.proposers.compile.calls import CallTranslator
from hasten.proposers.compile.ir import Expr, Stmt
from hasten.proposers.compile.lattice import (
    BOOL,
    CHAR,
    FLOAT,
    INT,
    MOST_ITEMS,
    NONE,
    NUMBER,
    STR,
    UNKNOWN,
    Range,
    Type,
    combined,
    join,
    list_of,
    shown,
)
from hasten.proposers.compile.refusal import Unsupported

if TYPE_CHECKING:
    from hasten.proposers.compile.translate import Translator

_OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%", ast.Div: "/", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
_BITS = ("&", "|", "^", "<<", ">>")


class ExpressionTranslator(CallTranslator):
    """Translates expressions; ``pre`` collects the statements that must run before the one at hand."""

    def __init__(self, whole: Translator, node: ast.FunctionDef, name: str) -> None:
        self.whole, self.node, self.name = whole, node, name
        self.types, self.ranges = whole.types[name], whole.ranges[name]
        self.held_functions = whole.held.get(name, {})
        self.pre: list[Stmt] = []
        self.body: list[Stmt] = []
        self.set_names: set[str] = set()
        self.unset: set[str] = set()
        self.names: dict[str, str] = {}
        self.broken: list[str | None] = []
        #: What is gone over at once, so that a view of a dict may be a list of what it shows.
        self.walked: set[ast.AST] = set()
        #: Names whose sequence may be another one while it is looped over.
        self.bound_again = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.own = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.own |= {a.arg for a in node.args.args}
        self.called_names = _only_called(node)
        #: Name of a bound method to the variable that holds its object, and the method.
        self.methods: dict[str, tuple[str, str]] = {}

    # -- variables ----------------------------------------------------------------------------------------------------

    def renamed(self, name: str) -> str:
        """A name as the kernel calls it: comprehensions have variables of their own."""
        return self.names.get(name, name)

    def fresh(self, node: ast.AST, what: str) -> str:
        """A variable that stands for one place of the text, the same in every pass."""
        line, column = getattr(node, "lineno", 0) - self.node.lineno, getattr(node, "col_offset", 0)
        return f"{what}_{line}_{column}"

    def set(self, name: str, value: Expr) -> None:
        """Bind a variable."""
        if value.type == NONE:
            self.whole.may_be_none(self.name, name)
            self.set_names.add(name)
            self.pre.append(Stmt("none", (), name))
            return
        self.whole.typed(self.name, name, value.type)
        if value.op == "var" and value.type.kind in ("list", "set", "dict"):
            # Two names of one container: what is stored by way of either is there for both.
            self.whole.typed(self.name, value.value, self.types[name])
        elif (
            value.op in ("index", "get", "get_or")
            and value.type.kind in ("list", "set", "dict")
            and value.type != self.types[name]
        ):
            self._widen(value, self.types[name])
        if value.type in (INT, BOOL):
            self.whole.widened(self.name, name, value.after)
        self.set_names.add(name)
        self.pre.append(Stmt("set", (value,), name))

    def kept(self, value: Expr, node: ast.AST, what: str) -> Expr:
        """The value of an expression in a variable of its own."""
        name = self.fresh(node, what)
        self.set(name, value)
        return self.variable(name)

    def variable(self, name: str) -> Expr:
        """A read of a variable."""
        if name not in self.set_names:
            self.unset.add(name)
        return Expr("var", self.types.get(name, UNKNOWN), (), name, self.ranges.get(name, Range()))

    def integer(self, value: int) -> Expr:
        """A constant."""
        return Expr("const", INT, (), value, Range(value, value))

    def boolean(self, value: bool) -> Expr:
        """A constant."""
        return Expr("const", BOOL, (), value)

    # -- in general ---------------------------------------------------------------------------------------------------

    def expr(self, node: ast.expr) -> Expr:
        """Translate an expression."""
        method = getattr(self, f"of_{type(node).__name__}", None)
        if method is None:
            raise Unsupported(f"line {node.lineno} has an expression that is not compiled ({type(node).__name__})")
        found: Expr = method(node)
        return found

    def operands(self, nodes: Sequence[ast.expr]) -> list[Expr]:
        """Operands in their order: one that takes statements of its own lets those before it be kept first."""
        found: list[Expr] = []
        for node in nodes:
            outer, self.pre = self.pre, []
            one = self.expr(node)
            inner, self.pre = self.pre, outer
            if inner:
                for place, before in enumerate(found):
                    if before.op != "const":
                        found[place] = self.kept(before, nodes[place], "first")
                self.pre += inner
            found.append(one)
        return found

    def pair(self, left: Expr, right: ast.expr, node: ast.AST) -> tuple[Expr, Expr]:
        """A value that is there already, and one that is still to be translated."""
        outer, self.pre = self.pre, []
        other = self.expr(right)
        inner, self.pre = self.pre, outer
        if inner and left.op != "const":
            left = self.kept(left, node, "left")
        self.pre += inner
        return left, other

    def condition(self, node: ast.expr) -> Expr:
        """An expression that is only asked whether it is true."""
        if isinstance(node, ast.BoolOp):
            return self._logic(node, self.condition)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Expr("not", BOOL, (self.condition(node.operand),))
        return self.truth(self.expr(node))

    def truth(self, value: Expr) -> Expr:
        """Whether a value is true."""
        kind = value.type.kind
        if kind in ("bool", "unknown"):
            return value if kind == "bool" else Expr("truth", BOOL, (value,))
        if kind == "none":
            return self.boolean(False)
        if kind == "tuple":
            return self.boolean(bool(value.type.of))
        if kind == "char":
            return self.boolean(True)
        return Expr("truth", BOOL, (value,))

    # -- atoms --------------------------------------------------------------------------------------------------------

    def of_Constant(self, node: ast.Constant) -> Expr:  # noqa: N802, D102
        value = node.value
        if value is None:
            return Expr("const", NONE)
        if isinstance(value, bool):
            return self.boolean(value)
        if isinstance(value, int):
            if not Range(value, value).fits:
                raise Unsupported("it holds an integer beyond 64 bits")
            return self.integer(value)
        if isinstance(value, float):
            return Expr("const", FLOAT, (), value)
        if isinstance(value, str) and all(ord(c) < 0xD800 for c in value):
            return Expr("const", CHAR if len(value) == 1 else STR, (), value)
        raise Unsupported(f"line {node.lineno} has a constant that is not compiled")

    def of_Name(self, node: ast.Name) -> Expr:  # noqa: N802, D102
        if node.id in self.held_functions:
            raise Unsupported(f"it does more with {node.id} than to call it or hand it on")
        if node.id in self.names or node.id in self.own:
            return self.variable(self.renamed(node.id))
        what = self.whole.imported(node)
        if what in _MATH_CONSTANTS:
            return Expr("const", FLOAT, (), _MATH_CONSTANTS[what])
        found = self.whole.module_constant(node.id)
        if found is None:
            raise Unsupported(f"it uses {node.id}, which is no literal bound once in the module")
        return Expr("global", found, (), node.id)

    def of_Attribute(self, node: ast.Attribute) -> Expr:  # noqa: N802, D102
        what = self.whole.imported(node)
        if what in _MATH_CONSTANTS:
            return Expr("const", FLOAT, (), _MATH_CONSTANTS[what])
        raise Unsupported(f"it uses the attribute {node.attr}")

    def of_NamedExpr(self, node: ast.NamedExpr) -> Expr:  # noqa: N802, D102
        self.set(self.renamed(node.target.id), self.expr(node.value))
        return self.variable(self.renamed(node.target.id))

    def of_Tuple(self, node: ast.Tuple) -> Expr:  # noqa: N802, D102
        if not node.elts or any(isinstance(e, ast.Starred) for e in node.elts):
            raise Unsupported("it makes an empty tuple or one with a star")
        items = self.operands(node.elts)
        if any(i.type == NONE for i in items):
            raise Unsupported("it makes a tuple that holds None")
        return Expr("tuple", Type("tuple", tuple(i.type for i in items)), tuple(items))

    def of_List(self, node: ast.List) -> Expr:  # noqa: N802, D102
        if any(isinstance(e, ast.Starred) for e in node.elts):
            raise Unsupported("it makes a list with a star")
        items = self.operands(node.elts)
        element = UNKNOWN
        for item in items:
            if item.type == NONE:
                raise Unsupported("it makes a list that holds None")
            element = join(element, item.type, "an element of a list")
        # What is stored later may widen it; the variable that it goes to knows.
        return Expr("list", list_of(element), tuple(items))

    def of_ListComp(self, node: ast.ListComp) -> Expr:  # noqa: N802, D102
        return self.collected(node, node.generators, node.elt)

    # -- operators ----------------------------------------------------------------------------------------------------

    def of_BinOp(self, node: ast.BinOp) -> Expr:  # noqa: N802, D102
        known = fold(node)
        if type(known) is int and Range(known, known).fits:
            return self.integer(known)
        left, right = self.operands([node.left, node.right])
        return self.arithmetic(node.op, left, right)

    def arithmetic(self, operator: ast.operator, a: Expr, b: Expr) -> Expr:
        """An operator of arithmetic, or of the sequences that share it."""
        op = _OPERATORS.get(type(operator))
        if op is None:
            raise Unsupported("it multiplies matrices")
        if UNKNOWN in (a.type, b.type):
            return Expr(op, UNKNOWN, (a, b))
        if not (a.type.numeric and b.type.numeric):
            return self._sequences(op, a, b)
        kinds = {a.type.kind, b.type.kind}
        if op in _BITS and kinds == {"bool"} and op in ("&", "|", "^"):
            return Expr(op, BOOL, (a, b))
        a, b = self.number(a), self.number(b)
        kinds = {a.type.kind, b.type.kind}
        if op in _BITS and kinds != {"int"}:
            raise Unsupported("it combines bits of numbers that are not integers")
        if op == "/":
            return Expr(op, FLOAT, (a, b))
        if "float" in kinds:
            return Expr(op, FLOAT, (a, b))
        if "number" in kinds:
            return Expr(op, NUMBER, (a, b))
        if op == "**" and b.range.low < 0:
            if b.op == "const":
                return Expr(op, FLOAT, (a, b))
            # A negative exponent would make a float of it: that call is declined.
            return Expr(op, INT, (a, b), range=Range(-(2**200), 2**200))
        return Expr(op, INT, (a, b), range=combined(op, a.after, b.after))

    def number(self, value: Expr) -> Expr:
        """A boolean as the integer that it is in arithmetic."""
        if value.type == BOOL:
            return Expr("int", INT, (value,), range=Range(0, 1))
        return value

    def _sequences(self, op: str, a: Expr, b: Expr) -> Expr:
        if op == "+" and a.type.kind == "list" and b.type.kind == "list":
            return Expr("concat", self._like(a, b), (a, b))
        if op == "+" and a.type.is_text and b.type.is_text:
            return Expr("concat", STR, (a, b))
        if op == "*":
            if a.type == INT:
                a, b = b, a
            if a.type.kind == "list" and b.type == INT:
                return Expr("repeat", a.type, (a, b))
            if a.type.is_text and b.type == INT:
                return Expr("repeat", STR, (a, b))
        raise Unsupported(f"it combines {shown(a.type)} and {shown(b.type)} by {op}")

    def _like(self, a: Expr, b: Expr) -> Type:
        both = join(a.type, b.type, "a list")
        if both != a.type and a.op == "var":
            self.whole.typed(self.name, a.value, both)
        if both != b.type and b.op == "var":
            self.whole.typed(self.name, b.value, both)
        return both

    def of_UnaryOp(self, node: ast.UnaryOp) -> Expr:  # noqa: N802, D102
        if isinstance(node.op, ast.Not):
            return self.condition(node)
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            value = node.operand.value
            if type(value) is int and value <= 2**63:
                return self.integer(-value)
            if type(value) is float:
                return Expr("const", FLOAT, (), -value)
        value_ = self.expr(node.operand)
        if value_.type == UNKNOWN:
            return value_
        if not value_.type.numeric:
            raise Unsupported(f"it negates {shown(value_.type)}")
        value_ = self.number(value_)
        if isinstance(node.op, ast.UAdd):
            return value_
        if isinstance(node.op, ast.Invert):
            if value_.type != INT:
                raise Unsupported("it inverts the bits of a float")
            return Expr("~", INT, (value_,), range=Range(-value_.after.high - 1, -value_.after.low - 1))
        return Expr("neg", value_.type, (value_,), range=Range(-value_.after.high, -value_.after.low))

    def of_BoolOp(self, node: ast.BoolOp) -> Expr:  # noqa: N802, D102
        def as_bool(part: ast.expr) -> Expr:
            value = self.expr(part)
            if value.type not in (BOOL, UNKNOWN):
                raise Unsupported(f"it takes the value of `and` or `or` of {shown(value.type)}")
            return value

        return self._logic(node, as_bool)

    def _logic(self, node: ast.BoolOp, each: object) -> Expr:
        """``and`` and ``or``; an operand that takes statements of its own is put into an ``if``."""
        op = "and" if isinstance(node.op, ast.And) else "or"
        found: Expr | None = None
        for part in node.values:
            outer, self.pre = self.pre, []
            before = set(self.set_names)
            value: Expr = each(part)  # type: ignore[operator]
            inner, self.pre = self.pre, outer
            if found is None:
                self.pre += inner
                found = value
            else:
                self.set_names = before
                found = self._both(op, found, value, inner, part)
        assert found is not None
        return found

    def _both(self, op: str, found: Expr, value: Expr, inner: list[Stmt], part: ast.expr) -> Expr:
        """``found and value`` or ``found or value``, where the value takes statements of its own."""
        if not inner:
            return Expr(op, BOOL, (found, value))
        name = self.fresh(part, op)
        self.set(name, found)
        test = self.variable(name)
        self.whole.typed(self.name, name, value.type)
        body = [*inner, Stmt("set", (value,), name)]
        self.pre.append(Stmt("if", (test,), body=body) if op == "and" else Stmt("if", (test,), orelse=body))
        return self.variable(name)

    def of_Compare(self, node: ast.Compare) -> Expr:  # noqa: N802, D102
        a, b = self.operands([node.left, node.comparators[0]])
        if len(node.ops) == 1:
            return self.compared(SIGNS[type(node.ops[0])], a, b, node)
        again = any(isinstance(n, ast.NamedExpr) for n in ast.walk(node))

        def once(value: Expr, part: ast.expr) -> Expr:
            simple = value.op == "const" or (value.op == "var" and not again)
            return value if simple else self.kept(value, part, "between")

        a, b = once(a, node.left), once(b, node.comparators[0])
        found = self.compared(SIGNS[type(node.ops[0])], a, b, node)
        for operator, part in zip(node.ops[1:], node.comparators[1:], strict=True):
            # What stands behind a comparison that does not hold is not evaluated.
            outer, self.pre = self.pre, []
            before, a = set(self.set_names), b
            b = self.expr(part) if part is node.comparators[-1] else once(self.expr(part), part)
            value = self.compared(SIGNS[type(operator)], a, b, part)
            inner, self.pre = self.pre, outer
            self.set_names = before
            found = self._both("and", found, value, inner, part)
        return found

    def compared(self, op: str, a: Expr, b: Expr, node: ast.AST) -> Expr:
        """One comparison."""
        if UNKNOWN in (a.type, b.type) and NONE not in (a.type, b.type):
            return Expr(op, BOOL, (a, b))
        if op in ("in", "not in"):
            found = self.contained(a, b, node)
            return found if op == "in" else Expr("not", BOOL, (found,))
        if op in ("is", "is not", "==", "!=") and NONE in (a.type, b.type):
            other = b if a.type == NONE else a
            if other.op == "var" and other.value in self.whole.optional.get(self.name, ()):
                none = Expr("isnone", BOOL, (), other.value)
                return none if op in ("is", "==") else Expr("not", BOOL, (none,))
        if op in ("is", "is not"):
            if NONE in (a.type, b.type):
                return self.boolean((a.type == b.type) == (op == "is"))
            if a.type == BOOL and b.type == BOOL:
                return Expr("==" if op == "is" else "!=", BOOL, (a, b))
            raise Unsupported("it compares identities")
        if a.type.numeric and b.type.numeric:
            return Expr(op, BOOL, (self.number(a), self.number(b)))
        if a.type.is_text and b.type.is_text:
            return Expr(op, BOOL, (a, b))
        same = a.type == b.type and a.type.kind in ("tuple", "list")
        if same and op in ("==", "!="):
            _require_plain(a.type)
            return Expr(op, BOOL, (a, b))
        if same and a.type.kind == "tuple":
            _require_plain(a.type)
            return Expr(op, BOOL, (a, b))
        if op in ("==", "!=") and NONE in (a.type, b.type):
            return self.boolean(op == "!=")
        raise Unsupported(f"it compares {shown(a.type)} and {shown(b.type)}")

    def of_IfExp(self, node: ast.IfExp) -> Expr:  # noqa: N802, D102
        test = self.condition(node.test)
        before = set(self.set_names)
        outer, self.pre = self.pre, []
        one = self.expr(node.body)
        first, self.pre = self.pre, []
        self.set_names = set(before)
        other = self.expr(node.orelse)
        second, self.pre = self.pre, outer
        self.set_names = before
        both = join(one.type, other.type, "a conditional expression")
        if not first and not second and one.type == other.type:
            return Expr("cond", both, (test, one, other), range=one.after.joined(other.after))
        name = self.fresh(node, "either")
        self.whole.typed(self.name, name, both)
        if both in (INT, BOOL):
            self.whole.widened(self.name, name, one.after.joined(other.after))
        self.pre.append(
            Stmt("if", (test,), body=[*first, Stmt("set", (one,), name)], orelse=[*second, Stmt("set", (other,), name)])
        )
        self.set_names.add(name)
        return self.variable(name)

    # -- subscripts ---------------------------------------------------------------------------------------------------

    def of_Subscript(self, node: ast.Subscript) -> Expr:  # noqa: N802, D102
        if isinstance(node.slice, ast.Slice):
            return self._slice(node)
        container, index = self.operands([node.value, node.slice])
        return self.index(container, index)

    def index(self, container: Expr, index: Expr) -> Expr:
        """One element."""
        kind = container.type.kind
        if kind == "unknown" or (index.type == UNKNOWN and kind != "dict"):
            return Expr("index", UNKNOWN, (container, index))
        if kind == "dict":
            self.same_key(container, index)
            return Expr("get", container.type.of[1], (container, index))
        index = self.number(index)
        if index.type != INT:
            raise Unsupported(f"it indexes by {shown(index.type)}")
        if kind == "list":
            return Expr("index", container.type.element, (container, index))
        if kind == "str":
            return Expr("index", CHAR, (container, index))
        if kind == "tuple" and index.op == "const" and -len(container.type.of) <= index.value < len(container.type.of):
            return self.item(container, index.value)
        if kind == "tuple" and len(set(container.type.of)) == 1:
            items = Expr("items", list_of(container.type.of[0]), (container,))
            return Expr("index", container.type.of[0], (items, index))
        raise Unsupported(f"it indexes {shown(container.type)}")

    def item(self, container: Expr, place: int) -> Expr:
        """One item of a tuple, or of a list of known length."""
        if container.type == UNKNOWN:
            return Expr("index", UNKNOWN, (container, self.integer(place)))
        if container.type.kind != "tuple":
            return self.index(container, self.integer(place))
        return Expr("item", container.type.of[place], (container,), place % len(container.type.of))

    def _slice(self, node: ast.Subscript) -> Expr:
        cut = node.slice
        assert isinstance(cut, ast.Slice)
        bounds = [part for part in (cut.lower, cut.upper, cut.step) if part is not None]
        container, *values = self.operands([node.value, *bounds])
        if container.type == UNKNOWN:
            return Expr("slice", UNKNOWN, (container,))
        if container.type.kind not in ("list", "str"):
            raise Unsupported(f"it takes a slice of {shown(container.type)}")
        if any(v.type not in (INT, UNKNOWN) for v in values):
            raise Unsupported("it takes a slice by something that is no integer")
        rest = iter(values)
        given = tuple(part is not None for part in (cut.lower, cut.upper, cut.step))
        parts = tuple(next(rest) if there else self.integer(0) for there in given)
        if cut.step is not None and (parts[2].op != "const" or parts[2].value not in (1, -1, 2, 3)):
            raise Unsupported("it takes a slice by a step that is not known")
        return Expr("slice", container.type, (container, *parts), given)

    # -- lengths ------------------------------------------------------------------------------------------------------

    def length(self, container: Expr) -> Expr:
        """``len``."""
        if container.type.kind == "tuple":
            return self.integer(len(container.type.of))
        if container.type.kind == "char":
            return self.integer(1)
        if container.type.kind not in ("list", "str", "set", "dict", "unknown"):
            raise Unsupported(f"it takes the length of {shown(container.type)}")
        return Expr("len", INT, (container,), range=Range(0, MOST_ITEMS))


def _only_called(node: ast.FunctionDef) -> set[str]:
    """Names that are bound once, by an assignment of an attribute, and otherwise only called."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    stores = Counter(n.id for n in names if not isinstance(n.ctx, ast.Load))
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    other = {n.id for n in names if isinstance(n.ctx, ast.Load) and id(n) not in called}
    kept = {
        n.targets[0].id for n in ast.walk(node)
        if isinstance(n, ast.Assign) and isinstance(n.value, ast.Attribute) and isinstance(n.targets[0], ast.Name)
    }  # fmt: skip
    return {name for name in kept - other if stores[name] == 1} - {a.arg for a in node.args.args}


def _require_plain(type_: Type) -> None:
    """Equality of containers compares identity first, which only NaN tells: none of them may hold floats."""
    for part in type_.of:
        if part.kind in ("float", "number"):
            raise Unsupported("it compares containers of floats")
        _require_plain(part)


_MATH_CONSTANTS = {
    "math.pi": 3.141592653589793, "math.e": 2.718281828459045, "math.tau": 6.283185307179586,
    "math.inf": float("inf"), "math.nan": float("nan"),
}  # fmt: skip
