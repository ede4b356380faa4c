"""What the names of a function stand for while it is turned into operations on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hasten.proposers.compile.numpy.affine import Affine
from hasten.proposers.compile.numpy.bounds import Bound
from hasten.proposers.compile.numpy.terms import Axis, Kind, Term


@dataclass(frozen=True, eq=False)
class Array:
    """An array, or a list that stands in the new code as an array.

    Attributes:
        name: Of the variable that holds it in the function; it tells arrays apart.
        text: Of the array in the new code.
        kind: Of its elements.
        dims: Its lengths.
        plain: Text of the user's own object with the same elements, or "" where there is none.
        listed: Whether it is a list in the function, which is what has to be given back.
        given: Whether it came from outside, so that others may see what is written to it.
        most: Bound of its elements, None where it has to be looked up.
    """

    name: str
    text: str
    kind: Kind
    dims: tuple[Affine, ...]
    plain: str = ""
    listed: bool = False
    given: bool = False
    most: Bound | None = None

    @property
    def rank(self) -> int:
        """Number of dimensions."""
        return len(self.dims)


@dataclass(frozen=True, eq=False)
class Row:
    """A part of an array: some of its first places are chosen."""

    array: Array
    places: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """A list of tuples of one length, each place of which is an array of its own."""

    name: str
    columns: tuple[Array, ...]
    size: Affine


@dataclass(frozen=True, eq=False)
class Frame:
    """A frame of pandas.

    Attributes:
        name: Of the parameter.
        names: Of its columns, in their order.
        columns: Array by how an element is read (``row``, ``tuple``, ``column``) by column, of those that hold numbers.
        size: Number of rows.
    """

    name: str
    names: tuple[str, ...]
    columns: Mapping[str, Mapping[str, Array]]
    size: Affine


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a frame, or one of them in each round of a loop.

    Attributes:
        frame: The frame.
        how: ``iterrows`` (label and row), ``row``, ``iloc`` (a row by its place), ``tuple``, ``labelled`` (a tuple with
            its label in front).
        place: Which row, None for all.
    """

    frame: Frame
    how: str
    place: Term | None = None


@dataclass(frozen=True, eq=False)
class Other:
    """Something that numpy is not asked to compute with: a label, a text."""


@dataclass(frozen=True, eq=False)
class Whole:
    """An object that is made at the end, to be given back or to become a column, by its text."""

    text: str


@dataclass(frozen=True, eq=False)
class Items:
    """Several values in a row: a tuple, an element of a table."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Growing:
    """A list that is appended to.

    Attributes:
        name: Of its variable.
        first: Elements that it started with.
        axes: Loops around the place where it was made that are dimensions.
        kept: Number of those that stay loops.
        done: The array that it has become.
        listed: Whether it is a list in the new text too, which has grown.
    """

    name: str
    first: tuple[Term, ...]
    axes: tuple[Axis, ...]
    kept: int = 0
    done: Array | None = None
    listed: bool = False


@dataclass(frozen=True, eq=False)
class Carried:
    """A variable whose value goes from one round of a vectorised loop to the next.

    Attributes:
        before: Its value before the loop.
        axes: Loops around its start, over which it varies.
        folded: What it is after the loop, where a statement has told.
        running: What it is in each round, behind that statement.
    """

    before: Term
    axes: tuple[Axis, ...]
    folded: Term | None = None
    running: Term | None = None


Value = Term | Array | Row | Table | Items | Growing | Carried | Frame | Rows | Other | Whole
