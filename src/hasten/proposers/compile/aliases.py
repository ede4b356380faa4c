"""Whether a kernel may change one of its arguments in place: which containers may be reached from them."""

from __future__ import annotations

from hasten.proposers.compile.ir import Expr, Function, Stmt, expressions, statements

_CONTAINERS = ("list", "set", "dict", "tuple", "unknown")
#: Statements that change their first argument, and may put their last one into it.
CHANGES = (
    "push", "extend", "insert", "store", "put", "sort", "reverse", "clear", "set_add", "set_discard", "remove",
    "set_slice",
)  # fmt: skip
#: Expressions that change their first argument.
TAKES = ("pop", "pop_key", "pop_or")
#: Expressions whose list is a new one; what its elements are is still shared.
_FRESH = ("slice", "copy", "concat", "repeat")


def changes_arguments(function: Function) -> bool:
    """Whether a function may change what its arguments hold; doubt counts as yes."""
    reached = reached_from_arguments(function)
    return any(_changes(stmt, reached) for stmt in statements(function.body)) or any(
        expr.op in TAKES and _roots(expr.args[0]) & reached for expr in expressions(function.body)
    )


def reached_from_arguments(function: Function) -> set[str]:
    """Variables that may hold a container that an argument, or a constant of the module, is or holds."""
    reached = {name for name in function.parameters if function.variables[name].kind in _CONTAINERS}
    reached |= {f"global {e.value}" for e in expressions(function.body) if e.op == "global"}
    stmts = list(statements(function.body))
    while True:
        before = len(reached)
        for stmt in stmts:
            if stmt.op == "set" and _may_reach(stmt.args[0], reached):
                reached.add(stmt.name)
            elif stmt.op in CHANGES and any(_may_reach(a, reached) for a in stmt.args[1:]):
                # What is put into a container can be reached, and changed, by way of it.
                reached |= _roots(stmt.args[0])
        if len(reached) == before:
            break
    return reached


def _changes(stmt: Stmt, reached: set[str]) -> bool:
    return stmt.op in CHANGES and bool(_roots(stmt.args[0]) & reached)


def _may_reach(expr: Expr, reached: set[str]) -> bool:
    """Whether a value may be, or hold, a container that an argument holds."""
    if expr.op in _FRESH and not any(part.kind in _CONTAINERS for part in expr.type.of):
        return False
    return expr.type.kind in _CONTAINERS and bool(_roots(expr) & reached)


def _roots(expr: Expr) -> set[str]:
    parts = [part for part in expr.walk() if part.type.kind in _CONTAINERS]
    found = {part.value for part in parts if part.op == "var"}
    return found | {f"global {part.value}" for part in parts if part.op == "global"}
