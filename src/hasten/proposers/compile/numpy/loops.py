"""What a loop goes over, as a dimension of arrays or as a loop that stays one."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from hasten.proposers.compile.lattice import MOST_ITEMS
from hasten.proposers.compile.numpy.affine import Affine, is_length
from hasten.proposers.compile.numpy.bounds import MOST_ROUNDS_BITS, Bound
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Array, Items, Other, Row, Rows, Table, Value
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import INT, Axis, Term, expression
from hasten.proposers.compile.refusal import Unsupported

Sequence_ = Array | Row | Table | Rows


def axis_of(state: State, reader: Reader, node: ast.For) -> tuple[Axis, dict[str, Value]]:
    """The dimension that a loop becomes, and what its variables stand for inside.

    Raises:
        Unsupported: Its rounds are not known before it starts, or it goes over something else.
    """
    kind, args, start = _source(node)
    if kind == "range":
        axis = _range_axis(state, reader, args, _name(node.target))
        value: Value = index_of(state, axis, Affine())
        return axis, taken_apart(reader, node.target, value)
    sequences = [_sequence(reader, arg) for arg in args]
    size = _length(sequences[0])
    for other in sequences[1:]:
        # ``zip`` stops at the shorter one; the arrays are to be of one length.
        state.writer.require(_length(other) - size)
        state.writer.require(size - _length(other))
    sequences = [_as_long(found, size) for found in sequences]
    axis, outer = Axis(ast.unparse(node.target), Affine(), size), state.axes
    state.axes = (*outer, axis)
    values = [_element(reader, found, index_of(state, axis, Affine())) for found in sequences]
    value = values[0] if kind == "one" else Items(tuple(values))
    if start is not None:
        value = Items((index_of(state, axis, start), value))
    bound = taken_apart(reader, node.target, value)
    state.axes = outer
    return axis, bound


def index_of(state: State, axis: Axis, offset: Affine) -> Term:
    """The variable of a loop, with something added, as an array of all its values."""
    names = state.writer.names
    low, high = (axis.low + offset).text(names), (axis.high + offset).text(names)
    made = expression(f"np.arange({high})" if low == "0" else f"np.arange({low}, {high})")
    return Term(INT, (axis,), lambda: made, (), Bound(MOST_ITEMS), offset=offset)


def _source(node: ast.For) -> tuple[str, list[ast.expr], Affine | None]:
    """Kind of the iterable, its parts, and the first number of ``enumerate``."""
    over: ast.expr = node.iter
    start: Affine | None = None
    if _calls(over, "enumerate"):
        assert isinstance(over, ast.Call)
        if len(over.args) > 2 or over.keywords or not over.args:
            raise Unsupported("it numbers from a start of its own")
        first = over.args[1] if len(over.args) == 2 else ast.Constant(0)
        if not isinstance(first, ast.Constant) or not isinstance(first.value, int):
            raise Unsupported("it numbers from a start of its own")
        start, over = Affine(first.value), over.args[0]
    if _calls(over, "range") and start is None:
        assert isinstance(over, ast.Call)
        return "range", list(over.args), None
    if _calls(over, "zip"):
        assert isinstance(over, ast.Call)
        if over.keywords or len(over.args) < 2:
            raise Unsupported("it zips in a way of its own")
        return "several", list(over.args), start
    return "one", [over], start


def _calls(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _name(target: ast.expr) -> str:
    if not isinstance(target, ast.Name):
        raise Unsupported("its loop has a target that is no name")
    return target.id


def _range_axis(state: State, reader: Reader, args: Sequence[ast.expr], name: str) -> Axis:
    terms = [reader.term(arg) for arg in args]
    affine = [term.affine for term in terms]
    if any(one is None for one in affine) or not 1 <= len(affine) <= 3:
        raise Unsupported("the bounds of a loop are not known before it starts")
    known = [one for one in affine if one is not None]
    if len(known) == 1:
        axis = Axis(name, Affine(), known[0])
    elif len(known) == 3 and known[2].known == -1:
        axis = Axis(name, known[1].plus(1), known[0].plus(1), down=True)
    elif len(known) == 3 and known[2].known != 1:
        raise Unsupported("it goes in steps")
    else:
        axis = Axis(name, known[0], known[1])
    size = axis.size
    if size.known is not None and size.known > 2**MOST_ROUNDS_BITS:
        raise Unsupported("a loop has so many rounds that an array of them would be very large")
    if any(factor > 0 and not is_length(one) for one, factor in size.terms.items()):
        # Nothing that is there is as long as the loop.
        state.writer.decline_if(f"{size.text(state.writer.names)} > 2**{MOST_ROUNDS_BITS}")
    return axis


def _sequence(reader: Reader, node: ast.expr) -> Sequence_:
    found = reader.value(node)
    if not isinstance(found, Array | Row | Table | Rows):
        raise Unsupported(f"it loops over {ast.unparse(node)}")
    return found


def _as_long(found: Sequence_, size: Affine) -> Sequence_:
    """The same, now that its length is known to be another one's."""
    if isinstance(found, Rows):
        return found
    if isinstance(found, Table):
        return replace(found, columns=tuple(replace(c, dims=(size,)) for c in found.columns), size=size)
    if isinstance(found, Array):
        return replace(found, dims=(size, *found.dims[1:]))
    n = len(found.places)
    dims = (*found.array.dims[:n], size, *found.array.dims[n + 1 :])
    return replace(found, array=replace(found.array, dims=dims))


def _length(found: Sequence_) -> Affine:
    if isinstance(found, Rows):
        return found.frame.size
    if isinstance(found, Table):
        return found.size
    return found.dims[0] if isinstance(found, Array) else found.array.dims[len(found.places)]


def _element(reader: Reader, found: Sequence_, place: Term) -> Value:
    if isinstance(found, Rows):
        if found.how == "iterrows":
            return Items((Other(), Rows(found.frame, "row", place)))
        return replace(found, place=place)
    if isinstance(found, Table):
        return Items(tuple(reader.element(column, (place,)) for column in found.columns))
    array, places = (found, (place,)) if isinstance(found, Array) else (found.array, (*found.places, place))
    return reader.element(array, places) if len(places) == array.rank else Row(array, places)


def taken_apart(reader: Reader, target: ast.expr, value: Value) -> dict[str, Value]:
    """Names of a target with the parts of a value.

    Raises:
        Unsupported: The two are not of one form.
    """
    if isinstance(target, ast.Tuple) and isinstance(value, Rows) and value.how in ("tuple", "labelled"):
        value = reader.fields(value)
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple) or not isinstance(value, Items) or len(target.elts) != len(value.parts):
        raise Unsupported("it takes its elements apart in a way that is not known")
    found: dict[str, Value] = {}
    for inner, part in zip(target.elts, value.parts, strict=True):
        found |= taken_apart(reader, inner, part)
    return found
