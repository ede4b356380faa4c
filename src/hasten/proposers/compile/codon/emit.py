"""The texts of an extension module whose kernels Codon compiles: theirs, and the C++ between them and Python."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from hasten.proposers.compile.aliases import reached_from_arguments
from hasten.proposers.compile.codon.glue import glue_source
from hasten.proposers.compile.codon.results import Result, results_of
from hasten.proposers.compile.codon.support import EXTERNALS, MATH, support_text
from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import BOOL, FLOAT, INT, UNKNOWN, Type, known, shown
from hasten.proposers.compile.python_text import TypedBody
from hasten.proposers.compile.refusal import Unsupported

_SCALARS = {"bool": ("bool", "False"), "int": ("int", "0"), "float": ("float", "0.0")}
_GROWS = ("push", "extend", "insert", "clear", "sort", "reverse", "put", "set_add", "set_discard")


def codon_sources(kernels: Sequence[Kernel], module: str, original: str) -> Mapping[str, str]:
    """File names with their texts: the C++ of the extension module, and the kernels in Codon's language.

    Args:
        kernels: What to compile, with entries of different names.
        module: Name of the extension module.
        original: Where the original is, for the reader.

    Raises:
        Unsupported: A kernel has a form that is not computed exactly this way.
    """
    used: set[str] = {"_lists"}
    constants: dict[str, None] = {}
    texts: list[str] = []
    for number, kernel in enumerate(kernels):
        _require(kernel)
        bodies = [_Body(f, kernel, number, constants) for f in kernel.functions]
        texts += [body.text() for body in bodies]
        texts.append(_exported(kernel, number))
        for body in bodies:
            used |= body.used
    head = f"# Made by hasten from {original}. Edit the Python function, not this file."
    math = "\n".join(f"from C import k_{name}(float) -> float" for name in MATH)
    core = [head, EXTERNALS.strip("\n") + "\n" + math, support_text(used), *map(_constant, constants), *texts]
    glue = glue_source(kernels, module, original)
    return {f"{module}.cpp": glue, f"{module}_core.codon": "\n\n".join(core) + "\n"}


def _constant(bits: str) -> str:
    """A float by its bits: a reader of decimal digits may refuse the smallest."""
    return f"@llvm\ndef _float_{bits}() -> float:\n    ret double 0x{bits}\n"


# -- what is taken ----------------------------------------------------------------------------------------------------


def _require(kernel: Kernel) -> None:
    """Refuse what is not computed exactly this way, or not at all."""
    for name, type_ in kernel.constants.items():
        if type_.kind not in _SCALARS:
            raise Unsupported(f"the constant {name} is {shown(type_)}")
    for function in kernel.functions:
        for name, type_ in function.variables.items():
            _require_type(known(type_), name)
        for expr in expressions(function.body):
            if known(expr.type).kind not in (*_SCALARS, "list", "tuple", "none"):
                raise Unsupported(f"it has values that are {shown(expr.type)}")
        reached = reached_from_arguments(function)
        for stmt in statements(function.body):
            held = stmt.op in _GROWS and {e.value for e in stmt.args[0].walk() if e.op == "var"} & reached
            if held or (stmt.op == "store" and _holds_list(stmt.args[2].type)):
                raise Unsupported("it changes the length or the rows of a list that it may have been given")
            if stmt.op == "sort" and stmt.args[0].type.element != INT:
                raise Unsupported("it sorts values that are no integers")
        if any(e.op == "pop" and {x.value for x in e.args[0].walk()} & reached for e in expressions(function.body)):
            raise Unsupported("it takes elements out of a list that it may have been given")
    for name in kernel.main.parameters:
        _require_argument(kernel.main.variables[name], name)
    results_of(kernel)


def _require_type(type_: Type, name: str) -> None:
    if type_.kind in ("list", "tuple"):
        for part in type_.of:
            _require_type(part, name)
    elif type_.kind not in _SCALARS:
        raise Unsupported(f"{name} is {shown(type_)}, which is not held exactly")


def _require_argument(type_: Type, name: str) -> None:
    inner = type_
    for _ in range(2):
        inner = inner.element if inner.kind == "list" else inner
    if inner.kind not in _SCALARS:
        raise Unsupported(f"the argument {name} is {shown(type_)}")


def _holds_list(type_: Type) -> bool:
    return type_.kind == "list" or any(map(_holds_list, type_.of))


# -- functions --------------------------------------------------------------------------------------------------------


def codon_type(type_: Type) -> str:
    """A type as Codon writes it."""
    type_ = known(type_)
    if type_.kind in _SCALARS:
        return _SCALARS[type_.kind][0]
    if type_.kind == "none":
        return "None"
    inner = ", ".join(map(codon_type, type_.of))
    return f"List[{inner}]" if type_.kind == "list" else f"Tuple[{inner}]"


def _start(type_: Type) -> str:
    """What a variable holds before it is set."""
    type_ = known(type_)
    if type_.kind in _SCALARS:
        return _SCALARS[type_.kind][1]
    if type_.kind == "list":
        return f"_no_list({codon_type(type_.element)})"
    return f"({', '.join(map(_start, type_.of))},)"


class _Body(TypedBody):
    """Emits one function; ``constants`` gathers the bits of its floats."""

    backend = "Codon"

    def __init__(self, function: Function, kernel: Kernel, number: int, constants: dict[str, None]) -> None:
        super().__init__(function, kernel)
        self.number, self.constants = number, constants
        self.results = results_of(kernel) if function.name == kernel.entry else []

    def text(self) -> str:
        function = self.function
        given = [f"v_{name}: {codon_type(function.variables[name])}" for name in function.parameters]
        given += [f"g_{name}: {codon_type(type_)}" for name, type_ in self.kernel.constants.items()]
        given += ["depth: int"] * self.recursive
        several = len(self.results) > 1
        if several:
            given.append("out: Ptr[int]")
        returns = "int" if several else codon_type(self.results[0].type if self.results else function.returns)
        lines = [f"def f{self.number}_{function.name}({', '.join(given)}) -> {returns}:"]
        if self.recursive:
            lines += ["    if depth > 500:", "        k_decline()"]
        counters = {s.name for s in statements(function.body) if s.op in ("for_range", "for_each")}
        for name, type_ in function.variables.items():
            if name not in function.parameters and name not in counters and type_ != UNKNOWN:
                lines.append(f"    v_{name} = {_start(type_)}")
        lines += [f"    set_{name} = {name in function.parameters}" for name in sorted(function.unset)]
        lines += [f"    none_{name} = False" for name in sorted(function.optional)]
        lines += self.block(function.body, 1)
        if function.body and function.body[-1].op != "return" and returns != "None":
            last = "0" if several else _start(self.results[0].type if self.results else function.returns)
            lines += ["    k_decline()", f"    return {last}"]
        return "\n".join(lines)

    # -- statements ---------------------------------------------------------------------------------------------------

    def statement(self, stmt: Stmt) -> list[str]:
        if stmt.op == "set":
            return [f"v_{stmt.name} = {self.to(stmt.args[0], self.function.variables[stmt.name])}",
                    *self._flags(stmt.name, "False")]
        if stmt.op == "none":
            return self._flags(stmt.name, "True")
        if stmt.op == "store":
            container, place, value = stmt.args
            inner = self.to(value, container.type.element)
            return [f"{self.need('_store')}({self.expr(container)}, {self.expr(place)}, {inner})"]
        if stmt.op in ("push", "insert"):
            container, *places, value = stmt.args
            parts = [*map(self.expr, places), self.to(value, container.type.element)]
            return [f"{self.expr(container)}.{'append' if stmt.op == 'push' else 'insert'}({', '.join(parts)})"]
        if stmt.op == "extend":
            more = self.to(stmt.args[1], stmt.args[0].type)
            return [f"{self.need('_extend')}({self.expr(stmt.args[0])}, {more})"]
        if stmt.op == "for_range":
            return self._counted(stmt)
        if stmt.op == "for_each":
            name = f"v_{stmt.name}"
            ends = " or ".join(f"{name} >= {self.expr(a)}.len" for a in stmt.args)
            # The length is asked anew in every round: a list may grow while it is gone over.
            return [
                f"{name} = -1", "while True:", f"    {name} += 1", f"    if {ends}:", "        break",
                *self.block(stmt.body, 1),
            ]  # fmt: skip
        if stmt.op == "return":
            return self._returned(stmt.args[0])
        return super().statement(stmt)

    def _flags(self, name: str, none: str) -> list[str]:
        lines = [f"none_{name} = {none}"] if name in self.function.optional else []
        return [*lines, f"set_{name} = True"] if name in self.function.unset else lines

    def _counted(self, stmt: Stmt) -> list[str]:
        bounds = [
            self.expr(e) if e.after.within(2**62) else f"{self.need('_bound')}({self.expr(e)})" for e in stmt.args
        ]
        if stmt.args[2].op != "const":
            bounds[2] = f"{self.need('_step')}({bounds[2]})"
        elif stmt.args[2].value == 0:
            return self.decline()
        return [f"for v_{stmt.name} in range({', '.join(bounds)}):", *self.block(stmt.body, 1)]

    def _returned(self, value: Expr) -> list[str]:
        if not self.results:
            return [f"return {self.to(value, self.function.returns)}"]
        wanted = next(r for r in self.results if r.type == known(value.type))
        if len(self.results) == 1:
            return ["return"] if wanted.type.kind == "none" else [f"return {self.to(value, wanted.type)}"]
        lines = [] if wanted.type.kind == "none" else [f"found{wanted.number} = {self.to(value, wanted.type)}"]
        return [*lines, *wanted.stored(f"found{wanted.number}"), f"return {wanted.number}"]

    def decline(self) -> list[str]:
        return ["k_decline()"]

    # -- expressions --------------------------------------------------------------------------------------------------

    def to(self, value: Expr, wanted: Type) -> str:
        """An expression as a value of a type that may be wider where it holds an empty list."""
        wanted = known(wanted)
        if value.op == "list" and wanted.kind == "list":
            if not value.args:
                return f"List[{codon_type(wanted.element)}](0)"
            return f"[{', '.join(self.to(part, wanted.element) for part in value.args)}]"
        if value.op == "tuple" and wanted.kind == "tuple":
            return f"({', '.join(self.to(p, t) for p, t in zip(value.args, wanted.of, strict=True))},)"
        if value.op == "repeat" and wanted.kind == "list":
            return f"{self.need('_repeated')}({self.to(value.args[0], wanted)}, {self.expr(value.args[1])})"
        if value.op == "concat" and wanted.kind == "list":
            return f"{self.need('_joined')}({self.to(value.args[0], wanted)}, {self.to(value.args[1], wanted)})"
        if known(value.type) != wanted:
            raise Unsupported(f"{shown(value.type)} is kept where {shown(wanted)} is needed")
        return self.expr(value)

    def expr(self, e: Expr) -> str:
        if e.op in MATH:
            return f"k_{e.op}({self._float(e.args[0])})"
        if e.op in ("sqrt", "fabs"):
            return f"{self.need('_' + e.op)}({self._float(e.args[0])})"
        if e.op in ("isnan", "isinf", "isfinite"):
            self.need("_kinds")
            return f"_{e.op}({self._float(e.args[0])})"
        if e.op in ("floor", "ceil", "trunc") and e.args[0].type == FLOAT:
            inner = self.expr(e.args[0])
            if e.op != "trunc":
                self.need("_whole")
                inner = f"_{'floored' if e.op == 'floor' else 'ceiled'}({inner})"
            return f"k_truncated({inner})"
        if e.op in ("math_pow", "math_fmod", "math_atan2"):
            name = {"math_pow": "k_power"}.get(e.op, e.op.replace("math_", "k_"))
            return f"{name}({self._float(e.args[0])}, {self._float(e.args[1])})"
        if e.op in ("gcd", "isqrt", "powmod"):
            return f"k_{e.op}({', '.join(map(self.expr, e.args))})"
        if e.op == "rounded":
            return f"k_rounded({self.expr(e.args[0])})"
        if e.op in ("count", "position") and e.args[0].type.kind == "list":
            return f"{self.need('_' + e.op)}({self.expr(e.args[0])}, {self.to(e.args[1], e.args[0].type.element)})"
        if e.op == "radians":
            return f"({self._float(e.args[0])} * {self._bits(3.141592653589793 / 180.0)})"
        if e.op == "degrees":
            return f"({self._float(e.args[0])} * {self._bits(180.0 / 3.141592653589793)})"
        return super().expr(e)

    def _bits(self, value: float) -> str:
        bits = struct.pack(">d", value).hex().upper()
        self.constants[bits] = None
        return f"_float_{bits}()"

    def of_const(self, e: Expr) -> str:
        if e.type == FLOAT:
            return self._bits(e.value)
        if e.type == INT and e.value < -(2**62):
            return f"({e.value + 1} - 1)"
        return f"({e.value!r})" if e.type == INT and e.value < 0 else repr(e.value)

    def of_var(self, e: Expr) -> str:
        tests = [f"set_{e.value}"] * (e.value in self.function.unset)
        tests += [f"not none_{e.value}"] * (e.value in self.function.optional)
        return f"{self.need('_known')}({' and '.join(tests)}, v_{e.value})" if tests else f"v_{e.value}"

    def of_isnone(self, e: Expr) -> str:
        if e.value in self.function.unset:
            return f"{self.need('_known')}(set_{e.value}, none_{e.value})"
        return f"none_{e.value}"

    def of_list(self, e: Expr) -> str:
        return self.to(e, e.type)

    of_repeat = of_concat = of_tuple = of_list

    def of_index(self, e: Expr) -> str:
        if e.args[0].type.kind != "list":
            raise Unsupported("it indexes a tuple by a variable")
        if e.args[0].op == "items":
            return f"{self.need('_at')}({self.to_items(e.args[0])}, {self.expr(e.args[1])})"
        return f"{self.need('_at')}({self.expr(e.args[0])}, {self.expr(e.args[1])})"

    def to_items(self, e: Expr) -> str:
        """The items of a tuple as a list."""
        raise Unsupported("it indexes a tuple by a variable")

    def of_at(self, e: Expr) -> str:
        # The loop has looked at the length.
        return f"{self.expr(e.args[0])}.arr.ptr[{self.expr(e.args[1])}]"

    def of_len(self, e: Expr) -> str:
        return f"{self.expr(e.args[0])}.len"

    def of_truth(self, e: Expr) -> str:
        inner = self.expr(e.args[0])
        if e.args[0].type.kind == "list":
            return f"({inner}.len != 0)"
        return f"({inner} != {'0.0' if e.args[0].type == FLOAT else '0'})"

    def of_slice(self, e: Expr) -> str:
        sequence, low, high, step = e.args
        has_low, has_high, has_step = e.value
        by = self.expr(step) if has_step else "1"
        return (
            f"{self.need('_sliced')}({self.expr(sequence)}, {has_low}, {self.expr(low)}, {has_high}, "
            f"{self.expr(high)}, {by})"
        )

    def of_copy(self, e: Expr) -> str:
        return f"{self.need('_sliced')}({self.expr(e.args[0])}, False, 0, False, 0, 1)"

    def of_pop(self, e: Expr) -> str:
        return f"{self.need('_popped')}({self.expr(e.args[0])}, {self.expr(e.args[1])})"

    def of_contains(self, e: Expr) -> str:
        return f"{self.need('_contains')}({self.expr(e.args[0])}, {self.to(e.args[1], e.args[0].type.element)})"

    def of_cond(self, e: Expr) -> str:
        test, one, other = e.args
        return f"({self.to(one, e.type)} if {self.expr(test)} else {self.to(other, e.type)})"

    def of_trunc(self, e: Expr) -> str:
        return f"k_truncated({self.expr(e.args[0])})" if e.args[0].type == FLOAT else self.expr(e.args[0])

    def of_abs(self, e: Expr) -> str:
        return f"{self.need('_abs' if e.type == INT else '_fabs')}({self.expr(e.args[0])})"

    def of_call(self, e: Expr) -> str:
        callee = next(f for f in self.kernel.functions if f.name == e.value)
        parts = [self.to(a, callee.variables[name]) for a, name in zip(e.args, callee.parameters, strict=True)]
        parts += [f"g_{name}" for name in self.kernel.constants] + ["depth + 1"] * self.recursive
        return f"f{self.number}_{e.value}({', '.join(parts)})"

    def _arithmetic(self, e: Expr, a: list[str]) -> str:
        one, other = e.args
        named = {"**": "k_power", "//": "k_floordiv", "%": "k_mod"}
        if e.type == FLOAT and e.op in named:
            return f"{named[e.op]}({self._float(one)}, {self._float(other)})"
        return super()._arithmetic(e, a)


# -- the call from outside --------------------------------------------------------------------------------------------


def _exported(kernel: Kernel, number: int) -> str:
    """The function that C++ calls: lists come as a place and a length, results go to places."""
    main = kernel.main
    given, passed, held, lists = [], [], [], 0
    for place, name in enumerate(main.parameters):
        type_ = main.variables[name]
        if type_.kind == "list":
            given += [f"p{place}: cobj", f"n{place}: int"]
            rows = type_.element.kind == "list"
            element = codon_type(type_.element.element if rows else type_.element)
            held.append(f"l{place} = {'_given_rows' if rows else '_given'}(p{place}, n{place}, {element})")
            # So that a list that comes back is known for the one that it is.
            held.append(f"given[{lists}] = int(l{place}.__raw__())")
            passed.append(f"l{place}")
            lists += 1
        else:
            given.append(f"a{place}: {_passed(type_)}")
            passed.append(f"a{place}" if type_ != BOOL else f"a{place} != 0")
    for name, type_ in kernel.constants.items():
        given.append(f"g_{name}: {_passed(type_)}")
        passed.append(f"g_{name}" if type_ != BOOL else f"g_{name} != 0")
    recursive = any(f.recursive for f in kernel.functions)
    given += ["depth: int"] * recursive + ["given: Ptr[int]", "out: Ptr[int]"]
    passed += ["depth"] * recursive
    results = results_of(kernel)
    call = f"f{number}_{kernel.entry}({', '.join(passed + ['out'] * (len(results) > 1))})"
    lines = ["@export", f"def core{number}({', '.join(given)}) -> int:", *(f"    {line}" for line in held)]
    if len(results) > 1:
        return "\n".join([*lines, f"    return {call}"])
    if results[0].type.kind == "none":
        return "\n".join([*lines, f"    {call}", "    return 0"])
    return "\n".join([*lines, f"    found = {call}", *(f"    {s}" for s in results[0].stored("found")), "    return 0"])


def _passed(type_: Type) -> str:
    return "float" if type_ == FLOAT else "int"


__all__ = ["Result", "codon_sources", "codon_type"]
