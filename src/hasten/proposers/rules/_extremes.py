"""Looking for the smallest or largest element of a list, or its place, and taking it out of the list."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import Holes, equal, is_name, match
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import Type, from_hint, interchangeable, options, totally_ordered
from hasten.proposers.rules._guards import conjuncts

_REMOVALS = ("@xs.remove(@m)", "del @xs[@xs.index(@m)]", "@xs.pop(@xs.index(@m))")
_OUT_BY_PLACE = ("del @xs[@i]", "@xs.pop(@i)")


@dataclass(frozen=True)
class Asked:
    """A statement that looks for an extreme of a list.

    Attributes:
        statement: The statement.
        slots: Name of the list.
        largest: Whether it is the largest.
        key: By what the elements are compared, as ``(variable, key)``; a function to call has "" for the variable.
        element: Name that gets the element; "" for none.
        place: Name that gets its place; "" for none.
        or_none: Whether the element is None where the list is empty.
    """

    statement: ast.stmt
    slots: str
    largest: bool
    key: tuple[str, ast.expr] | None = None
    element: str = ""
    place: str = ""
    or_none: bool = False


@dataclass(frozen=True)
class Taken:
    """An extreme that is looked for and taken out.

    Attributes:
        asked: The search.
        value: What gives the element from now on; None where it is the search itself, as ``name = ...``.
        gone: Statements that are no longer needed.
        known: Everything that was understood.
        until: The last statement.
        later: The statement that takes it out, where the function may be done before that.
    """

    asked: Asked
    value: ast.expr | None
    gone: tuple[ast.stmt, ...]
    known: frozenset[ast.AST]
    until: ast.stmt
    later: ast.stmt | None = None


def asked(code: FunctionCode, statement: ast.stmt) -> Asked | None:
    """The search that a statement is, if it is one."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    for word in ("min", "max"):
        if code.is_builtin(word):
            found = _asked(statement, word)
            if found is not None and found.slots not in (found.element, found.place):
                return found
    return None


def _asked(statement: ast.Assign, word: str) -> Asked | None:
    largest = word == "max"
    for pattern in (f"@m = {word}(@xs)", f"@m = {word}(@xs, key=$k)"):
        found = match(pattern, statement)
        if found is not None:
            key = _key(statement)
            odd = key is None and "$k" in pattern
            return None if odd else Asked(statement, found.name("xs"), largest, key, element=found.name("m"))
    found = match(f"@m = {word}(@xs, key=$k, default=None)", statement)
    if found is not None:
        assert isinstance(statement.value, ast.Call)
        key = _key_of(statement.value.keywords[0].value)
        return Asked(statement, found.name("xs"), largest, key, found.name("m"), or_none=True) if key else None
    for pattern in (
        f"@m = @xs.index({word}(@xs))",
        f"@m = @xs.index({word}(@xs)) if @xs else 0",
        f"@m = @xs.index({word}(@xs, key=$k))",
    ):
        found = match(pattern, statement)
        if found is not None:
            key = _key(statement)
            odd = key is None and "$k" in pattern
            return None if odd else Asked(statement, found.name("xs"), largest, key, place=found.name("m"))
    found = match(f"@m = {word}(range(len(@xs)), key=@xs.__getitem__)", statement)
    if found is not None:
        return Asked(statement, found.name("xs"), largest, place=found.name("m"))
    found = match(f"@m = {word}(range(len(@xs)), key=lambda @i: $e)", statement)
    if found is not None:
        by = _of_element(statement, found["e"], f"{found.name('xs')}[{{}}]")
        return Asked(statement, found.name("xs"), largest, by[0], place=found.name("m")) if by else None
    found = match(f"@i, @m = {word}(enumerate(@xs), key=lambda @p: $e)", statement)
    if found is not None:
        by = _of_element(statement, found["e"], "{}[1]")
        names = found.name("m"), found.name("i")
        return Asked(statement, found.name("xs"), largest, by[0], *names) if by else None
    return None


def _key(statement: ast.Assign) -> tuple[str, ast.expr] | None:
    """The key of the search, where it has one."""
    calls = [node for node in descend(statement.value) if isinstance(node, ast.Call) and node.keywords]
    return key_of(calls[0]) if calls else None


def key_of(call: ast.Call) -> tuple[str, ast.expr] | None:
    """What ``key=`` says, as ``(variable, key)``, with "" for a function to call; None where it is not the only one."""
    if len(call.keywords) != 1 or call.keywords[0].arg != "key":
        return None
    return _key_of(call.keywords[0].value)


def _key_of(key: ast.expr) -> tuple[str, ast.expr] | None:
    if isinstance(key, ast.Lambda):
        plain = len(key.args.args) == 1 and not key.args.defaults
        return (key.args.args[0].arg, key.body) if plain else None
    return "", key


def _of_element(statement: ast.Assign, body: ast.expr, form: str) -> tuple[tuple[str, ast.expr] | None] | None:
    """The key as one of the element, where the parameter of a lambda serves for nothing but to reach it."""
    function = statement.value.keywords[0].value if isinstance(statement.value, ast.Call) else None
    assert isinstance(function, ast.Lambda)
    own = function.args.args[0].arg
    element = ast.parse(form.format(own), mode="eval").body
    if equal(body, element):
        return (None,)

    class Named(ast.NodeTransformer):
        """Puts the parameter in the place of the element."""

        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            if equal(node, element):
                kept.append(own)
                return ast.Name(own, ast.Load())
            return self.generic_visit(node)

    kept: list[str] = []
    copied = ast.parse(ast.unparse(body), mode="eval").body
    said = Named().visit(copied)
    reached = sum(is_name(node, own) for node in descend(said))
    names = loaded(said) - {own}
    slots = {node.id for node in descend(element) if isinstance(node, ast.Name)} - {own}
    return ((own, said),) if reached == len(kept) and not names & slots else None


def taken(code: FunctionCode, search: Asked) -> Taken | None:
    """How the extreme is taken out behind the search; None where it stays, or in another way."""
    behind = code.after(search.statement)
    by_place = _taken_by_place(code, search, behind) if search.place else None
    return by_place or (_removed(code, search, behind) if search.element else None)


def taken_at_once(code: FunctionCode, call: ast.Call) -> Taken | None:
    """``xs.pop(xs.index(min(xs)))``."""
    for word in ("min", "max"):
        found = match(f"@xs.pop(@xs.index({word}(@xs)))", call)
        if found is not None and code.is_builtin(word):
            statement = code.statement(call)
            search = Asked(statement, found.name("xs"), word == "max")
            return Taken(search, call, (), frozenset(descend(call)), statement)
    return None


def _removed(code: FunctionCode, search: Asked, behind: Sequence[ast.stmt]) -> Taken | None:
    """``xs.remove(m)``, perhaps after statements that leave the list and the name alone."""
    early = False
    for statement in behind:
        found = _first_match(_REMOVALS, statement)
        if found is not None and (found.name("xs"), found.name("m")) == (search.slots, search.element):
            if search.place and code.live_after(search.place, search.statement):
                return None
            whole = _whole(search, None, (statement,), statement)
            return replace(whole, later=statement if early else None)
        none = match(f"if {search.element} is None:\n    $$rest", statement) if search.or_none else None
        early = early or (none is None and any(_leaves(node) for node in descend(statement)))
        if search.slots in loaded(statement) or search.element in stored(statement):
            return None
    return None


def _taken_by_place(code: FunctionCode, search: Asked, behind: Sequence[ast.stmt]) -> Taken | None:
    """``x = xs[i]`` with ``del xs[i]``, or ``xs.pop(i)`` wherever it stands."""
    value: ast.expr | None = None
    first: ast.stmt | None = None
    for statement in behind:
        names = loaded(statement)
        if search.slots not in names and search.place not in names:
            if {search.slots, search.place, search.element} & stored(statement):
                return None
            continue
        out = _first_match(_OUT_BY_PLACE, statement)
        if out is not None and (out.name("xs"), out.name("i")) == (search.slots, search.place):
            gone = (statement,) if search.element else (search.statement, statement)
            if (value is None and not search.element) or code.live_after(search.place, statement):
                return None
            return _whole(search, value, gone, statement, first)
        if search.element or isinstance(statement, ast.If | ast.For | ast.While | ast.With | ast.Try):
            return None
        popped = [node for node in descend(statement) if _is_of_place(node, search, "@xs.pop(@i)")]
        read = [node for node in descend(statement) if _is_of_place(node, search, "@xs[@i]")]
        used = sum(is_name(n, search.slots) or is_name(n, search.place) for n in descend(statement))
        if len(popped) == 1 and used == 2 and first is None:
            if code.live_after(search.place, statement):
                return None
            node = popped[0]
            assert isinstance(node, ast.expr)
            return _whole(search, node, (search.statement,), statement, statement)
        if len(read) != 1 or used != 2 or first is not None or not isinstance(statement, ast.Assign):
            return None
        if statement.value is not read[0]:
            return None
        first, value = statement, statement.value
    return None


def _is_of_place(node: ast.AST, search: Asked, pattern: str) -> bool:
    found = match(pattern, node) if isinstance(node, ast.Call | ast.Subscript) else None
    return found is not None and (found.name("xs"), found.name("i")) == (search.slots, search.place)


def _first_match(patterns: Sequence[str], statement: ast.stmt) -> Holes | None:
    return next((found for pattern in patterns if (found := match(pattern, statement)) is not None), None)


def _whole(
    search: Asked, value: ast.expr | None, gone: tuple[ast.stmt, ...], until: ast.stmt, *also: ast.stmt | None
) -> Taken:
    known = set(descend(search.statement)) | {node for statement in gone for node in descend(statement)}
    known |= {node for statement in also if statement is not None for node in descend(statement)}
    return Taken(search, value, gone, frozenset(known), until)


def put(found: Taken, pop: str, edits: Edits, *, part: str = "", look: str = "") -> None:
    """Write what takes the extreme out of a list in order, or of a heap.

    Args:
        found: What was there.
        pop: What takes it out, as code.
        edits: Gets the change.
        part: What of it is the element, as code.
        look: What gives the element and leaves it there, as code; "" where nothing does.
    """
    if found.later is not None:
        if not look:
            raise EditConflict("the function may be done before the element is taken out")
        edits.replace_statement(found.later, pop)
    else:
        for statement in found.gone:
            edits.remove(statement)
    element = look if found.later is not None else f"{pop}{part}"
    if found.value is not None:
        edits.replace(found.value, element)
    else:
        empty = f" if {found.asked.slots} else None" if found.asked.or_none else ""
        edits.replace_statement(found.asked.statement, f"{found.asked.element} = {element}{empty}")


def holds_some(code: FunctionCode, name: str, place: ast.stmt) -> bool:
    """Whether a list surely has an element at a place: behind ``while xs:`` or ``if len(xs) > 2:``, or ``append``."""
    inner: ast.stmt = place
    while True:
        for statement in reversed(code.before(inner)):
            if match(f"{name}.append($x)", statement) is not None:
                return True
            leaves = isinstance(statement, ast.If) and not statement.orelse and _leaves(statement.body[-1])
            if isinstance(statement, ast.If) and leaves and match(f"not {name}", statement.test) is not None:
                return True
            uses = code.uses(name, statement)
            if uses.changes or uses.rebinds or uses.escapes or uses.aliases:
                return False
        above = code.parent(inner)
        if not isinstance(above, ast.If | ast.While):
            return False
        if inner in above.body and any(_asks_some(test, name) for test in conjuncts(above.test)):
            return True
        if isinstance(above, ast.While):
            return False
        inner = above


def _leaves(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break)


def _asks_some(test: ast.expr, name: str) -> bool:
    """Whether a test holds only of a list that is not empty."""
    if is_name(test, name) or match(f"len({name})", test) is not None or match(f"len({name}) != 0", test) is not None:
        return True
    more, least = match(f"len({name}) > $n", test), match(f"len({name}) >= $n", test)
    if more is not None:
        number = constant_int(more["n"])
        return number is not None and number >= 0
    number = constant_int(least["n"]) if least is not None else None
    return number is not None and number >= 1


def as_tuples(code: FunctionCode, kind: Type) -> Type:
    """The type with the named tuples of the module as the tuples that they are."""
    if kind.kind != "instance":
        return kind
    node = code.module.classes.get(kind.name)
    if node is None or [ast.unparse(base) for base in node.bases] not in (["NamedTuple"], ["typing.NamedTuple"]):
        return kind
    if any(isinstance(part, ast.FunctionDef) and part.name.startswith("__") for part in node.body):
        return kind
    fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
    return Type("tuple", items=tuple(from_hint(field.annotation) for field in fields))


def in_one_order(code: FunctionCode, kind: Type) -> bool:
    """Whether values of a type have one order, and equal ones cannot be told apart, as far as is known."""
    kind = as_tuples(code, kind)
    return _may_be_ordered(kind) or (totally_ordered(kind) and interchangeable(kind))


def _may_be_ordered(kind: Type) -> bool:
    """Whether nothing speaks against values that ``<`` orders and of which equal ones cannot be told apart."""
    if kind.kind == "tuple":
        return all(_may_be_ordered(part) for part in kind.items or (kind.element,))
    kinds = {option.kind for option in options(kind)}
    return len(kinds) == 1 and kinds <= {"any", "never", "int", "bool", "str", "bytes"}
