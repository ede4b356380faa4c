"""The texts of an extension module whose kernels Pythran translates: theirs, and the C++ between them and Python."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hasten.proposers.compile.aliases import reached_from_arguments
from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, NONE, UNKNOWN, Type, holds, known, shown
from hasten.proposers.compile.python_text import TypedBody
from hasten.proposers.compile.pythran.glue import glue_source
from hasten.proposers.compile.pythran.support import support_text
from hasten.proposers.compile.refusal import Unsupported

_SCALARS = ("bool", "int", "float")
_STARTS = {"bool": "False", "int": "0", "float": "0.0"}
#: Statements and expressions of lists that Pythran does as Python does.
_STATEMENTS = frozenset((
    "set", "store", "push", "expr", "if", "while", "for_range", "for_each", "return", "decline", "break", "continue",
))  # fmt: skip
_OF_LISTS = frozenset(("var", "list", "repeat", "index", "at", "call"))


def pythran_sources(kernels: Sequence[Kernel], module: str, original: str) -> Mapping[str, str]:
    """File names with their texts: the C++ of the extension module, and the kernels in the Python that Pythran takes.

    Args:
        kernels: What to compile, with entries of different names.
        module: Name of the extension module.
        original: Where the original is, for the reader.

    Raises:
        Unsupported: A kernel has a form that is not computed exactly this way.
    """
    used: set[str] = set()
    texts: list[str] = []
    for number, kernel in enumerate(kernels):
        for function in kernel.functions:
            _require(function, kernel)
        bodies = [_Body(f, kernel, number) for f in kernel.functions]
        texts += [body.text() for body in bodies]
        for body in bodies:
            used |= body.used
    head = f"# Made by hasten from {original}. Edit the Python function, not this file.\nimport math\n"
    core = "\n\n".join([head, support_text(used), *texts]) + "\n"
    results = [result_of(kernel) for kernel in kernels]
    return {f"{module}.cpp": glue_source(kernels, results, module, original), f"{module}_core.py": core}


def result_of(kernel: Kernel) -> Type:
    """The one type that the entry returns.

    Raises:
        Unsupported: There are several, or it does not come out of Pythran as it is.
    """
    main = kernel.main
    found = [main.returns] if main.returns != UNKNOWN else []
    found = found or [known(s.args[0].type) for s in statements(main.body) if s.op == "return"]
    types = list(dict.fromkeys(found)) or [NONE]
    if len(types) > 1:
        raise Unsupported("it returns values of several types")
    (type_,) = types
    parts = type_.of if type_.kind == "tuple" else (type_,)
    if sum(part.kind == "list" for part in parts) > 1:
        raise Unsupported("it returns several lists, of which two may be one")
    for part in parts:
        plain = part.kind in _SCALARS or (part.kind == "list" and part.element.kind in _SCALARS)
        if not plain and type_ != NONE:
            raise Unsupported(f"it returns {shown(type_)}")
    return type_


def _require(function: Function, kernel: Kernel) -> None:
    """Refuse what Pythran does in another way than Python, or may."""
    if kernel.changes:
        raise Unsupported("it changes an argument in place")
    if function.unset or function.optional:
        raise Unsupported(f"{sorted(function.unset | function.optional)[0]} may not be set, or may be None")
    for name, type_ in [*function.variables.items(), *kernel.constants.items()]:
        _require_type(known(type_), name, name in function.parameters)
    reached = reached_from_arguments(function)
    for stmt in statements(function.body):
        if stmt.op not in _STATEMENTS:
            raise Unsupported(f"it does something to a list that Pythran may do in another way ({stmt.op})")
        if stmt.op == "push" and holds(stmt.args[1].type, "list"):
            raise Unsupported("it makes a list of lists")
        if stmt.op == "return" and {x.value for x in stmt.args[0].walk() if x.op == "var"} & reached:
            raise Unsupported("it returns a list that it was given, or a part of one")
    for expr in expressions(function.body):
        kind = known(expr.type).kind
        if kind == "list":
            _require_type(known(expr.type), "a list", True)
        if kind == "list" and expr.op not in _OF_LISTS:
            raise Unsupported(f"it makes a list in a way that Pythran may take for a view ({expr.op})")
        if expr.op == "list" and expr.args and not (len(expr.args) == 1 and expr.args[0].type.kind in _SCALARS):
            raise Unsupported("it writes a list of several elements out")
        if expr.op == "const" and expr.type == FLOAT and not math.isfinite(expr.value):
            raise Unsupported("it uses a constant that is not finite")
        if kind == "number":
            raise Unsupported("it has values that are integers at one time and floats at another")


def _require_type(type_: Type, name: str, given: bool) -> None:
    inner = type_
    while inner.kind == "list":
        inner = inner.element
    if inner == BOOL and type_ != BOOL:
        # Pythran packs them by eights; a sum over them came out as 0.
        raise Unsupported(f"{name} is a list of booleans, which Pythran adds up in another way")
    deep = type_.kind == "list" and type_.element.kind == "list"
    if inner.kind == "tuple" and type_.kind != "list" and not given:
        for part in inner.of:
            _require_type(part, name, False)
    elif inner.kind not in _SCALARS or (deep and not given) or (deep and type_.element.element.kind == "list"):
        raise Unsupported(f"{name} is {shown(type_)}, which is not held exactly")


class _Body(TypedBody):
    """Emits one function for Pythran."""

    backend = "Pythran"

    def __init__(self, function: Function, kernel: Kernel, number: int) -> None:
        super().__init__(function, kernel)
        self.number = number

    def text(self) -> str:
        given = [*(f"v_{n}" for n in self.function.parameters), *(f"g_{n}" for n in self.kernel.constants)]
        head = f"def f{self.number}_{self.function.name}({', '.join([*given, *['depth'] * self.recursive])}):"
        deep = ["    if depth > 500:", '        raise OverflowError("")'] * self.recursive
        counters = {s.name for s in statements(self.function.body) if s.op in ("for_range", "for_each")}
        # What is first set in a block is not known behind it otherwise.
        starts = [
            f"    v_{name} = {_STARTS[type_.kind]}" for name, type_ in self.function.variables.items()
            if type_.kind in _STARTS and name not in self.function.parameters and name not in counters
        ]  # fmt: skip
        return "\n".join([head, *deep, *starts, *self.block(self.function.body, 1)])

    def decline(self) -> list[str]:
        return ['raise ValueError("")']

    def statement(self, stmt: Stmt) -> list[str]:
        if stmt.op == "store":
            return [f"{self._element(stmt.args[0], stmt.args[1])} = {self.expr(stmt.args[2])}"]
        if stmt.op == "for_range" and stmt.args[2].op != "const":
            raise Unsupported("it counts by a step that is not known")
        if stmt.op == "for_range" and stmt.args[2].value == 0:
            return self.decline()
        if stmt.op == "return" and stmt.args[0].type == NONE:
            return ["return None"]
        return super().statement(stmt)

    def expr(self, e: Expr) -> str:
        if e.op == "sqrt":
            return f"{self.need('_root')}({self._float(e.args[0])})"
        if e.op == "trunc" and e.args[0].type == FLOAT:
            return f"{self.need('_truncated')}({self.expr(e.args[0])})"
        if e.op in ("~", "and", "or", "not", "+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"):
            return super().expr(e)
        if getattr(self, f"of_{e.op}", None) is None and e.op not in ("==", "!=", "<", "<=", ">", ">="):
            raise Unsupported(f"Pythran has no exact form for {e.op}")
        return super().expr(e)

    def _element(self, container: Expr, place: Expr) -> str:
        inner = self.expr(container)
        return f"{inner}[{self.need('_place')}({self.expr(place)}, len({inner}))]"

    def of_index(self, e: Expr) -> str:
        if e.args[0].type.kind != "list" or e.args[0].op == "items":
            raise Unsupported("it indexes a tuple by a variable")
        return self._element(e.args[0], e.args[1])

    def of_at(self, e: Expr) -> str:
        # The loop has looked at the length.
        return f"{self.expr(e.args[0])}[{self.expr(e.args[1])}]"

    def of_const(self, e: Expr) -> str:
        if e.type == INT and e.value < -(2**62):
            return f"({e.value + 1} - 1)"
        return super().of_const(e)

    def of_repeat(self, e: Expr) -> str:
        if e.args[0].op != "list" or len(e.args[0].args) != 1:
            raise Unsupported("it repeats a list that is not written out")
        return f"({self.expr(e.args[0])} * {self.need('_times')}({self.expr(e.args[1])}))"

    def of_tuple(self, e: Expr) -> str:
        return f"({', '.join(map(self.expr, e.args))},)"

    def of_slice(self, e: Expr) -> str:
        raise Unsupported("it takes a slice, which Pythran takes for a view")

    of_copy = of_concat = of_slice

    def of_pop(self, e: Expr) -> str:
        raise Unsupported("it takes elements out of a list")

    def of_contains(self, e: Expr) -> str:
        raise Unsupported("it searches a list")

    def of_call(self, e: Expr) -> str:
        callee = next(f for f in self.kernel.functions if f.name == e.value)
        for arg, name in zip(e.args, callee.parameters, strict=True):
            if known(arg.type) != known(callee.variables[name]):
                raise Unsupported(f"{e.value} is called with arguments of several types")
        parts = [self.expr(a) for a in e.args] + [f"g_{name}" for name in self.kernel.constants]
        return f"f{self.number}_{e.value}({', '.join(parts + ['depth + 1'] * self.recursive)})"

    def _arithmetic(self, e: Expr, a: list[str]) -> str:
        if e.type == FLOAT and e.op in ("**", "//", "%"):
            raise Unsupported(f"Pythran computes {e.op} of floats in another way than Python")
        if e.type == BOOL:
            raise Unsupported("it combines booleans by operators of bits")
        return super()._arithmetic(e, a)
