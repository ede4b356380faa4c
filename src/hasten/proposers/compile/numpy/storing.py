"""Elements written to arrays, and lists that grow by one element a round."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from hasten.proposers.compile.numpy.affine import Affine, length_symbol
from hasten.proposers.compile.numpy.folds import Folder
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Array, Growing, Row, Value
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import Axis, Term, expression, written
from hasten.proposers.compile.refusal import Unsupported


class Storer:
    """Writes what the rounds of a loop store."""

    def __init__(self, state: State, reader: Reader, folder: Folder) -> None:
        self.state, self.reader, self.folder = state, reader, folder

    def store(self, target: ast.Subscript, value: Term) -> None:
        """``a[i] = value`` in each round.

        Raises:
            Unsupported: Rounds write to one place, or read what others have written.
        """
        array, places = self._place(target)
        self._agree(array, value)
        state, writer = self.state, self.state.writer
        self.reader.ops.observed(value)
        array = self._own(array)
        pattern = tuple((p.axes[0], p.offset) if p.offset is not None else (None, p.affine) for p in places)
        axes = [axis for axis, _ in pattern if axis is not None]
        if sorted(map(id, axes)) != sorted(map(id, state.axes)) or any(p.axes and p.offset is None for p in places):
            raise Unsupported("rounds of a loop write to one place")
        if state.axes:
            self._in_order(array, pattern)
            state.written.append((array.name, (*pattern, (None, Affine(len(state.read))))))
        if not state.axes:
            writer.catches.add("IndexError")
            writer.line(f"{array.text}[{', '.join(p.text() for p in places)}] = {value.text()}")
            return
        place = self.reader.element(array, places, bounded=False)
        state.read.pop()
        there, mask = place.node(), state.mask
        if not isinstance(there, ast.Subscript):
            there = ast.Subscript(there, ast.Slice(), ast.Load())
        if mask is None:
            writer.line(f"{written(there)} = {value.text(state.axes)}")
            return
        assert isinstance(there, ast.Subscript)
        whole = isinstance(there.slice, ast.Slice) and there.slice.lower is None and there.slice.upper is None
        chosen = self.folder.full(mask)
        chosen_there = ast.Subscript(there.value if whole else there, chosen, ast.Load())
        try:
            new = value.node(state.axes, chosen)
        except Unsupported:
            new = ast.Subscript(self.folder.full(value), chosen, ast.Load())
        writer.line(f"{written(chosen_there)} = {written(new)}")

    def add(self, target: ast.Subscript, sign: str, value: Term) -> bool:
        """``counts[k] += value`` where rounds may meet in one place; false where that is a store like any other."""
        array, places = self._place(target)
        state, writer = self.state, self.state.writer
        if all(p.scalar or p.offset is not None for p in places) and {a for p in places for a in p.axes} == set(
            state.axes
        ):
            return False
        if sign not in ("+", "-") or not state.axes or array.rank != len(places):
            raise Unsupported("rounds of a loop write to one place")
        if any(name == array.name for name, _ in [*state.read, *state.written]):
            raise Unsupported("it reads what other rounds have written")
        value = self.reader.ops.number(value)
        self._agree(array, value)
        if state.crossed and array.kind.base == "float":
            raise Unsupported("it adds floats up in the order of two loops")
        if array.kind.base == "int":
            bound = value.bound
            for axis in state.axes:
                bound = bound * writer.rounds(axis.size)
            writer.fits(bound + state.most_of(array))
        else:
            writer.catches.add("FloatingPointError")
        array = self._own(array)
        writer.catches.add("IndexError")
        state.written.append((array.name, ((None, None),)))
        texts = [self.folder.chosen(p) if p.axes else p.text() for p in places]
        added = value.text() if value.scalar else self.folder.chosen(value)
        at = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
        if all(p.scalar for p in places):
            raise Unsupported("all rounds of a loop write to one place")
        name = "add" if sign == "+" else "subtract"
        writer.line(f"np.{name}.at({array.text}, {at}, {added})")
        return True

    def append(self, name: str, value: Value) -> None:
        """``name.append(value)`` in each round."""
        state, growing = self.state, self.state.env.get(name)
        if not isinstance(growing, Growing):
            raise Unsupported(f"it appends to {name}")
        if state.crossed:
            raise Unsupported("it appends in an inner loop")
        inner = state.axes[len(growing.axes) :]
        if growing.axes != state.axes[: len(growing.axes)]:
            raise Unsupported(f"it appends to {name}")
        if isinstance(value, Growing | Row | Array):
            self._append_row(name, growing, value, inner)
            return
        if not isinstance(value, Term):
            raise Unsupported("it appends something that is no number")
        if not value.scalar:
            self.reader.ops.observed(value)
        writer = state.writer
        if not inner or growing.kept != state.kept:
            if growing.axes:
                raise Unsupported("it appends to a list of each round")
            self._extend(name, growing, value)
            return
        if growing.done is not None:
            raise Unsupported(f"it appends to {name} at several places")
        if value.kind.numpy is None:
            raise Unsupported("a list has floats of Python and of numpy")
        text = self._elements(growing, value, inner)
        target = state.text_of(name)
        if growing.axes and state.mask is not None:
            raise Unsupported("it leaves out elements of a row")
        if growing.first and (growing.axes or any(first.kind != value.kind for first in growing.first)):
            raise Unsupported("a list has elements of several types")
        self._drop(target)
        if growing.first:
            text = f"np.concatenate(([{', '.join(first.text() for first in growing.first)}], {text}))"
        writer.line(f"{target} = {text}")
        dims = tuple(axis.size for axis in state.axes)
        if growing.first or state.mask is not None or len(dims) > 1 + len(growing.axes):
            dims = (length_symbol(target, 0),)
        done = Array(state.array_name(name), target, value.kind, dims, listed=True)
        state.env[name] = replace(growing, done=done)

    def _elements(self, growing: Growing, value: Term, inner: Sequence[Axis]) -> str:
        if growing.axes:
            return _copied(self.folder.full(value), value)
        if len(inner) > 1 or self.state.mask is not None:
            return self.folder.chosen(value)
        if any(axis.down for axis in inner):
            raise Unsupported("it appends from the end to the start")
        return _copied(self.folder.full(value), value)

    def _append_row(self, name: str, growing: Growing, value: Value, inner: Sequence[Axis]) -> None:
        """A row that each round has made is a row of an array."""
        state = self.state
        if not isinstance(value, Growing) or value.done is None or len(inner) != 1 or state.mask is not None:
            raise Unsupported("it appends a list")
        if value.axes != state.axes or growing.first or growing.done is not None or growing.axes:
            raise Unsupported("it appends a list")
        if growing.kept != state.kept or any(axis.down for axis in inner):
            raise Unsupported("it appends a list")
        row = value.done
        target = state.text_of(name)
        self._drop(target)
        state.writer.line(f"{target} = {row.text}")
        state.env[name] = replace(growing, done=replace(row, text=target))

    def _extend(self, name: str, growing: Growing, value: Term) -> None:
        """A list that grows in a loop that stays one is a list in the new text too."""
        state = self.state
        if growing.done is not None:
            raise Unsupported(f"it appends to {name} at several places")
        target = state.text_of(name)
        if value.scalar:
            if state.axes:
                raise Unsupported("it appends the same in each round")
            state.writer.line(f"{target}.append({value.text()})")
        else:
            if value.kind.numpy is None:
                raise Unsupported("a list has floats of Python and of numpy")
            text = self._elements(growing, value, state.axes)
            text = f"({text}).tolist()" if value.kind.numpy is False else text
            text = written(expression(text))
            state.writer.line(f"{target}.extend({text})")
        state.env[name] = replace(growing, listed=True)

    def _drop(self, target: str) -> None:
        """Take the line out that made the list, now that all of it is made at once."""
        lines = self.state.writer.lines
        for place in range(len(lines) - 1, -1, -1):
            if lines[place].strip().startswith(f"{target} = ["):
                del lines[place]
                return

    # -- places ---------------------------------------------------------------------------------------------------

    def _place(self, target: ast.Subscript) -> tuple[Array, tuple[Term, ...]]:
        owner = self.reader.value(target.value)
        if not isinstance(owner, Array | Row):
            raise Unsupported(f"it writes to {ast.unparse(target)}")
        if isinstance(target.slice, ast.Slice):
            raise Unsupported("it writes to a slice")
        row = self.reader.row(owner, target.slice)
        if len(row.places) != row.array.rank:
            raise Unsupported("it writes a row")
        return row.array, row.places

    def _agree(self, array: Array, value: Term) -> None:
        """Let an array hold what is stored as what it is."""
        wider = array.kind.base == "float" and value.kind.base == "int" and not array.listed
        if array.kind.base != value.kind.base and not wider:
            raise Unsupported("it stores values of another type than the elements have")
        if array.listed and array.kind.numpy is not value.kind.numpy:
            raise Unsupported("a list has floats of Python and of numpy")

    def _own(self, array: Array) -> Array:
        """The array, of whose elements nothing is known any more."""
        if array.given:
            raise Unsupported(f"it changes {array.name}")
        self.state.stored.add(array.name)
        found = replace(array, most=None)
        for name, value in list(self.state.env.items()):
            if value is array:
                self.state.env[name] = found
        return found

    def _in_order(self, array: Array, pattern: Sequence[tuple[Axis | None, Affine | None]]) -> None:
        """Let every round see what it would have seen one after the other."""
        state = self.state
        for name, other in state.written:
            if name == array.name and not _same(other[:-1], pattern):
                raise Unsupported("it writes to several places of an array in each round")
        for name, other in state.read:
            if name != array.name or _same(other, pattern):
                continue
            if len(pattern) != 1 or pattern[0][0] is None or other[0][0] is not pattern[0][0]:
                raise Unsupported("it reads what other rounds have written")
            mine, theirs = pattern[0][1], other[0][1]
            assert mine is not None and theirs is not None
            ahead = theirs - mine
            state.writer.require(ahead.times(-1) if pattern[0][0].down else ahead)


def check_reads(state: State) -> None:
    """At the end of a loop nest: what was read behind a store is what was stored.

    Raises:
        Unsupported: A later round would have read it.
    """
    for name, pattern in state.written:
        behind = pattern[-1][1]
        reads = state.read[behind.constant :] if behind is not None else state.read
        for other, places in reads:
            if other == name and not (behind is not None and _same(places, pattern[:-1])):
                raise Unsupported("it reads what other rounds have written")


def _same(a: Sequence[tuple[Axis | None, Affine | None]], b: Sequence[tuple[Axis | None, Affine | None]]) -> bool:
    return len(a) == len(b) and all(
        one[0] is other[0] and one[1] is not None and other[1] is not None and one[1] == other[1]
        for one, other in zip(a, b, strict=True)
    )


def _copied(node: ast.expr, value: Term) -> str:
    """An array of its own: what is only read where it lies is copied."""
    text = written(node)
    return text if value.args or text.startswith("np.arange(") else f"{text}.copy()"

