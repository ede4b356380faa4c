"""Loops that stay loops: around operations on arrays, or inside, where the order of additions asks for it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hasten.code.live import read_first
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.proposers.compile.lattice import MOST_ITEMS
from hasten.proposers.compile.numpy.affine import Affine
from hasten.proposers.compile.numpy.bounds import Bound
from hasten.proposers.compile.numpy.loops import index_of, taken_apart
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Array, Carried, Growing, Items, Row, Table, Value
from hasten.proposers.compile.numpy.state import State, scalar
from hasten.proposers.compile.numpy.terms import DTYPES, FLOAT, INT, Kind, Term, leaf
from hasten.proposers.compile.numpy.writer import bound_in
from hasten.proposers.compile.refusal import Unsupported


def kept_iterable(state: State, reader: Reader, node: ast.For) -> tuple[str, dict[str, Value], Bound]:
    """Text of what a loop goes over, what its variables stand for, and how often it goes round."""
    text, value, trips = _iterable(state, reader, node.iter)
    parts = taken_apart(reader, node.target, value)
    return text, {name: _named(state, name, part) for name, part in parts.items()}, trips


def _iterable(state: State, reader: Reader, node: ast.expr) -> tuple[str, Value, Bound]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        if node.func.id == "range":
            return _range(state, reader, node)
        if node.func.id == "enumerate" and len(node.args) == 1:
            text, value, trips = _iterable(state, reader, node.args[0])
            return f"enumerate({text})", Items((leaf("_", INT, (), Bound(MOST_ITEMS)), value)), trips
        if node.func.id == "zip" and node.args:
            parts = [_iterable(state, reader, arg) for arg in node.args]
            return f"zip({', '.join(p[0] for p in parts)})", Items(tuple(p[1] for p in parts)), parts[0][2]
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        return _literal(reader, node)
    found = reader.value(node)
    if isinstance(found, Array) and found.rank == 1:
        text = found.plain or (f"{found.text}.tolist()" if found.listed and found.kind.numpy is False else found.text)
        bound = Bound(1, "abs(_)") if found.kind.base == "int" else Bound()
        return text, leaf("_", found.kind, (), bound), Bound(1, found.dims[0].text(state.writer.names))
    if isinstance(found, Table):
        values = tuple(leaf("_", c.kind, (), Bound(1, "abs(_)")) for c in found.columns)
        return found.name, Items(values), Bound(1, found.size.text(state.writer.names))
    raise Unsupported(f"it loops over {ast.unparse(node)[:40]}")


def _range(state: State, reader: Reader, node: ast.Call) -> tuple[str, Value, Bound]:
    terms = [reader.term(arg) for arg in node.args]
    if len(terms) == 2 and terms[0].axes == terms[1].axes and terms[0].offset and terms[1].offset:
        ahead = terms[1].offset - terms[0].offset
        shown = ahead.text(state.writer.names)
        trips = Bound(max(0, ahead.known)) if ahead.known is not None else Bound(1, f"({shown})")
        return f"range({shown})", terms[0], trips
    if any(not term.scalar or term.kind.base != "int" for term in terms) or not 1 <= len(terms) <= 3:
        raise Unsupported("the bounds of a loop vary over the loop around it")
    text = f"range({', '.join(term.text() for term in terms)})"
    first, last = (terms[0], terms[1]) if len(terms) > 1 else (None, terms[0])
    size = last.affine
    if first is not None and size is not None and first.affine is not None:
        size = size - first.affine
    if size is None or len(terms) == 3 or (first is not None and first.affine is None):
        trips = Bound(1, f"len({text})")
    else:
        trips = state.writer.rounds(size)
    return text, leaf("_", INT, (), Bound(MOST_ITEMS)), trips


def _literal(reader: Reader, node: ast.Tuple | ast.List) -> tuple[str, Value, Bound]:
    """``(-1, 0, 1)`` or ``[(0, 1), (1, 0)]``."""
    values = [reader.value(part) for part in node.elts]
    text = ast.unparse(node)
    if isinstance(values[0], Items):
        rows = [value.parts for value in values if isinstance(value, Items)]
        if len(rows) != len(values) or len({len(row) for row in rows}) != 1:
            raise Unsupported("it loops over tuples of several lengths")
        return text, Items(tuple(_common(column) for column in zip(*rows, strict=True))), Bound(len(values))
    return text, _common(values), Bound(len(values))


def _common(values: Sequence[Value]) -> Term:
    terms = [value for value in values if isinstance(value, Term)]
    if len(terms) != len(values) or len({term.kind for term in terms}) != 1:
        raise Unsupported("it loops over values of several types")
    known = [t.affine.known for t in terms if t.affine is not None and t.affine.known is not None]
    bound = Bound(max(map(abs, known))) if len(known) == len(terms) else Bound(1, "abs(_)")
    return leaf("_", terms[0].kind, (), bound)


def _named(state: State, name: str, value: Value) -> Term:
    """A part of what a loop goes over, under the name of its variable."""
    if not isinstance(value, Term):
        raise Unsupported("a loop has one variable for several values")
    if value.offset is not None:
        return value
    text = state.text_of(name)
    bound = Bound.of(text, numpy=value.kind.numpy) if value.bound.text == "abs(_)" else value.bound
    return leaf(text, value.kind, (), bound)


class KeptLoop:
    """Writes a loop with its body.

    Args:
        state: The place.
        reader: Reads expressions there.
        block: Writes statements.
    """

    def __init__(self, state: State, reader: Reader, block: Callable[[Sequence[ast.stmt]], None]) -> None:
        self.state, self.reader, self.block = state, reader, block

    def write(self, node: ast.For, text: str, bound: Mapping[str, Value], trips: Bound) -> None:
        """The loop.

        Raises:
            Unsupported: A variable is of one type before a round and of another behind it.
        """
        kinds: dict[str, Kind] = {}
        floats: set[str] = set()
        for _ in range(4):
            saved = self.state.saved()
            presumed = {n: kind for n, kind in kinds.items() if n in floats}
            level = (self.state.kept + 1, self.state.branches)
            self.state.presumed |= dict.fromkeys(presumed, level)
            try:
                changed = self._once(node, text, bound, trips, kinds)
            except Unsupported:
                changed = {} if kinds else self._perhaps_floats(node, saved)
                floats |= changed.keys()
                if not changed:
                    raise
            else:
                for name in presumed:
                    self.state.presumed.pop(name, None)
                if not changed:
                    return
            self.state.back_to(saved)
            kinds |= changed
        raise Unsupported("a variable is of one type before a round and of another behind it")

    def _perhaps_floats(self, node: ast.For, state: State) -> dict[str, Kind]:
        """Sums that start at the integer 0, as they are where floats are added to them."""
        names = read_first(node.body) & stored(*node.body) if state.axes else set()
        found = {name: state.env.get(name) for name in names}
        return {n: FLOAT for n, v in found.items() if isinstance(v, Term) and v.scalar and v.origin == "0"}

    def _once(
        self, node: ast.For, text: str, bound: Mapping[str, Value], trips: Bound, kinds: Mapping[str, Kind]
    ) -> dict[str, Kind]:
        state, writer = self.state, self.state.writer
        inside, targets = stored(*node.body), stored(node.target)
        if any(isinstance(state.env.get(n), Carried) for n in inside | targets) or inside & targets or (
            targets & state.changed.keys()
        ):
            raise Unsupported("a value goes from one round to the next in a way that is not known")
        if loaded(node.iter) & _written(node.body):
            raise Unsupported("it goes over elements that it writes")
        again = read_first(node.body) & inside
        if state.mask is not None and again:
            raise Unsupported("a loop runs in some rounds of another only")
        before = self._entered(inside, targets, again, kinds, trips)
        outer = set(state.env)
        for name, value in bound.items():
            if isinstance(value, Term) and value.offset is not None:
                # It runs ahead of the variable of a loop around.
                ahead = state.symbol_of(name, state.text_of(name))
                writer.ranges[next(iter(ahead.terms))] = (Affine(), _last(node, self.reader))
                value = index_of(state, value.axes[0], value.offset + ahead)
            elif isinstance(value, Term) and value.kind.base == "int":
                place = state.symbol_of(name, value.text())
                value = replace(value, affine=place)
                self._ranged(node, place)
            state.env[name] = value
        start = len(writer.lines)
        writer.loops.append((start, writer.depth))
        writer.line(f"for {_target(state, node.target)} in {text}:")
        writer.depth += 1
        state.kept += 1
        crosses = bool(state.axes)
        state.crossed += crosses
        mask = state.mask
        self.block(node.body)
        state.mask = mask
        state.crossed -= crosses
        state.kept -= 1
        writer.depth -= 1
        start, _ = writer.loops.pop()
        for name in inside | targets:
            state.forget(name)
        texts = {state.text_of(name) for name in inside | targets}
        changed = self._compared(before, inside, again, trips, (start, texts))
        for name in set(state.env) - outer:
            if not isinstance(state.env[name], Array) or name in inside:
                del state.env[name]
        for name in targets:
            state.env.pop(name, None)
        return changed

    def _ranged(self, node: ast.For, place: Affine) -> None:
        """Note between which numbers the variable of a loop over a range lies."""
        if not (isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Call)):
            return
        if ast.unparse(node.iter.func) != "range" or len(node.iter.args) > 2:
            return
        ends = [self.reader.term(arg).affine for arg in node.iter.args]
        if any(end is None for end in ends):
            return
        known = [end for end in ends if end is not None]
        first = known[0] if len(known) == 2 else Affine()
        self.state.writer.ranges[next(iter(place.terms))] = (first, known[-1].plus(-1))

    def _entered(
        self, inside: set[str], targets: set[str], again: set[str], kinds: Mapping[str, Kind], trips: Bound
    ) -> dict[str, Value]:
        """What the variables are when a round starts, whichever it is."""
        state = self.state
        for name in inside | targets:
            state.forget(name)
        before: dict[str, Value] = {}
        for name in sorted(inside):
            value = state.env.get(name)
            if isinstance(value, Term) and state.axes and name in again and (value.scalar or name in kinds):
                kind = kinds.get(name, value.kind)
                if kind.base != value.kind.base and not (trips.known and not trips.text):
                    # Without a round it would stay an integer.
                    state.writer.decline_if(f"{trips.shown()} < 1")
                value = self._spread(name, value, kind)
            elif isinstance(value, Term) and value.scalar:
                value = replace(scalar(value.text(), kinds.get(name, value.kind)), origin="")
                if value.kind.base == "int":
                    value = replace(value, affine=state.symbol_of(name, value.text()))
            elif isinstance(value, Term) and name not in again:
                del state.env[name]
                continue
            elif isinstance(value, Term) and value.kind.base == "int":
                before[name] = value
                state.env[name] = replace(value, bound=Bound(carried=True), origin="")
                continue
            elif isinstance(value, Array) and value.text != state.text_of(name):
                state.writer.line(f"{state.text_of(name)} = {value.text}")
                value = replace(value, text=state.text_of(name), plain="")
            elif isinstance(value, Row | Items | Table):
                raise Unsupported(f"{name} is bound anew in a loop")
            if value is None:
                continue
            before[name] = value
            if isinstance(value, Term) and value.kind.base == "int" and not value.scalar:
                state.env[name] = replace(value, bound=Bound(carried=True))
            else:
                state.env[name] = value
        for name, value in list(state.env.items()):
            # What is known of the elements of an array may not hold in the next round.
            if isinstance(value, Array) and not value.given and not value.plain and value.kind.base == "int":
                state.env[name] = replace(value, most=None)
        return before

    def _spread(self, name: str, value: Term, kind: Kind) -> Term:
        """A variable that is to vary over the loops around, with what it starts from everywhere."""
        state = self.state
        target = state.text_of(name)
        shape = state.writer.shape([axis.size for axis in state.axes])
        if value.scalar:
            if value.origin in ("0", "0.0", "False"):
                dtype = "" if kind.base == "float" else f", dtype={DTYPES[kind.base]}"
                made = f"np.zeros({shape}{dtype})"
            else:
                made = f"np.full({shape}, {value.text()}, dtype={DTYPES[kind.base]})"
            lines = state.writer.lines
            if lines and lines[-1].strip() == f"{target} = {value.origin}":
                lines.pop()
            state.writer.line(f"{target} = {made}")
            state.fresh.add(target)
        elif value.kind.base != kind.base:
            raise Unsupported(f"{name} is of one type at one time and of another at another")
        return leaf(target, kind, state.axes, value.bound)

    def _compared(
        self, before: Mapping[str, Value], inside: set[str], again: set[str], trips: Bound,
        loop: tuple[int, set[str]],
    ) -> dict[str, Kind]:  # fmt: skip
        """Kinds that have changed in a round; what is known behind the loop."""
        state, changed = self.state, dict[str, Kind]()
        ids = [state.env[n].name for n in again if isinstance(state.env.get(n), Array)]  # type: ignore[union-attr]
        if len(set(ids)) != len(ids):
            raise Unsupported("an array has two names")
        for name, old in before.items():
            new = state.env.get(name)
            if isinstance(old, Array | Growing):
                if not isinstance(new, type(old)) or (isinstance(old, Array) and not _alike(old, new)):
                    raise Unsupported(f"{name} is another kind of container in each round")
                continue
            if not isinstance(old, Term):
                continue
            if not isinstance(new, Term):
                state.env.pop(name, None)
                if name in again:
                    raise Unsupported(f"{name} is not known behind a round")
                continue
            if new.axes != old.axes:
                if name in again:
                    raise Unsupported(f"{name} varies over other loops in each round")
                del state.env[name]
                continue
            if new.kind != old.kind:
                changed[name] = self._joined(old, new, trips)
            bound = new.bound
            if new.scalar:
                bound = Bound.of(new.text(), numpy=new.kind.numpy) if new.kind.base == "int" else Bound()
            elif new.kind.base == "int":
                bound = self._grown(name, old.bound, replace(new.bound, carried=False), trips, loop)
            state.env[name] = replace(new, bound=bound, affine=None, offset=None, origin="")
        return changed

    def _grown(self, name: str, old: Bound, added: Bound, trips: Bound, loop: tuple[int, set[str]]) -> Bound:
        """How large integers are behind a loop each round of which may add as much."""
        start, texts = loop
        writer = self.state.writer
        if not added.mentions(texts | bound_in(writer.lines[start:])):
            return old + added * trips
        # What a round adds is known in that round only.
        most = writer.fresh(f"{name}_most")
        length = len(writer.lines)
        writer.settle(f"{old.text} {added.text}")
        start += len(writer.lines) - length
        writer.lines.insert(start, f"{'    ' * writer.depth}{most} = {old.shown()}")
        writer.loops = [(s + 1 if s > start else s, depth) for s, depth in writer.loops]
        writer.depth += 1
        writer.line(f"{most} += {added.shown()}")
        writer.depth -= 1
        return Bound(1, most)

    def _joined(self, old: Term, new: Term, trips: Bound) -> Kind:
        if new.kind.base == "either":
            return new.kind
        if not new.scalar:
            # The array has one type; without a round it would be the other.
            if not (trips.known and not trips.text):
                self.state.writer.decline_if(f"{trips.shown()} < 1")
            if (old.kind.base, new.kind.base) == ("int", "float"):
                return Kind("float", new.kind.numpy)
            if old.kind.base != new.kind.base:
                raise Unsupported("a variable is of one type at one time and of another at another")
            return new.kind
        return old.kind.either(new.kind)


def _written(body: Sequence[ast.stmt]) -> set[str]:
    """Names of variables whose elements statements write."""
    places = [n for n in descend(*body) if isinstance(n, ast.Subscript) and not isinstance(n.ctx, ast.Load)]
    return {name for place in places for name in loaded(place.value)}


def _last(node: ast.For, reader: Reader) -> Affine:
    """The last value of what runs ahead of the variable of a loop around."""
    assert isinstance(node.iter, ast.Call)
    first, end = [reader.term(arg) for arg in node.iter.args]
    assert first.offset is not None and end.offset is not None
    return (end.offset - first.offset).plus(-1)


def _alike(old: Array, new: Value | None) -> bool:
    return (
        isinstance(new, Array) and new.kind == old.kind and new.listed == old.listed and new.given == old.given
        and new.dims == old.dims
    )  # fmt: skip


def _target(state: State, target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return state.text_of(target.id)
    assert isinstance(target, ast.Tuple)
    return ", ".join(f"({_target(state, t)})" if isinstance(t, ast.Tuple) else _target(state, t) for t in target.elts)
