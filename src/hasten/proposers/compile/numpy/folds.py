"""Variables that go from one round of a loop to the next: sums, counts, extremes, running ones of each."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hasten.proposers.compile.numpy.bounds import MOST_ROUNDS_BITS, Bound
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.scope import Carried
from hasten.proposers.compile.numpy.state import State, held, scalar
from hasten.proposers.compile.numpy.terms import Axis, Kind, Term, expression, leaf, stretched, written
from hasten.proposers.compile.refusal import Unsupported


@dataclass(frozen=True)
class Fold:
    """One statement that changes a variable from round to round.

    Attributes:
        name: The variable.
        op: ``+ - * max min``.
        value: What is added, or looked at.
        last: Whether the last of equal extremes stays, not the first.
        also: Other variables that are set with a new extreme.
    """

    name: str
    op: str
    value: ast.expr
    last: bool = False
    also: tuple[tuple[str, ast.expr], ...] = ()


_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def fold_of(statement: ast.stmt, carried: Sequence[str]) -> Fold | None:
    """The fold that a statement is, over one of the names."""
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        sign = _SIGNS.get(type(statement.op))
        return Fold(statement.target.id, sign, statement.value) if sign and statement.target.id in carried else None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name) and target.id in carried:
            return _assigned(target.id, statement.value)
    if isinstance(statement, ast.If) and not statement.orelse:
        return _tested(statement, carried)
    return None


def _assigned(name: str, value: ast.expr) -> Fold | None:
    if isinstance(value, ast.BinOp) and type(value.op) in _SIGNS:
        if _is(value.left, name):
            return Fold(name, _SIGNS[type(value.op)], value.right)
        if _is(value.right, name) and not isinstance(value.op, ast.Sub):
            return Fold(name, _SIGNS[type(value.op)], value.left)
    if isinstance(value, ast.Call) and len(value.args) == 2 and not value.keywords:
        function = ast.unparse(value.func)
        if function in ("min", "max") and _is(value.args[0], name):
            return Fold(name, function, value.args[1])
        if function in ("min", "max") and _is(value.args[1], name):
            return Fold(name, function, value.args[0], last=True)
    if isinstance(value, ast.IfExp) and _is(value.orelse, name) and isinstance(value.test, ast.Compare):
        made = ast.If(value.test, [ast.Assign([ast.Name(name, ast.Store())], value.body)], [])
        return _tested(made, [name])
    return None


def _tested(node: ast.If, carried: Sequence[str]) -> Fold | None:
    """``if x > best: best = x``, with whatever else is set there."""
    test = node.test
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    left, right, op = test.left, test.comparators[0], test.ops[0]
    greater, strict = isinstance(op, ast.Gt | ast.GtE), isinstance(op, ast.Gt | ast.Lt)
    if not isinstance(op, ast.Gt | ast.GtE | ast.Lt | ast.LtE):
        return None
    if isinstance(left, ast.Name) and left.id in carried:
        left, right, greater = right, left, not greater
    if not isinstance(right, ast.Name) or right.id not in carried:
        return None
    also, found = [], False
    for inner in node.body:
        pairs = _pairs(inner)
        if pairs is None:
            return None
        for name, value in pairs:
            if name == right.id and ast.dump(value) == ast.dump(left):
                found = True
            else:
                also.append((name, value))
    if not found:
        return None
    return Fold(right.id, "max" if greater else "min", left, not strict, tuple(also))


def _pairs(node: ast.stmt) -> list[tuple[str, ast.expr]] | None:
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return None
    target = node.targets[0]
    if isinstance(target, ast.Name):
        return [(target.id, node.value)]
    if not isinstance(target, ast.Tuple) or not isinstance(node.value, ast.Tuple):
        return None
    names = [one.id for one in target.elts if isinstance(one, ast.Name)]
    same = len(names) == len(target.elts) == len(node.value.elts)
    return list(zip(names, node.value.elts, strict=True)) if same else None


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


class Folder:
    """Writes folds over all loops that are dimensions."""

    def __init__(self, state: State, reader: Reader) -> None:
        self.state, self.reader = state, reader

    def fold(self, fold: Fold, value: Carried) -> None:
        """Write what a variable is after the loops.

        Raises:
            Unsupported: It varies over loops around its start, or numpy would fold in another order.
        """
        state = self.state
        if value.axes or value.folded is not None:
            raise Unsupported(f"{fold.name} is folded in a way that is not known")
        start = value.before
        term = self.reader.term(fold.value)
        if fold.op in ("max", "min"):
            self._extreme(fold, start, term)
            return
        if fold.op == "*":
            raise Unsupported("it multiplies all elements")
        term = self.reader.ops.number(term)
        if start.kind.base == "float" and term.kind.base == "int":
            raise Unsupported("it adds integers to a float one by one")
        kind = Kind(term.kind.base, True in (term.kind.numpy, start.kind.numpy))
        if term.kind.numpy is None:
            raise Unsupported("a sum is of numpy's floats or of Python's")
        name = state.text_of(fold.name)
        if self._is_count(fold, term):
            self._count(fold, name, start, kind)
            return
        flat = self.chosen(term)
        empty = start.kind != kind
        if kind.base == "int":
            line = self._integer_sum(fold, name, term, flat)
        else:
            self.state.writer.catches.add("IndexError")  # no round at all
            line = self._float_sum(fold, start, kind, flat, name)
        text = state.writer.fresh(f"{fold.name}_parts") if empty else ""
        if empty:
            state.writer.line(f"{text} = {flat}")
            line = line.replace(flat, text)
            state.writer.line(f"if {text}.size:\n    {line}")
        else:
            state.writer.line(line)
        # Without a round it is what it was.
        self.note(fold.name, scalar(name, start.kind.either(kind)))

    def note(self, variable: str, after: Term) -> None:
        """Note what a variable is behind the loops."""
        old = self.state.env.get(variable) or Carried(self.state.before[variable], ())
        assert isinstance(old, Carried)
        self.state.env[variable] = replace(old, folded=after)

    def chosen(self, term: Term) -> str:
        """The elements of the rounds that come to this place, in the order of the loops, in one dimension."""
        state = self.state
        axes, mask = state.axes, state.mask
        self._require_room(term)
        if any(axis.down for axis in axes):
            raise Unsupported("it folds from the end to the start")
        if mask is not None:
            if mask.axes == axes and term.axes == axes:
                return term.text(axes, mask.node(axes))
            return written(ast.Subscript(self.full(term), self.full(mask), ast.Load()))
        if len(axes) == 1 and term.axes == axes:
            return term.text()
        return _called(written(self.full(term)), "ravel")

    def _require_room(self, *terms: Term) -> None:
        """Leave rounds of several loops to them where an array of all rounds would be new, and very large."""
        state = self.state
        if len(state.axes) < 2 or any(_lies_there(term, state.axes) for term in (*terms, state.mask) if term):
            return
        shown = " * ".join(state.writer.factor(axis.size) for axis in state.axes)
        state.writer.decline_if(f"{shown} > 2**{MOST_ROUNDS_BITS}")

    def full(self, term: Term) -> ast.expr:
        """The term with all dimensions."""
        axes = self.state.axes
        if term.axes == axes:
            return term.node()
        names = self.state.writer.names
        shape = ", ".join(axis.size.text(names) for axis in axes) + ("," if len(axes) == 1 else "")
        return ast.Call(expression("np.broadcast_to"),
                        [stretched(term.node(), term.axes, axes) if term.axes else term.node(),
                         expression(f"({shape})")], [])  # fmt: skip

    def _is_count(self, fold: Fold, term: Term) -> bool:
        mask = self.state.mask
        return (
            term.affine is not None and term.affine.known == 1 and fold.op == "+" and mask is not None
            and mask.axes == self.state.axes
        )  # fmt: skip

    def _count(self, fold: Fold, name: str, start: Term, kind: Kind) -> None:
        mask = self.state.mask
        assert mask is not None
        self._require_room()
        if start.kind.base != "int" or start.kind.numpy is not False:
            raise Unsupported("it counts in floats")
        self.state.writer.line(f"{name} {fold.op}= int(np.count_nonzero({mask.text()}))")
        self.note(fold.name, scalar(name, kind))

    def _integer_sum(self, fold: Fold, name: str, term: Term, flat: str) -> str:
        bound = term.bound
        for axis in self.state.axes:
            bound = bound * self.state.writer.rounds(axis.size)
        self.state.writer.fits(bound)
        whole = _called(flat, "sum")
        return f"{name} {fold.op}= {whole if term.kind.numpy else f'int({whole})'}"

    def _float_sum(self, fold: Fold, start: Term, kind: Kind, flat: str, name: str) -> str:
        self.state.writer.catches.add("FloatingPointError")
        zero = start.origin in ("0", "0.0")
        if fold.op == "-":
            flat = f"-({flat})"
        # From left to right, as the loop does; ``sum`` would add in pairs.
        if zero:
            added = f"0.0 + np.cumsum({flat})[-1]"
        else:
            added = f"np.cumsum(np.concatenate(([{name}], {flat})))[-1]"
        return f"{name} = {added}" if kind.numpy else f"{name} = float({added})"

    def _extreme(self, fold: Fold, start: Term, term: Term) -> None:
        state, writer = self.state, self.state.writer
        if term.kind.base != start.kind.base and not _infinite(start):
            raise Unsupported("an extreme is an integer at one time and a float at another")
        if fold.last or term.kind.base == "bool" or term.kind.numpy is None:
            raise Unsupported("it keeps the last of equal extremes")
        self.reader.ops.observed(term)
        name = state.text_of(fold.name)
        flat = self.chosen(term)
        if not flat.isidentifier():
            flat_name = writer.fresh(f"{fold.name}_among")
            writer.line(f"{flat_name} = {flat}")
            flat = flat_name
        at = writer.fresh(f"{fold.name}_at")
        element = f"{flat}[{at}]" if term.kind.numpy else f"{flat}[{at}].item()"
        others = [(other, *self.set_at(other, self.reader.term(node), at)) for other, node in fold.also]
        writer.line(f"if {flat}.size:")
        writer.depth += 1
        writer.line(f"{at} = {flat}.arg{fold.op}()")
        if term.kind.base == "float":
            # The first NaN is where argmax and argmin stop.
            writer.line(f"if np.isnan({flat}[{at}]):\n    {writer.decline}")
        writer.line(f"if {element} {'>' if fold.op == 'max' else '<'} {name}:\n    {name} = {element}")
        for other, text, _ in others:
            writer.line(f"    {state.text_of(other)} = {text}")
        writer.depth -= 1
        for other, _, after in others:
            self.note(other, after)
        self.note(fold.name, scalar(name, start.kind.either(term.kind)))

    def set_at(self, other: str, value: Term, at: str) -> tuple[str, Term]:
        """Text of what a variable becomes in the round at a place, and what it may be behind the loops.

        Raises:
            Unsupported: It varies over loops around, or would be of one of two types.
        """
        state = self.state
        before = state.env.get(other)
        old = before.before if isinstance(before, Carried) else None if before else state.before.get(other)
        if old is None or not old.scalar or (isinstance(before, Carried) and (before.folded or before.axes)):
            raise Unsupported(f"{other} is set in a way that is not known")
        if value.kind.base != old.kind.base or value.kind.numpy is None:
            raise Unsupported(f"{other} is of one type at one time and of another at another")
        target = state.text_of(other)
        bound = Bound.of(target, numpy=value.kind.numpy) if value.kind.base == "int" else Bound()
        return self.element_at(value, at), leaf(target, old.kind.either(value.kind), (), bound)

    def element_at(self, value: Term, at: str) -> str:
        """Text of a value in one of the rounds that come to this place."""
        state = self.state
        if value.scalar:
            return value.text()
        if value.offset is not None and value.axes == state.axes and state.mask is None:
            low = (value.axes[0].low + value.offset).text(state.writer.names)
            return f"int({at})" + ("" if low == "0" else f" + {low}")
        self.reader.ops.observed(value)
        chosen = expression(self.chosen(value))
        item = written(ast.Subscript(chosen, ast.Name(at, ast.Load()), ast.Load()))
        return item if value.kind.numpy else f"{item}.item()"

    def running(self, fold: Fold, value: Carried) -> Term:
        """Write the values that a variable has in each round, and after the last; give back the former."""
        state, writer, name = self.state, self.state.writer, fold.name
        if value.axes or value.folded is not None or len(state.axes) != 1 or state.mask is not None:
            raise Unsupported(f"{name} is run up in a way that is not known")
        if state.axes[0].down or fold.also or fold.last or fold.op not in ("+", "-", "max", "min"):
            raise Unsupported(f"{name} is run up in a way that is not known")
        start, term = value.before, self.reader.ops.number(self.reader.term(fold.value))
        bases = (start.kind.base, term.kind.base)
        if term.axes != state.axes or term.kind.numpy is None or (bases[0] != bases[1] and bases != ("int", "float")):
            raise Unsupported(f"{name} is of one type at one time and of another at another")
        writer.decline_if(f"{state.axes[0].size.text(writer.names)} < 1")
        kind = Kind(term.kind.base, term.kind.numpy)
        if kind.numpy is False and start.kind.numpy is True:
            kind = Kind(kind.base, True)
        before = state.text_of(name)
        runs = writer.fresh(f"{name}_running")
        parts = f"np.concatenate(([{before}], {'-(' + term.text() + ')' if fold.op == '-' else term.text()}))"
        bound = Bound()
        if fold.op in ("max", "min"):
            self._without_ties(term)
            self.reader.ops.observed(term)
            writer.line(f"{runs} = np.{fold.op}imum.accumulate({parts})[1:]")
            bound = term.bound + start.bound
        elif kind.base == "int":
            bound = term.bound * Bound(1, writer.factor(state.axes[0].size)) + start.bound
            writer.fits(bound)
            writer.line(f"{runs} = np.cumsum({parts})[1:]")
        else:
            writer.catches.add("FloatingPointError")
            writer.line(f"{runs} = np.cumsum({parts})[1:]")
        writer.line(f"{before} = {runs}[-1]" + ("" if kind.numpy else ".item()"))
        if kind.base == "int":
            writer.catches.add("OverflowError")
        self.note(name, scalar(before, kind))
        return held(runs, Term(kind, state.axes, lambda: None, (), bound))  # type: ignore[arg-type,return-value]

    def _without_ties(self, term: Term) -> None:
        """Floats among which the order of equals, or a NaN, would tell, are left to the function as it was."""
        if term.kind.base == "float":
            text = term.text()
            if not text.isidentifier():
                text = f"({text})"
            self.state.writer.decline_if(f"np.isnan({text}).any()")
            self.state.writer.decline_if(f"np.signbit({text}[{text} == 0]).any()")


_INFINITE = ("float('inf')", "float('-inf')", "math.inf", "np.inf")


def _lies_there(term: Term, axes: Sequence[Axis]) -> bool:
    """Whether a part of a term is an array with all dimensions."""
    if not term.args:
        return len(term.axes) == len(axes)
    return any(_lies_there(arg, axes) for arg in term.args)


def _infinite(start: Term) -> bool:
    return start.origin.removeprefix("-") in _INFINITE


def _called(text: str, method: str) -> str:
    return written(ast.Call(ast.Attribute(expression(text), method, ast.Load()), [], []))

