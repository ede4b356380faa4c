"""How a kernel's values are held in C++, where that may be leaner than a copy of Python's objects.

A text that is only passed on and compared stays Python's object (``word``). A list argument that is gone over from its
front, or looked into now and then, stays Python's list (``view``). Constants to loop over are an array (``fixed``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import CHAR, STR, Type, known

WORD = Type("word")
_LOOPS = ("for_range", "for_each", "while")
#: A list that is looked into at more places than this within loops is better copied once.
_MOST_READS = 3
_MOST_CONSTANTS = 64
#: Operations that take a text as a whole, or a container of texts, and those that give a text.
_WHOLE = frozenset((
    "==", "!=", "<", "<=", ">", ">=", "tuple", "list", "cond", "call", "contains", "has", "get", "get_or", "truth",
    "len", "count", "position", "pop_key", "pop_or", "entries", "copy",
))  # fmt: skip
_GIVE = frozenset(("var", "const", "cond", "item", "at", "index", "call", "get", "get_or", "pop", "pop_key", "pop_or"))


def lean(kernel: Kernel) -> Kernel:
    """The kernel with leaner forms where its values allow them; the one that is given stays as it is."""
    if _texts_stay_whole(kernel):
        kernel = _retyped(kernel, _worded)
    functions = [_with_constants(function) for function in kernel.functions]
    kernel = replace(kernel, functions=functions)
    called = {e.value for f in functions for e in expressions(f.body) if e.op == "call"}
    if kernel.changes or kernel.entry in called:
        return kernel
    return replace(kernel, functions=[_with_views(f) if f.name == kernel.entry else f for f in functions])


# -- texts ------------------------------------------------------------------------------------------------------------


def _texts_stay_whole(kernel: Kernel) -> bool:
    """Whether no text is made, taken apart or looked into."""
    for function in kernel.functions:
        for expr in expressions(function.body):
            if expr.type == STR and expr.op not in _GIVE:
                return False
            if expr.op not in _WHOLE and any(part.type == STR for part in expr.args):
                return False
            if expr.op in ("contains", "count") and expr.args[0].type.is_text:
                return False
            if expr.type == CHAR and expr.op in ("index", "at") and expr.args[0].type == STR:
                return False
        for stmt in statements(function.body):
            if stmt.op == "for_each" and any(part.type == STR for part in stmt.args):
                return False
    return True


def _worded(type_: Type) -> Type:
    if type_ == STR:
        return WORD
    return Type(type_.kind, tuple(map(_worded, type_.of)))


def _retyped(kernel: Kernel, change: Callable[[Type], Type]) -> Kernel:
    def of_expr(expr: Expr) -> Expr:
        return replace(expr, type=change(expr.type), args=tuple(map(of_expr, expr.args)))

    def of_block(body: Sequence[Stmt]) -> list[Stmt]:
        return [
            replace(s, args=tuple(map(of_expr, s.args)), body=of_block(s.body), orelse=of_block(s.orelse)) for s in body
        ]

    functions = [
        replace(
            f, variables={name: change(t) for name, t in f.variables.items()}, body=of_block(f.body),
            returns=change(f.returns),
        )
        for f in kernel.functions
    ]  # fmt: skip
    return replace(kernel, functions=functions)


# -- constants to loop over -------------------------------------------------------------------------------------------


def _with_constants(function: Function) -> Function:
    """Lists of constants that are only looped over, as arrays: statements ``constants`` in place of ``set``."""
    found = {}
    for name, type_ in function.variables.items():
        sets = [s for s in statements(function.body) if s.op in ("set", "none") and s.name == name]
        free = name not in function.parameters and name not in function.unset and name not in function.optional
        if not free or type_.kind != "list" or len(sets) != 1 or sets[0].op != "set":
            continue
        made = sets[0].args[0]
        plain = made.op == "list" and 0 < len(made.args) <= _MOST_CONSTANTS and all(map(_constant, made.args))
        looped = all(op in ("for_each", "at", "len") for op, _ in _uses(function.body, name, 0))
        if plain and looped and _simple(known(type_.element)):
            found[name] = replace(type_, kind="fixed")
    if not found:
        return function

    def of_block(body: Sequence[Stmt]) -> list[Stmt]:
        return [
            replace(
                s, op="constants" if s.op == "set" and s.name in found else s.op, body=of_block(s.body),
                orelse=of_block(s.orelse),
            )
            for s in body
        ]  # fmt: skip

    return replace(function, variables=function.variables | found, body=of_block(function.body))


def _constant(expr: Expr) -> bool:
    return expr.op == "const" or (expr.op == "tuple" and all(map(_constant, expr.args)))


def _simple(type_: Type) -> bool:
    """Whether a constant of the type needs no memory of its own."""
    if type_.kind == "tuple":
        return all(map(_simple, type_.of))
    return type_.numeric or type_ == CHAR


# -- lists that stay Python's -----------------------------------------------------------------------------------------


def _with_views(function: Function) -> Function:
    """The entry with those of its parameters as views that are read a little, from the front or by place."""
    found = {}
    for name in function.parameters:
        type_ = function.variables[name]
        bound = any(s.op in ("set", "none") and s.name == name for s in statements(function.body))
        if type_.kind != "list" or bound or name in function.unset or name in function.optional:
            continue
        uses = list(_uses(function.body, name, 0))
        deep = [depth for op, depth in uses if op in ("at", "index") and depth]
        other = any(op not in ("at", "index", "len", "for_each") for op, _ in uses)
        if not other and max(deep, default=0) <= 1 and len(deep) <= _MOST_READS and _apart(known(type_.element)):
            found[name] = replace(type_, kind="view")
    return replace(function, variables=function.variables | found) if found else function


def _apart(type_: Type) -> bool:
    """Whether a value can be taken out of its object without holding a list."""
    if type_.kind == "tuple":
        return all(map(_apart, type_.of))
    return type_.numeric or type_ in (STR, WORD)


def _uses(body: Sequence[Stmt], name: str, depth: int) -> Iterator[tuple[str, int]]:
    """What is done with a variable, with how many loops are around it; ``var`` where it is taken as a whole."""
    for stmt in body:
        inner = depth + (stmt.op in _LOOPS)
        for expr in stmt.args:
            if stmt.op == "for_each" and _is(expr, name):
                yield "for_each", depth
            else:
                # The test of a while loop is made in every round.
                yield from _uses_in(expr, name, inner if stmt.op == "while" else depth)
        yield from _uses(stmt.body, name, inner)
        yield from _uses(stmt.orelse, name, inner)


def _uses_in(expr: Expr, name: str, depth: int) -> Iterator[tuple[str, int]]:
    if _is(expr, name):
        yield "var", depth
        return
    rest = expr.args
    if expr.op in ("at", "index", "len") and _is(expr.args[0], name):
        yield expr.op, depth
        rest = expr.args[1:]
    for part in rest:
        yield from _uses_in(part, name, depth)


def _is(expr: Expr, name: str) -> bool:
    return expr.op == "var" and expr.value == name


__all__ = ["WORD", "lean"]
