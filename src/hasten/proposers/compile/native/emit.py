"""The text of an extension module for one kernel."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import BOOL, CHAR, FLOAT, INT, NONE, NUMBER, STR, UNKNOWN, Type, holds, known
from hasten.proposers.compile.native.forms import WORD, lean
from hasten.proposers.compile.parallel import Parallel
from hasten.proposers.compile.refusal import Unsupported

_SIMPLE = {
    "bool": "bool", "int": "i64", "float": "double", "number": "num", "char": "chr", "str": "str", "none": "none",
    "word": "word",
    "unknown": "i64",
}  # fmt: skip
_PLAIN = ("==", "!=", "<", "<=", ">", ">=")
_CALLED = {"+": "add", "-": "sub", "*": "mul", "//": "floordiv", "%": "mod", "**": "power", "<<": "shl", ">>": "shr",
           "/": "truediv"}  # fmt: skip
_CHARACTERS = {"isdigit": "is_digit", "isalpha": "is_alpha", "isalnum": "is_alnum", "isupper": "is_upper",
               "islower": "is_lower", "isspace": "is_space"}  # fmt: skip


def extension_source(kernels: Sequence[Kernel], module: str, original: str, *, threads: int = 0) -> str:
    """The C++ text of an extension module with one function a kernel, named as its entry.

    A function takes the arguments of the original by position, and the module's constants behind them. It returns
    ``NotImplemented`` where the plain Python statements must run.

    Args:
        kernels: What to compile, with entries of different names.
        module: Name of the extension module.
        original: Where the original is, for the reader.
        threads: How many share the rounds of a loop that is in parallel; 0: as many as the process may use processors.

    Raises:
        Unsupported: A kernel has a form that C++ cannot hold.
    """
    parts = [f"// Made by hasten from {original}. Edit the Python function, not this file."]
    if any(map(_in_threads, kernels)):
        parts += [f"#define THREADS {threads}", runtime(), _text("threads.h")]
    else:
        parts.append(runtime())
    for number, kernel in enumerate(kernels):
        parts.append(_kernel(kernel, f"kernel_{number}"))
    return "\n\n".join([*parts, _module(kernels, module)]) + "\n"


def _kernel(kernel: Kernel, space: str) -> str:
    """The functions of one kernel, in a namespace of their own: kernels may share helpers."""
    # Threads must not touch Python's objects, which the leaner forms do.
    kernel = kernel if _in_threads(kernel) else lean(kernel)
    discards = any(
        s.op in ("set_discard", "remove") and s.args[0].type.kind == "set"
        for f in kernel.functions for s in statements(f.body)
    )  # fmt: skip
    seen = [*_results(kernel.main, kernel), *(kernel.main.variables[name] for name in kernel.main.parameters)]
    if discards and any(holds(t, "set") for t in seen):
        raise Unsupported("it takes something out of a set that is seen outside, and its order is that of its history")
    texts = [e.value for f in kernel.functions for e in expressions(f.body) if e.op == "const" and e.type == WORD]
    words = {text: f"text_{number}" for number, text in enumerate(dict.fromkeys(texts))}
    parts = [
        f"namespace {space} {{",
        *[f"static {_type(type_)} g_{name};" for name, type_ in kernel.constants.items()],
        *[f"static PyObject *{name};" for name in words.values()],
        *[f"static {_apart(f, kernel)}{_head(f, kernel)};" for f in kernel.functions],
        *[f"static {_Body(f, kernel, words).text()}" for f in kernel.functions],
        _entry(kernel), f"}}  // namespace {space}",
    ]  # fmt: skip
    return "\n\n".join(parts)


def runtime() -> str:
    """What every extension module starts with."""
    return _text("runtime.h")


def tupled() -> str:
    """What makes a tuple of parts, for modules that are no kernels of this backend; it goes behind ``runtime``."""
    return _text("tupled.h")


@cache
def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").rstrip("\n")


def _in_threads(kernel: Kernel) -> bool:
    return any(isinstance(s, Parallel) for s in statements(kernel.main.body))


def _type(type_: Type) -> str:
    if type_.kind in _SIMPLE:
        return _SIMPLE[type_.kind]
    parts = [_type(known(part)) for part in type_.of]
    if type_.kind in ("list", "view"):
        return f"{type_.kind}<{parts[0]}>"
    if type_.kind == "tuple":
        return f"std::tuple<{', '.join(parts)}>"
    if type_.kind in ("dict_view", "set_view"):
        return f"{type_.kind}<{', '.join(parts)}>"
    if type_.kind == "set":
        return f"table<{parts[0]}, none>"
    return f"table<{parts[0]}, {parts[1]}>"


def _results(function: Function, kernel: Kernel) -> list[Type]:
    """Types that a function returns; more than one only where nothing of the kernel calls it."""
    if function.returns != UNKNOWN:
        return [function.returns]
    found = [known(s.args[0].type) for s in statements(function.body) if s.op == "return"]
    return list(dict.fromkeys(found)) or [NONE]


def _result(function: Function, kernel: Kernel) -> str:
    types = _results(function, kernel)
    return _type(types[0]) if len(types) == 1 else f"std::tuple<int, {', '.join(map(_type, types))}>"


def _head(function: Function, kernel: Kernel) -> str:
    given = ", ".join(f"{_type(function.variables[name])} v_{name}" for name in function.parameters)
    return f"{_result(function, kernel)} f_{function.name}({given})"


def _apart(function: Function, kernel: Kernel) -> str:
    """The entry's work is kept apart from the boxing of its result: no float stays in a register across those calls.

    One that calls itself is better put into itself a few times.
    """
    return "APART " if function.name == kernel.entry and not function.recursive else ""


class _Body:
    """Emits one function; ``words`` are the constant texts that are kept as objects, with where."""

    def __init__(self, function: Function, kernel: Kernel, words: Mapping[str, str]) -> None:
        self.function, self.kernel, self.words = function, kernel, words
        self.returns = {f.name: f.returns for f in kernel.functions}
        self.types = function.variables
        self.threads = _in_threads(kernel)

    def text(self) -> str:
        function = self.function
        lines = [_head(function, self.kernel) + " {"]
        if function.recursive:
            lines.append("    Deep deep;")
        counters = {s.name for s in statements(function.body) if s.op in ("for_range", "for_each", "parallel")}
        for name, type_ in function.variables.items():
            plain = type_ != UNKNOWN and type_.kind != "fixed"
            if name not in function.parameters and name not in counters and plain:
                lines.append(f"    {_type(type_)} v_{name}{{}};")
        lines += [f"    {self._constants(s)}" for s in statements(function.body) if s.op == "constants"]
        unset = sorted(function.unset)
        lines += [f"    bool set_{name} = {str(name in function.parameters).lower()};" for name in unset]
        lines += [f"    bool none_{name} = false;" for name in sorted(function.optional)]
        lines += self.block(function.body, 1)
        if not lines[-1].strip().startswith("return"):
            lines.append("    decline();")
        return "\n".join([*lines, "}"])

    # -- statements ---------------------------------------------------------------------------------------------------

    def block(self, body: Sequence[Stmt], depth: int) -> list[str]:
        indent = "    " * depth
        found: list[str] = []
        for stmt in body:
            found += [indent + line if line else line for line in self.statement(stmt)]
        return found

    def inner(self, body: Sequence[Stmt]) -> list[str]:
        return self.block(body, 1)

    def statement(self, stmt: Stmt) -> list[str]:
        found: list[str] = getattr(self, f"do_{stmt.op}", self._call)(stmt)
        return found

    def _call(self, stmt: Stmt) -> list[str]:
        container = stmt.args[0].type
        wanted = {
            "push": [container, container.of[0] if container.of else UNKNOWN],
            "extend": [container, container], "insert": [container, INT, container.of[0]],
            "store": [container, INT, container.of[0]],
            "set_slice": [container, BOOL, INT, BOOL, INT, container],
            "put": [container, *container.of], "set_add": [container, container.of[0]],
            "set_discard": [container, container.of[0]], "remove": [container, container.of[0]],
        }.get(stmt.op, [container]) if container.of else [container]  # fmt: skip
        types = [self._deep(t, stmt.args[0]) for t in wanted]
        if stmt.op == "insert":
            types[1] = INT
        parts = [self.to(a, t) for a, t in zip(stmt.args, types, strict=True)]
        return [f"{stmt.op}({', '.join(parts)});"]

    def _deep(self, type_: Type, container: Expr) -> Type:
        """The type as the variable behind a container has it: it may be wider than what was known at this place."""
        return type_

    def do_set(self, stmt: Stmt) -> list[str]:
        value, type_ = stmt.args[0], self.types[stmt.name]
        grown = value.op == "concat" and type_ == STR and value.args[0].op == "var" and value.args[0].value == stmt.name
        if grown:
            more = value.args[1]
            # A character needs no text of its own to be added.
            lines = [f"grown(v_{stmt.name}, {self.expr(more) if more.type == CHAR else self.to(more, STR)});"]
        else:
            lines = [f"v_{stmt.name} = {self.to(value, type_)};"]
        return [*lines, *self._flags(stmt.name, "false")]

    def do_constants(self, stmt: Stmt) -> list[str]:
        # They are there from the start.
        return []

    def _constants(self, stmt: Stmt) -> str:
        element, items = known(self.types[stmt.name].element), stmt.args[0].args
        values = ", ".join(self.to(item, element) for item in items)
        return f"static constexpr fixed<{_type(element)}, {len(items)}> v_{stmt.name}{{{{{values}}}}};"

    def do_none(self, stmt: Stmt) -> list[str]:
        return self._flags(stmt.name, "true")

    def _flags(self, name: str, none: str) -> list[str]:
        lines = [f"none_{name} = {none};"] if name in self.function.optional else []
        return [*lines, f"set_{name} = true;"] if name in self.function.unset else lines

    def do_expr(self, stmt: Stmt) -> list[str]:
        return [f"(void)({self.expr(stmt.args[0])});"]

    def do_if(self, stmt: Stmt) -> list[str]:
        test = self.expr(stmt.args[0])
        if not stmt.body:
            return [f"if (!({test})) {{", *self.inner(stmt.orelse), "}"]
        lines = [f"if ({test}) {{", *self.inner(stmt.body)]
        if stmt.orelse:
            lines += ["} else {", *self.inner(stmt.orelse)]
        return [*lines, "}"]

    def do_while(self, stmt: Stmt) -> list[str]:
        test = f"going_on() && ({self.expr(stmt.args[0])})" if self.threads else self.expr(stmt.args[0])
        return [f"while ({test}) {{", *self.inner(stmt.body), "}"]

    def do_for_range(self, stmt: Stmt) -> list[str]:
        start, stop, step = (self.expr(a) for a in stmt.args)
        name, by = f"v_{stmt.name}", stmt.args[2]
        body = [*self.inner(stmt.body), "}"]
        if by.op == "const" and by.value in (1, -1):
            sign, move = ("<", "++") if by.value == 1 else (">", "--")
            return [f"for (i64 {name} = {start}; {name} {sign} {stop}; {name}{move}) {{", *body]
        if by.op == "const" and by.value == 0:
            return ["decline();"]
        ahead = f"!__builtin_add_overflow({name}, {step}, &{name})"
        test = f"({step} > 0 ? {name} < {stop} : {name} > {stop})"
        return [
            f"require({step} != 0);",
            f"for (i64 {name} = {start}, more = 1; more && {test}; more = {ahead}) {{", *body,
        ]  # fmt: skip

    def do_for_each(self, stmt: Stmt) -> list[str]:
        name = f"v_{stmt.name}"
        test = " && ".join(f"{name} < len({self.expr(a)})" for a in stmt.args)
        return [f"for (i64 {name} = 0; {test}; {name}++) {{", *self.inner(stmt.body), "}"]

    def do_parallel(self, stmt: Parallel) -> list[str]:
        args = [self.expr(a) for a in stmt.args]
        if stmt.loop == "for_each":
            first, count, sign = "0", f"std::min<i64>({{{', '.join(f'len({a})' for a in args)}}})", "+"
        else:
            up = stmt.args[2].value == 1
            low, high = (args[0], args[1]) if up else (args[1], args[0])
            first, count, sign = args[0], f"({low} < {high} ? sub({high}, {low}) : 0)", "+" if up else "-"
        lists = [*stmt.lists, *(terms for terms, _ in stmt.terms.values())]
        kept = {name: _type(self.types[name]) for name in (*stmt.sums, *stmt.extremes, *lists)}
        # By the names of the variables outside, which they stand in front of.
        starts = {name: "1" if op == "*" else "0" for name, op in stmt.sums.items()}
        starts |= {name: f"from_{name}" for name in stmt.extremes}
        starts |= {name: f"{kept[name]}::make(0)" for name in lists}
        counters = {s.name for s in statements(stmt.body) if s.op in ("for_range", "for_each")}
        own = {name: _type(self.types[name]) for name in stmt.own if name not in counters}
        lines = [
            f"struct Part {{ {' '.join(f'{type_} v_{name}{{}};' for name, type_ in kept.items())} }};",
            f"const i64 from = {first}, rounds = {count};",
            *[f"const auto from_{name} = v_{name};" for name in stmt.extremes],
            "in_parts<Part>(rounds, [&](Part &part, i64 begins, i64 ends) {",
            *[f"    {kept[name]} v_{name} = {starts[name]};" for name in kept],
            *[f"    {type_} v_{name}{{}};" for name, type_ in own.items()],
            "    for (i64 round = begins; round < ends; round++) {",
            f"        const i64 v_{stmt.name} = from {sign} round;",
            *self.block(stmt.body, 2),
            "    }",
            f"    part = Part{{{', '.join(f'v_{name}' for name in kept)}}};",
            "}, [&](Part &part) {",
            *[f"    v_{n} = {'mul' if op == '*' else 'add'}(v_{n}, part.v_{n});" for n, op in stmt.sums.items()],
            *[f"    if (part.v_{n} {sign_} v_{n}) v_{n} = part.v_{n};" for n, sign_ in stmt.extremes.items()],
            *[f"    extend(v_{name}, part.v_{name});" for name in stmt.lists],
            *[
                f"    for (i64 k = 0; k < len(part.v_{terms}); k++) v_{name} = v_{name} {op} part.v_{terms}.at(k);"
                for name, (terms, op) in stmt.terms.items()
            ],
            "});",
        ]  # fmt: skip
        return ["{", *[f"    {line}" for line in lines], "}"]

    def do_return(self, stmt: Stmt) -> list[str]:
        value = stmt.args[0]
        types = _results(self.function, self.kernel)
        if len(types) == 1:
            return [f"return {self.to(value, types[0])};"]
        number = types.index(known(value.type))
        parts = [self.to(value, t) if k == number else f"{_type(t)}{{}}" for k, t in enumerate(types)]
        return [f"return {_result(self.function, self.kernel)}({number}, {', '.join(parts)});"]

    def do_break(self, stmt: Stmt) -> list[str]:
        return ["break;"]

    def do_continue(self, stmt: Stmt) -> list[str]:
        return ["continue;"]

    def do_decline(self, stmt: Stmt) -> list[str]:
        return ["decline();"]

    # -- expressions --------------------------------------------------------------------------------------------------

    def to(self, value: Expr, wanted: Type) -> str:
        """An expression as a value of a wider type."""
        wanted = known(wanted)
        have = known(value.type)
        if value.op == "list":
            element = wanted.element
            name = _type(wanted)
            if not value.args:
                return f"{name}::make(0)"
            pushes = " ".join(f"l.push({self.to(a, element)});" for a in value.args)
            return f"[&]() {{ {name} l = {name}::make({len(value.args)}); {pushes} return l; }}()"
        if value.op == "tuple" and wanted.kind == "tuple":
            parts = ", ".join(self.to(a, t) for a, t in zip(value.args, wanted.of, strict=True))
            return f"{_type(wanted)}({parts})"
        if value.op in ("table",):
            return f"{_type(wanted)}::make()"
        if value.op == "repeat" and wanted.kind == "list":
            return f"repeat({self.to(value.args[0], wanted)}, {self.expr(value.args[1])})"
        if value.op == "concat" and wanted.kind == "list":
            return f"concat({self.to(value.args[0], wanted)}, {self.to(value.args[1], wanted)})"
        if have == wanted:
            return self.expr(value)
        if wanted == NUMBER and have in (INT, FLOAT):
            return f"num({self.expr(value)})"
        if wanted == FLOAT and have in (INT, NUMBER):
            return f"real({self.expr(value)})"
        if wanted == STR and have == CHAR:
            return f"text({self.expr(value)})"
        if wanted == WORD and have == CHAR:
            return f"word_of({self.expr(value)})"
        raise Unsupported(f"a {have.kind} is kept where a {wanted.kind} is needed")

    def expr(self, e: Expr) -> str:
        method = getattr(self, f"of_{e.op}", None)
        if method is not None:
            return str(method(e))
        if e.op == "~":
            return f"(~{self.expr(e.args[0])})"
        if e.op in _PLAIN:
            return self._compared(e)
        if e.op in _CALLED or e.op in ("&", "|", "^"):
            return self._arithmetic(e)
        if e.op in ("and", "or"):
            return f"({self.expr(e.args[0])} {'&&' if e.op == 'and' else '||'} {self.expr(e.args[1])})"
        if e.op in ("len", "truth", "contains", "has", "isqrt", "rounded", "decimal"):
            return f"{e.op}({', '.join(self._keyed(e))})"
        if e.op in ("gcd", "powmod", "pop", "pop_key", "joined", "count", "position", "get"):
            return f"{e.op}({', '.join(self._keyed(e))})"
        if e.op.startswith("math_"):
            return f"{e.op}({', '.join(self.to(a, FLOAT) for a in e.args)})"
        if len(e.args) == 1 and e.args[0].type.numeric:
            exact = e.op in ("floor", "ceil", "trunc") and e.args[0].type == NUMBER
            return f"math_{e.op}({self.expr(e.args[0]) if exact else self.to(e.args[0], FLOAT)})"
        raise Unsupported(f"no C++ for {e.op}")

    def _keyed(self, e: Expr) -> list[str]:
        """Arguments of which the first is a container whose elements or keys the others are."""
        container = e.args[0].type
        if e.op == "joined":
            return [self.to(e.args[0], STR), self.expr(e.args[1])]
        if e.op in ("contains", "count", "position", "has", "get", "pop_key") and container.of:
            return [self.expr(e.args[0]), *[self.to(a, container.of[0]) for a in e.args[1:]]]
        if e.op in ("contains", "count"):
            return [self.to(e.args[0], STR), self.expr(e.args[1])]
        return [self.expr(a) for a in e.args]

    def of_const(self, e: Expr) -> str:
        value = e.value
        if e.type == NONE:
            return "none()"
        if e.type == BOOL:
            return "true" if value else "false"
        if e.type == INT:
            return f"i64({value})" if value > -(2**63) else "i64(INT64_MIN)"
        if e.type == FLOAT:
            if math.isnan(value):
                return "double(NAN)"
            if math.isinf(value):
                return "double(INFINITY)" if value > 0 else "double(-INFINITY)"
            return f"({value.hex()})"
        if e.type == CHAR:
            return f"chr({ord(value)})"
        if e.type == WORD:
            return f"kept({self.words[value]}, {_wide(value)}, {len(value)})"
        return f"text({_wide(value)}, {len(value)})"

    def of_var(self, e: Expr) -> str:
        tests = [f"set_{e.value}"] * (e.value in self.function.unset)
        tests += [f"!none_{e.value}"] * (e.value in self.function.optional)
        return f"(require({' && '.join(tests)}), v_{e.value})" if tests else f"v_{e.value}"

    def of_global(self, e: Expr) -> str:
        return f"g_{e.value}"

    def of_list(self, e: Expr) -> str:
        return self.to(e, e.type)

    def of_tuple(self, e: Expr) -> str:
        return self.to(e, e.type)

    def of_table(self, e: Expr) -> str:
        return f"{_type(known(e.type))}::make()"

    def of_entries(self, e: Expr) -> str:
        return f"{e.value}({self.expr(e.args[0])})"

    def of_repeat(self, e: Expr) -> str:
        if e.type == STR:
            return f"repeat({self.to(e.args[0], STR)}, {self.expr(e.args[1])})"
        return self.to(e, e.type)

    def of_concat(self, e: Expr) -> str:
        return f"concat({self.to(e.args[0], e.type)}, {self.to(e.args[1], e.type)})"

    def of_copy(self, e: Expr) -> str:
        return f"copied({self.expr(e.args[0])})"

    def of_slice(self, e: Expr) -> str:
        sequence, low, high, step = e.args
        has_low, has_high, has_step = e.value
        by = self.expr(step) if has_step else "1"
        return (
            f"slice({self.expr(sequence)}, {str(has_low).lower()}, {self.expr(low)}, {str(has_high).lower()}, "
            f"{self.expr(high)}, {by})"
        )

    def of_index(self, e: Expr) -> str:
        return f"index({self.to(e.args[0], e.args[0].type)}, {self.expr(e.args[1])})"

    def of_at(self, e: Expr) -> str:
        return f"item_at({self.expr(e.args[0])}, {self.expr(e.args[1])})"

    def of_item(self, e: Expr) -> str:
        return f"std::get<{e.value}>({self.expr(e.args[0])})"

    def of_items(self, e: Expr) -> str:
        name, one = _type(e.type), e.args[0]
        pushes = " ".join(f"l.push(std::get<{k}>(t));" for k in range(len(one.type.of)))
        return f"[&]() {{ {name} l = {name}::make(8); auto t = {self.expr(one)}; {pushes} return l; }}()"

    def of_get_or(self, e: Expr) -> str:
        key, value = e.args[0].type.of
        return f"{e.op}({self.expr(e.args[0])}, {self.to(e.args[1], key)}, {self.to(e.args[2], value)})"

    of_pop_or = of_get_or

    def of_cond(self, e: Expr) -> str:
        test, one, other = e.args
        return f"({self.expr(test)} ? {self.to(one, e.type)} : {self.to(other, e.type)})"

    def of_not(self, e: Expr) -> str:
        return f"(!{self.expr(e.args[0])})"

    def of_int(self, e: Expr) -> str:
        return f"i64({self.expr(e.args[0])})"

    def of_float(self, e: Expr) -> str:
        return f"real({self.expr(e.args[0])})"

    def of_trunc(self, e: Expr) -> str:
        return f"math_trunc({self.expr(e.args[0])})"

    def of_ord(self, e: Expr) -> str:
        return f"i64({self.expr(e.args[0])})"

    def of_digit(self, e: Expr) -> str:
        # Python's own headers have a type of the name "digit".
        return f"digit_of({self.expr(e.args[0])})"

    def of_chr(self, e: Expr) -> str:
        return f"character({self.expr(e.args[0])})"

    def of_is_char(self, e: Expr) -> str:
        return f"{_CHARACTERS[e.value]}({self.expr(e.args[0])})"

    def of_cased(self, e: Expr) -> str:
        return f"{e.value}({self.expr(e.args[0])})"

    def of_call(self, e: Expr) -> str:
        callee = next(f for f in self.kernel.functions if f.name == e.value)
        parts = [self.to(a, callee.variables[name]) for a, name in zip(e.args, callee.parameters, strict=True)]
        return f"f_{e.value}({', '.join(parts)})"

    def of_neg(self, e: Expr) -> str:
        inner = self.expr(e.args[0])
        return f"neg({inner})" if e.checked or e.type == NUMBER else f"(-{inner})"

    def of_isnone(self, e: Expr) -> str:
        return f"(require(set_{e.value}), none_{e.value})" if e.value in self.function.unset else f"none_{e.value}"

    def of_abs(self, e: Expr) -> str:
        return f"absolute({self.expr(e.args[0])})"

    def of_min(self, e: Expr) -> str:
        return self._extreme(e, "<")

    def of_max(self, e: Expr) -> str:
        return self._extreme(e, ">")

    def _extreme(self, e: Expr, sign: str) -> str:
        """The second only where it is better, as Python compares them: NaN and equal values keep the first."""
        a, b = e.args
        better = self._compared(Expr(sign, BOOL, (b, a)))
        return f"({better} ? {self.to(b, e.type)} : {self.to(a, e.type)})"

    def _compared(self, e: Expr) -> str:
        a, b = e.args
        texts = {a.type, b.type}
        if CHAR in texts and len(texts) == 2:
            whole = WORD if WORD in texts else STR
            return f"({self.to(a, whole)} {e.op} {self.to(b, whole)})"
        if (a.type.numeric and a.type != b.type) or a.type == NUMBER:
            if BOOL in (a.type, b.type):
                raise Unsupported("a boolean is compared with a number")
            small = {a.type, b.type} == {INT, FLOAT} and (a if a.type == INT else b).after.within(2**53)
            if not small:
                return f"(wide({self.expr(a)}) {e.op} wide({self.expr(b)}))"
        return f"({self.expr(a)} {e.op} {self.expr(b)})"

    def _arithmetic(self, e: Expr) -> str:
        a, b = e.args
        if e.op == "/":
            if NUMBER in (a.type, b.type):
                return f"truediv({self.to(a, NUMBER)}, {self.to(b, NUMBER)})"
            return f"truediv({self.expr(a)}, {self.expr(b)})"
        if e.type == FLOAT and e.op in ("+", "-", "*"):
            return f"({self.to(a, FLOAT)} {e.op} {self.to(b, FLOAT)})"
        if e.op in ("&", "|", "^"):
            return f"{_type(e.type)}({self.expr(a)} {e.op} {self.expr(b)})"
        if e.type == INT and e.op in ("//", "%") and b.op == "const" and b.value > 0 and b.value & (b.value - 1) == 0:
            # Rounded down as Python does it, whatever the sign.
            by = f">> {b.value.bit_length() - 1}" if e.op == "//" else f"& i64({b.value - 1})"
            return f"({self.expr(a)} {by})"
        if e.type == INT and e.op in ("//", "%") and a.after.low >= 0 and b.after.low > 0:
            # Without a sign there is nothing to round down and nothing to check.
            if max(a.after.high, b.after.high) < 2**32:
                return f"i64(uint32_t({self.expr(a)}) {e.op[0]} uint32_t({self.expr(b)}))"
            return f"{'udiv' if e.op == '//' else 'umod'}({self.expr(a)}, {self.expr(b)})"
        if e.type == INT and e.op in ("+", "-", "*") and not e.checked:
            return f"({self.expr(a)} {e.op} {self.expr(b)})"
        return f"{_CALLED[e.op]}({self.to(a, e.type)}, {self.to(b, e.type)})"


def _wide(text: str) -> str:
    """A text as a literal of C++."""
    escaped = "".join(f"\\U{ord(c):08x}" if ord(c) >= 160 else json.dumps(c)[1:-1] for c in text)
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text):
        escaped = "".join(f"\\x{ord(c):x}\" U\"" if ord(c) < 160 else f"\\U{ord(c):08x}" for c in text)
    return f'U"{escaped}"'


def _entry(kernel: Kernel) -> str:
    """What Python calls: it takes the arguments apart, and declines where they do not fit."""
    main = kernel.main
    given = list(main.parameters)
    lines = [
        f"static PyObject *{kernel.entry}_(PyObject *, PyObject *const *args, Py_ssize_t n) {{",
        f"    if (n != {len(given) + len(kernel.constants)}) Py_RETURN_NOTIMPLEMENTED;",
        "    try {",
        "        Arguments all;",
    ]
    held = [f"g_{name} = {{}};" for name, type_ in kernel.constants.items() if type_.of or type_ in (STR, WORD)]
    if held:
        # What the module binds is looked at anew in the next call.
        lines.append(f"        struct Forget {{ ~Forget() {{ {' '.join(held)} }} }} forget;")
    if kernel.changes:
        lines.append("        all.changing = true;")
    for place, name in enumerate(given):
        lines += [f"        {_type(main.variables[name])} a{place};", f"        unbox(all, args[{place}], a{place});"]
    for place, (name, _) in enumerate(kernel.constants.items(), start=len(given)):
        lines.append(f"        unbox(all, args[{place}], g_{name});")
    if any(f.recursive for f in kernel.functions):
        lines += ["        depth = 0;", "        deepest = std::min(5000, Py_GetRecursionLimit() / 2);"]
    arguments = ", ".join(f"a{place}" for place in range(len(given)))
    lines.append(f"        auto r = f_{kernel.entry}({arguments});")
    if kernel.changes:
        lines.append("        all.write_back();")
    types = _results(main, kernel)
    if len(types) == 1:
        lines.append("        return box(r);")
    else:
        cases = " ".join(f"case {k}: return box(std::get<{k + 1}>(r));" for k in range(len(types)))
        lines.append(f"        switch (std::get<0>(r)) {{ {cases} }}")
    return "\n".join([*lines, *ending("Decline", "std::bad_alloc")])


def _module(kernels: Sequence[Kernel], module: str) -> str:
    return method_table([(f"kernel_{n}::{kernel.entry}_", kernel.entry) for n, kernel in enumerate(kernels)], module)


def method_table(called: Sequence[tuple[str, str]], module: str, table: str = "methods") -> str:
    """The table of what an extension module holds, as C++ text.

    Args:
        called: Of each function, what it is in C++ and what Python calls it.
        module: Name of the module.
        table: Name of the table.
    """
    lines = [
        f"static PyMethodDef {table}[] = {{",
        *[f'    {{"{name}", (PyCFunction)(void (*)(void)){of}, METH_FASTCALL, nullptr}},' for of, name in called],
        "    {nullptr, nullptr, 0, nullptr},",
        "};",
        f'static PyModuleDef definition = {{PyModuleDef_HEAD_INIT, "{module}", nullptr, -1, {table}}};',
        f"PyMODINIT_FUNC PyInit_{module}() {{ return PyModule_Create(&definition); }}",
    ]
    return "\n".join(lines)


def ending(*declining: str) -> list[str]:
    """The last lines of a function that Python calls, in C++: what leaves the call to the plain one, what is raised."""
    return [
        *[f"    }} catch (const {exception} &) {{" for exception in declining],
        "    } catch (const Failed &) {",
        "        return nullptr;",
        "    }",
        "    PyErr_Clear();",
        "    Py_RETURN_NOTIMPLEMENTED;",
        "}",
    ]
