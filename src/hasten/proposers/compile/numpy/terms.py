"""Values inside of vectorised loops: what kind they are, over which loops they vary, and their text in numpy."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hasten.proposers.compile.numpy.affine import Affine
from hasten.proposers.compile.numpy.bounds import Bound
from hasten.proposers.compile.refusal import Unsupported


@dataclass(frozen=True)
class Kind:
    """Type of a single value as the loop would have it.

    Attributes:
        base: ``bool``, ``int`` or ``float``; ``either`` where it may be one or another of them.
        numpy: Whether it is a scalar of numpy and not one of Python; None where it may be either.
    """

    base: str
    numpy: bool | None = False

    def with_(self, *others: Kind, base: str = "") -> Kind:
        """The kind of an operation's result: numpy's as soon as one operand is."""
        every = [one.numpy for one in (self, *others)]
        numpy = True if True in every else None if None in every else False
        return Kind(base or self.base, numpy)

    def either(self, other: Kind) -> Kind:
        """The kind of a value that is of this one at one time and of the other at another."""
        if self == other:
            return self
        return Kind(self.base if self.base == other.base else "either", None)


INT, FLOAT, BOOL = Kind("int"), Kind("float"), Kind("bool")
DTYPES = {"int": "np.int64", "float": "np.float64", "bool": "np.bool_"}


@dataclass(frozen=True, eq=False)
class Axis:
    """A loop that becomes a dimension.

    Attributes:
        name: What it is called in messages.
        low: First value of its variable.
        high: The end, which it does not reach.
        down: Whether the loop goes from the end to the start.
    """

    name: str
    low: Affine
    high: Affine
    down: bool = False

    @property
    def size(self) -> Affine:
        """Number of rounds."""
        return self.high - self.low


Build = Callable[..., ast.expr]


@dataclass(frozen=True, eq=False)
class Term:
    """A value.

    Attributes:
        kind: Of each of its elements.
        axes: Loops over which it varies, outermost first; they are the dimensions of its array.
        build: Makes its text from those of ``args``.
        args: Operands; none for what is read where it lies.
        bound: Of integers.
        affine: Of an integer that varies over no loop and is a sum of named ones.
        offset: Of the variable of its only axis plus this much.
        raises: Whether computing it may set a flag of the processor, or fail, for some elements.
        origin: Of a variable: what it was set to, where that is a number.
    """

    kind: Kind
    axes: tuple[Axis, ...]
    build: Build
    args: tuple[Term, ...] = ()
    bound: Bound = field(default_factory=Bound)
    affine: Affine | None = None
    offset: Affine | None = None
    raises: bool = False
    origin: str = ""

    @property
    def scalar(self) -> bool:
        """Whether it varies over no loop."""
        return not self.axes

    def node(self, want: Sequence[Axis] | None = None, mask: ast.expr | None = None) -> ast.expr:
        """Its expression, with a dimension for each of the wanted loops or such that numpy stretches it to them.

        Args:
            want: Loops; its own where None.
            mask: Chooses elements; it varies over all of the wanted loops.

        Raises:
            Unsupported: The elements cannot be chosen, because a part varies over some of the loops only.
        """
        wanted = self.axes if want is None else tuple(want)
        if mask is not None and not self.scalar:
            if self.axes != wanted:
                raise Unsupported("it chooses elements of something that varies over one of two loops")
            if not self.args or any(arg.axes not in ((), wanted) for arg in self.args):
                return ast.Subscript(self.build(*[a.node(wanted) for a in self.args]), mask, ast.Load())
            return self.build(*[arg.node(wanted if arg.axes else None, mask) for arg in self.args])
        made = self.build(*[arg.node(self.axes if arg.axes else None) for arg in self.args])
        return stretched(made, self.axes, wanted)

    def text(self, want: Sequence[Axis] | None = None, mask: ast.expr | None = None) -> str:
        """The same as text."""
        return written(self.node(want, mask))

    def of_kind(self, kind: Kind) -> Term:
        """The same value under another kind."""
        return replace(self, kind=kind)


def stretched(made: ast.expr, have: Sequence[Axis], want: Sequence[Axis]) -> ast.expr:
    """An array with new dimensions where it does not vary, those in front left to numpy."""
    if not have or list(have) == list(want)[len(want) - len(have) :]:
        return made
    first = next(place for place, axis in enumerate(want) if axis in have)
    items: list[ast.expr] = [ast.Slice() if axis in have else ast.Constant(None) for axis in want[first:]]
    if isinstance(made, ast.Subscript) and _sliced(made.slice, len(have)):
        rest = list(made.slice.elts) if isinstance(made.slice, ast.Tuple) else [made.slice]
        merged: list[ast.expr] = []
        for item in items:
            if not isinstance(item, ast.Slice):
                merged.append(item)
                continue
            # Up to its slice, with the fixed places right behind.
            size = next(place for place, part in enumerate(rest) if isinstance(part, ast.Slice)) + 1
            while size < len(rest) and not isinstance(rest[size], ast.Slice):
                size += 1
            merged += rest[:size]
            rest = rest[size:]
        return ast.Subscript(made.value, ast.Tuple(merged, ast.Load()), ast.Load())
    return ast.Subscript(made, ast.Tuple(items, ast.Load()), ast.Load())


def _sliced(place: ast.expr, n: int) -> bool:
    parts = place.elts if isinstance(place, ast.Tuple) else [place]
    slices = [part for part in parts if isinstance(part, ast.Slice)]
    return len(slices) == n and all(isinstance(part, ast.Slice | ast.Name | ast.Constant) for part in parts)


def expression(text: str) -> ast.expr:
    """The tree of an expression."""
    return ast.parse(text, mode="eval").body


def written(node: ast.expr) -> str:
    """The text of a tree, parts of which may be new."""
    return ast.unparse(ast.fix_missing_locations(node))


def leaf(text: str, kind: Kind, axes: Sequence[Axis] = (), bound: Bound | None = None, **more: object) -> Term:
    """A value that is read where it lies."""
    made = expression(text)
    return Term(kind, tuple(axes), lambda: made, (), bound or Bound(), **more)  # type: ignore[arg-type]


def together(axes: Sequence[Axis], *terms: Term) -> tuple[Axis, ...]:
    """The loops over which any of the terms varies, in their order."""
    used = {axis for term in terms for axis in term.axes}
    return tuple(axis for axis in axes if axis in used)
