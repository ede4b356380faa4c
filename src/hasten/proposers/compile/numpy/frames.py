"""Rows of a pandas frame as elements of its columns.

A row is a Series of one type: floats of numpy where the columns are integers and floats, objects where a column holds
texts or the like, and those are numbers of Python from ``iterrows`` and ``apply``, of numpy from ``iloc``. What
``itertuples`` and a loop over a column give are numbers of Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hasten.proposers.compile.numpy.affine import Affine, length_symbol
from hasten.proposers.compile.numpy.scope import Array, Frame
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import Kind

_NUMBERS = {"float64": "float", "int64": "int"}
#: Types of columns beside which numbers stand as Python's in a row.
_OBJECTS = frozenset({"object", "str", "bool"})


@dataclass(frozen=True)
class Schema:
    """Columns of a frame.

    Attributes:
        names: In their order.
        types: Type by column.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]


def schema_of(domain: Mapping[str, Any]) -> Schema | None:
    """The columns that all frames of a workload have, or None where they differ or are not known."""
    if domain.get("cls") != "pandas:DataFrame":
        return None
    try:
        fields = domain["fields"]
        names = [_only(part) for part in fields["columns"]["fields"]["data"]["items"][1]["items"]]
        types = [_only(column["items"][0]) for column in fields["data"]["items"]]
    except (KeyError, IndexError, TypeError):
        return None
    if None in names or None in types or len(names) != len(types) or len(set(names)) != len(names):
        return None
    return Schema(tuple(map(str, names)), tuple(map(str, types)))


def _only(domain: Mapping[str, Any]) -> str | None:
    choices = domain.get("choices", ())
    return choices[0] if len(choices) == 1 and isinstance(choices[0], str) else None


def take_frame(state: State, tests: list[str], lines: dict[str, str], name: str, schema: Schema) -> None:
    """Bind a parameter that is a frame, with a line for each of its columns that holds numbers."""
    tests += [
        f"type({name}) is pd.DataFrame", f"list({name}.columns) == {list(schema.names)!r}",
        f"list(map(str, {name}.dtypes)) == {list(schema.types)!r}", f"len({name}) > 0",
    ]  # fmt: skip
    size = length_symbol(name, 0)
    state.writer.filled.add(f"len({name})")
    every = set(schema.types)
    columns: dict[str, dict[str, Array]] = {}
    for column, type_ in zip(schema.names, schema.types, strict=True):
        if type_ in _NUMBERS:
            columns[column] = _column(state, lines, name, column, type_, every, size)
    state.env[name] = Frame(name, schema.names, columns, size)


def _column(
    state: State, lines: dict[str, str], frame: str, column: str, type_: str, every: set[str], size: Affine
) -> dict[str, Array]:
    """The arrays that a column is, by how its elements are read."""
    word = "".join(c if c.isalnum() and c.isascii() else "_" for c in column.lower()).strip("_")
    own = state.writer.fresh(word if word.isidentifier() else f"{frame}_column")
    base = _NUMBERS[type_]
    lines[own] = f'{own} = {frame}[{column!r}].to_numpy()'
    found = {
        "column": Array(own, own, Kind(base, True), (size,), given=True),
        "tuple": Array(own, own, Kind(base), (size,), given=True),
    }
    if every <= _NUMBERS.keys():
        wide = own
        if base == "int" and "float64" in every:
            wide = state.writer.fresh(f"{own}_float")
            lines[wide] = f"{wide} = {frame}[{column!r}].to_numpy(dtype=np.float64)"
            base = "float"
        found["row"] = found["iloc"] = Array(wide, wide, Kind(base, True), (size,), given=True)
    elif every <= _NUMBERS.keys() | _OBJECTS:
        found["row"], found["iloc"] = found["tuple"], found["column"]
    return found
