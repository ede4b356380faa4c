"""The typed form of a function between Python and a backend's text.

A ``Kernel`` has only values that compiled code holds exactly. Whatever it cannot do exactly at run time (an integer
beyond 64 bits, an index out of range, a division by zero, a ``raise`` statement) is to *decline*: the call is given up
without a trace, since a kernel changes nothing that its caller can see before it ends, and the original runs instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hasten.proposers.compile.lattice import INT, Range, Type


@dataclass
class Expr:
    """An expression.

    Attributes:
        op: What it does: ``const``, ``var``, an operator as Python writes it, ``index``, ``call`` and so on.
        type: Type of its value.
        args: Operands, evaluated from left to right, all of them (but those of ``and``, ``or`` and ``cond``).
        value: Constant, name of a variable or of a function, by ``op``.
        range: Where an integer lies, before the check of this very operation.
    """

    op: str
    type: Type
    args: tuple[Expr, ...] = ()
    value: Any = None
    range: Range = field(default_factory=Range)

    @property
    def checked(self) -> bool:
        """Whether the operation may leave 64 bits."""
        return self.type == INT and not self.range.fits

    @property
    def after(self) -> Range:
        """Range of the value once it has been checked."""
        return self.range.clipped()

    def walk(self) -> Iterator[Expr]:
        """The expression and all below it."""
        yield self
        for part in self.args:
            yield from part.walk()


@dataclass
class Stmt:
    """A statement: ``set store push expr if while for_range for_each return break continue decline`` by ``op``.

    Attributes:
        args: Expressions, by ``op``.
        name: Variable that is set or counted.
        body: Inner statements.
        orelse: Those of the other branch of an ``if``.
    """

    op: str
    args: tuple[Expr, ...] = ()
    name: str = ""
    body: list[Stmt] = field(default_factory=list)
    orelse: list[Stmt] = field(default_factory=list)


@dataclass
class Function:
    """A function of a kernel.

    Attributes:
        name: Name in the module.
        parameters: Names in order.
        variables: Type of every variable, parameters included.
        body: What it does.
        returns: Type of the result; ``unknown`` for an entry whose returns differ.
        unset: Variables that are read where they may not have been set, which is asked at run time.
        recursive: Whether it may come to call itself.
        optional: Variables that may be None, which is asked at run time.
    """

    name: str
    parameters: tuple[str, ...]
    variables: dict[str, Type]
    body: list[Stmt]
    returns: Type
    unset: frozenset[str] = frozenset()
    recursive: bool = False
    optional: frozenset[str] = frozenset()


@dataclass
class Kernel:
    """A function with all that it calls.

    Attributes:
        entry: Name of the function that is called from outside.
        functions: The entry and its helpers, callees first.
        constants: What the module binds once to a literal and is handed in with every call, by name.
        changes: Whether an argument, or one of those, may be changed in place.
    """

    entry: str
    functions: list[Function]
    constants: dict[str, Type]
    changes: bool

    @property
    def main(self) -> Function:
        """The entry."""
        return next(f for f in self.functions if f.name == self.entry)


def statements(body: list[Stmt]) -> Iterator[Stmt]:
    """All statements of a body, inner ones too."""
    for stmt in body:
        yield stmt
        yield from statements(stmt.body)
        yield from statements(stmt.orelse)


def expressions(body: list[Stmt]) -> Iterator[Expr]:
    """All expressions of a body."""
    for stmt in statements(body):
        for expr in stmt.args:
            yield from expr.walk()
