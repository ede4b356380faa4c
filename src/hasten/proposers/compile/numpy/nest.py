"""Statements of the function as lines of the new one: loops as operations on arrays where that is exact."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from hasten.code.live import read_first
from hasten.code.scopes import stored
from hasten.code.source import blocks
from hasten.proposers.compile.numpy.affine import Affine, is_length
from hasten.proposers.compile.numpy.bounds import BEYOND, Bound
from hasten.proposers.compile.numpy.folds import Folder, fold_of
from hasten.proposers.compile.numpy.hits import Hits, ends_at_hit, sets_flags
from hasten.proposers.compile.numpy.kept import KeptLoop, kept_iterable
from hasten.proposers.compile.numpy.loops import axis_of
from hasten.proposers.compile.numpy.made import container
from hasten.proposers.compile.numpy.reading import Reader
from hasten.proposers.compile.numpy.returning import returned, series
from hasten.proposers.compile.numpy.scope import Array, Carried, Frame, Growing, Items, Row, Rows, Value, Whole
from hasten.proposers.compile.numpy.state import State, carried_term, held
from hasten.proposers.compile.numpy.storing import Storer, check_reads
from hasten.proposers.compile.numpy.terms import Term, expression
from hasten.proposers.compile.refusal import Unsupported

_LOOPS = (ast.For, ast.While)


class Nest:
    """Goes over statements.

    Attributes:
        n_vectors: Loops that have become dimensions.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.reader = Reader(state)
        self.folder = Folder(state, self.reader)
        self.storer = Storer(state, self.reader, self.folder)
        self.hits = Hits(state, self.reader, self.folder)
        self.n_vectors = 0
        self.n_tests = 0
        self.refusal = ""

    def block(self, body: Sequence[ast.stmt]) -> None:
        """Statements one after the other; a mask that ``continue`` leaves holds to the end of the block."""
        for place, statement in enumerate(body):
            self.statement(statement, body[place + 1 :])

    def statement(self, node: ast.stmt, rest: Sequence[ast.stmt] = ()) -> None:
        """One statement.

        Raises:
            Unsupported: It does something that is not known here.
        """
        state = self.state
        if state.axes:
            carried = [name for name, value in state.env.items() if isinstance(value, Carried)]
            fold = fold_of(node, carried)
            if fold is not None:
                value = state.env[fold.name]
                assert isinstance(value, Carried)
                if fold.name in read_first(rest):
                    runs = self.folder.running(fold, value)
                    now = state.env[fold.name]
                    assert isinstance(now, Carried)
                    state.env[fold.name] = replace(now, running=runs)
                else:
                    self.folder.fold(fold, value)
                return
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(f"it has a statement {type(node).__name__.lower()}")
        method(node)

    # -- simple statements ----------------------------------------------------------------------------------------

    def _pass(self, node: ast.Pass) -> None:
        pass

    def _raise(self, node: ast.Raise) -> None:
        if self.state.axes:
            raise Unsupported("it raises in a loop")
        self.state.writer.line(self.state.writer.decline)

    def _expr(self, node: ast.Expr) -> None:
        call = node.value
        if isinstance(call, ast.Constant):
            return
        method = call.func if isinstance(call, ast.Call) else None
        if isinstance(method, ast.Attribute) and method.attr == "append" and isinstance(method.value, ast.Name):
            assert isinstance(call, ast.Call)
            if len(call.args) == 1 and not call.keywords:
                self.storer.append(method.value.id, self.reader.value(call.args[0]))
                return
        raise Unsupported(f"it calls {ast.unparse(call)[:40]}")

    def _annassign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._assign(ast.Assign([node.target], node.value))

    def _assign(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if isinstance(target, ast.Tuple) or len(node.targets) > 1:
            self._several(node)
            return
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            frame = self.state.env.get(target.value.id)
            if isinstance(frame, Frame):
                self._column(frame, target, node.value)
                return
        divides = any(isinstance(n, ast.Div | ast.FloorDiv | ast.Mod | ast.Call) for n in ast.walk(node.value))
        if isinstance(target, ast.Subscript) and isinstance(node.value, ast.IfExp) and self.state.axes and divides:
            # What is divided is divided where it is asked for only.
            yes, no = ast.Assign([target], node.value.body), ast.Assign([target], node.value.orelse)
            self._if(ast.If(node.value.test, [yes], [no]))
            return
        if isinstance(target, ast.Subscript):
            self.storer.store(target, self.reader.term(node.value))
            return
        if not isinstance(target, ast.Name):
            raise Unsupported(f"it writes to {ast.unparse(target)}")
        if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "pd.Series" and not self.state.axes:
            text = self.state.text_of(target.id)
            self.state.writer.line(f"{text} = {series(self.state, self.reader, node.value)}")
            self.state.rebound(target.id)
            self.state.env[target.id] = Whole(text)
            return
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute) and not node.value.args:
            frame = self.state.env.get(ast.unparse(node.value.func.value))
            if isinstance(frame, Frame) and node.value.func.attr == "copy" and not node.value.keywords:
                text = self.state.text_of(target.id)
                self.state.writer.line(f"{text} = {frame.name}.copy()")
                self.state.rebound(target.id)
                self.state.env[target.id] = replace(frame, name=text)
                return
        made = container(self.state, self.reader, target.id, node.value)
        if made is not None:
            self.state.rebound(target.id)
            self.state.forget(target.id)
            self.state.env[target.id] = made
            return
        self.bind(target.id, self.reader.value(node.value))

    def _column(self, frame: Frame, target: ast.Subscript, value: ast.expr) -> None:
        """``frame["total"] = totals``, which is done at the end."""
        state, key = self.state, target.slice.value if isinstance(target.slice, ast.Constant) else None
        if not isinstance(key, str) or state.writer.depth or state.axes:
            raise Unsupported(f"it writes to {ast.unparse(target)}")
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "pd.Series":
            text = series(state, self.reader, value)
        else:
            found = self.reader.value(value)
            if not isinstance(found, Array | Whole) or (isinstance(found, Array) and (not found.listed or found.plain)):
                raise Unsupported(f"it writes to {ast.unparse(target)}")
            text = found.text
        state.columns.append(f"{frame.name}[{key!r}] = {text}")
        left = {name: kinds for name, kinds in frame.columns.items() if name != key}
        state.env[frame.name] = replace(frame, columns=left)

    def _several(self, node: ast.Assign) -> None:
        if len(node.targets) > 1:
            one = self.reader.term(node.value)
            if not one.scalar or one.args or not all(isinstance(t, ast.Name) for t in node.targets):
                raise Unsupported("it assigns to several targets")
            for target in node.targets:
                self.bind(target.id, one)  # type: ignore[attr-defined]
            return
        target, value = node.targets[0], self.reader.value(node.value)
        assert isinstance(target, ast.Tuple)
        if not isinstance(value, Items) or len(value.parts) != len(target.elts):
            raise Unsupported("it takes something apart in a way that is not known")
        names = [one.id for one in target.elts if isinstance(one, ast.Name)]
        if len(names) != len(target.elts):
            raise Unsupported("it writes to several places at once")
        used = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
        if set(names) & used:
            # All values before any name is bound.
            parts = []
            for name, part in zip(names, value.parts, strict=True):
                if not isinstance(part, Term):
                    self._exchanged(names, value)
                    return
                parts.append(self.state.hold(name, part, self.state.writer.fresh(f"new_{name}")))
            for name, part in zip(names, parts, strict=True):
                self.bind(name, part)
            return
        for name, part in zip(names, value.parts, strict=True):
            self.bind(name, part)

    def _exchanged(self, names: Sequence[str], value: Items) -> None:
        """``a, b = b, a`` of arrays that the function has made."""
        state, arrays = self.state, [part for part in value.parts if isinstance(part, Array)]
        targets = [state.text_of(name) for name in names]
        texts = [array.text for array in arrays]
        if state.axes or len(arrays) != len(names) or sorted(texts) != sorted(targets) or any(a.given for a in arrays):
            raise Unsupported("it exchanges containers")
        state.writer.line(f"{', '.join(targets)} = {', '.join(texts)}")
        for name, target, array in zip(names, targets, arrays, strict=True):
            state.rebound(name)
            state.env[name] = replace(array, text=target)

    def bind(self, name: str, value: Value, in_place: str = "") -> None:
        """``name = value``.

        Args:
            name: The variable.
            value: What it is to stand for.
            in_place: ``+=`` or the like, where the value is what the variable was with something added.
        """
        state = self.state
        old = state.env.get(name)
        state.rebound(name)
        if isinstance(old, Carried):
            raise Unsupported(f"{name} goes from one round to the next in a way that is not known")
        if not isinstance(value, Term):
            if isinstance(value, Array) and value.text.isidentifier() and not self.reader.is_column(value):
                self._renamed(name, value)
                return
            if isinstance(value, Array | Row | Rows | Items) and not isinstance(old, Array | Growing):
                state.forget(name)
                state.env[name] = value
                return
            raise Unsupported(f"{name} holds something that is not known")
        if state.mask is not None and isinstance(old, Term):
            value = self.reader.ops.chosen(state.mask, value, old)
        if value.offset is not None and state.mask is None and not self._in_kept(name):
            state.env[name] = value
            return
        if value.scalar and state.axes and state.mask is None and isinstance(old, Term) and not old.scalar:
            # In a loop that stays one, a variable keeps the loops over which it varies.
            value = self._filled(value, old)
        affine = value.affine
        if name in state.presumed and (state.mask is not None or not self._adds_float(name, value)):
            raise Unsupported(f"{name} is an integer at one time and a float at another")
        copied = self._viewed(value)
        target = state.text_of(name)
        value = state.freeze(target, value)
        if value.kind.base == "int" and value.kind.numpy is not False and not value.scalar:
            self.reader.ops.observed(value)  # numpy would have warned of it
        text = f"{value.text()}.copy()" if copied else value.text()
        if in_place and isinstance(old, Term) and target in state.fresh and old.text() == target and (
            old.axes == value.axes and old.kind == value.kind and state.mask is None
        ):
            state.writer.line(f"{target} {in_place} {value.args[1].text(value.axes)}")
        else:
            state.writer.line(f"{target} = {text}")
            names = {n.id for n in ast.walk(value.node()) if isinstance(n, ast.Name)}
            state.fresh -= names if not value.args and not copied else set()
            (state.fresh.add if value.args or copied else state.fresh.discard)(target)
        new = held(target, value)
        if value.scalar and value.kind.base == "int":
            symbol = state.symbol_of(name, target)
            own = affine is None or self._own(affine, name) or any(_is_element(key) for key in affine.terms)
            bound = value.bound if value.bound.below(BEYOND) else Bound.of(target, numpy=value.kind.numpy)
            new = replace(new, affine=symbol if own else affine, bound=bound)
            self._alias(affine, target)
        else:
            state.forget(name)
        state.env[name] = new

    def _adds_float(self, name: str, value: Term) -> bool:
        """Whether a round surely makes a float of a variable that started as an integer."""
        state = self.state
        if state.presumed[name] != (state.kept, state.branches) or len(value.args) != 2:
            return False
        text = state.text_of(name)
        return any(
            not one.args and one.text() == text and other.kind.base == "float"
            for one, other in (value.args, value.args[::-1])
        )

    def _renamed(self, name: str, value: Array) -> None:
        """A second name for an array that the function has made."""
        state = self.state
        if state.axes or value.given or value.name in state.changed:
            raise Unsupported("an array has two names")
        target = state.text_of(name)
        state.writer.line(f"{target} = {value.text}")
        state.forget(name)
        state.env[name] = replace(value, text=target, plain="")

    def _alias(self, affine: Affine | None, target: str) -> None:
        """A variable that holds a length is what the user calls it."""
        if affine is None or affine.constant or len(affine.terms) != 1 or self.state.kept:
            return
        (name, factor), = affine.terms.items()
        known = self.state.writer.names.get(name, "len(")
        if factor == 1 and is_length(name) and known.startswith("len("):
            self.state.writer.names[name] = target

    def _own(self, affine: Affine, name: str) -> bool:
        return any(key.partition("@")[0] == name for key in affine.terms)

    def _in_kept(self, name: str) -> bool:
        return self.state.kept > 0 and isinstance(self.state.env.get(name), Term)

    def _filled(self, value: Term, old: Term) -> Term:
        shape = self.state.writer.shape([axis.size for axis in old.axes])
        made = expression(f"np.full({shape}, {value.text()})")
        return Term(value.kind, old.axes, lambda: made, (), value.bound)

    def _viewed(self, value: Term) -> bool:
        """Whether a variable would go on to show what is written to an array later."""
        if value.scalar or value.args:
            return False
        names = {n.id for n in ast.walk(value.node()) if isinstance(n, ast.Name)}
        mutable = {v.text for v in self.state.env.values() if isinstance(v, Array) and not v.given}
        varying = {n for n, v in self.state.env.items() if isinstance(v, Term) and not v.scalar}
        return bool(names & mutable) or bool(names & varying and self.state.kept)

    def _augassign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            sign = {ast.Add: "+=", ast.Sub: "-=", ast.Mult: "*="}.get(type(node.op), "")
            whole = ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
            self.bind(node.target.id, self.reader.term(whole), sign)
            return
        if not isinstance(node.target, ast.Subscript):
            raise Unsupported(f"it writes to {ast.unparse(node.target)}")
        read = ast.Subscript(node.target.value, node.target.slice, ast.Load())
        sign = {ast.Add: "+", ast.Sub: "-"}.get(type(node.op), "")
        if self.state.axes and self.storer.add(read, sign, self.reader.term(node.value)):
            return
        value = self.reader.ops.binary(node.op, self.reader.term(read), self.reader.term(node.value))
        self.storer.store(read, value)

    def _return(self, node: ast.Return) -> None:
        if self.state.axes:
            raise Unsupported("it returns from a loop")
        returned(self.state, self.reader, node.value)

    # -- branches -------------------------------------------------------------------------------------------------

    def _if(self, node: ast.If) -> None:
        test = self.reader.term(node.test)
        if test.scalar:
            self._branch(node, self.reader.ops.test(test) if not isinstance(node.test, ast.Name) else test)
            return
        state, outer = self.state, self.state.mask
        test = self.reader.ops.test(test)
        last = node.body[-1]
        if state.crossed and isinstance(last, ast.Break | ast.Return):
            raise Unsupported("it leaves an inner loop")
        if isinstance(last, ast.Break | ast.Return) or (sets_flags(node) and self._flags(node)):
            self.hits.write(node, test)
            return
        only = node.body[0]
        once = isinstance(only, ast.Assign | ast.AugAssign) and isinstance(only.value, ast.Constant)
        if len(node.body) + len(node.orelse) > 1 or not once:
            test = state.hold("", test, state.writer.fresh("chosen"))
        state.mask = self._also(outer, test)
        left = isinstance(node.body[-1], ast.Continue)
        if left and self.n_tests:
            raise Unsupported("it goes on with the next round in a branch of a branch")
        self.n_tests += 1
        self.block(node.body[:-1] if left else node.body)
        no = self._also(outer, self.reader.ops.opposite(test))
        if node.orelse:
            state.mask = no
            self.block(node.orelse)
        self.n_tests -= 1
        state.mask = no if left else outer

    def _flags(self, node: ast.If) -> bool:
        """Whether what a branch sets are variables from before the loop, which nothing in it reads."""
        return stored(*node.body) <= self.state.before.keys() - self.state.env.keys()

    def _also(self, outer: Term | None, test: Term) -> Term:
        return test if outer is None else self.reader.ops.both(ast.And(), outer, test)

    def _branch(self, node: ast.If, test: Term) -> None:
        """A test that is the same in all rounds stays a test."""
        state = self.state
        before = dict(state.env)
        ends = []
        for head, body in ((f"if {test.text()}:", node.body), ("else:", node.orelse)):
            if not body:
                ends.append((dict(before), False))
                continue
            state.env = dict(before)
            state.writer.line(head)
            state.writer.depth += 1
            state.branches += 1
            length = len(state.writer.lines)
            self.block(body)
            state.branches -= 1
            if len(state.writer.lines) == length:
                state.writer.line("pass")
            state.writer.depth -= 1
            ends.append((state.env, isinstance(body[-1], ast.Return | ast.Raise)))
        going = [env for env, left in ends if not left]
        if not going:
            state.env = before
            return
        state.env = going[0] if len(going) == 1 else _merged(*going)

    # -- loops ----------------------------------------------------------------------------------------------------

    def _for(self, node: ast.For) -> None:
        if node.orelse:
            raise Unsupported("its loop has an else")
        state = self.state
        inner = any(isinstance(n, _LOOPS) for s in node.body for n in ast.walk(s))
        if not (state.inner_first and inner and not state.axes) and not self._carries_own(node):
            saved, found, tests = state.saved(), self.n_vectors, self.n_tests
            try:
                self._vector(node)
                return
            except Unsupported as reason:
                self.refusal = str(reason)
                state.back_to(saved)
                self.n_vectors, self.n_tests = found, tests
        KeptLoop(state, self.reader, self.block).write(node, *kept_iterable(state, self.reader, node))

    def _carries_own(self, node: ast.For) -> bool:
        """Whether a variable that varies over the loops around goes from round to round of this one."""
        if not self.state.axes:
            return False
        again = read_first(node.body) & stored(*node.body)
        return any(isinstance(self.state.env.get(name), Term) for name in again)

    def _vector(self, node: ast.For) -> None:
        """The loop as one more dimension."""
        state = self.state
        outer_axes, outer_mask = state.axes, state.mask
        if not outer_axes:
            state.read.clear()
            state.written.clear()
        leaves = [n for s in node.body for n in _of_loop(s)]
        if leaves and not (ends_at_hit(node.body) and len(leaves) == 1):
            raise Unsupported("it leaves a loop in the middle")
        targets = stored(node.target)
        if targets & state.changed.keys():
            raise Unsupported("a variable of the loop is an argument that is changed")
        axis, bound = axis_of(state, self.reader, node)
        state.axes = (*outer_axes, axis)
        tests, self.n_tests = self.n_tests, 0
        state.writer.require(axis.size)
        inside = stored(*node.body)
        if inside & targets:
            raise Unsupported("it assigns to the variable of its loop")
        again = read_first(node.body) & inside
        before = dict(state.env)
        for name in again:
            old = state.env.get(name)
            if isinstance(old, Carried):
                continue
            if not isinstance(old, Term):
                raise Unsupported(f"{name} goes from one round to the next in a way that is not known")
            state.env[name] = Carried(old, outer_axes)
        for name in inside - again:
            old = state.env.get(name)
            if isinstance(old, Term):
                # What was there is never read inside.
                del state.env[name]
                if not outer_axes:
                    state.before[name] = old
        for name in targets:
            state.env.pop(name, None)
        for name, value in bound.items():
            self._take(name, value)
        self.block(node.body)
        self.n_tests = tests
        self._leave(before, inside | targets, outer_axes)
        state.axes, state.mask = outer_axes, outer_mask
        if not outer_axes:
            check_reads(state)
        self.n_vectors += 1

    def _take(self, name: str, value: Value) -> None:
        """Bind a variable of the loop; what it stands for is written where it is used."""
        if isinstance(value, Term) and value.offset is None and self._viewed(value):
            self.bind(name, value)
            return
        self.state.env[name] = value

    def _leave(self, before: dict[str, Value], names: set[str], outer: Sequence[object]) -> None:
        """Forget what the rounds had for themselves, and note what they have come to."""
        state = self.state
        for name in names:
            value, old = state.env.get(name), before.get(name)
            if isinstance(value, Carried):
                if isinstance(old, Carried):
                    continue
                state.forget(name)
                state.env[name] = carried_term(value, name)
            elif isinstance(value, Growing) and isinstance(old, Growing):
                continue
            elif isinstance(value, Term) and value.scalar and isinstance(old, Term) and value is not old and (
                value.text() == state.own.get(name, name) and not value.args and not outer and name in before
                and value.kind.numpy is None
            ):
                continue
            elif not (isinstance(value, Array) and value is old):
                state.env.pop(name, None)
        for name, value in list(state.env.items()):
            if isinstance(value, Growing) and value.done is not None and not outer and not value.axes:
                state.env[name] = value.done


def _of_loop(node: ast.stmt) -> list[ast.stmt]:
    """Statements that leave the loop around, or the function."""
    if isinstance(node, ast.Break | ast.Return):
        return [node]
    if isinstance(node, ast.For | ast.While):
        return [n for s in [*node.body, *node.orelse] for n in _of_loop(s) if isinstance(n, ast.Return)]
    return [n for block in blocks(node) for s in block for n in _of_loop(s)]


def _is_element(key: str) -> bool:
    return "[" in key and not is_length(key)


def _merged(a: dict[str, Value], b: dict[str, Value]) -> dict[str, Value]:
    """What is known where two branches meet."""
    found: dict[str, Value] = {}
    for name in a.keys() & b.keys():
        one, other = a[name], b[name]
        if one is other:
            found[name] = one
        elif isinstance(one, Term) and isinstance(other, Term):
            if one.kind == other.kind and one.axes == other.axes and one.text() == other.text():
                bound = one.bound + other.bound
                if one.scalar and one.kind.base == "int":
                    bound = Bound.of(one.text(), numpy=one.kind.numpy)
                found[name] = replace(one, bound=bound, affine=None, offset=None, origin="")
        elif isinstance(one, Carried) and isinstance(other, Carried):
            folded = one.folded or other.folded
            if folded is not None and folded.kind != one.before.kind:
                raise Unsupported("a variable is of one type at one time and of another at another")
            found[name] = replace(one, folded=folded)
        elif isinstance(one, Array) and isinstance(other, Array) and (one.name, one.text) == (other.name, other.text):
            found[name] = one if one.most == other.most else replace(one, most=None)
        elif isinstance(one, Growing) and isinstance(other, Growing) and one.done is other.done is None:
            found[name] = one if one.listed else other
        else:
            raise Unsupported("it makes a container in one of two branches")
    return found

