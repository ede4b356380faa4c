"""What is known of a state at one point of a function, and of the functions through which it goes."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hasten.code.function import FunctionCode
from hasten.code.match import match
from hasten.proposers.rules._in_place import InPlace

#: Stands for all parts of a state.
ALL = "*"


class Held(Exception):
    """Somebody may still hold the state, or a part of it, after it has been changed."""


@dataclass(frozen=True)
class Line:
    """A statement that changes the state.

    Attributes:
        change: What it does to a container.
        place: Which part is that container, ``["items"]``; "" for the state itself.
        changed: Which part has changed afterwards.
    """

    change: InPlace
    place: str
    changed: str


@dataclass(frozen=True)
class Made:
    """How an expression makes a new state of the old one.

    Attributes:
        first: A step that comes before the changes.
        lines: The changes.
        tail: A call or a smaller copy that makes the new state of that; None where it is the old one.
        dropped: Keywords of the tail that are not needed any more.
        swapped: The argument of the tail that is the state by then.
    """

    first: ast.Call | None = None
    lines: tuple[Line, ...] = ()
    tail: ast.Call | None = None
    dropped: frozenset[str] = frozenset()
    swapped: ast.expr | None = None


@dataclass(frozen=True)
class Rewritten:
    """A statement that copies the state or a part of it, and what stands in its place.

    Attributes:
        statement: The statement.
        root: What the state is called there.
        made: What it does to the state.
        bound: The name that gets a part, with that part; ("", "") where none does.
        target: The name that gets the state; "" where none does.
        at_once: Whether all values must be there before the first is put in.
    """

    statement: ast.stmt
    root: str
    made: Made
    bound: tuple[str, str] = ("", "")
    target: str = ""
    at_once: bool = False


@dataclass(frozen=True)
class Names:
    """What is called how at one point of a function.

    Attributes:
        root: The name of the state; "" where it has none.
        own: Whether the state is a copy that was made in this function.
        old: Other names that the state had; parts that have not changed may be read by them.
        changed: What has changed since it had these names.
        alias: Names of parts.
        stale: Names of parts as they were before.
        pending: Parts that have changed, with the one name by which they may be known until the state has them.
        filled: Parts that were copied into a copy of the state, and may be changed there by hand.
    """

    root: str
    own: bool = False
    old: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    alias: tuple[tuple[str, str], ...] = ()
    stale: frozenset[str] = frozenset()
    pending: tuple[tuple[str, str], ...] = ()
    filled: frozenset[str] = frozenset()

    def without(self, names: Iterable[str]) -> Names:
        """The same when some names have got other values."""
        gone = set(names)
        if self.root in gone or any(name in gone for _, name in self.pending):
            raise Held("a name of the state is given to something else")
        kept = tuple(pair for pair in self.alias if pair[0] not in gone)
        return replace(self, old=self.old - gone, alias=kept, stale=self.stale - gone)

    def known(self) -> set[str]:
        """All names by which the state or its parts are or were known."""
        return {self.root, *self.old, *dict(self.alias), *self.stale, *dict(self.pending).values()} - {""}


@dataclass
class Family:
    """The functions through which a state goes.

    Attributes:
        code: The function that makes the state and hands it around.
        steps: The functions that give back a changed state, with the position of the state.
        blocked: Parts that cannot be changed in place.
        parts: Parts that are, with the kinds of container that the forms show.
        kinds: The same for the state itself, where keys that are not fixed are set in it.
        values: What is put in place of a part.
        rewritten: What changes.
        calls: The calls of the steps that are walked.
        starts: Where the state comes from.
        copier: How a state of fixed attributes is copied, as a template; "" for a dict.
    """

    code: FunctionCode
    steps: dict[str, int] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    parts: dict[str, set[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    values: list[tuple[str, ast.expr]] = field(default_factory=list)
    rewritten: list[Rewritten] = field(default_factory=list)
    calls: list[ast.Call] = field(default_factory=list)
    starts: list[ast.stmt] = field(default_factory=list)
    copier: str = ""
    in_place: set[str] = field(default_factory=set)
    escaped: set[str] = field(default_factory=set)
    taken_whole: bool = False
    whole: bool = False
    looked: dict[tuple[str, int], bool] = field(default_factory=dict)
    returning: dict[tuple[str, int], bool] = field(default_factory=dict)


def kind_by(kinds: Iterable[str]) -> str | None:
    """The kind of container that the forms show; "" where they fit all, None where they do not fit each other."""
    found = set(kinds) - {""}
    if "part of a list" in found:
        found.discard("part of a list")
        if not found:
            return None  # a tuple, or a text, might be cut as well
    return None if len(found) > 1 else next(iter(found), "")


def is_new(value: ast.expr, kind: str) -> bool:
    """Whether an expression makes a container of a kind that nobody else holds."""
    made = {ast.Dict: "dict", ast.DictComp: "dict", ast.List: "list", ast.ListComp: "list", ast.Set: "set",
            ast.SetComp: "set"}.get(type(value), "")  # fmt: skip
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("dict", "list", "set"):
        made = value.func.id
    elif match("sorted($x)", value):
        made = "list"
    return bool(made) and kind in ("", made)


def positional(code: FunctionCode) -> list[str]:
    """The parameters that may be given by position."""
    return [arg.arg for arg in [*code.node.args.posonlyargs, *code.node.args.args]]


def place_of(node: ast.expr) -> str | None:
    """How a part is written behind the name of the state, where it is a fixed one."""
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return f"[{ast.unparse(node.slice)}]"
    return None


def without_place(pairs: Iterable[tuple[str, str]], place: str) -> tuple[tuple[str, str], ...]:
    """Pairs but for those of one part."""
    return tuple(pair for pair in pairs if pair[0] != place)


def joined(first: Names | None, second: Names | None) -> Names | None:
    """The names where two ways meet."""
    if first is None or second is None or first == second:
        return first if second is None else second
    if not first.root or not second.root:
        return first if first.root else second  # on the other way the name is not bound
    if first.root != second.root:
        raise Held("two names")
    pending = dict(first.pending) | dict(second.pending)
    for names in (first, second):
        for place, name in pending.items():
            if dict(names.pending).get(place, name) != name or dict(names.alias).get(name) != place:
                raise Held("a change on one way only")
    alias = tuple(pair for pair in first.alias if pair in second.alias)
    lost = (set(dict(first.alias)) | set(dict(second.alias))) - set(dict(alias))
    return Names(
        first.root,
        first.own and second.own,
        first.old | second.old,
        first.changed | second.changed,
        alias,
        first.stale | second.stale | lost,
        tuple(pending.items()),
        first.filled & second.filled,
    )
