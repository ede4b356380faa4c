"""A kernel's functions as Python text over checked machine numbers, for compilers that take Python text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt
from hasten.proposers.compile.lattice import BOOL, FLOAT, INT
from hasten.proposers.compile.refusal import Unsupported

_PLAIN = ("==", "!=", "<", "<=", ">", ">=")
_SCALARS = ("bool", "int", "float")
_CHECKED = {"+": "_add", "-": "_sub", "*": "_mul", "**": "_power", "<<": "_shl"}


class PythonBody:
    """Emits one function; a subclass says how its head is written.

    Args:
        function: What to emit.
        kernel: What it belongs to.

    Attributes:
        backend: Name for refusals.
        used: Names of the support functions that the text calls.
        renamed: Variables that stand under another name than ``v_NAME``.
    """

    backend = "this backend"

    def __init__(self, function: Function, kernel: Kernel) -> None:
        self.function, self.kernel = function, kernel
        self.used: set[str] = set()
        self.renamed: dict[str, str] = {}
        self.recursive = any(f.recursive for f in kernel.functions)

    def name(self, name: str) -> str:
        """A variable as the text calls it."""
        return self.renamed.get(name, f"v_{name}")

    def need(self, name: str) -> str:
        """A support function, noted as used."""
        self.used.add(name)
        return name

    # -- statements ---------------------------------------------------------------------------------------------------

    def block(self, body: Sequence[Stmt], depth: int) -> list[str]:
        indent = "    " * depth
        found = [indent + line for stmt in body for line in self.statement(stmt)]
        return found or [indent + "pass"]

    def statement(self, stmt: Stmt) -> list[str]:
        a = [self.expr(arg) for arg in stmt.args] if stmt.op not in ("if", "while") else []
        inner = self.block(stmt.body, 1)
        if stmt.op == "set":
            return [f"{self.name(stmt.name)} = {a[0]}"]
        if stmt.op == "store":
            return [f"{a[0]}[{a[1]}] = {a[2]}"]
        if stmt.op in ("push", "extend", "insert", "sort", "reverse", "clear"):
            return [f"{a[0]}.{'append' if stmt.op == 'push' else stmt.op}({', '.join(a[1:])})"]
        if stmt.op == "expr":
            return [a[0]]
        if stmt.op == "if":
            test = self.expr(stmt.args[0])
            if not stmt.body:
                return [f"if not ({test}):", *self.block(stmt.orelse, 1)]
            lines = [f"if {test}:", *inner]
            return [*lines, "else:", *self.block(stmt.orelse, 1)] if stmt.orelse else lines
        if stmt.op == "while":
            return [f"while {self.expr(stmt.args[0])}:", *inner]
        if stmt.op == "for_range":
            bounds = [
                x if e.after.within(2**62) else f"{self.need('_bound')}({x})" for x, e in zip(a, stmt.args, strict=True)
            ]
            return [f"for v_{stmt.name} in range({', '.join(bounds)}):", *inner]
        if stmt.op == "for_each":
            name = f"v_{stmt.name}"
            ends = " or ".join(f"{name} >= len({x})" for x in a)
            return [f"for {name} in range(len({a[0]})):", f"    if {ends}:", "        break", *inner]
        if stmt.op == "return":
            return [f"return {a[0]}"]
        if stmt.op == "decline":
            return self.decline()
        if stmt.op in ("break", "continue"):
            return [stmt.op]
        raise Unsupported(f"{self.backend} has no form for {stmt.op}")

    def decline(self) -> list[str]:
        """What gives the call up."""
        return ["raise ValueError"]

    # -- expressions --------------------------------------------------------------------------------------------------

    def expr(self, e: Expr) -> str:
        method = getattr(self, f"of_{e.op}", None)
        if method is not None:
            return str(method(e))
        if e.op in _PLAIN:
            return self._compared(e)
        a = [self.expr(x) for x in e.args]
        if e.op in ("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"):
            return self._arithmetic(e, a)
        if e.op in ("and", "or"):
            return f"({a[0]} {e.op} {a[1]})"
        if e.op in ("not", "~"):
            return f"({e.op} {a[0]})"
        if e.op in ("gcd", "isqrt"):
            return f"{self.need('_' + e.op)}({', '.join(a)})"
        if e.op in ("floor", "ceil", "trunc") and e.args[0].type == FLOAT:
            rounded = a[0] if e.op == "trunc" else f"float(numpy.{e.op}({a[0]}))"
            return f"{self.need('_truncated')}({rounded})"
        if e.op in ("isnan", "isinf", "isfinite"):
            return f"math.{e.op}({a[0]})"
        if e.op == "fabs":
            return f"abs(float({a[0]}))"
        if e.op in ("sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp"):
            self.need("_told")
            return f"_told(math.{e.op}(float({a[0]})), float({a[0]}))"
        raise Unsupported(f"{self.backend} has no exact form for {e.op}")

    def of_const(self, e: Expr) -> str:
        if e.type == FLOAT and not math.isfinite(e.value):
            return "math.nan" if math.isnan(e.value) else "math.inf" if e.value > 0 else "(-math.inf)"
        return f"({e.value!r})" if e.type in (INT, FLOAT) and not e.value >= 0 else repr(e.value)

    def of_var(self, e: Expr) -> str:
        return self.name(e.value)

    def of_global(self, e: Expr) -> str:
        return f"g_{e.value}"

    def of_list(self, e: Expr) -> str:
        return f"[{', '.join(map(self.expr, e.args))}]"

    def of_tuple(self, e: Expr) -> str:
        return f"({', '.join(map(self.expr, e.args))},)"

    def of_item(self, e: Expr) -> str:
        return f"{self.expr(e.args[0])}[{e.value}]"

    def of_index(self, e: Expr) -> str:
        if e.args[0].op == "items":
            raise Unsupported("it indexes a tuple by a variable")
        return f"{self.expr(e.args[0])}[{self.expr(e.args[1])}]"

    of_at = of_index

    def of_len(self, e: Expr) -> str:
        return f"len({self.expr(e.args[0])})"

    def of_slice(self, e: Expr) -> str:
        sequence, *parts = e.args
        shown_ = [self.expr(p) if given else "" for p, given in zip(parts, e.value, strict=True)]
        return f"{self.expr(sequence)}[{':'.join(shown_ if shown_[2] else shown_[:2])}]"

    def of_repeat(self, e: Expr) -> str:
        return f"({self.expr(e.args[0])} * {self.expr(e.args[1])})"

    def of_concat(self, e: Expr) -> str:
        return f"({self.expr(e.args[0])} + {self.expr(e.args[1])})"

    def of_copy(self, e: Expr) -> str:
        return f"{self.expr(e.args[0])}[:]"

    def of_pop(self, e: Expr) -> str:
        place = "" if e.args[1].op == "const" and e.args[1].value == -1 else self.expr(e.args[1])
        return f"{self.expr(e.args[0])}.pop({place})"

    def of_contains(self, e: Expr) -> str:
        return f"({self.expr(e.args[1])} in {self.expr(e.args[0])})"

    def of_truth(self, e: Expr) -> str:
        inner = self.expr(e.args[0])
        return f"(len({inner}) != 0)" if e.args[0].type.kind == "list" else f"({inner} != 0)"

    def of_cond(self, e: Expr) -> str:
        test, one, other = (self.expr(x) for x in e.args)
        return f"({one} if {test} else {other})"

    def of_int(self, e: Expr) -> str:
        return f"(1 if {self.expr(e.args[0])} else 0)"

    def of_float(self, e: Expr) -> str:
        return f"float({self.expr(e.args[0])})"

    def of_trunc(self, e: Expr) -> str:
        return f"{self.need('_truncated')}({self.expr(e.args[0])})"

    def of_neg(self, e: Expr) -> str:
        inner = self.expr(e.args[0])
        return f"{self.need('_sub')}(0, {inner})" if e.checked else f"(-{inner})"

    def of_abs(self, e: Expr) -> str:
        inner = self.expr(e.args[0])
        return f"{self.need('_abs')}({inner})" if e.type == INT else f"abs({inner})"

    def of_min(self, e: Expr) -> str:
        return self._extreme(e, "<")

    def of_max(self, e: Expr) -> str:
        return self._extreme(e, ">")

    def _extreme(self, e: Expr, sign: str) -> str:
        a, b = e.args
        if a.type != b.type:
            raise Unsupported("it picks between an integer and a float")
        return f"({self.expr(b)} if {self._compared(Expr(sign, BOOL, (b, a)))} else {self.expr(a)})"

    def of_call(self, e: Expr) -> str:
        callee = next(f for f in self.kernel.functions if f.name == e.value)
        if callee.recursive and e.value != self.function.name and self.function.recursive:
            raise Unsupported("functions call one another in a circle")
        if callee.name == self.kernel.entry and any(callee.variables[p].kind == "list" for p in callee.parameters):
            raise Unsupported("it calls itself with lists")
        for arg, name in zip(e.args, callee.parameters, strict=True):
            if arg.type != callee.variables[name]:
                raise Unsupported(f"{e.value} is called with arguments of several types")
        parts = [self.expr(a) for a in e.args] + [f"g_{name}" for name in self.kernel.constants]
        return f"f_{e.value}({', '.join(parts + ['depth + 1'] * self.recursive)})"

    def _compared(self, e: Expr) -> str:
        a, b = e.args
        one, other = self.expr(a), self.expr(b)
        if {a.type, b.type} == {INT, FLOAT}:
            whole = a if a.type == INT else b
            if not whole.after.within(2**53):
                self.need("_small")
                one, other = (f"_small({x})" if p.type == INT else x for x, p in ((one, a), (other, b)))
        elif a.type != b.type or a.type.kind in ("tuple", "list"):
            raise Unsupported("it compares containers, or values of two types")
        return f"({one} {e.op} {other})"

    def _arithmetic(self, e: Expr, a: list[str]) -> str:
        kinds = {x.type for x in e.args}
        if e.op == "/":
            return f"{self.need('_truediv' if kinds == {INT} else '_div')}({a[0]}, {a[1]})"
        if e.type == FLOAT:
            if e.op == "**":
                raise Unsupported(f"{self.backend} computes powers of floats in another way than Python")
            if e.op in ("//", "%"):
                name = self.need("_fmod" if e.op == "%" else "_ffloordiv")
                return f"{name}(float({a[0]}), float({a[1]}))"
            return f"({a[0]} {e.op} {a[1]})"
        if e.op in ("//", "%") and e.args[1].after.low > 0:
            return f"({a[0]} {e.op} {a[1]})"
        return self._of_integers(e, a)

    def _of_integers(self, e: Expr, a: list[str]) -> str:
        if e.op in ("//", "%"):
            return f"{self.need('_floordiv' if e.op == '//' else '_mod')}({a[0]}, {a[1]})"
        if e.op == ">>":
            return f"{self.need('_shr')}({a[0]}, {a[1]})"
        if e.op in _CHECKED and (e.checked or e.op in ("**", "<<")):
            return f"{self.need(_CHECKED[e.op])}({a[0]}, {a[1]})"
        return f"({a[0]} {e.op} {a[1]})"


class TypedBody(PythonBody):
    """Emits one function for a compiler that holds to the types that it is given: integers become floats by name."""

    def _float(self, e: Expr) -> str:
        return self.expr(e) if e.type == FLOAT else f"float({self.expr(e)})"

    def _compared(self, e: Expr) -> str:
        a, b = e.args
        if {a.type, b.type} == {INT, FLOAT}:
            one, other = (
                self._float(x) if x.type == FLOAT or x.after.within(2**53) else f"{self.need('_small')}({self.expr(x)})"
                for x in (a, b)
            )
            return f"({one} {e.op} {other})"
        if a.type != b.type or a.type.kind not in _SCALARS or (a.type == BOOL and e.op not in ("==", "!=")):
            raise Unsupported("it compares containers, or values of two types")
        return f"({self.expr(a)} {e.op} {self.expr(b)})"

    def _arithmetic(self, e: Expr, a: list[str]) -> str:
        one, other = e.args
        if e.op == "/":
            if {one.type, other.type} == {INT}:
                return f"{self.need('_truediv')}({a[0]}, {a[1]})"
            return f"{self.need('_div')}({self._float(one)}, {self._float(other)})"
        if e.type == FLOAT:
            return f"({self._float(one)} {e.op} {self._float(other)})"
        return self._of_integers(e, a)
