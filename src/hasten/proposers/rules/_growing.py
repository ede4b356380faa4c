"""Local lists that do nothing but grow, and what belongs to the element that is appended."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import repeats_around
from hasten.code.match import equal, with_values
from hasten.code.scopes import loaded, stored_attributes, target_names


@dataclass(frozen=True)
class Grown:
    """A local list that does nothing but grow.

    Attributes:
        start: The statement that makes it, empty, with or without a declared type, perhaps together with others.
        additions: The calls of ``append``.
        until: The statement after which the name stands for something else (``rows = sorted(rows)``); None: never.
    """

    start: ast.Assign | ast.AnnAssign
    additions: tuple[ast.Call, ...]
    until: ast.stmt | None = None

    def holds_at(self, node: ast.AST) -> bool:
        """Whether the name stands for the list at a node of the same function."""
        line = getattr(node, "lineno", 0)
        return self.until is None or self.start.lineno < line < self.until.lineno


def grown_list(code: FunctionCode, name: str) -> Grown | None:
    """The empty start and the appends of a list that does nothing but grow; sorting it afterwards is fine.

    The name may be bound anew by a later statement of the block that made the list; who asks of a use of the name asks
    ``holds_at`` as well.
    """
    uses = code.uses(name)
    if not all(_of_tuples(code, name, alias) for alias in uses.aliases) or not uses.rebinds or not uses.changes:
        return None
    start = code.statement(uses.rebinds[0])
    if not isinstance(start, ast.Assign | ast.AnnAssign) or not _starts_empty(code, uses.rebinds[0], start):
        return None
    until = None
    if len(uses.rebinds) > 1:
        until = _later_sibling(code, start, uses.rebinds[1:])
        if until is None:
            return None
    additions: list[ast.Call] = []
    grown = Grown(start, (), until)
    for change in uses.changes:
        attribute = code.parent(change)
        call = code.module.parents.get(attribute)
        if not grown.holds_at(change) and not code.in_nested_function(change):
            continue
        if not (isinstance(attribute, ast.Attribute) and isinstance(call, ast.Call)):
            return None
        if attribute.attr in ("sort", "reverse") and not repeats_around(code, call):
            continue
        plain = attribute.attr == "append" and len(call.args) == 1 and isinstance(code.parent(call), ast.Expr)
        if not plain or code.in_nested_function(call):
            return None
        additions.append(call)
    return replace(grown, additions=tuple(additions)) if additions else None


def _starts_empty(code: FunctionCode, target: ast.AST, start: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a statement gives an empty list to a target, also as one of several: ``names, counts = [], []``."""
    targets = start.targets if isinstance(start, ast.Assign) else [start.target]
    value = start.value
    if len(targets) == 1 and isinstance(targets[0], ast.Tuple) and isinstance(value, ast.Tuple):
        if len(targets[0].elts) != len(value.elts) or target not in targets[0].elts:
            return False
        value = value.elts[targets[0].elts.index(target)]
    elif targets != [target]:
        return False
    empty = isinstance(value, ast.List) and not value.elts
    return empty or (value is not None and code.builtin_call(value, "list", 0) is not None)


def _of_tuples(code: FunctionCode, name: str, use: ast.AST) -> bool:
    """Whether a use hands out nothing but elements, which are tuples: who holds one cannot change it."""
    parent = code.parent(use)
    walked = isinstance(parent, ast.For | ast.comprehension) and parent.iter is use
    return walked and code.type_of_name(name).element.kind == "tuple"


def _later_sibling(
    code: FunctionCode, start: ast.Assign | ast.AnnAssign, rebinds: list[ast.AST]
) -> ast.stmt | None:
    """The first of the later bindings, where it is a plain assignment in the block of the start, before all others."""
    siblings = code.after(start)
    first = code.statement(rebinds[0])
    if not isinstance(first, ast.Assign) or first not in siblings:
        return None
    later = all(getattr(code.statement(other), "lineno", 0) >= first.lineno for other in rebinds)
    return first if later else None


def named(code: FunctionCode, addition: ast.Call, edits: Edits) -> str:
    """A name for what an ``append`` adds; the value is given one in front where it has none."""
    added = addition.args[0]
    name = named_in_front(code, addition, edits, "added")
    if not isinstance(added, ast.Name):
        edits.replace(added, name)
    return name


def named_in_front(code: FunctionCode, call: ast.Call, edits: Edits, word: str) -> str:
    """A name for what is handed to a call whose statement is replaced."""
    given = call.args[0]
    if isinstance(given, ast.Name):
        return given.id
    name = code.fresh(word)
    edits.insert_before(code.statement(call), f"{name} = {edits.text(given, need=0)}")
    return name


def of_element(key: ast.expr, target: ast.expr, element: str, edits: Edits) -> str:
    """A key in terms of a loop's target, said of the element with another name.

    Raises:
        EditConflict: The target is neither a name nor a tuple of such, or the key needs what a star stands for.
    """
    parts = parts_of(target, ast.parse(element, mode="eval").body)
    if loaded(key) & (set(target_names(target)) - set(parts)):
        raise EditConflict("a target with a star")
    read = [node for node in ast.walk(key) if isinstance(node, ast.Name) and node.id in parts]
    return edits.text(key, {node: ast.unparse(parts[node.id]) for node in read})


def parts_of(target: ast.expr, element: ast.expr) -> dict[str, ast.expr]:
    """What the names of a target stand for, in terms of an element; those behind a star are counted from the end.

    Raises:
        EditConflict: The target is neither a name nor a tuple, or a list, of such.
    """
    if isinstance(target, ast.Name):
        return {target.id: element}
    if not isinstance(target, ast.Tuple | ast.List):
        raise EditConflict("a target that is no name")
    parts: dict[str, ast.expr] = {}
    stars = [position for position, item in enumerate(target.elts) if isinstance(item, ast.Starred)]
    for position, item in enumerate(target.elts):
        if isinstance(item, ast.Starred):
            continue
        behind = bool(stars) and position > stars[0]
        place = ast.Constant(position - len(target.elts) if behind else position)
        parts |= parts_of(item, ast.Subscript(element, place, ast.Load()))
    return parts


def read_from_element(key: ast.expr, target: ast.expr) -> ast.expr:
    """A key in terms of a loop's target as it is read from the whole element, to see what may be stored there.

    Where that cannot be said, it is the key as it stands.
    """
    try:
        return with_values(key, parts_of(target, ast.Name("_element", ast.Load())))
    except EditConflict:
        return key


def stored_to(code: FunctionCode, key: ast.expr, *regions: ast.AST) -> bool:
    """Whether something in the function, or in parts of it, stores to what a key is read from: a field, an item."""
    if regions:
        places = [node for region in regions for node in ast.walk(region)]
        stores = [node for node in places if isinstance(node, ast.Subscript | ast.Attribute)]
    else:
        stores = [*code.all(ast.Subscript), *code.all(ast.Attribute)]
    stores = [store for store in stores if not isinstance(store.ctx, ast.Load)]
    return any(_same_place(place, store) for place in ast.walk(key) for store in stores)


def rests_on(code: FunctionCode, key: ast.expr, own: set[str]) -> bool:
    """Whether a key is read from the names of an element alone, and nothing in the function stores to what it reads."""
    return not (loaded(key) - own) & code.local and code.pure(key) and not stored_to(code, key)


def set_elsewhere(code: FunctionCode, key: ast.expr) -> bool:
    """Whether a function of the module sets an attribute of a name that a key reads, once the object is there."""
    read = {node.attr for node in ast.walk(key) if isinstance(node, ast.Attribute)}
    made = ("__init__", "__new__", "__post_init__")
    others = [node for name, node in code.module.functions.items() if name.rpartition(".")[2] not in made]
    return bool(read and read & stored_attributes(*others))


def _same_place(read: ast.AST, store: ast.AST) -> bool:
    """Whether a store may change what is read: the same attribute, or the same constant index or key."""
    if isinstance(read, ast.Attribute) and isinstance(store, ast.Attribute):
        return read.attr == store.attr
    if isinstance(read, ast.Subscript) and isinstance(store, ast.Subscript):
        return isinstance(read.slice, ast.Constant) and equal(read.slice, store.slice)
    return False
