"""Which variables a run of statements sets, reads before it has set them, and reads at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hasten.proposers.compile.ir import Expr, Stmt, statements

LOOPS = ("for_range", "for_each", "while")
_COUNTED = ("for_range", "for_each")


def variables(expr: Expr) -> Iterator[str]:
    """Names of the variables in an expression."""
    for part in expr.walk():
        if part.op in ("var", "isnone"):
            yield part.value


def bound(body: Sequence[Stmt]) -> set[str]:
    """Variables that are set in a body, counters of inner loops included."""
    return {s.name for s in statements(list(body)) if s.op in ("set", "none", *_COUNTED)}


def read(body: Sequence[Stmt]) -> list[str]:
    """Variables that are read in a body, as often as they are."""
    return [name for stmt in statements(list(body)) for expr in stmt.args for name in variables(expr)]


def exposed(body: Sequence[Stmt], known: frozenset[str] = frozenset()) -> set[str]:
    """Variables that a body may read before it has set them.

    Args:
        known: Those that are set where it starts.
    """
    return _through(body, set(known))[0]


def _through(body: Sequence[Stmt], known: set[str]) -> tuple[set[str], set[str] | None]:
    """What is read too early, and what is set at the end; None where the end is not reached."""
    early: set[str] = set()
    for stmt in body:
        early |= {name for expr in stmt.args for name in variables(expr)} - known
        if stmt.op in ("set", "none"):
            known = known | {stmt.name}
        elif stmt.op in LOOPS:
            inside = known | ({stmt.name} if stmt.op in _COUNTED else set())
            early |= _through(stmt.body, inside)[0]
        elif stmt.op == "if":
            one, after_one = _through(stmt.body, set(known))
            other, after_other = _through(stmt.orelse, set(known))
            early |= one | other
            if after_one is None and after_other is None:
                return early, None
            reached = [names for names in (after_one, after_other) if names is not None]
            known = set.intersection(*reached)
        elif stmt.op in ("return", "break", "continue", "decline"):
            return early, None
    return early, known
