"""The text of a module with one kernel for numba."""

from __future__ import annotations

from hasten.proposers.compile.aliases import reached_from_arguments
from hasten.proposers.compile.ir import Expr, Kernel, expressions, statements
from hasten.proposers.compile.lattice import FLOAT, INT, NONE, Type, holds, shown
from hasten.proposers.compile.numba.support import support_text
from hasten.proposers.compile.python_text import PythonBody
from hasten.proposers.compile.refusal import Unsupported

_SCALARS = {"bool": ("boolean", "bool"), "int": ("int64", "int"), "float": ("float64", "float")}
_DEEPEST = 500
_GROWS = ("push", "extend", "insert")


def numba_source(kernel: Kernel, original: str) -> str:
    """The text of a module with a function named as the kernel's entry, to be called like the extension module's.

    Raises:
        Unsupported: The kernel has a form that numba cannot hold exactly.
    """
    _require(kernel)
    bodies = [_Body(f, kernel) for f in kernel.functions]
    texts = [body.text() for body in bodies]
    entry, used = _entry(kernel)
    for body in bodies:
        used |= body.used
    head = (
        f"# Made by hasten from {original}. Edit the Python function, not this file.\n"
        '"""The compiled form of one function; NotImplemented where the plain function must run."""\n\n'
        "import math\n\nimport numpy\nfrom numba import boolean, float64, int64, njit\n"
    )
    return "\n\n".join([head, support_text(used), *texts, entry]) + "\n"


def _require(kernel: Kernel) -> None:
    """Refuse what numba would not compute exactly, or not at all."""
    if kernel.changes:
        raise Unsupported("it changes an argument in place")
    for name, type_ in kernel.constants.items():
        if type_.kind not in _SCALARS:
            raise Unsupported(f"it uses {name}, which is {shown(type_)}")
    for function in kernel.functions:
        for name, type_ in function.variables.items():
            _require_type(type_, name)
        if any(holds(e.type, "number") for e in expressions(function.body)):
            raise Unsupported("it has values that are integers at one time and floats at another")
        if any(s.op == "return" and _several_lists(s.args[0].type) for s in statements(function.body)):
            raise Unsupported("it returns several lists, of which two may be one")
        if function.unset or function.optional:
            raise Unsupported(f"{sorted(function.unset | function.optional)[0]} may not be set, or may be None")
        returned = {s.args[0].type for s in statements(function.body) if s.op == "return"}
        if len(returned) > 1 and (len(returned) > 2 or NONE not in returned or not returned & {INT, FLOAT}):
            raise Unsupported("it returns values of several types")
        reached = reached_from_arguments(function)
        for stmt in statements(function.body):
            if stmt.op == "return" and _hands_on(stmt.args[0], reached):
                raise Unsupported("it returns a list that it was given, or a part of one")
            if stmt.op == "for_each" and any(s.op in _GROWS for s in statements(stmt.body)):
                roots = {e.value for a in stmt.args for e in a.walk() if e.op == "var"}
                grown = {e.value for s in statements(stmt.body) if s.op in _GROWS for e in s.args[0].walk()}
                if roots & grown:
                    raise Unsupported("it adds to a list while it loops over it")
            if stmt.op == "sort" and stmt.args[0].type.element != INT:
                raise Unsupported("it sorts values that are no integers")


def _hands_on(value: Expr, reached: set[str]) -> bool:
    """Whether a value may be, or hold, a list that an argument is or holds."""
    if value.op == "var":
        return value.value in reached and holds(value.type, "list")
    return holds(value.type, "list") and any(_hands_on(part, reached) for part in value.args)


def _several_lists(type_: Type) -> bool:
    """Whether a value may hold two lists: numba hands out each of them as a list of its own."""
    if type_.kind == "list":
        return holds(type_.element, "list")
    return sum(holds(part, "list") for part in type_.of) > 1 or any(map(_several_lists, type_.of))


def _require_type(type_: Type, name: str) -> None:
    if type_.kind in ("list", "tuple"):
        for part in type_.of:
            _require_type(part, name)
    elif type_.kind not in _SCALARS:
        raise Unsupported(f"{name} is {shown(type_)}, which numba does not hold exactly")


class _Body(PythonBody):
    """Emits one function for numba."""

    backend = "numba"

    def text(self) -> str:
        function, main = self.function, self.function.name == self.kernel.entry
        extra = [f"g_{name}" for name in self.kernel.constants] + ["depth"] * self.recursive
        signature = ""
        head: list[str] = []
        if main:
            parts = [_numba_type(function.variables[name], name) for name in function.parameters]
            parts += [_SCALARS[t.kind][0] for t in self.kernel.constants.values()] + ["int64"] * self.recursive
            signature = f"({', '.join(parts)}{',' if len(parts) == 1 else ''}), "
        for name in function.parameters:
            # Lists of numba's own inside: an array has neither Python's append nor its slices.
            type_ = function.variables[name]
            if main and type_.kind == "list":
                row = "[x for x in row] for row" if type_.element.kind == "list" else "x for x"
                inner = f"[{row} in v_{name}]"
                head.append(f"    w_{name} = {inner}")
        lines = [
            f"@njit({signature}cache=True)",
            f"def f_{function.name}({', '.join([f'v_{n}' for n in function.parameters] + extra)}):",
        ]
        if self.recursive:
            lines += [f"    if depth > {_DEEPEST}:", "        raise OverflowError"]
        self.renamed = {
            n: f"w_{n}" for n in function.parameters if main and function.variables[n].kind == "list"
        }
        return "\n".join([*lines, *head, *self.block(function.body, 1)])


def _numba_type(type_: Type, name: str) -> str:
    if type_.kind in _SCALARS:
        return _SCALARS[type_.kind][0]
    if type_.kind == "tuple" or type_.element.kind == "tuple":
        raise Unsupported(f"the argument {name} holds tuples")
    if type_.element.kind in _SCALARS:
        return f"{_SCALARS[type_.element.kind][0]}[::1]"
    if type_.element.kind == "list" and type_.element.element.kind in _SCALARS:
        return f"{_SCALARS[type_.element.element.kind][0]}[:, ::1]"
    raise Unsupported(f"the argument {name} is {shown(type_)}")


_DTYPES = {"int": "numpy.int64", "float": "numpy.float64", "bool": "numpy.bool_"}


def _entry(kernel: Kernel) -> tuple[str, set[str]]:
    """The function that is called from outside: it looks at the arguments, and catches what declines."""
    main, used = kernel.main, set[str]()
    scalars, given = [], []
    for name in main.parameters:
        type_ = main.variables[name]
        if type_.kind in _SCALARS:
            scalars.append(f"type({name}) is not {type_.kind}")
            given.append(name)
            continue
        nested = type_.element.kind == "list"
        kind = type_.element.element.kind if nested else type_.element.kind
        used.add("_table" if nested else "_array")
        given.append(f"{'_table' if nested else '_array'}({name}, {kind}, {_DTYPES[kind]})")
    scalars += [f"type({name}) is not {type_.kind}" for name, type_ in kernel.constants.items()]
    given += list(kernel.constants)
    given += ["0"] * any(f.recursive for f in kernel.functions)
    lines = [f"def {kernel.entry}({', '.join([*main.parameters, *kernel.constants])}):"]
    if scalars:
        lines += [f"    if {' or '.join(scalars)}:", "        return NotImplemented"]
    lines += [
        "    try:", f"        return f_{kernel.entry}({', '.join(given)})",
        "    except (ArithmeticError, LookupError, MemoryError, TypeError, ValueError):",
        "        return NotImplemented",
    ]  # fmt: skip
    return "\n".join(lines), used
