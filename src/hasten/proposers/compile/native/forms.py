"""How a kernel's values are held in C++, where that may be leaner than a copy of Python's objects.

A text that is only passed on and compared stays Python's object (``word``). A list argument that is gone over from its
front, or looked into now and then, stays Python's list (``view``), as do a dict and a set that are only looked into or
gone over (``dict_view``, ``set_view``). Constants to loop over are an array (``fixed``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from hasten.proposers.compile.aliases import CHANGES, TAKES
from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import CHAR, STR, Type, known

WORD = Type("word")
_LOOPS = ("for_range", "for_each", "while")
#: A list that is looked into at more places than this within loops is better copied once.
_MOST_READS = 3
_MOST_CONSTANTS = 64
#: What may be done with a dict or set that stays Python's.
_LOOKED = {
    "dict": frozenset(("has", "get", "get_or", "len", "truth", "entries")),
    "set": frozenset(("has", "len", "truth", "entries")),
}
_READS = frozenset(("at", "index", "len", "truth", "has", "get", "get_or", "entries"))
#: Operations that take a text as a whole, or a container of texts, and those that give a text.
_WHOLE = frozenset((
    "==", "!=", "<", "<=", ">", ">=", "tuple", "list", "cond", "call", "contains", "has", "get", "get_or", "truth",
    "len", "count", "position", "pop_key", "pop_or", "entries", "copy",
))  # fmt: skip
_GIVE = frozenset((
    "var", "global", "const", "cond", "item", "at", "index", "call", "get", "get_or", "pop", "pop_key", "pop_or",
))  # fmt: skip


def lean(kernel: Kernel) -> Kernel:
    """The kernel with leaner forms where its values allow them; the one that is given stays as it is."""
    if _texts_stay_whole(kernel):
        kernel = _retyped(kernel, _worded)
    functions = [_with_constants(function) for function in kernel.functions]
    kernel = replace(kernel, functions=functions)
    called = {e.value for f in functions for e in expressions(f.body) if e.op == "call"}
    if kernel.entry not in called:
        changed = _changed_kinds(kernel)
        functions = [_with_views(f, changed, kernel.changes) if f.name == kernel.entry else f for f in functions]
        kernel = replace(kernel, functions=functions)
    return replace(kernel, constants={name: _constant_form(kernel, name) for name in kernel.constants})


def _changed_kinds(kernel: Kernel) -> set[str]:
    """Kinds of containers of which the kernel changes one."""
    changed = {s.args[0].type.kind for f in kernel.functions for s in statements(f.body) if s.op in CHANGES}
    return changed | {e.args[0].type.kind for f in kernel.functions for e in expressions(f.body) if e.op in TAKES}


def _constant_form(kernel: Kernel, name: str) -> Type:
    """How a constant of the module is held: it comes in with every call, so a dict or set is better not copied."""
    type_ = kernel.constants[name]
    if kernel.changes or type_.kind not in _LOOKED:
        return type_
    for function in kernel.functions:
        if any(op not in _LOOKED[type_.kind] for op, _ in _uses(function.body, name, 0, "global")):
            return type_
    return replace(type_, kind=f"{type_.kind}_view")


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
    constants = {name: change(t) for name, t in kernel.constants.items()}
    return replace(kernel, functions=functions, constants=constants)


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


def _with_views(function: Function, changed: Collection[str], changes: bool) -> Function:
    """The entry with those of its parameters as views that are read a little, from the front or by place.

    Args:
        changed: Kinds of containers that the kernel changes: a view of one might be another name of it.
        changes: Whether it may change an argument.
    """
    found = {}
    for name in function.parameters:
        type_ = function.variables[name]
        bound = any(s.op in ("set", "none") and s.name == name for s in statements(function.body))
        if bound or name in function.unset or name in function.optional:
            continue
        uses = list(_uses(function.body, name, 0))
        if type_.kind in _LOOKED and type_.kind not in changed and not (changes and any(map(_held, type_.of))):
            if all(op in _LOOKED[type_.kind] for op, _ in uses):
                found[name] = replace(type_, kind=f"{type_.kind}_view")
            continue
        if changes or type_.kind != "list":
            continue
        deep = [depth for op, depth in uses if op in ("at", "index") and depth]
        other = any(op not in ("at", "index", "len", "truth", "for_each") for op, _ in uses)
        if not other and max(deep, default=0) <= 1 and len(deep) <= _MOST_READS and _apart(known(type_.element)):
            found[name] = replace(type_, kind="view")
    return replace(function, variables=function.variables | found) if found else function


def _apart(type_: Type) -> bool:
    """Whether a value can be taken out of its object without holding a list."""
    if type_.kind == "tuple":
        return all(map(_apart, type_.of))
    return type_.numeric or type_ in (STR, WORD)


def _held(type_: Type) -> bool:
    """Whether a value is or holds a container, which may be changed by way of another name."""
    return type_.kind in ("list", "dict", "set") or any(map(_held, type_.of))


def _uses(body: Sequence[Stmt], name: str, depth: int, op: str = "var") -> Iterator[tuple[str, int]]:
    """What is done with a variable, with how many loops are around it; ``var`` where it is taken as a whole.

    Args:
        op: ``global`` for a constant of the module.
    """
    for stmt in body:
        inner = depth + (stmt.op in _LOOPS)
        for expr in stmt.args:
            if stmt.op == "for_each" and _is(expr, name, op):
                yield "for_each", depth
            else:
                # The test of a while loop is made in every round.
                yield from _uses_in(expr, name, inner if stmt.op == "while" else depth, op)
        yield from _uses(stmt.body, name, inner, op)
        yield from _uses(stmt.orelse, name, inner, op)


def _uses_in(expr: Expr, name: str, depth: int, op: str) -> Iterator[tuple[str, int]]:
    if _is(expr, name, op):
        yield "var", depth
        return
    rest = expr.args
    if expr.op in _READS and _is(expr.args[0], name, op):
        yield expr.op, depth
        rest = expr.args[1:]
    for part in rest:
        yield from _uses_in(part, name, depth, op)


def _is(expr: Expr, name: str, op: str) -> bool:
    return expr.op == op and expr.value == name


__all__ = ["WORD", "lean"]
