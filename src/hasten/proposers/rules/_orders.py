"""What a comparison function orders by, found by running it over questions instead of values."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hasten.code.match import equal, match, renamed, with_values
from hasten.code.scopes import free_names, loaded
from hasten.code.source import descend

_COMPARED: dict[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_COMPUTED: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
#: Questions that a comparison asks at most, runs over them, and turns of a loop over constants.
_MOST_QUESTIONS, _MOST_RUNS, _MOST_TURNS = 8, 500, 8
_DEEPEST_CALL = 3


@dataclass(frozen=True)
class Key:
    """One thing that elements are ordered by.

    Attributes:
        node: The expression, of the first parameter.
        descending: Whether larger ones come first.
        numeric: Whether the comparison takes one from the other, so that there are numbers.
    """

    node: ast.expr
    descending: bool
    numeric: bool


@dataclass(frozen=True)
class Fork:
    """What follows depends on something that two elements have in common.

    Attributes:
        node: The test, of the first parameter; it is among the keys in front.
        yes: What follows where it holds.
        no: What follows where it does not.
    """

    node: ast.expr
    yes: tuple[Key | Fork, ...]
    no: tuple[Key | Fork, ...]


@dataclass(frozen=True)
class _Difference:
    """``x - y``, of which only the sign is known."""

    sign: int


_Value = int | _Difference | ast.expr


class _Unknown(Exception):
    """The function does something that is not understood."""


class _Asked(Exception):
    """A question that the answers so far do not settle: how two keys compare, or what a common test says."""

    def __init__(self, question: str, node: ast.expr, common: bool) -> None:
        self.question, self.node, self.common = question, node, common


@dataclass(frozen=True)
class _Grown:
    """What elements are ordered by from one place on.

    Attributes:
        keys: The keys.
        signs: What the function may give.
        ends: What it gives for elements that are equal in all keys.
    """

    keys: tuple[Key | Fork, ...]
    signs: set[int]
    ends: set[int]


class _Returned(Exception):
    def __init__(self, value: _Value | None) -> None:
        self.value = value


Function = ast.FunctionDef | ast.Lambda


@dataclass
class _Comparison:
    """A comparison function that is run.

    Attributes:
        function: The function.
        others: Further functions that it may call with parts of both elements.
        is_bool: Whether an expression is surely True or False.
        numeric: Questions about keys that are taken from each other.
    """

    function: Function
    others: Mapping[str, Function]
    is_bool: Callable[[ast.expr], bool]
    numeric: set[str] = field(default_factory=set)
    runs: int = 0
    answers: dict[str, int] = field(default_factory=dict)

    @property
    def first(self) -> str:
        return self.function.args.args[0].arg

    @property
    def second(self) -> str:
        return self.function.args.args[1].arg

    # -- questions ---------------------------------------------------------------------------------------------------

    def grow(self, answers: dict[str, int]) -> _Grown:
        """What the function orders by where these answers hold."""
        self.runs += 1
        if len(answers) > _MOST_QUESTIONS or self.runs > _MOST_RUNS:
            raise _Unknown
        self.answers = answers
        try:
            parameters: dict[str, _Value] = {n: ast.Name(n, ast.Load()) for n in (self.first, self.second)}
            result = self.call(self.function, parameters, 0)
        except _Asked as asked:
            return self.split(asked, answers)
        if isinstance(result, ast.expr):
            raise _Unknown
        sign = self.relate(result, 0)
        return _Grown((), {sign}, {sign})

    def split(self, asked: _Asked, answers: dict[str, int]) -> _Grown:
        """The same for each answer to one more question."""
        question = asked.question
        if asked.common:
            no, yes = self.grow({**answers, question: 0}), self.grow({**answers, question: 1})
            keys = no.keys if _said(no.keys) == _said(yes.keys) else (Fork(asked.node, yes.keys, no.keys),)
            return _Grown(keys, no.signs | yes.signs, no.ends | yes.ends)
        below, above = self.grow({**answers, question: -1}).signs, self.grow({**answers, question: 1}).signs
        if (below, above) not in (({-1}, {1}), ({1}, {-1})):
            raise _Unknown
        rest = self.grow({**answers, question: 0})
        key = Key(asked.node, below == {1}, question in self.numeric)
        return _Grown((key, *rest.keys), rest.signs | {-1, 1}, rest.ends)

    def ask(self, node: ast.expr) -> int:
        """How the key of the first element compares with that of the second."""
        question = ast.dump(node)
        if question not in self.answers:
            raise _Asked(question, node, common=False)
        return self.answers[question]

    def truth(self, value: _Value) -> bool:
        if isinstance(value, int):
            return bool(value)
        if isinstance(value, _Difference):
            return value.sign != 0
        side = self.side(value)
        test = renamed(value, {self.second: self.first})
        if not self.is_bool(test):
            test = ast.Call(ast.Name("bool", ast.Load()), [test], [])
        order = self.ask(test)
        if order:
            return (order > 0) == (side == self.first)
        common = f"common {ast.dump(test)}"
        if common not in self.answers:
            raise _Asked(common, test, common=True)
        return bool(self.answers[common])

    def side(self, node: ast.expr) -> str:
        """The parameter that an expression reads, if it is one alone."""
        sides = loaded(node) & {self.first, self.second}
        if len(sides) != 1:
            raise _Unknown
        return sides.pop()

    def relate(self, left: _Value, right: _Value, *, numeric: bool = False) -> int:
        """-1, 0 or 1 for smaller, equal and larger."""
        if isinstance(left, _Difference):
            left = left.sign
            if right != 0 or not isinstance(right, int):
                raise _Unknown
        if isinstance(right, _Difference):
            return -self.relate(right, left)
        if isinstance(left, int) and isinstance(right, int):
            return (left > right) - (left < right)
        if isinstance(left, int) or isinstance(right, int):
            raise _Unknown
        if isinstance(left, ast.Tuple) and isinstance(right, ast.Tuple) and len(left.elts) == len(right.elts):
            parts = (self.relate(*pair) for pair in zip(left.elts, right.elts, strict=True))
            return next((part for part in parts if part), 0)
        if not loaded(left) & {self.first, self.second} and equal(left, right):
            return 0
        side = self.side(left)
        if self.side(right) == side:
            raise _Unknown
        one, two = (left, right) if side == self.first else (right, left)
        if not equal(one, renamed(two, {self.second: self.first})):
            raise _Unknown
        if numeric:
            self.numeric.add(ast.dump(one))
        return self.ask(one) if side == self.first else -self.ask(one)

    # -- expressions -------------------------------------------------------------------------------------------------

    def value(self, node: ast.expr, names: Mapping[str, _Value], depth: int) -> _Value:
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return int(node.value)
        if isinstance(node, ast.Name) and node.id in names:
            return names[node.id]
        put = self.put(node, names)
        fixed = put is not None and (isinstance(put, ast.Constant) or bool(loaded(put)))
        if put is not None and fixed and len(loaded(put) & {self.first, self.second}) < 2:
            return put
        if isinstance(node, ast.UnaryOp):
            return self.unary(node, names, depth)
        if isinstance(node, ast.BoolOp):
            value: _Value = 0
            for part in node.values:
                value = self.value(part, names, depth)
                if self.truth(value) == isinstance(node.op, ast.Or):
                    break
            return value if isinstance(value, int | _Difference) else self.truth(value)
        if isinstance(node, ast.IfExp):
            return self.value(node.body if self.test(node.test, names, depth) else node.orelse, names, depth)
        if isinstance(node, ast.Compare):
            sides = [self.value(side, names, depth) for side in (node.left, *node.comparators)]
            if len(sides) != 2 or type(node.ops[0]) not in _COMPARED:
                raise _Unknown
            return _COMPARED[type(node.ops[0])](self.relate(*sides), 0)
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, names, depth), self.value(node.right, names, depth)
            if isinstance(left, int) and isinstance(right, int) and type(node.op) in _COMPUTED:
                return _COMPUTED[type(node.op)](left, right)
            if isinstance(node.op, ast.Sub) and isinstance(left, ast.expr) and isinstance(right, ast.expr):
                return _Difference(self.relate(left, right, numeric=True))
        if isinstance(node, ast.Tuple):
            parts = [self.value(part, names, depth) for part in node.elts]
            return ast.Tuple([part for part in map(_node, parts) if part is not None], ast.Load())
        if isinstance(node, ast.Call):
            return self.called(node, names, depth)
        raise _Unknown

    def put(self, node: ast.expr, names: Mapping[str, _Value]) -> ast.expr | None:
        """The expression with what names stand for, None where one of them stands for no expression."""
        own = {n.id for n in descend(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
        if any(isinstance(part, ast.Lambda | ast.NamedExpr | ast.Yield | ast.Await) for part in descend(node)):
            return None
        used = {name: _node(names[name]) for name in loaded(node) & set(names)}
        values = {name: value for name, value in used.items() if value is not None}
        inner = {name for value in values.values() for name in loaded(value)}
        if len(values) < len(used) or own & ({self.first, self.second} | set(names) | inner):
            return None
        return with_values(node, values)

    def test(self, node: ast.expr, names: Mapping[str, _Value], depth: int) -> bool:
        return self.truth(self.value(node, names, depth))

    def unary(self, node: ast.UnaryOp, names: Mapping[str, _Value], depth: int) -> _Value:
        if isinstance(node.op, ast.Not):
            return not self.test(node.operand, names, depth)
        value = self.value(node.operand, names, depth)
        if isinstance(node.op, ast.USub) and isinstance(value, int):
            return -value
        if isinstance(node.op, ast.USub) and isinstance(value, _Difference):
            return _Difference(-value.sign)
        raise _Unknown

    def called(self, node: ast.Call, names: Mapping[str, _Value], depth: int) -> _Value:
        span = match("($x - $y).total_seconds()", node)
        if span is not None:
            return _Difference(self.relate(self.value(span["x"], names, depth), self.value(span["y"], names, depth)))
        if not isinstance(node.func, ast.Name) or node.func.id not in self.others or node.keywords:
            raise _Unknown
        other = self.others[node.func.id]
        wanted = [arg.arg for arg in other.args.args]
        if not _plain(other) or len(wanted) != len(node.args) or depth >= _DEEPEST_CALL:
            raise _Unknown
        if free_names(other) & {self.first, self.second}:
            raise _Unknown
        given = [self.value(argument, names, depth) for argument in node.args]
        return self.call(other, dict(zip(wanted, given, strict=True)), depth + 1)

    # -- statements --------------------------------------------------------------------------------------------------

    def call(self, function: Function, names: dict[str, _Value], depth: int) -> _Value:
        if isinstance(function, ast.Lambda):
            return self.value(function.body, names, depth)
        try:
            self.run(function.body, names, depth)
        except _Returned as returned:
            if returned.value is not None:
                return returned.value
        raise _Unknown

    def run(self, statements: Sequence[ast.stmt], names: dict[str, _Value], depth: int) -> None:
        for statement in statements:
            if isinstance(statement, ast.Return):
                raise _Returned(self.value(statement.value, names, depth) if statement.value is not None else None)
            if isinstance(statement, ast.If):
                self.run(statement.body if self.test(statement.test, names, depth) else statement.orelse, names, depth)
            elif isinstance(statement, ast.Assign):
                value = self.value(statement.value, names, depth)
                for target in statement.targets:
                    _bind(target, value, names)
            elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
                _bind(statement.target, self.value(statement.value, names, depth), names)
            elif isinstance(statement, ast.For) and isinstance(statement.iter, ast.Tuple | ast.List):
                if len(statement.iter.elts) > _MOST_TURNS or statement.orelse:
                    raise _Unknown
                for element in statement.iter.elts:
                    _bind(statement.target, self.value(element, names, depth), names)
                    self.run(statement.body, names, depth)
            elif not isinstance(statement, ast.Pass) and not _is_text(statement):
                raise _Unknown


def ordered_by(
    function: Function, others: Mapping[str, Function], is_bool: Callable[[ast.expr], bool]
) -> tuple[tuple[Key | Fork, ...], bool] | None:
    """What a comparison function orders by, and whether it gives 0 for equal elements.

    Args:
        function: A function of two parameters.
        others: Functions that it may call with parts of both elements, by name.
        is_bool: Tells whether an expression is surely True or False.

    Returns:
        The keys, the most important first; None where the function is not understood, or is no such order.
    """
    if not _plain(function) or len(function.args.args) != 2:
        return None
    try:
        grown = _Comparison(function, others, is_bool).grow({})
    except _Unknown:
        return None
    # A sort asks which of two is smaller; what is "larger" than its equals stays where it is.
    return (grown.keys, grown.ends == {0}) if grown.keys and grown.ends <= {0, 1} else None


def _said(keys: Sequence[Key | Fork]) -> list[object]:
    """Keys as what can be compared."""
    return [
        (ast.dump(key.node), key.descending) if isinstance(key, Key)
        else (ast.dump(key.node), _said(key.yes), _said(key.no))
        for key in keys
    ]  # fmt: skip


def _plain(function: Function) -> bool:
    spec = function.args
    special = spec.vararg or spec.kwarg or spec.kwonlyargs or spec.defaults or spec.posonlyargs
    return not special and not getattr(function, "decorator_list", [])


def _node(value: _Value) -> ast.expr | None:
    if isinstance(value, _Difference):
        return None
    return value if isinstance(value, ast.expr) else ast.Constant(value)


def _bind(target: ast.expr, value: _Value, names: dict[str, _Value]) -> None:
    if isinstance(target, ast.Name):
        names[target.id] = value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for part, given in zip(target.elts, value.elts, strict=True):
            _bind(part, given, names)
    else:
        raise _Unknown


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
