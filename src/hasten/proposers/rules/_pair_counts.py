"""What loops over all pairs count, read as a function of how the two of a pair compare.

A pair's first and second element are the same expressions over one element each, its keys. What the body does with a
pair is worked out once for every way in which the keys of the two can compare, with values that stand for all numbers
of one sign.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from hasten.code.edits import Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.linear import linear
from hasten.code.loops import constant_int, range_bounds, same
from hasten.code.match import equal, match
from hasten.code.scopes import COMPREHENSIONS, loaded, parameters, stored, target_names
from hasten.code.source import after_docstring, descend
from hasten.code.types import ANY, Type, includes
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._addends import weighted
from hasten.proposers.rules._nested import closed_helper

#: How many pairs of each way to compare count, by sign of first key, of second key: what one of them adds.
Weights = dict[tuple[int, ...], int]


class Unknown(Exception):
    """The value depends on more than on how the keys compare."""


@dataclass(frozen=True)
class Pairs:
    """Loops over pairs.

    Attributes:
        source: What the elements come from; None where positions below ``stop`` are meant.
        stop: The number of positions, or None.
        first: What the names of the first of a pair stand for, over ``K``: a position, or an element.
        second: The same for the second.
        orders: For a pair of an earlier and a later element, in which orders it comes: -1 the earlier first.
        body: Statements for a pair.
        setups: Statements that run once for every first.
        positions: The names of the positions of first and second, which may be compared.
        itself: Whether an element is paired with itself where pairs come in both orders.
    """

    source: ast.expr | None
    stop: ast.expr | None
    first: Mapping[str, ast.expr]
    second: Mapping[str, ast.expr]
    orders: tuple[int, ...]
    body: tuple[ast.stmt, ...] = ()
    setups: tuple[ast.stmt, ...] = ()
    positions: tuple[str, str] = ("", "")
    itself: bool = True


@dataclass(frozen=True)
class Counts:
    """What is counted.

    Attributes:
        pairs: Where the pairs come from.
        keys: What is compared, over ``K``; at most two.
        weights: For each counter what a pair adds, by the signs of earlier key minus later key.
        diagonal: For each counter what an element adds that is paired with itself.
        numbers: Whether keys are subtracted.
    """

    pairs: Pairs
    keys: tuple[ast.expr, ...]
    weights: Mapping[str, Weights]
    diagonal: Mapping[str, int]
    numbers: bool


# -- pairs -------------------------------------------------------------------------------------------------------------

#: Stands for the position or the element in keys; no code can use the name.
K = "<k>"
_K = ast.Name(K, ast.Load())


def pairs_of_loop(code: FunctionCode, outer: ast.For) -> Pairs | None:
    """Two loops, or one over combinations."""
    if outer.orelse:
        return None
    combined = _combined(code, outer.target, outer.iter)
    if combined is not None:
        return _with(combined, outer.body, ())
    inner = outer.body[-1]
    if not isinstance(inner, ast.For) or inner.orelse:
        return None
    pairs = _nested(code, outer.target, outer.iter, inner.target, inner.iter)
    return _with(pairs, inner.body, outer.body[:-1]) if pairs is not None else None


def pairs_of_generators(code: FunctionCode, generators: Sequence[ast.comprehension]) -> Pairs | None:
    """The same in a comprehension."""
    if len(generators) == 1:
        return _combined(code, generators[0].target, generators[0].iter)
    if len(generators) != 2 or generators[0].ifs:
        return None
    one, two = generators
    return _nested(code, one.target, one.iter, two.target, two.iter)


def _with(pairs: Pairs, body: Sequence[ast.stmt], setups: Sequence[ast.stmt]) -> Pairs:
    return replace(pairs, body=tuple(body), setups=tuple(setups))


def _combined(code: FunctionCode, target: ast.expr, source: ast.expr) -> Pairs | None:
    """``combinations(xs, 2)``, and ``permutations``, which come in both orders."""
    if not isinstance(source, ast.Call):
        return None
    ways = {("itertools", "combinations"): (-1,), ("itertools", "permutations"): (-1, 1)}
    orders = ways.get(code.purity.module_member(source.func) or ("", ""))
    if orders is None:
        return None
    if len(source.args) != 2 or constant_int(source.args[1]) != 2 or source.keywords:
        return None
    if not isinstance(target, ast.Tuple) or len(target.elts) != 2:
        return None
    one, two = target.elts
    bounds = range_bounds(code, source.args[0])
    if bounds is not None:
        if bounds[0] is not None or bounds[2] != 1 or not isinstance(one, ast.Name) or not isinstance(two, ast.Name):
            return None
        return Pairs(
            None, bounds[1], {one.id: _K}, {two.id: _K}, orders, positions=(one.id, two.id), itself=False
        )
    first, second = _element(one, _K), _element(two, _K)
    return Pairs(source.args[0], None, first, second, orders, itself=False) if first and second else None


def _nested(
    code: FunctionCode, target: ast.expr, source: ast.expr, inner: ast.expr, part: ast.expr
) -> Pairs | None:
    bounds, within = range_bounds(code, source), range_bounds(code, part)
    if within is not None:
        if not isinstance(inner, ast.Name) or within[2] != 1:
            return None
        begin = _begin(code, target, source)
        if begin is None:
            return None
        position, first, stop, later = begin
        low, high, _ = within
        orders: tuple[int, ...]
        after = match("@i + 1", low) if low is not None else None
        shorter = match("$n - 1", stop)
        if after is not None and after.name("i") == position:
            if not (same(high, stop) or (shorter is not None and same(high, shorter["n"]))):
                return None
            stop, orders = high, (-1,)
        elif low is None and isinstance(high, ast.Name) and high.id == position:
            orders = (1,)
        elif low is None and same(high, stop):
            orders = (-1, 1)
        else:
            return None
        if later and orders != (1,):
            return None
        return Pairs(None, stop, first, {inner.id: _K}, orders, positions=(position, inner.id))
    if bounds is not None:
        return None
    second = _element(inner, _K)
    if equal(source, part):
        first = _element(target, _K)
        return Pairs(source, None, first, second, (-1, 1)) if first and second else None
    enumerated = code.builtin_call(source, "enumerate", 1)
    if not enumerated or not isinstance(target, ast.Tuple) or not isinstance(target.elts[0], ast.Name):
        return None
    place, first, sequence = target.elts[0].id, _element(target.elts[1], _K), enumerated[0]
    if not first or not second:
        return None
    counted = match("enumerate($xs)", part)
    if counted is not None and equal(counted["xs"], sequence) and code.is_builtin("enumerate"):
        if not isinstance(inner, ast.Tuple) or not isinstance(inner.elts[0], ast.Name) or len(inner.elts) != 2:
            return None
        second = _element(inner.elts[1], _K)
        names = (place, inner.elts[0].id)
        return Pairs(sequence, None, first, second, (-1, 1), positions=names) if second else None
    after, before = match("$xs[@i + 1:]", part), match("$xs[:@i]", part)
    found = after or before
    if found is None or not equal(found["xs"], sequence) or found.name("i") != place:
        return None
    return Pairs(sequence, None, first, second, (-1,) if after is not None else (1,))


def _begin(
    code: FunctionCode, target: ast.expr, source: ast.expr
) -> tuple[str, dict[str, ast.expr], ast.expr, bool] | None:
    """Name of the first's position, what the target's names are, the number of positions, and whether 0 is left out."""
    bounds = range_bounds(code, source)
    if bounds is not None:
        low = 0 if bounds[0] is None else constant_int(bounds[0])
        # Starting at 1 leaves out nothing where the second comes before the first.
        if low not in (0, 1) or bounds[2] != 1 or not isinstance(target, ast.Name):
            return None
        return target.id, {target.id: _K}, bounds[1], low == 1
    enumerated = code.builtin_call(source, "enumerate", 1)
    if not enumerated or not isinstance(target, ast.Tuple) or not isinstance(target.elts[0], ast.Name):
        return None
    names: dict[str, ast.expr] = {target.elts[0].id: _K}
    zipped = code.builtin_call(enumerated[0], "zip")
    if zipped and isinstance(target.elts[1], ast.Tuple) and len(target.elts[1].elts) == len(zipped):
        return None
    names.update(_element(target.elts[1], ast.Subscript(enumerated[0], _K, ast.Load())))
    stop = ast.parse(f"len({ast.unparse(enumerated[0])})", mode="eval").body
    return target.elts[0].id, names, stop, False


def _element(target: ast.expr, value: ast.expr) -> dict[str, ast.expr]:
    """What each name of a target stands for; nothing where it is no plain target."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if not isinstance(target, ast.Tuple):
        return {}
    found: dict[str, ast.expr] = {}
    for place, part in enumerate(target.elts):
        inner = _element(part, ast.Subscript(value, ast.Constant(place), ast.Load()))
        if not inner:
            return {}
        found.update(inner)
    return found


# -- values ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Element:
    """Something of one of the two, ``side`` 0 the first; its code over ``K``; whether it may have an order."""

    side: int
    key: ast.expr
    ordered: bool = True


@dataclass(frozen=True)
class _Signed:
    """A number of which the sign alone is known."""

    sign: int


@dataclass(frozen=True)
class _Place:
    """The position of one of the two."""

    side: int


_Value = _Element | _Signed | _Place | int
_HOLDS: Mapping[type[ast.cmpop], Callable[[int], bool]] = {
    ast.Lt: lambda sign: sign < 0, ast.LtE: lambda sign: sign <= 0, ast.Gt: lambda sign: sign > 0,
    ast.GtE: lambda sign: sign >= 0, ast.Eq: lambda sign: sign == 0, ast.NotEq: lambda sign: sign != 0,
}  # fmt: skip


#: Their comparisons are no order, or there are none.
_UNORDERED = ("set", "frozenset", "dict", "complex", "none", "ndarray", "list")


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


class _Reading:
    """Works out what a pair adds.

    Args:
        code: The function.
        pairs: Where the pairs come from.
        region: What stays the same must do so here.
    """

    def __init__(self, code: FunctionCode, pairs: Pairs, region: Sequence[ast.AST]) -> None:
        self.code = code
        self.pairs = pairs
        self.region = tuple(region)
        self.keys: list[ast.expr] = []
        self.signs: tuple[int, ...] = ()
        self.order = 0
        self.numbers = False
        self.depth = 0
        self.names: dict[str, _Value] = {}
        self.added: dict[str, int] = {}

    def start(self, signs: tuple[int, ...], order: int) -> None:
        """Begin with a pair whose keys compare so, first minus second; ``order`` is the sign of their positions."""
        self.signs, self.order, self.names, self.added = signs, order, {}, {}

    def run(self, statements: Sequence[ast.stmt]) -> bool:
        """Do what the statements do; False where they go on with the next pair."""
        for statement in statements:
            if isinstance(statement, ast.Continue):
                return False
            if isinstance(statement, ast.If):
                if not self.run(statement.body if self.truth(statement.test) else statement.orelse):
                    return False
            elif isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add | ast.Sub):
                self._add(statement.target, statement.value, 1 if isinstance(statement.op, ast.Add) else -1)
            elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                self._assign(statement)
            elif not isinstance(statement, ast.Pass):
                raise Unknown
        return True

    def _add(self, target: ast.expr, value: ast.expr, sign: int) -> None:
        added = self.value(value)
        if not isinstance(target, ast.Name) or not isinstance(added, int) or target.id in self.names:
            raise Unknown
        self.added[target.id] = self.added.get(target.id, 0) + sign * added

    def _assign(self, statement: ast.Assign) -> None:
        grown = match("@n = @n + $x", statement)
        target = statement.targets[0]
        if grown is not None:
            self._add(grown["n"], grown["x"], 1)
        elif stored(statement) & set(self.added):
            raise Unknown
        elif isinstance(target, ast.Name):
            self.names[target.id] = self.value(statement.value)
        elif isinstance(target, ast.Tuple):
            value = self.value(statement.value) if not isinstance(statement.value, ast.Tuple) else None
            if isinstance(statement.value, ast.Tuple) and len(statement.value.elts) == len(target.elts):
                parts = [self.value(part) for part in statement.value.elts]
            elif isinstance(value, _Element):
                parts = [
                    _Element(value.side, ast.Subscript(value.key, ast.Constant(n), ast.Load()))
                    for n in range(len(target.elts))
                ]
            else:
                raise Unknown
            for name, part in zip(target.elts, parts, strict=True):
                if not isinstance(name, ast.Name):
                    raise Unknown
                self.names[name.id] = part
        else:
            raise Unknown

    def truth(self, node: ast.expr) -> bool:
        """Whether a condition holds."""
        if isinstance(node, ast.BoolOp):
            if isinstance(node.op, ast.And):
                return all(self.truth(value) for value in node.values)
            return any(self.truth(value) for value in node.values)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self.truth(node.operand)
        value = self.value(node)
        if isinstance(value, int):
            return bool(value)
        if isinstance(value, _Signed):
            return value.sign != 0
        raise Unknown

    def value(self, node: ast.expr) -> _Value:
        """What an expression is for this pair."""
        if isinstance(node, ast.Constant) and type(node.value) in (int, bool):
            return int(node.value)  # type: ignore[arg-type]
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id]
        if isinstance(node, ast.Name) and node.id in self.pairs.positions:
            return _Place(self.pairs.positions.index(node.id))
        if isinstance(node, ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return int(self.truth(node))
        if isinstance(node, ast.Compare):
            return self._compared(node)
        if isinstance(node, ast.IfExp):
            return self.value(node.body if self.truth(node.test) else node.orelse)
        for name in ("int", "bool"):
            inner = self.code.builtin_call(node, name, 1)
            if inner:
                value = self.value(inner[0]) if name == "int" else int(self.truth(inner[0]))
                if isinstance(value, int):
                    return value
                raise Unknown
        element = self._element(node)
        if element is not None:
            return element
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._called(node, node.func.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.value(node.operand)
            if isinstance(value, _Signed):
                return _Signed(-value.sign)
            if isinstance(value, int):
                return -value
        if isinstance(node, ast.BinOp):
            return self._combined(node.op, self.value(node.left), self.value(node.right))
        raise Unknown

    def _called(self, call: ast.Call, name: str) -> _Value:
        """What a small function of the module gives, worked out with what it is given."""
        function = closed_helper(self.code, name)
        if function is None or call.keywords or len(function.args.args) != len(call.args) or self.depth > 2:
            raise Unknown
        if len(parameters(function)) != len(call.args):
            raise Unknown
        given = {arg.arg: self.value(part) for arg, part in zip(function.args.args, call.args, strict=True)}
        outside, self.names = self.names, given
        self.depth += 1
        try:
            return self._returned(after_docstring(function))
        finally:
            self.names = outside
            self.depth -= 1

    def _returned(self, statements: Sequence[ast.stmt]) -> _Value:
        for place, statement in enumerate(statements):
            if isinstance(statement, ast.Return) and statement.value is not None:
                return self.value(statement.value)
            if not isinstance(statement, ast.If):
                break
            branch = statement.body if self.truth(statement.test) else statement.orelse
            return self._returned([*branch, *statements[place + 1 :]])
        raise Unknown

    def _combined(self, operator: ast.operator, left: _Value, right: _Value) -> _Value:
        if isinstance(operator, ast.Sub):
            if isinstance(left, _Element) and isinstance(right, _Element):
                self.numbers = True
                return _Signed(self._order(left, right))
            if isinstance(left, int) and isinstance(right, int):
                return left - right
        if isinstance(operator, ast.Add) and isinstance(left, int) and isinstance(right, int):
            return left + right
        if isinstance(operator, ast.Mult) and isinstance(left, int | _Signed) and isinstance(right, int | _Signed):
            if isinstance(left, int) and isinstance(right, int):
                return left * right
            return _Signed(self._sign_of(left) * self._sign_of(right))
        raise Unknown

    def _sign_of(self, value: int | _Signed) -> int:
        return value.sign if isinstance(value, _Signed) else _sign(value)

    def _compared(self, node: ast.Compare) -> int:
        values = [self.value(part) for part in [node.left, *node.comparators]]
        for operator, left, right in zip(node.ops, values, values[1:], strict=False):
            holds = _HOLDS.get(type(operator))
            if holds is None:
                raise Unknown
            if not holds(self._order(left, right)):
                return 0
        return 1

    def _order(self, left: _Value, right: _Value) -> int:
        """The sign of left minus right."""
        if isinstance(left, _Element) and isinstance(right, _Element):
            place = next((n for n, key in enumerate(self.keys) if equal(key, left.key)), None)
            if not equal(left.key, right.key) or not (left.ordered and right.ordered):
                raise Unknown
            if place is None:
                if len(self.keys) == 2:
                    raise Unknown
                place = len(self.keys)
                self.keys.append(left.key)
            if left.side == right.side:
                return 0
            return self.signs[place] * (1 if left.side == 0 else -1)
        if isinstance(left, _Place) and isinstance(right, _Place):
            return 0 if left.side == right.side else self.order * (1 if left.side == 0 else -1)
        if isinstance(left, int) and isinstance(right, int):
            return _sign(left - right)
        if isinstance(left, _Signed | int) and isinstance(right, _Signed | int):
            one, other = self._sign_of(left), self._sign_of(right)
            if one != other:
                return _sign(one - other)
            if one == 0:
                return 0
        raise Unknown

    def _element(self, node: ast.expr) -> _Element | None:
        """The expression as something of one of the two."""
        sides: set[int] = set()
        code, pairs, names = self.code, self.pairs, self.names
        if not code.pure(node):
            return None
        found: dict[str, ast.expr] = {}
        own = {name for inner in descend(node) if isinstance(inner, ast.comprehension) for name in
               target_names(inner.target)}  # fmt: skip
        for name in loaded(node) - own:
            held = names.get(name)
            if isinstance(held, _Element):
                sides.add(held.side)
                found[name] = held.key
            elif held is not None:
                return None
            elif name in pairs.first:
                sides.add(0)
                found[name] = pairs.first[name]
            elif name in pairs.second:
                sides.add(1)
                found[name] = pairs.second[name]
            elif not code.invariant(ast.Name(name, ast.Load()), *self.region):
                return None
        if len(sides) != 1 or own:
            return None
        return _Element(sides.pop(), _substituted(node, found), not includes(code.type_of(node), *_UNORDERED))


def _substituted(node: ast.expr, names: Mapping[str, ast.expr]) -> ast.expr:
    class Put(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return names.get(name.id, name)

    return Put().visit(ast.parse(ast.unparse(node), mode="eval").body)  # type: ignore[no-any-return]


# -- what is counted ---------------------------------------------------------------------------------------------------


def counts_of_loop(code: FunctionCode, outer: ast.For) -> Counts | None:
    """What the loops over pairs count, where they do nothing else that lasts."""
    pairs = pairs_of_loop(code, outer)
    if pairs is None:
        return None
    reading = _Reading(code, pairs, (outer.target, *outer.body))

    def turn() -> dict[str, int]:
        if not reading.run(pairs.setups):
            raise Unknown
        if reading.added:
            raise Unknown
        reading.run(pairs.body)
        return reading.added

    counted = _counts(code, pairs, reading, turn)
    if counted is None or not set(counted.weights) <= code.local:
        return None
    bound = stored(*outer.body) | set(target_names(outer.target))
    if any(code.live_after(name, outer) for name in bound - set(counted.weights)):
        return None
    grown = [s.value for s in descend(*outer.body) if isinstance(s, ast.Assign) and match("@n = @n + $x", s)]
    own = {value.left for value in grown if isinstance(value, ast.BinOp)}
    reads = [node for node in descend(*outer.body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return None if {node.id for node in reads if node not in own} & set(counted.weights) else counted


def counts_of_comprehension(
    code: FunctionCode, made: ast.GeneratorExp | ast.ListComp, *, length: bool
) -> Counts | None:
    """What the comprehension adds up, or how long it is."""
    pairs = pairs_of_generators(code, made.generators)
    if pairs is None or any(generator.is_async for generator in made.generators):
        return None
    reading = _Reading(code, pairs, (made.elt, *(part for g in made.generators for part in (g.target, *g.ifs))))
    tests = [test for generator in made.generators for test in generator.ifs]

    def turn() -> dict[str, int]:
        if not all(reading.truth(test) for test in tests):
            return {}
        value = 1 if length else reading.value(made.elt)
        if not isinstance(value, int) or not code.pure(made.elt):
            raise Unknown
        return {"": value}

    return _counts(code, pairs, reading, turn)


def counted_calls(code: FunctionCode) -> Iterator[tuple[ast.Call, Counts]]:
    """Calls of ``sum`` and ``len`` over pairs, where statements can be put in front."""
    for call in code.all(ast.Call):
        if not isinstance(call.func, ast.Name) or call.func.id not in ("sum", "len") or len(call.args) != 1:
            continue
        made, statement = call.args[0], code.statement(call)
        if call.keywords or not code.is_builtin(call.func.id) or not isinstance(made, ast.GeneratorExp | ast.ListComp):
            continue
        if isinstance(statement, ast.While | ast.FunctionDef) or code.text.is_elif(statement):
            continue
        between = [p for p in code.ancestors(call) if isinstance(p, ast.expr | ast.comprehension)]
        inner = (*COMPREHENSIONS, ast.Lambda, ast.IfExp, ast.BoolOp)
        if any(isinstance(p, inner) and statement in code.ancestors(p) for p in between):
            continue
        counts = counts_of_comprehension(code, made, length=call.func.id == "len")
        if counts is not None:
            yield call, counts


def _counts(
    code: FunctionCode, pairs: Pairs, reading: _Reading, turn: Callable[[], dict[str, int]]
) -> Counts | None:
    weights: dict[str, Weights] = {}
    diagonal: dict[str, int] = {}
    try:
        for earlier in product((-1, 0, 1), repeat=2):
            for order in pairs.orders:
                # The keys of first and second: the earlier is first where the order is -1.
                reading.start(tuple(-sign * order for sign in earlier), order)
                for name, added in turn().items():
                    known = weights.setdefault(name, {})
                    known[earlier] = known.get(earlier, 0) + added
        if len(pairs.orders) == 2 and pairs.itself:
            reading.start((0, 0), 0)
            diagonal = dict(turn())
    except Unknown:
        return None
    outside = loaded(*(part for part in (pairs.source, pairs.stop) if part is not None))
    if not reading.keys or not (weights or diagonal) or outside & {*weights, *diagonal}:
        return None
    used_up = isinstance(pairs.source, ast.Name) and includes(code.type_of(pairs.source), "iterator")
    if pairs.source is not None and (used_up or not code.pure(pairs.source)):
        return None
    if pairs.source is not None:
        element = code.type_of(pairs.source).element
        if any(includes(_kind(key, element), *_UNORDERED) for key in reading.keys):
            return None
    for name in diagonal:
        weights.setdefault(name, {})
    return Counts(pairs, tuple(reading.keys), weights, diagonal, reading.numbers)


def _kind(key: ast.expr, element: Type) -> Type:
    """The type of a key that is an element or a part of it; unknown for any other."""
    if isinstance(key, ast.Name):
        return element if key.id == K else ANY
    place = constant_int(key.slice) if isinstance(key, ast.Subscript) else None
    if place is None or not isinstance(key, ast.Subscript):
        return ANY
    whole = _kind(key.value, element)
    return whole.items[place] if 0 <= place < len(whole.items) else whole.element if whole.kind != "str" else whole


# -- text --------------------------------------------------------------------------------------------------------------


def rows_text(code: FunctionCode, counts: Counts, edits: Edits) -> str:
    """A list of the keys of all elements, tuples where there are two."""
    pairs = counts.pairs
    name = code.fresh("k") if pairs.source is None else code.fresh("row")
    keys = [ast.unparse(key).replace(K, name) for key in counts.keys]
    made = tuple_of(keys)
    if pairs.source is not None:
        source = edits.text(pairs.source, need=2)
        return f"list({source})" if made in (name, f"({name}[0], {name}[1])") else f"[{made} for {name} in {source}]"
    assert pairs.stop is not None
    stop = ast.unparse(pairs.stop)
    length = linear(code, pairs.stop) or {}
    known = loaded(*(ast.parse(atom, mode="eval") for atom in length if atom))
    # A single position is in no pair, and nothing was read for it.
    some = "" if all(loaded(key) - {K} <= known for key in counts.keys) else f" if {stop} > 1 else []"
    return f"[{made} for {name} in range({stop})]{some}"


@dataclass(frozen=True)
class Tally:
    """A helper that counts the kinds of pairs in rows of their keys.

    Attributes:
        name: Its name.
        text: Its definition, with ``{name}`` for the name.
        kinds: The signs of each kind that it gives, by the kind's name, in their order.
        rows: What to call what it is given.
    """

    name: str
    text: str
    kinds: Mapping[str, tuple[int, ...]]
    rows: str


def tallied(
    code: FunctionCode, counts: Counts, tally: Callable[[Edits], Tally], node: ast.For | ast.Call, edits: Edits
) -> None:
    """Put the tally in place of a loop, or of a call that adds up over pairs."""
    made = tally(edits)
    used = {
        kind: code.fresh(kind)
        for kind, signs in made.kinds.items()
        if any(weights.get(signs, 0) for weights in counts.weights.values())
    }
    function = helper(code, made.name, made.text, edits)
    rows = code.fresh(made.rows)
    names = ", ".join(used.get(kind, "_") for kind in made.kinds)
    lines = [f"{rows} = {rows_text(code, counts, edits)}", f"{names} = {function}({rows})"]
    sums: dict[str, str] = {}
    for counter, weights in counts.weights.items():
        parts = [(name, weights.get(made.kinds[kind], 0)) for kind, name in used.items()]
        sums[counter] = weighted([*parts, (f"len({rows})", counts.diagonal.get(counter, 0))])
    if isinstance(node, ast.For):
        added = [f"{counter} += {added}" for counter, added in sums.items() if added]
        edits.replace_statement(node, "\n".join([*lines, *added]))
        return
    edits.insert_before(code.statement(node), "\n".join(lines))
    edits.replace(node, sums.get("") or "0")
