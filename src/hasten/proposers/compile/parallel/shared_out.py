"""Find the outermost loops of a kernel whose rounds do not depend on one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hasten.proposers.compile.aliases import CHANGES, TAKES, changes_arguments
from hasten.proposers.compile.ir import Expr, Function, Kernel, Stmt, expressions, statements
from hasten.proposers.compile.lattice import FLOAT, INT, Type, holds, known, list_of
from hasten.proposers.compile.parallel.flow import LOOPS, bound, exposed, read, variables
from hasten.proposers.compile.refusal import Unsupported

#: Expressions that give a list of their own.
_FRESH = ("list", "repeat", "slice", "copy", "concat")
#: Expressions that look into a list, and hand it on to nobody.
_LOOKS = ("len", "index", "at", "truth", "slice", "copy")
_SCALARS = ("bool", "int", "float")


@dataclass
class Parallel(Stmt):
    """A loop whose rounds may run at once; ``op`` is ``parallel``, ``args`` and ``name`` are those of the loop.

    Attributes:
        loop: What it was: ``for_range`` or ``for_each``.
        own: Variables that each round has for itself.
        sums: Sums of integers: variable to ``+`` or ``*``.
        extremes: Variable to the comparison by which another value takes its place.
        lists: Lists that are only appended to.
        terms: Variable of floats to the list of what is added to it, in the order of the rounds, and the operator.
    """

    loop: str = "for_range"
    own: tuple[str, ...] = ()
    sums: dict[str, str] = field(default_factory=dict)
    extremes: dict[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)


def in_parallel(kernel: Kernel) -> Kernel:
    """The kernel with such loops of its entry in place of plain ones.

    Raises:
        Unsupported: There is none; the reason is that of the first loop.
    """
    for function in kernel.functions:
        for type_ in [*function.variables.values(), *kernel.constants.values()]:
            if any(holds(known(type_), kind) for kind in ("set", "dict", "str", "char")):
                raise Unsupported("it has texts, sets or dicts, which threads do not share")
    if kernel.main.recursive:
        raise Unsupported("it calls itself")
    finder = _Finder(kernel)
    body = finder.block(kernel.main.body, frozenset())
    if not finder.found:
        raise Unsupported(finder.reasons[0] if finder.reasons else "it has no loop of its own")
    main = replace(kernel.main, body=body, variables=kernel.main.variables | finder.made)
    return replace(kernel, functions=[main if f.name == main.name else f for f in kernel.functions])


def some_in_parallel(kernels: Sequence[Kernel]) -> list[Kernel]:
    """The kernels with such loops, each of which has one, and the others as they are.

    Raises:
        Unsupported: None has one; the reason is that of the first.
    """
    found: list[Kernel] = []
    reasons: list[Unsupported] = []
    for kernel in kernels:
        try:
            found.append(in_parallel(kernel))
        except Unsupported as reason:
            found.append(kernel)
            reasons.append(reason)
    if len(reasons) == len(kernels):
        raise reasons[0]
    return found


class _Finder:
    """Goes over the entry; ``found`` counts loops, ``reasons`` says why others are not among them."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel, self.main = kernel, kernel.main
        self.found = 0
        self.reasons: list[str] = []
        self.made: dict[str, Type] = {}
        self.made_once = _made_once(kernel.main)

    def block(self, body: Sequence[Stmt], live: frozenset[str]) -> list[Stmt]:
        """A block, with the variables that are read behind it."""
        found = []
        alone: frozenset[str] = frozenset()
        for place, stmt in enumerate(body):
            behind = live | exposed(body[place + 1 :])
            found.append(self.statement(stmt, behind, alone))
            given = {a.value for s in statements([stmt]) if s.op == "set" for a in s.args if a.op == "var"}
            alone -= bound([stmt]) | given
            if stmt.op == "set" and stmt.args[0].op in _FRESH:
                alone |= {stmt.name}
        return found

    def statement(self, stmt: Stmt, live: frozenset[str] | set[str], alone: frozenset[str]) -> Stmt:
        """A statement, with the variables read behind it, and the lists that have no other name where it stands."""
        if stmt.op in ("for_range", "for_each"):
            try:
                made = self.shared_out(stmt, live, alone)
            except Unsupported as reason:
                self.reasons.append(str(reason))
            else:
                self.found += 1
                return made
        if stmt.op in LOOPS:
            again = frozenset(live | exposed(stmt.body) | {n for a in stmt.args for n in variables(a)})
            return replace(stmt, body=self.block(stmt.body, again))
        if stmt.op == "if":
            at_end = frozenset(live)
            return replace(stmt, body=self.block(stmt.body, at_end), orelse=self.block(stmt.orelse, at_end))
        return stmt

    def shared_out(self, loop: Stmt, live: frozenset[str] | set[str], alone: frozenset[str]) -> Parallel:
        """The loop with its rounds apart.

        Raises:
            Unsupported: A round may depend on another one.
        """
        if loop.op == "for_range" and (loop.args[2].op != "const" or loop.args[2].value not in (1, -1)):
            raise Unsupported("a loop counts by a step that is not 1")
        body = loop.body
        _require_whole(body)
        early = exposed(body, frozenset({loop.name}))
        names = bound(body)
        carried = sorted(names & early)
        made = Parallel("parallel", loop.args, loop.name, list(body), loop=loop.op)
        lists = self._changed_lists(loop, names, alone)
        for name in carried:
            self._carried(made, name)
        own = [n for n in sorted(names - set(carried)) if n != loop.name]
        for name in own:
            if name in live:
                raise Unsupported(f"{name} of the last round is used behind the loop")
            if name in self.main.unset or name in self.main.optional:
                raise Unsupported(f"{name} may not be set, or may be None")
        made.own, made.lists = tuple(own), tuple(lists)
        return made

    # -- variables that go from round to round ------------------------------------------------------------------------

    def _carried(self, made: Parallel, name: str) -> None:
        """A variable that a round finds as another has left it: a sum or an extreme, or a refusal."""
        type_ = self.main.variables[name]
        if name in self.main.unset or name in self.main.optional:
            raise Unsupported(f"{name} may not be set, or may be None")
        uses = read(made.body).count(name)
        sets = [s for s in statements(made.body) if s.op == "set" and s.name == name]
        ops = {op for s in sets if (op := _adds(s.args[0], name))}
        if len(ops) == 1 and all(_adds(s.args[0], name) for s in sets) and uses == len(sets):
            (op,) = ops
            if type_ == INT:
                made.sums[name] = op
                return
            if type_ == FLOAT and not _within_loops(made.body, name):
                self._terms(made, name, op)
                return
            if type_ == FLOAT:
                raise Unsupported(f"floats are added to {name} in an inner loop, whose order would have to be kept")
        sign = _extreme(made.body, name)
        if sign and type_ in (INT, FLOAT) and (type_ == INT or sign in ("<", ">")):
            made.extremes[name] = sign
            return
        raise Unsupported(f"a round needs {name} as the one before has left it")

    def _terms(self, made: Parallel, name: str, op: str) -> None:
        """Let the rounds note what is added, so that it is added up in order."""
        terms = f"terms_{name}"
        self.made[terms] = list_of(FLOAT)
        made.terms[name] = (terms, op)

        def noted(body: Sequence[Stmt]) -> list[Stmt]:
            found = []
            for stmt in body:
                if stmt.op == "set" and stmt.name == name:
                    held = Expr("var", list_of(FLOAT), (), terms)
                    term = stmt.args[0].args[1]
                    if term.type != FLOAT:
                        raise Unsupported(f"what is added to {name} is not always a float")
                    found.append(Stmt("push", (held, term)))
                else:
                    found.append(replace(stmt, body=noted(stmt.body), orelse=noted(stmt.orelse)))
            return found

        made.body = noted(made.body)

    # -- lists --------------------------------------------------------------------------------------------------------

    def _changed_lists(self, loop: Stmt, names: set[str], alone: frozenset[str]) -> list[str]:
        """Lists from outside that are only appended to; others may only be stored into at the place of the round."""
        body = loop.body
        looped = {name for expr in loop.args for name in variables(expr)}
        seen = looped | set(read(body))
        appended: dict[str, None] = {}
        for stmt in statements(body):
            if stmt.op not in CHANGES:
                continue
            target = stmt.args[0]
            if target.op == "var" and target.value in names:
                if not _made_here(body, target.value):
                    raise Unsupported(f"{target.value} may stand for a list that another round changes too")
                continue
            others = self.made_once.get(target.value) if target.op == "var" else None
            if others is None or (target.value not in alone and others & seen):
                raise Unsupported("a round changes a list that may be known by another name")
            if stmt.op == "push":
                appended[target.value] = None
            elif stmt.op == "store":
                self._require_own_place(loop, stmt)
            else:
                raise Unsupported(f"a round changes {target.value} as a whole")
        for name in appended:
            if name in looped:
                raise Unsupported(f"{name} grows while it is gone over")
            if read(body).count(name) != sum(s.op == "push" and _is(s.args[0], name) for s in statements(body)):
                raise Unsupported(f"a round looks into {name}, which others append to")
        for expr in expressions(body):
            if expr.op in TAKES and not (_is_own(expr.args[0], names) and _made_here(body, expr.args[0].value)):
                raise Unsupported("a round takes elements out of a list")
            if expr.op == "call":
                self._require_pure(expr.value)
        return list(appended)

    def _require_own_place(self, loop: Stmt, store: Stmt) -> None:
        """``xs[i] = ...`` where i counts the rounds, and nothing else is read of the list."""
        name = store.args[0].value
        if store.args[2].type.kind not in _SCALARS:
            raise Unsupported(f"a round stores lists into {name}")
        counts = {loop.name} | {
            s.name for s in loop.body
            if s.op == "set" and _is(s.args[0], loop.name)
            and sum(t.op == "set" and t.name == s.name for t in statements(loop.body)) == 1
        }  # fmt: skip
        if loop.op != "for_range":
            counts = {loop.name}

        def at_own(expr: Expr) -> bool:
            return len(expr.args) > 1 and expr.args[1].op == "var" and expr.args[1].value in counts

        # Places below 0 count from the end, where another round may be.
        least = 0 if loop.op == "for_each" else loop.args[0].after.low
        if loop.op == "for_range" and loop.args[2].value == -1:
            least = loop.args[1].after.low + 1
        if not at_own(Expr("", INT, store.args)) or least < 0:
            raise Unsupported(f"a round stores into {name} at a place that may be another's")
        reads = sum(e.op in ("index", "at") and _is(e.args[0], name) and at_own(e) for e in expressions(loop.body))
        lengths = sum(e.op == "len" and _is(e.args[0], name) for e in expressions(loop.body))
        stores = sum(
            s.op == "store" and _is(s.args[0], name) and at_own(Expr("", INT, s.args)) for s in statements(loop.body)
        )
        if read(loop.body).count(name) != reads + stores + lengths:
            raise Unsupported(f"a round looks into {name} at places that others store into")

    def _require_pure(self, name: str) -> None:
        """A function that is called changes nothing that it is given, nor does any that it calls."""
        stack, seen = [name], set[str]()
        while stack:
            one = stack.pop()
            if one in seen:
                continue
            seen.add(one)
            function = next(f for f in self.kernel.functions if f.name == one)
            if changes_arguments(function):
                raise Unsupported(f"{one} may change a list that it is given")
            stack += [e.value for e in expressions(function.body) if e.op == "call"]


# -- shapes -----------------------------------------------------------------------------------------------------------


def _require_whole(body: Sequence[Stmt], inner: bool = False) -> None:
    """No round may end the loop, or the function."""
    for stmt in body:
        if stmt.op == "return" or (stmt.op == "break" and not inner):
            raise Unsupported("a round may end the loop before the others")
        _require_whole(stmt.body, inner or stmt.op in LOOPS)
        _require_whole(stmt.orelse, inner)


def _is(expr: Expr, name: str) -> bool:
    return expr.op == "var" and expr.value == name


def _is_own(expr: Expr, names: set[str]) -> bool:
    return expr.op == "var" and expr.value in names


def _adds(value: Expr, name: str) -> str:
    """``+`` or ``*`` where a value is the variable with something added or multiplied, and ``-`` for floats."""
    adds = value.op in ("+", "-", "*") and len(value.args) == 2 and _is(value.args[0], name)
    if not adds or name in set(variables(value.args[1])):
        return ""
    return "+" if value.op == "-" and value.type == INT else value.op


def _within_loops(body: Sequence[Stmt], name: str, inner: bool = False) -> bool:
    return any(
        (inner and s.op == "set" and s.name == name)
        or _within_loops(s.body, name, inner or s.op in LOOPS)
        or _within_loops(s.orelse, name, inner)
        for s in body
    )


_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _extreme(body: Sequence[Stmt], name: str) -> str:
    """The comparison by which a value takes the place of a variable, where nothing else is done with it."""
    signs: set[str] = set()
    counted = 0
    for stmt in statements(list(body)):
        if stmt.op == "set" and stmt.name == name:
            value = stmt.args[0]
            if value.op in ("min", "max") and _is(value.args[0], name) and name not in set(variables(value.args[1])):
                signs.add("<" if value.op == "min" else ">")
                counted += 1
        elif stmt.op == "if" and not stmt.orelse and len(stmt.body) == 1:
            test, inner = stmt.args[0], stmt.body[0]
            if inner.op == "set" and inner.name == name and test.op in _MIRRORED:
                a, b = test.args
                if _is(b, name) and a == inner.args[0] and name not in set(variables(a)):
                    signs.add(test.op)
                    counted += 1
                elif _is(a, name) and b == inner.args[0] and name not in set(variables(b)):
                    signs.add(_MIRRORED[test.op])
                    counted += 1
    sets = sum(s.op == "set" and s.name == name for s in statements(list(body)))
    return signs.pop() if len(signs) == 1 and counted == sets == read(body).count(name) else ""


def _made_here(body: Sequence[Stmt], name: str) -> bool:
    """Whether a variable only ever stands for lists that a round has made, and that are nobody else's."""
    sets = [s.args[0] for s in statements(list(body)) if s.op == "set" and s.name == name]
    return bool(sets) and all(v.op in _FRESH and not any(holds(t, "list") for t in v.type.of) for v in sets)


def _made_once(function: Function) -> dict[str, set[str]]:
    """Variables of lists that are made where they are bound and kept in variables alone: to their other names."""
    found: dict[str, set[str]] = {}
    stmts = list(statements(function.body))
    every = list(expressions(function.body))
    handed = {(s.args[0].value, s.name) for s in stmts if s.op == "set" and s.args[0].op == "var"}
    reads = Counter(read(function.body))

    def fresh(value: Expr) -> bool:
        """A list of its own, also by way of a variable that nobody else reads."""
        if value.op != "var" or value.value in function.parameters:
            return value.op in _FRESH
        sets = [s.args[0] for s in stmts if s.op == "set" and s.name == value.value]
        return reads[value.value] == 1 and bool(sets) and all(v.op in _FRESH for v in sets)

    for name, type_ in function.variables.items():
        if type_.kind != "list" or name in function.parameters:
            continue
        sets = [s.args[0] for s in stmts if s.op == "set" and s.name == name]
        looked = sum(e.op in _LOOKS and _is(e.args[0], name) for e in every)
        changed = sum(s.op in CHANGES and _is(s.args[0], name) for s in stmts)
        looped = sum(_is(a, name) for s in stmts if s.op == "for_each" for a in s.args)
        given = sum(s.op in ("return", "set") and _is(s.args[0], name) for s in stmts)
        tuples = [s.args[0] for s in stmts if s.op == "return" and s.args[0].op == "tuple"]
        in_tuple = sum(_is(part, name) for one in tuples for part in one.args)
        uses = looked + changed + looped + given + in_tuple
        if sets and all(map(fresh, sets)) and reads[name] == uses:
            others: set[str] = set()
            while more := {b for a, b in handed if a in others | {name}} - others:
                others |= more
            found[name] = others - {name}
    return found
