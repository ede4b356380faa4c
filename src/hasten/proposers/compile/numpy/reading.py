"""Expressions of the function as terms over its arrays."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import replace

from hasten.proposers.compile.lattice import MOST_ITEMS
from hasten.proposers.compile.numpy.affine import Affine, symbol
from hasten.proposers.compile.numpy.bounds import Bound
from hasten.proposers.compile.numpy.frame_attributes import ATTRIBUTES
from hasten.proposers.compile.numpy.operations import Operations
from hasten.proposers.compile.numpy.scope import Array, Carried, Frame, Items, Other, Row, Rows, Table, Value
from hasten.proposers.compile.numpy.state import State
from hasten.proposers.compile.numpy.terms import BOOL, FLOAT, INT, Axis, Build, Kind, Term, expression, leaf, together
from hasten.proposers.compile.refusal import Unsupported

_MATH = frozenset(
    "sqrt floor ceil trunc fabs exp log log2 log10 sin cos tan asin acos atan atan2 hypot pow isnan isinf isfinite "
    "radians degrees gcd isqrt".split()
)
_WHOLE = frozenset({"floor", "ceil", "trunc", "gcd", "isqrt"})


class Reader:
    """Reads expressions at the place that a state stands for."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.ops = Operations(state)

    def term(self, node: ast.expr) -> Term:
        """A single value.

        Raises:
            Unsupported: It is none, or not one that numpy computes exactly.
        """
        found = self.value(node)
        if isinstance(found, Carried):
            raise Unsupported("a value goes from one round to the next in a way that is not known")
        if not isinstance(found, Term):
            raise Unsupported(f"{ast.unparse(node)} is no number")
        return found

    def value(self, node: ast.expr) -> Value:
        """What an expression stands for."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(f"it uses {ast.unparse(node)[:40]}")
        found: Value = method(node)
        return found

    # -- leaves ---------------------------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Term:
        value = node.value
        if isinstance(value, bool):
            return leaf(repr(value), BOOL, (), Bound(1))
        if isinstance(value, int):
            return leaf(repr(value), INT, (), Bound(abs(value)), affine=Affine(value))
        if isinstance(value, float) and math.isfinite(value):
            return leaf(repr(value), FLOAT)
        raise Unsupported(f"it uses {value!r:.40}")

    def _name(self, node: ast.Name) -> Value:
        found = self.state.value(node.id)
        return found.running if isinstance(found, Carried) and found.running is not None else found

    def _tuple(self, node: ast.Tuple) -> Items:
        return Items(tuple(self.value(part) for part in node.elts))

    def _attribute(self, node: ast.Attribute) -> Value:
        text = ast.unparse(node)
        if text in ("math.inf", "np.inf", "math.pi", "np.pi", "math.e", "math.tau"):
            return leaf(text, FLOAT)
        array = self.value(node.value)
        if isinstance(array, Rows) and array.how != "iterrows" and array.place is not None:
            if node.attr in ATTRIBUTES or node.attr.startswith("_"):
                raise Unsupported(f"it reads the attribute {node.attr}")
            return self._field(array, node.attr)
        if isinstance(array, Frame) and node.attr in array.columns and node.attr not in ATTRIBUTES:
            return array.columns[node.attr]["tuple"]
        if isinstance(array, Array) and node.attr == "values" and self.is_column(array):
            return replace(array, kind=Kind(array.kind.base, True), plain="")
        if isinstance(array, Array) and not array.listed:
            if node.attr == "size" and array.rank == 1:
                return self._length(array.dims[0])
            if node.attr == "shape":
                return Items(tuple(self._length(dim) for dim in array.dims))
        raise Unsupported(f"it reads the attribute {node.attr}")

    def is_column(self, array: Array) -> bool:
        """Whether it is a column as a loop over it reads it."""
        frames = [value for value in self.state.env.values() if isinstance(value, Frame)]
        return any(kinds["tuple"] is array for frame in frames for kinds in frame.columns.values())

    def _field(self, row: Rows, name: str) -> Term:
        """A field of a row, by its name."""
        kinds = row.frame.columns.get(name, {})
        array = kinds.get(row.how if row.how in ("row", "iloc") else "tuple")
        if array is None or row.place is None:
            raise Unsupported(f"the field {name} is no number")
        return self.element(array, (row.place,))

    def fields(self, row: Rows) -> Items:
        """All fields of a tuple."""
        parts: list[Value] = [Other()] if row.how == "labelled" else []
        for name in row.frame.names:
            parts.append(self._field(row, name) if name in row.frame.columns else Other())
        return Items(tuple(parts))

    def _rows(self, frame: Frame, method: str, node: ast.Call) -> Rows:
        """``frame.iterrows()`` and ``frame.itertuples()``."""
        keywords = {one.arg: one.value for one in node.keywords}
        index = keywords.pop("index", ast.Constant(True))
        keywords.pop("name", None)
        if node.args or keywords or not isinstance(index, ast.Constant) or (method == "iterrows" and node.keywords):
            raise Unsupported(f"it calls {method}")
        numbers = [kinds["row"].kind.numpy for kinds in frame.columns.values() if "row" in kinds]
        if self.state.columns and (method == "itertuples" or any(numpy is not False for numpy in numbers)):
            raise Unsupported("it goes over the rows of a frame that has got another column")
        return Rows(frame, "iterrows" if method == "iterrows" else "labelled" if index.value else "tuple")

    def _length(self, dim: Affine) -> Term:
        made = expression(dim.text(self.state.writer.names))
        return Term(INT, (), lambda: made, (), Bound(MOST_ITEMS), affine=dim)

    # -- operators ------------------------------------------------------------------------------------------------

    def _binop(self, node: ast.BinOp) -> Term:
        return self.ops.binary(node.op, self.term(node.left), self.term(node.right))

    def _unaryop(self, node: ast.UnaryOp) -> Term:
        inner = self.term(node.operand)
        if isinstance(node.op, ast.USub):
            return self.ops.negative(inner)
        if isinstance(node.op, ast.Not):
            return self.ops.opposite(inner)
        if isinstance(node.op, ast.UAdd):
            return self.ops.number(inner)
        raise Unsupported("it inverts bits")

    def _compare(self, node: ast.Compare) -> Term:
        parts = [node.left, *node.comparators]
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._among(node)
        terms = [self.term(part) for part in parts]
        tests = [self.ops.compared(op, a, b) for op, a, b in zip(node.ops, terms, terms[1:], strict=False)]
        found = tests[0]
        for test in tests[1:]:
            found = self.ops.both(ast.And(), found, test)
        return found

    def _among(self, node: ast.Compare) -> Term:
        """``x in (1, 2)``."""
        several = node.comparators[0]
        if not isinstance(several, ast.Tuple | ast.List | ast.Set) or not several.elts:
            raise Unsupported("it looks into a container")
        one = self.term(node.left)
        tests = [self.ops.compared(ast.Eq(), one, self.term(part)) for part in several.elts]
        found = tests[0]
        for test in tests[1:]:
            found = self.ops.both(ast.Or(), found, test)
        found = found.of_kind(BOOL)
        return self.ops.opposite(found) if isinstance(node.ops[0], ast.NotIn) else found

    def _boolop(self, node: ast.BoolOp) -> Term:
        terms = [self.term(part) for part in node.values]
        if any(term.kind.base != "bool" for term in terms):
            raise Unsupported("it takes one of two values by and or or")
        found = terms[0]
        for term in terms[1:]:
            found = self.ops.both(node.op, found, term)
        return found

    def _ifexp(self, node: ast.IfExp) -> Term:
        return self.ops.chosen(self.term(node.test), self.term(node.body), self.term(node.orelse))

    # -- calls ----------------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Value:
        name = ast.unparse(node.func)
        method = node.func if isinstance(node.func, ast.Attribute) else None
        if method is not None and isinstance(method.value, ast.Name) and method.attr in ("iterrows", "itertuples"):
            frame = self.value(method.value)
            if isinstance(frame, Frame):
                return self._rows(frame, method.attr, node)
        if method is not None and method.attr in ("to_numpy", "tolist") and not node.args and not node.keywords:
            column = self.value(method.value)
            if isinstance(column, Array) and self.is_column(column):
                numpy = method.attr == "to_numpy"
                return replace(column, kind=Kind(column.kind.base, numpy), listed=not numpy)
        if node.keywords:
            raise Unsupported(f"it calls {name} with keywords")
        if name in self.state.env:
            raise Unsupported(f"it calls {name}")
        if name == "len" and len(node.args) == 1:
            return self._len(node.args[0])
        if name in ("float", "np.float64") and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
            text = node.args[0].value
            if name == "float" and text in ("inf", "-inf"):
                return leaf(ast.unparse(node), FLOAT)
        if name in ("min", "max") and len(node.args) == 1:
            array = self.value(node.args[0])
            if isinstance(array, Array) and array.plain and array.rank == 1:
                self.ops.may_raise("ValueError")
                return leaf(f"{name}({array.plain})", array.kind, (), self._bound_of(array))
        terms = [self.term(arg) for arg in node.args]
        if all(term.scalar for term in terms):
            return self._of_scalars(name, node, terms)
        if name in ("min", "max") and len(terms) > 1:
            found = terms[0]
            for term in terms[1:]:
                found = self.ops.extreme(name == "max", found, term)
            return found
        if len(terms) == 1:
            return self._of_one(name, terms[0])
        raise Unsupported(f"numpy has no exact form for {name}")

    def _bound_of(self, array: Array) -> Bound:
        return self.state.most_of(array) if array.kind.base == "int" else Bound()

    def _of_one(self, name: str, term: Term) -> Term:
        if name in ("abs", "np.abs"):
            return self.ops.absolute(term)
        if name == "math.fabs":
            return self.ops.absolute(self.ops.floated(term)).of_kind(FLOAT)
        if name == "math.sqrt":
            return self.ops.square_root(term)
        if name == "np.sqrt":
            return self.ops.square_root(term).of_kind(Kind("float", True))
        if name == "float":
            return self.ops.floated(term)
        if name in ("int", "round", "math.floor", "math.ceil"):
            function = name.rpartition(".")[2]
            if function == "round" and term.kind.numpy is not False:
                raise Unsupported("it rounds a number of numpy")
            return self.ops.rounded(function, term)
        if name in ("math.isnan", "np.isnan") and term.kind.base == "float":
            kind = BOOL if name == "math.isnan" else Kind("bool", True)
            return Term(kind, term.axes, lambda x: ast.Call(expression("np.isnan"), [x], []), (term,))
        if name == "bool":
            return self.ops.test(term).of_kind(BOOL)
        raise Unsupported(f"numpy computes {name} in another way than Python, or not at all")

    def _of_scalars(self, name: str, node: ast.Call, terms: Sequence[Term]) -> Term:
        """A call outside of all loops that become operations: it stays as it is."""
        module, _, function = name.rpartition(".")
        if module or function in ("int", "float", "round"):
            self.ops.may_raise("ValueError", "OverflowError")
        if not terms or (module, function) == ("", "divmod") or any(isinstance(a, ast.Starred) for a in node.args):
            raise Unsupported(f"it calls {name}")
        if module == "math" and function in _MATH:
            base = "int" if function in _WHOLE else "bool" if function.startswith("is") else "float"
            kind = Kind("int" if function == "isqrt" else base)
        elif module == "" and function in ("min", "max") and len({t.kind for t in terms}) == 1 and len(terms) > 1:
            kind = terms[0].kind
        elif module == "" and function == "abs":
            kind = self.ops.number(terms[0]).kind
        elif module == "" and function in ("int", "float", "bool") and len(terms) == 1:
            kind = Kind(function)
        elif module == "" and function == "round" and len(terms) == 1 and terms[0].kind.numpy is False:
            kind = INT
        elif module == "" and function == "round" and terms[0].kind == FLOAT:
            kind = FLOAT
        elif name in ("np.sqrt", "np.abs", "np.floor", "np.ceil") and len(terms) == 1 and terms[0].kind.base == "float":
            kind = Kind("float", True)
        else:
            raise Unsupported(f"it calls {name}")
        made = Term(kind, (), lambda *args: ast.Call(node.func, list(args), []), tuple(terms))
        return replace(made, bound=Bound.of(made.text(), numpy=kind.numpy)) if kind.base == "int" else made

    def _len(self, node: ast.expr) -> Term:
        found = self.value(node)
        if isinstance(found, Array):
            return self._length(found.dims[0])
        if isinstance(found, Row) and len(found.places) < found.array.rank:
            return self._length(found.array.dims[len(found.places)])
        if isinstance(found, Table | Frame):
            return self._length(found.size)
        raise Unsupported(f"it asks for the length of {ast.unparse(node)}")

    # -- places of arrays -----------------------------------------------------------------------------------------

    def _subscript(self, node: ast.Subscript) -> Value:
        at = self._by_position(node)
        if at is not None:
            return at
        owner = self.value(node.value)
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(owner, Rows) and owner.place is not None:
            if isinstance(key, str) and owner.how in ("row", "iloc"):
                return self._field(owner, key)
            if isinstance(key, int) and owner.how in ("tuple", "labelled"):
                owner = self.fields(owner)
        if isinstance(owner, Frame):
            if not isinstance(key, str) or key not in owner.columns:
                raise Unsupported(f"it reads {ast.unparse(node)}")
            return owner.columns[key]["tuple"]
        if isinstance(owner, Items) and isinstance(key, int) and -len(owner.parts) <= key < len(owner.parts):
            return owner.parts[key]  # type: ignore[no-any-return]
        if isinstance(owner, Table) and not isinstance(node.slice, ast.Slice):
            place = self.term(node.slice)
            return Items(tuple(self.element(column, (place,)) for column in owner.columns))
        if isinstance(owner, Array) and isinstance(node.slice, ast.Slice):
            return self._part(owner, node.slice)
        if not isinstance(owner, Array | Row):
            raise Unsupported(f"it reads {ast.unparse(node)}")
        row = self.row(owner, node.slice)
        return self.element(row.array, row.places) if len(row.places) == row.array.rank else row

    def row(self, owner: Array | Row, at: ast.expr) -> Row:
        """The part of an array, or of a part of it, at one place or several."""
        array, before = (owner.array, owner.places) if isinstance(owner, Row) else (owner, ())
        if isinstance(at, ast.Tuple) and array.listed:
            raise Unsupported("it indexes a list by a tuple")
        parts = at.elts if isinstance(at, ast.Tuple) else [at]
        return Row(array, (*before, *(self.term(part) for part in parts)))

    def _by_position(self, node: ast.Subscript) -> Value | None:
        """``frame["price"].iloc[i]`` and ``frame.iloc[i]``; None for anything else."""
        inner = node.value
        if not isinstance(inner, ast.Attribute) or inner.attr != "iloc":
            return None
        if isinstance(node.slice, ast.Slice | ast.Tuple):
            return None
        owner, place = self.value(inner.value), self.term(node.slice)
        if place.scalar:
            raise Unsupported("it reads one row of a frame")
        if isinstance(owner, Frame):
            return Rows(owner, "iloc", place)
        if isinstance(owner, Array) and self.is_column(owner):
            return self.element(replace(owner, kind=Kind(owner.kind.base, True)), (place,))
        raise Unsupported("it reads by position")

    def _part(self, array: Array, part: ast.Slice) -> Array:
        """``values[1:]``, ``values[:n]``: a part of the array without its first or last elements."""
        if part.step is not None:
            raise Unsupported("it takes a slice with steps")
        low = self.term(part.lower).affine if part.lower is not None else Affine()
        high = self.term(part.upper).affine if part.upper is not None else array.dims[0]
        if low is None or high is None:
            raise Unsupported("it takes a slice of unknown length")
        if high.known is not None and high.known < 0:
            high = array.dims[0] + high
        if low.known is not None and low.known < 0:
            low = array.dims[0] + low
        writer = self.state.writer
        for difference in (low, high - low, array.dims[0] - high):
            writer.require(difference)
        names = writer.names
        text = f"{array.text}[{_slice_text(low, high, array.dims[0], names)}]"
        most = self.state.most_of(array) if array.kind.base == "int" else None
        return replace(array, text=text, plain="", most=most, dims=(high - low, *array.dims[1:]))

    def element(self, array: Array, places: Sequence[Term], *, bounded: bool = True) -> Term:
        """One element in each round of the loops around.

        Args:
            array: The array.
            places: One for each of its dimensions.
            bounded: Whether it is asked how large its integers are.
        """
        for place in places:
            if place.kind.base != "int":
                raise Unsupported("it indexes by something that is no integer")
        asked = bounded and array.kind.base == "int" and (array.given or not all(p.scalar for p in places))
        bound = self.state.most_of(array) if asked else None
        pattern = tuple((p.axes[0], p.offset) if p.offset is not None else (None, p.affine) for p in places)
        self.state.read.append((array.name, pattern))
        if all(place.scalar for place in places):
            return self._single(array, places, bound)
        axes = [place.axes[0] for place in places if place.offset is not None]
        plain = all(place.scalar or place.offset is not None for place in places)
        if plain and len(set(axes)) == len(axes):
            return self._slices(array, places, axes, bound)
        return self._gathered(array, places, bound)

    def _single(self, array: Array, places: Sequence[Term], bound: Bound | None) -> Term:
        self.state.writer.catches.add("IndexError")
        source = array.plain or array.text
        if array.plain and array.listed:
            parts = "".join(f"[{place.text()}]" for place in places)
        else:
            parts = f"[{', '.join(place.text() for place in places)}]"
        text = f"{source}{parts}"
        if array.listed and not array.plain and array.kind.numpy is False:
            text += ".item()"
        if array.kind.base != "int":
            return leaf(text, array.kind)
        affine = symbol(text) if array.given else None
        return leaf(text, array.kind, (), bound or Bound.of(text, numpy=array.kind.numpy), affine=affine)

    def _slices(
        self, array: Array, places: Sequence[Term], axes: Sequence[Axis], bound: Bound | None
    ) -> Term:
        writer, texts, whole = self.state.writer, [], True
        for place, dim in zip(places, array.dims, strict=True):
            if place.offset is None:
                writer.catches.add("IndexError")
                texts.append(place.text())
                whole = False
                continue
            low, high = place.axes[0].low + place.offset, place.axes[0].high + place.offset
            self._reached(place.axes[0], low, high, dim)
            texts.append(_slice_text(low, high, dim, writer.names))
            whole = whole and texts[-1] == ":"
        text = array.text if whole else f"{array.text}[{', '.join(texts)}]"
        ordered = together(self.state.axes, leaf("x", array.kind, axes))
        if list(ordered) != list(axes):
            text += ".T"
        return leaf(text, array.kind, ordered, bound)

    def _reached(self, axis: Axis, low: Affine, high: Affine, dim: Affine) -> None:
        """Let the places of all rounds lie inside of the array, counted from its start."""
        writer = self.state.writer
        writer.require(low)
        writer.require(dim - high)
        writer.require(axis.size)

    def _gathered(self, array: Array, places: Sequence[Term], bound: Bound | None) -> Term:
        self.state.writer.catches.add("IndexError")
        axes = together(self.state.axes, *places)
        for place in places:
            self.ops.observed(place)
        source = expression(array.text)

        def build(*parts: ast.expr) -> ast.expr:
            place = parts[0] if len(parts) == 1 else ast.Tuple(list(parts), ast.Load())
            return ast.Subscript(source, place, ast.Load())

        wanted = [replace(p, offset=None) for p in places]
        return Term(array.kind, axes, _aligned(build, wanted, axes), (), bound or Bound(), raises=True)


def _aligned(build: Build, places: Sequence[Term], axes: Sequence[Axis]) -> Build:
    """Builds of the places' own texts, each with a dimension for every loop."""
    return lambda: build(*[place.node(axes if not place.scalar else None) for place in places])


def _slice_text(low: Affine, high: Affine, dim: Affine, names: dict[str, str]) -> str:
    start = "" if low.known == 0 else low.text(names)
    short = (high - dim).known
    end = "" if short == 0 else str(short) if short is not None and short < 0 else high.text(names)
    return f"{start}:{end}"
