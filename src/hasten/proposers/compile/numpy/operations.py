"""Operators and functions of single values as operations on arrays, and where the two differ."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from hasten.proposers.compile.numpy.bounds import EXACT, Bound
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import BOOL, FLOAT, INT, Kind, Term, expression, leaf, together, written
from hasten.proposers.compile.refusal import Unsupported

_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
#: What numpy computes with an algorithm of its own, to another last bit than the C library.
_INEXACT = "numpy rounds {} in another way than Python"


class Operations:
    """Makes terms of terms.

    Args:
        state: The place; its writer gets the tests of what the arrays must hold.
    """

    def __init__(self, state: State) -> None:
        self.state, self.writer = state, state.writer

    # -- arithmetic -----------------------------------------------------------------------------------------------

    def binary(self, op: ast.operator, a: Term, b: Term) -> Term:
        """``a op b``."""
        sign = _SYMBOLS.get(type(op))
        if sign is None:
            raise Unsupported("it multiplies matrices")
        if a.scalar and b.scalar:
            return self._of_scalars(op, sign, a, b)
        if a.kind.base == b.kind.base == "bool" and sign in ("&", "|", "^"):
            return self._made(op, a, b, a.kind.with_(b.kind))
        a, b = self.number(a), self.number(b)
        kind = a.kind.with_(b.kind, base="float" if "float" in (a.kind.base, b.kind.base) else "int")
        if kind.base == "float":
            return self._of_floats(op, sign, a, b, kind)
        return self._of_integers(op, sign, a, b, kind)

    def _of_scalars(self, op: ast.operator, sign: str, a: Term, b: Term) -> Term:
        bases = {a.kind.base, b.kind.base}
        base = "either" if "either" in bases else "int"
        if "float" in bases or sign == "/":
            base = "float"
        elif bases == {"bool"} and sign in "&|^":
            base = "bool"
        if sign == "**" and base == "int":
            raise Unsupported("a power may be an integer or a float")
        if sign in ("/", "//", "%", "**"):
            divisor = b.affine.known if b.affine is not None else None
            self.may_raise("ZeroDivisionError", *([] if divisor and base == "int" else ["OverflowError"]))
        elif base == "float" and "int" in bases:
            self.may_raise("OverflowError")
        elif sign in ("<<", ">>"):
            self.may_raise("ValueError", "OverflowError")
        affine = None
        if a.affine is not None and b.affine is not None:
            if sign == "+":
                affine = a.affine + b.affine
            elif sign == "-":
                affine = a.affine - b.affine
            elif sign == "*" and b.affine.known is not None:
                affine = a.affine.times(b.affine.known)
            elif sign == "*" and a.affine.known is not None:
                affine = b.affine.times(a.affine.known)
        kind = a.kind.with_(b.kind, base=base)
        if kind.numpy is not False:
            self.writer.catches.add("FloatingPointError")
        made = Term(kind, (), _infix(op), (a, b), affine=affine)
        return _bounded_scalar(made)

    def _of_floats(self, op: ast.operator, sign: str, a: Term, b: Term, kind: Kind) -> Term:
        for one in (a, b):
            self.observed(one)
        if sign in ("//", "%", "/"):
            self._divisor(b, kind)
        elif sign == "**":
            raise Unsupported(_INEXACT.format("powers of floats"))
        elif sign not in ("+", "-", "*"):
            raise Unsupported(f"it applies {sign} to floats")
        self.writer.catches.add("FloatingPointError")
        return self._made(op, a, b, kind, raises=True)

    def _of_integers(self, op: ast.operator, sign: str, a: Term, b: Term, kind: Kind) -> Term:
        if sign == "/":
            for one in (a, b):
                self.writer.fits(one.bound, EXACT)
            self._divisor(b, kind)
            self.writer.catches.add("FloatingPointError")
            return self._made(op, a, b, Kind("float", kind.numpy), raises=True)
        if sign in ("+", "-"):
            offset = self._moved(sign, a, b)
            return self._made(op, a, b, kind, bound=a.bound + b.bound, offset=offset)
        if sign == "*":
            if kind.numpy is not False:
                # A factor of zero does not undo that numpy has warned of the other one.
                self.observed(a)
                self.observed(b)
            return self._made(op, a, b, kind, bound=a.bound * b.bound)
        self.observed(a)
        self.observed(b)
        if sign in ("//", "%"):
            for one in (a, b):
                self.writer.fits(replace(one.bound, raw=False))
            if b.affine is None or not b.affine.known:
                self.writer.catches.add("FloatingPointError")  # zero
            return self._made(op, a, b, kind, bound=a.bound if sign == "//" else b.bound, raises=True)
        if sign in ("&", "|", "^"):
            return self._made(op, a, b, kind, bound=a.bound + b.bound + Bound(1))
        power = b.affine.known if b.affine is not None else None
        if sign == "**" and power == 2:
            return self._made(ast.Mult(), a, a, kind, bound=a.bound * a.bound)
        if sign == ">>" and power is not None and 0 <= power < 63:
            return self._made(op, a, b, kind, bound=a.bound)
        if sign == "<<" and power is not None and 0 <= power < 63:
            return self._made(op, a, b, kind, bound=a.bound * Bound(2**power))
        raise Unsupported(f"it applies {sign} to integers that are not known")

    def _moved(self, sign: str, a: Term, b: Term) -> object:
        """The place that a variable of a loop and a number make."""
        if a.offset is not None and b.affine is not None:
            return a.offset + (b.affine if sign == "+" else b.affine.times(-1))
        if b.offset is not None and a.affine is not None and sign == "+":
            return b.offset + a.affine
        return None

    def _divisor(self, b: Term, kind: Kind) -> None:
        """Python raises where something is divided by zero; numpy tells that of some numerators only."""
        if kind.numpy:
            return
        known = b.affine.known if b.affine is not None else None
        if known or (b.scalar and _is_number(b.text())):
            return
        mask = self.state.mask
        if mask is not None and mask.axes == b.axes and b.args == ():
            self.writer.decline_if(f"not {b.text(b.axes, mask.node())}.all()")
            return
        self.writer.decline_if(f"{b.text()} == 0" if b.scalar else f"not {_called(b, 'all')}")

    def _made(self, op: ast.operator, a: Term, b: Term, kind: Kind, **more: object) -> Term:
        raises = bool(more.pop("raises", False)) or a.raises or b.raises
        return Term(kind, together(self.state.axes, a, b), _infix(op), (a, b), raises=raises, **more)  # type: ignore[arg-type]

    def number(self, a: Term) -> Term:
        """A boolean as the integer that it is in sums."""
        if a.kind.base == "either":
            raise Unsupported("a value is an integer at one time and a float at another")
        if a.kind.base != "bool":
            return a
        if a.kind.numpy is not False:
            raise Unsupported("it computes with booleans of numpy")
        if a.scalar:
            return Term(INT, (), lambda x: _call("int", x), (a,), Bound(1))
        build = lambda x: _method(x, "astype", expression("np.int64"))  # noqa: E731
        return Term(INT, a.axes, build, (a,), Bound(1), raises=a.raises)

    def negative(self, a: Term) -> Term:
        """``-a``."""
        a = self.number(a)
        affine = a.affine.times(-1) if a.affine is not None else None
        build = lambda x: ast.UnaryOp(ast.USub(), x)  # noqa: E731
        return Term(a.kind, a.axes, build, (a,), replace(a.bound, raw=False), affine=affine, raises=a.raises)

    def may_raise(self, *names: str) -> None:
        """Let the function as it was raise what a value that no round may ask for would raise here."""
        if self.state.axes or self.state.kept:
            self.writer.catches.update(names)

    # -- tests ----------------------------------------------------------------------------------------------------

    def compared(self, op: ast.cmpop, a: Term, b: Term) -> Term:
        """``a op b``."""
        if not isinstance(op, ast.Eq | ast.NotEq | ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            raise Unsupported("it compares identities, or looks into a container")
        kind = a.kind.with_(b.kind, base="bool")
        if not (a.scalar and b.scalar):
            if "float" in (a.kind.base, b.kind.base):
                for one in (a, b):
                    if one.kind.base == "int":
                        self.writer.fits(one.bound, EXACT)
            if "bool" in (a.kind.base, b.kind.base) and a.kind.base != b.kind.base:
                a, b = self.number(a), self.number(b)
            for one in (a, b):
                self.observed(one)
        build = lambda x, y: ast.Compare(x, [op], [y])  # noqa: E731
        return Term(kind, together(self.state.axes, a, b), build, (a, b), raises=a.raises or b.raises)

    def both(self, op: ast.boolop, a: Term, b: Term) -> Term:
        """``a and b`` or ``a or b`` of tests."""
        a, b = self.test(a), self.test(b)
        kind = a.kind.with_(b.kind)
        if a.scalar and b.scalar:
            return Term(kind, (), lambda x, y: ast.BoolOp(op, [x, y]), (a, b))
        sign = ast.BitAnd() if isinstance(op, ast.And) else ast.BitOr()
        return self._made(sign, a, b, kind)

    def test(self, a: Term) -> Term:
        """Whether a value is true."""
        if a.kind.base == "bool":
            return a
        if a.scalar:
            return Term(BOOL, (), lambda x: _call("bool", x), (a,))
        self.observed(a)
        build = lambda x: ast.Compare(x, [ast.NotEq()], [ast.Constant(0)])  # noqa: E731
        return Term(BOOL, a.axes, build, (a,), raises=a.raises)

    def opposite(self, a: Term) -> Term:
        """``not a``."""
        a = self.test(a)
        if a.scalar:
            return Term(BOOL, (), lambda x: ast.UnaryOp(ast.Not(), x), (a,))
        return Term(BOOL, a.axes, lambda x: ast.UnaryOp(ast.Invert(), x), (a,), raises=a.raises)

    def chosen(self, test: Term, a: Term, b: Term) -> Term:
        """``a if test else b``."""
        if a.kind.base != b.kind.base:
            raise Unsupported("it is an integer at one time and a float at another")
        kind = a.kind.either(b.kind)
        if test.scalar and a.scalar and b.scalar:
            return _bounded_scalar(Term(kind, (), lambda t, x, y: ast.IfExp(t, x, y), (test, a, b)))
        test = self.test(test)
        for one in (a, b):
            if one.scalar:
                self.observed(one)
        raises = test.raises or a.raises or b.raises
        axes = together(self.state.axes, test, a, b)
        build = lambda t, x, y: _call("np.where", t, x, y)  # noqa: E731
        return Term(kind, axes, build, (test, a, b), _larger(a.bound, b.bound), raises=raises)

    # -- functions ------------------------------------------------------------------------------------------------

    def extreme(self, greater: bool, a: Term, b: Term) -> Term:
        """``max(a, b)`` or ``min(a, b)``: the first of equals."""
        if a.scalar and b.scalar:
            raise Unsupported("")
        op = ast.Gt() if greater else ast.Lt()
        return self.chosen(self.compared(op, b, a), b, a)

    def absolute(self, a: Term) -> Term:
        """``abs(a)``."""
        a = self.number(a)
        if a.kind.base == "int":
            self.writer.fits(replace(a.bound, raw=False))
        bound = replace(a.bound, raw=False)
        return Term(a.kind, a.axes, lambda x: _call("np.abs", x), (a,), bound, raises=a.raises)

    def square_root(self, a: Term) -> Term:
        """``math.sqrt(a)``, which is a float of Python whatever it is given."""
        if a.kind.base == "int":
            self.observed(a)
        self.writer.catches.add("FloatingPointError")
        return Term(FLOAT, a.axes, lambda x: _call("np.sqrt", x), (a,), raises=True)

    def rounded(self, function: str, a: Term) -> Term:
        """``int``, ``round``, ``math.floor`` or ``math.ceil`` of a float; of an integer it is that integer."""
        a = self.number(a)
        if a.kind.base == "int":
            if a.kind.numpy is not False and function in ("floor", "ceil"):
                self.writer.fits(a.bound, EXACT)  # the math module makes a float of it first
            return a.of_kind(INT)
        inner = {"int": "", "round": "np.rint", "floor": "np.floor", "ceil": "np.ceil"}[function]
        if a.args:
            name = self.writer.fresh("number")
            self.writer.line(f"{name} = {a.text()}")
            a = leaf(name, a.kind, a.axes)
        # So it is far from what does not fit, NaN included.
        self.writer.decline_if(f"not (np.abs({a.text()}) < 2**53).all()")

        def build(x: ast.expr) -> ast.expr:
            return _method(_call(inner, x) if inner else x, "astype", expression("np.int64"))

        return Term(INT, a.axes, build, (a,), Bound(2**53), raises=True)

    def floated(self, a: Term) -> Term:
        """``float(a)``."""
        a = self.number(a)
        if a.kind.base == "float":
            return a.of_kind(FLOAT)
        self.observed(a)
        return Term(FLOAT, a.axes, lambda x: _method(x, "astype", expression("np.float64")), (a,), raises=a.raises)

    def observed(self, a: Term) -> None:
        """Let nothing be done with an integer that may have left 64 bits."""
        if a.kind.base == "int":
            self.writer.fits(a.bound)


def _larger(a: Bound, b: Bound) -> Bound:
    if a.text or b.text:
        return a + b
    return Bound(max(a.known, b.known), "", a.carried or b.carried)


def _bounded_scalar(made: Term) -> Term:
    """A scalar is an integer of Python; what is looked at is whether an array can take it."""
    if made.kind.base != "int":
        return made
    known = made.affine.known if made.affine is not None else None
    return replace(made, bound=Bound(abs(known)) if known is not None else Bound.of(made.text(), numpy=made.kind.numpy))


def _is_number(text: str) -> bool:
    """Whether it is the literal of a number that is not zero."""
    try:
        return bool(ast.literal_eval(text))
    except ValueError:
        return False


def _infix(op: ast.operator) -> Callable[..., ast.expr]:
    return lambda x, y: ast.BinOp(x, op, y)


def _call(function: str, *args: ast.expr) -> ast.expr:
    return ast.Call(expression(function), list(args), [])


def _method(value: ast.expr, name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, name, ast.Load()), list(args), [])


def _called(term: Term, method: str) -> str:
    return written(_method(term.node(), method))
