"""Arguments of the function: which types the workload shows, the test for them, and the arrays that they become."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.core.facts import ParameterFacts
from hasten.proposers.compile.numpy.affine import Affine, length_symbol
from hasten.proposers.compile.numpy.frames import schema_of, take_frame
from hasten.proposers.compile.numpy.scope import Array, Table
from hasten.proposers.compile.numpy.state import State, scalar
from hasten.proposers.compile.numpy.terms import DTYPES, Kind
from hasten.proposers.compile.refusal import Unsupported

_BASES = ("int", "float", "bool")
#: How numpy's arrays say what they hold, of those whose arithmetic is Python's.
_CODES = {"<f8": "float", "<i8": "int", "|b1": "bool"}


@dataclass
class Arguments:
    """The arguments, as they are taken.

    Attributes:
        tests: What must hold of them.
        lines: Statements that make arrays of lists, by the name of the array.
        arrays: Names of those that are arrays, or lists.
    """

    tests: list[str] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)
    arrays: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)


def taken(
    state: State, parameters: Sequence[ParameterFacts], used: Collection[str], changed: Collection[str]
) -> Arguments:
    """Bind the parameters; one of a type that is not known here is left unbound.

    Args:
        state: Gets the parameters.
        parameters: As the workload shows them.
        used: Names that the function reads.
        changed: Names whose elements the function writes.
    """
    found = Arguments()
    for one in parameters:
        if one.name in used:
            _take(state, found, one.name, one.domain, changed)
    if found.frames and (len(found.frames) > 1 or found.arrays) and state.changed:
        raise Unsupported("it changes an argument beside a frame")
    for name in changed:
        if name in found.arrays:
            found.tests.append(f"{name}.flags.writeable")
            found.tests += [f"not np.may_share_memory({name}, {n})" for n in found.arrays if n != name]
        if name in found.lists:
            found.tests += [f"{name} is not {other}" for other in found.lists if other != name]
            found.tests += [f"all(row is not {name} for row in {other})" for other in found.nested]
    return found


def _take(state: State, found: Arguments, name: str, domain: Mapping[str, Any], changed: Collection[str]) -> None:
    kind = domain.get("k")
    if kind in _BASES:
        base = str(kind)
        found.tests.append(f"type({name}) is {base}")
        affine = state.symbol_of(name, name) if base == "int" else None
        state.env[name] = scalar(name, Kind(base), affine)
    elif kind == "ndarray":
        _array(state, found, name, domain, changed)
    elif kind == "object":
        schema = schema_of(domain)
        if schema is not None:
            if name in changed:
                state.changed[name] = "frame"
            take_frame(state, found.tests, found.lines, name, schema)
            found.frames.append(name)
    elif kind == "list":
        _list(state, found, name, domain.get("of", {}), changed)


def _array(state: State, found: Arguments, name: str, domain: Mapping[str, Any], changed: Collection[str]) -> None:
    base, rank = _CODES.get(str(domain.get("dtype"))), domain.get("ndim")
    if base is None or rank not in (1, 2, 3):
        return
    found.tests += [f"type({name}) is np.ndarray", f"{name}.dtype == {DTYPES[base]}", f"{name}.ndim == {rank}"]
    found.arrays.append(name)
    dims = tuple(length_symbol(name, place) for place in range(rank))
    if name in changed:
        own = state.writer.fresh(f"new_{name}")
        found.lines[own] = f"{own} = {name}.copy()"
        state.env[name] = Array(name, own, Kind(base, True), dims)
        state.changed[name] = "array"
    else:
        state.env[name] = Array(name, name, Kind(base, True), dims, plain=name, given=True)


def _list(state: State, found: Arguments, name: str, of: Mapping[str, Any], changed: Collection[str]) -> None:
    kind = of.get("k")
    state.writer.filled.add(f"len({name})")
    own = state.writer.fresh(f"{name}_array")
    if kind in _BASES:
        base = str(kind)
        found.tests += [f"type({name}) is list", f"set(map(type, {name})) == {{{base}}}"]
        found.lines[own] = f"{own} = {_made(name, base)}"
        dims: tuple[Affine, ...] = (length_symbol(name, 0),)
        found.lists.append(name)
    elif kind == "list" and of.get("of", {}).get("k") in _BASES:
        base = str(of["of"]["k"])
        found.tests += [
            f"type({name}) is list", f"set(map(type, {name})) == {{list}}", f"len(set(map(len, {name}))) == 1",
            f"{{type(x) for row in {name} for x in row}} == {{{base}}}",
        ]  # fmt: skip
        found.lines[own] = f"{own} = {_made(name, base)}"
        width = length_symbol(own, 1)
        state.writer.filled.add(f"{own}.shape[1]")
        dims = (length_symbol(name, 0), width)
        state.writer.names[f"{own}.shape[1]"] = f"len({name}[0])"
        found.nested.append(name)
    elif kind == "tuple" and of.get("items") and name not in changed:
        _table(state, found, name, of["items"])
        return
    else:
        return
    if name in changed:
        state.env[name] = Array(name, own, Kind(base), dims, listed=True, given=kind == "list")
        state.changed[name] = "list"
    else:
        state.env[name] = Array(name, own, Kind(base), dims, plain=name, listed=True, given=True)


def _table(state: State, found: Arguments, name: str, items: Sequence[Mapping[str, Any]]) -> None:
    bases = [str(item.get("k")) for item in items]
    if not all(base in _BASES for base in bases):
        return
    size = length_symbol(name, 0)
    columns = []
    for place, base in enumerate(bases):
        own = state.writer.fresh(f"{name}_{place}")
        found.lines[own] = f"{own} = {_made(f'[item[{place}] for item in {name}]', base)}"
        columns.append(Array(own, own, Kind(base), (size,), listed=True, given=True))
    found.tests += [
        f"type({name}) is list", f"set(map(type, {name})) == {{tuple}}", f"set(map(len, {name})) == {{{len(bases)}}}",
    ]  # fmt: skip
    if len(set(bases)) == 1:
        found.tests.append(f"{{type(x) for item in {name} for x in item}} == {{{bases[0]}}}")
    else:
        found.tests.append(f"{{tuple(map(type, item)) for item in {name}}} == {{({', '.join(bases)})}}")
    state.env[name] = Table(name, tuple(columns), size)


def _made(text: str, base: str) -> str:
    return f"np.array({text}, dtype=np.int64)" if base == "int" else f"np.array({text})"


def needed_lines(arguments: Arguments, body: Sequence[str]) -> list[str]:
    """Those of the arrays that the new text uses."""
    whole = "\n".join(body)
    return [line for name, line in arguments.lines.items() if re.search(rf"\b{name}\b", whole)]
