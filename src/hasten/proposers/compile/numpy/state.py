"""What is known at one place of the function while its new text is written."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

from hasten.proposers.compile.numpy.affine import Affine, length_symbol, symbol
from hasten.proposers.compile.numpy.bounds import Bound
from hasten.proposers.compile.numpy.scope import Array, Carried, Growing, Row, Table, Value
from hasten.proposers.compile.numpy.terms import Axis, Kind, Term, leaf
from hasten.proposers.compile.numpy.writer import Writer
from hasten.proposers.compile.refusal import Unsupported

#: Array and the places of it that are read or written: by dimension its loop, with what is added to the variable.
Place = tuple[str, tuple[tuple[Axis | None, Affine | None], ...]]


@dataclass
class State:
    """The function up to a place.

    Attributes:
        writer: The new text so far.
        parameters: Names of the parameters; the new text never binds them.
        inner_first: Whether an outer loop stays one where an inner one can be an operation on arrays.
        version: Of the interpreter.
        env: What names stand for.
        axes: Loops around the place that are dimensions.
        mask: Which rounds of them come to the place; None for all.
        kept: Number of loops around the place that stay loops.
        read: Places of arrays that the loop nest has read.
        written: Places of arrays that the loop nest has written.
        changed: What each argument is that the function writes to, ``array`` or ``list``; ``env`` has a copy of it.
        before: What variables were before the loop, of those that each round binds before it reads them.
        branches: Number of tests around the place that stay tests.
        crossed: Number of loops around that stay loops inside of one that is a dimension, so that all rounds of the
            latter come before the next one of theirs.
        presumed: Variables that start at the integer 0 and are taken for floats, which every round has to make them,
            with the loops and tests around.
        stored: Names of the arrays whose elements were written.
        columns: Statements that set columns of given frames, which come last.
        own: What the new text calls a variable that has the name of a parameter.
        fresh: Texts of arrays that nothing else can see, so that they may be changed in place.
        versions: How often a variable was bound anew.
    """

    writer: Writer
    parameters: frozenset[str]
    inner_first: bool = False
    version: tuple[int, int] = (3, 11)
    env: dict[str, Value] = field(default_factory=dict)
    axes: tuple[Axis, ...] = ()
    mask: Term | None = None
    kept: int = 0
    read: list[Place] = field(default_factory=list)
    written: list[Place] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    before: dict[str, Term] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)
    branches: int = 0
    crossed: int = 0
    presumed: dict[str, tuple[int, int]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    versions: dict[str, int] = field(default_factory=dict)

    def saved(self) -> State:
        """A copy that goes on unchanged."""
        other = replace(self, writer=self.writer.saved())
        collected = {name: value for name, value in vars(self).items() if isinstance(value, dict | list | set)}
        other.__dict__.update({name: copy(value) for name, value in collected.items()})
        return other

    def back_to(self, saved: State) -> None:
        """Be as it was; the copy is used up."""
        kept = self.writer
        kept.__dict__.update(saved.writer.__dict__)
        self.__dict__.update(saved.__dict__)
        self.writer = kept

    def text_of(self, name: str) -> str:
        """The name under which the new text binds a variable."""
        if name not in self.parameters:
            self.writer.taken.add(name)
            return name
        if name not in self.own:
            self.own[name] = self.writer.fresh(f"own_{name}")
        return self.own[name]

    def symbol_of(self, name: str, text: str) -> Affine:
        """What stands for the integer that a variable holds from now on."""
        self.forget(name)
        version = self.versions.get(name, 0)
        key = f"{name}@{version}" if version else name
        self.writer.names[key] = text
        return symbol(key)

    def forget(self, name: str) -> None:
        """Let nothing rest on the value that a variable had."""
        version = self.versions.get(name, 0)
        old = f"{name}@{version}" if version else name
        self.versions[name] = version + 1
        stale = {old} | {n for n, text in self.writer.names.items() if text == self.own.get(name, name)}
        for axis in self.axes:
            if stale & {*axis.low.terms, *axis.high.terms}:
                raise Unsupported(f"{name} tells how often a loop goes round, and changes in it")
        for other, value in list(self.env.items()):
            inner = value.done if isinstance(value, Growing) else value.array if isinstance(value, Row) else None
            if inner is not None and any(stale & set(dim.terms) for dim in inner.dims):
                raise Unsupported(f"{name} tells the length of an array, and changes")
            if isinstance(value, Table) and stale & set(value.size.terms):
                raise Unsupported(f"{name} tells the length of an array, and changes")
            if isinstance(value, Term) and value.affine is not None and stale & set(value.affine.terms):
                self.env[other] = replace(value, affine=None)
            elif isinstance(value, Array) and any(stale & set(dim.terms) for dim in value.dims):
                own = value.text
                dims = tuple(
                    length_symbol(own, place) if stale & set(dim.terms) else dim for place, dim in enumerate(value.dims)
                )
                self.env[other] = replace(value, dims=dims)
        for key in stale:
            if not key.startswith(("len(", f"{name}.")) and ".shape" not in key:
                continue
            # A length goes on being one; only the variable does not tell it any more.
            del self.writer.names[key]

    def array_name(self, name: str) -> str:
        """A name that tells a new array apart from all others, also those that the variable held before."""
        self.versions[f"{name}[]"] = number = self.versions.get(f"{name}[]", 0) + 1
        return f"{name}#{number}"

    def freeze(self, target: str, term: Term) -> Term:
        """Write down what a variable that is about to change tells of how large others are.

        Args:
            target: Text of the variable.
            term: What it is to hold.

        Returns:
            The same term, whose bound does not rest on the old value any more.
        """
        for name, value in list(self.env.items()):
            if isinstance(value, Term) and value.text() != target and value.bound.mentions([target]):
                self.env[name] = replace(value, bound=self._frozen(value.bound, name))
        if not term.scalar and term.bound.mentions([target]):
            return replace(term, bound=self._frozen(term.bound, target))
        return term

    def _frozen(self, bound: Bound, name: str) -> Bound:
        text = self.writer.fresh(f"{name}_most")
        self.writer.settle(bound.text)
        self.writer.line(f"{text} = {bound.text}")
        return replace(bound, text=text, raw=False)

    def rebound(self, name: str) -> None:
        """Note that a variable holds another object from now on, so that an argument is not what changes.

        Raises:
            Unsupported: It was changed before, or is another object in some rounds or branches only.
        """
        if name in self.changed:
            if self.writer.depth or self.axes or name in self.stored or self.columns:
                raise Unsupported(f"it changes {name}, which is another object at another time")
            del self.changed[name]

    def hold(self, name: str, term: Term, text: str = "") -> Term:
        """Write an assignment and give back the variable as a term."""
        target = text or self.text_of(name)
        self.writer.line(f"{target} = {term.text()}")
        return held(target, term)

    def most_of(self, array: Array) -> Bound:
        """Bound of the elements of an array of integers."""
        if array.kind.base == "bool":
            return Bound(1)
        if array.most is not None:
            return array.most
        name = self.writer.fresh(f"{array.name.partition('#')[0]}_most")
        text = array.text
        line = f"{name} = max(int({text}.max(initial=0)), -int({text}.min(initial=0)))"
        bound = Bound(1, name, raw=True)
        if array.given:
            self.writer.pending[name] = line
        else:
            self.writer.line(line)
        for key, value in list(self.env.items()):
            if value is array:
                self.env[key] = replace(array, most=bound)
        return bound

    def value(self, name: str) -> Value:
        """What a name stands for.

        Raises:
            Unsupported: That is not known.
        """
        if name not in self.env:
            raise Unsupported(f"it is not known what {name} is")
        return self.env[name]


def held(text: str, term: Term) -> Term:
    """A variable that holds the value of a term."""
    origin = term.text() if term.scalar else ""
    return leaf(text, term.kind, term.axes, term.bound, affine=term.affine, offset=term.offset, origin=origin)


def scalar(text: str, kind: Kind, affine: Affine | None = None) -> Term:
    """A single value under a name."""
    bound = Bound.of(text, numpy=kind.numpy) if kind.base == "int" else Bound()
    return leaf(text, kind, (), bound, affine=affine)


def carried_term(value: Carried, name: str) -> Term:
    """The value that a variable has after a loop.

    Raises:
        Unsupported: No statement of the loop has told.
    """
    if value.folded is None:
        raise Unsupported(f"{name} goes from one round to the next in a way that is not known")
    return value.folded
