"""A dict that is copied whole before a few changes, only to be put back when they fail.

Finds:
    ``before = dict(stock)`` (also ``.copy()``, and a dict of dicts copied two levels deep), then statements that set
    single keys, also in a function of the module that gets the dict, and a place that puts ``before`` back.

Slow because:
    Every attempt copies all n keys to protect the few that it sets: O(n * m). Keeping the old values of the keys
    that were set costs as much as setting them.

Unsafe when:
    The dict is changed in the meantime by code that reaches it in another way. Where keys are deleted, or the dict
    goes to code that is not known, nothing is found.

Example:
    Before::

        for order in orders:
            before = dict(stock)
            try:
                for sku, quantity in order:
                    stock[sku] -= quantity
                    check(stock[sku])
            except OutOfStock:
                stock.update(before)

    After::

        for order in orders:
            undo = []
            try:
                for sku, quantity in order:
                    undo.append((sku, stock[sku]))
                    stock[sku] -= quantity
                    check(stock[sku])
            except OutOfStock:
                for key, value in reversed(undo):
                    stock[key] = value

Source:
    The undo log of database recovery (Gray, Notes on data base operating systems, 1978), in place of shadow copies.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import COMPREHENSIONS, parameters
from hasten.code.source import parse
from hasten.proposers.rules._evaluation import surely
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._replaced import held_once, walked_around

GROWTH = ("O(n^2)", "O(n)")

_FLAT = ("dict(@x)", "@x.copy()", "{**@x}", "{@k: @v for @k, @v in @x.items()}")
_NESTED = (
    "{@k: dict(@v) for @k, @v in @x.items()}",
    "{@k: @v.copy() for @k, @v in @x.items()}",
    "{@k: {**@v} for @k, @v in @x.items()}",
)
_LOOKS = frozenset({"get", "items", "keys", "values"})


@dataclass(frozen=True)
class _Snapshot:
    """A copy and where it goes back.

    Attributes:
        code: The function.
        taken: The statement that copies.
        name: What is copied.
        nested: Whether the dicts inside are what is copied and changed.
        exact: Whether going back also takes away keys that are new.
        restores: The statements that put the copy back, each a run of neighbours.
        region: The statements from the copy to the last of these.
    """

    code: FunctionCode
    taken: ast.Assign
    name: str
    nested: bool
    exact: bool
    restores: tuple[tuple[ast.stmt, ...], ...]
    region: tuple[ast.stmt, ...]


@dataclass(frozen=True)
class _Writes:
    """What sets keys of a dict.

    Attributes:
        code: The function.
        direct: The statements that do.
        handed: The calls that get the dict, each with the position of the dict.
    """

    code: FunctionCode
    direct: tuple[ast.Assign | ast.AugAssign, ...]
    handed: tuple[tuple[ast.Call, int], ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per copy."""
    for taken in code.all(ast.Assign):
        snapshot = _snapshot(code, taken)
        if snapshot is None:
            continue
        writes = _writes(code, snapshot.name, snapshot.region, snapshot.nested, _aside(snapshot))
        helpers = _helpers(code, writes, snapshot.nested) if writes is not None else None
        if writes is None or helpers is None or not (writes.direct or helpers) or not _alone(snapshot, writes):
            continue
        # Where new keys stay, each would have to stay with its last value.
        if not snapshot.exact and not _only_known_keys(writes, helpers):
            continue
        text = (
            f"`{ast.unparse(taken)}` copies everything to be able to put it back; the old values of the keys that are "
            "set are enough"
        )
        yield Finding(taken, text, partial(_change, snapshot, writes, helpers), GROWTH)


def _snapshot(code: FunctionCode, taken: ast.Assign) -> _Snapshot | None:
    nested = False
    holes = next((found for form in _FLAT if (found := match(form, taken.value))), None)
    if holes is None:
        holes = next((found for form in _NESTED if (found := match(form, taken.value))), None)
        nested = True
    target = taken.targets[0]
    if holes is None or len(taken.targets) != 1 or not isinstance(target, ast.Name) or code.in_nested_function(taken):
        return None
    name, copy = holes.name("x"), target.id
    if name not in code.local or name == copy or (match("dict($x)", taken.value) and not code.is_builtin("dict")):
        return None
    uses = code.uses(copy)
    loads = [node for node in code.all(ast.Name) if node.id == copy and isinstance(node.ctx, ast.Load)]
    if uses.rebinds != [target] or not loads:
        return None
    restores: list[tuple[ast.stmt, ...]] = []
    modes: set[bool] = set()
    for load in loads:
        restore = _restore(code, name, copy, nested, code.statement(load))
        if restore is None:
            return None
        restores.append(restore[0])
        modes.add(restore[1])
    later = code.after(taken)
    last = [at for at, part in enumerate(later) for load in loads if part in code.ancestors(load)]
    if len(modes) != 1 or len(last) != len(loads):
        return None
    region = tuple(later[: max(last) + 1])
    return _Snapshot(code, taken, name, nested, modes.pop(), tuple(restores), region)


def _restore(
    code: FunctionCode, name: str, copy: str, nested: bool, statement: ast.stmt
) -> tuple[tuple[ast.stmt, ...], bool] | None:
    """The statements that put the copy back, and whether new keys go away."""
    if nested:
        for form, exact in (
            (f"for @k, @v in {copy}.items():\n    {name}[@k].update(@v)", False),
            (f"for @k, @v in {copy}.items():\n    {name}[@k].clear()\n    {name}[@k].update(@v)", True),
        ):
            holes = match(form, statement)
            if holes is not None:
                bound = (holes.name("k"), holes.name("v"))
                dead = not any(code.live_after(inner, statement) for inner in bound)
                return ((statement,), exact) if dead and not {*bound} & {name, copy} else None
        return None
    if match(f"{name}.update({copy})", statement):
        block, place = code.block(statement)
        if place and match(f"{name}.clear()", block[place - 1]):
            return (block[place - 1], statement), True
        return (statement,), False
    if match(f"{name} = {copy}", statement):
        return (statement,), True
    holes = match(f"for @k, @v in {copy}.items():\n    {name}[@k] = @v", statement)
    if holes is not None and not any(code.live_after(holes.name(inner), statement) for inner in "kv"):
        return (statement,), False
    return None


def _alone(snapshot: _Snapshot, writes: _Writes) -> bool:
    """Whether nobody else holds the dict as far as the function shows, and no one waits for another object."""
    code, name = snapshot.code, snapshot.name
    restores = [part for run in snapshot.restores for part in run]
    handed = [call.args[place] for call, place in writes.handed]
    if any(isinstance(part, ast.Assign) for part in restores):
        around = any(walked_around(code, name, part) for part in restores)
        return not around and held_once(code, name, snapshot.taken, *restores, *handed)
    uses = code.uses(name)
    if uses.aliases or any(not isinstance(code.parent(node), ast.Call) for node in uses.escapes):
        return False
    if not snapshot.nested:
        return True
    # A dict from inside that got a name elsewhere could be changed by that name.
    inside = {node for part in (snapshot.taken, *snapshot.region) for node in ast.walk(part)}
    for node in code.all(ast.Name):
        if node.id != name or node in inside or not isinstance(node.ctx, ast.Load):
            continue
        part_of = isinstance(code.parent(node), ast.Subscript | ast.Attribute)
        if part_of and isinstance(code.statement(node), ast.Assign | ast.For | ast.With):
            return False
    return True


def _aside(snapshot: _Snapshot) -> frozenset[ast.AST]:
    """What the change replaces."""
    parts = [snapshot.taken, *(part for run in snapshot.restores for part in run)]
    return frozenset(node for part in parts for node in ast.walk(part))


def _writes(
    code: FunctionCode,
    name: str,
    region: Sequence[ast.stmt],
    nested: bool,
    aside: frozenset[ast.AST] = frozenset(),
) -> _Writes | None:
    """What sets keys in a region; None where something else may change the dict there."""
    nodes = {node for part in region for node in ast.walk(part)}
    if any(isinstance(node, ast.Yield | ast.YieldFrom | ast.Await | ast.NamedExpr) for node in nodes):
        return None
    uses = code.uses(name, *region)
    if uses.aliases or any(node not in aside for node in uses.rebinds):
        return None
    containers: list[ast.Name] = [change for change in uses.changes if change not in aside]
    if nested:
        names = _inner_names(code, name, [node for node in uses.reads if node not in aside], containers)
        if names is None:
            return None
        for inner in names:
            found = code.uses(inner)
            others = [node for node in (*found.aliases, *found.escapes, *found.returns) if node not in aside]
            if others or any(node not in nodes and node not in aside for node in found.rebinds):
                return None
            containers += [change for change in found.changes if change not in aside]
    direct: list[ast.Assign | ast.AugAssign] = []
    for node in containers:
        deep = nested and node.id == name
        held: ast.AST = code.parent(node) if deep else node
        target = code.parent(held)
        statement = code.parent(target)
        if not isinstance(target, ast.Subscript) or target.value is not held or isinstance(target.slice, ast.Slice):
            return None
        if deep and not (isinstance(held, ast.Subscript) and held.value is node):
            return None
        if isinstance(statement, ast.Assign):
            if len(statement.targets) != 1 or statement.targets[0] is not target:
                return None
        elif not isinstance(statement, ast.AugAssign) or statement.target is not target:
            return None
        if not code.pure(target.slice) or not code.pure(target.value):
            return None
        direct.append(statement)
    handed: list[tuple[ast.Call, int]] = []
    for node in uses.escapes:
        call = code.parent(node)
        if node in aside:
            continue
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or node not in call.args:
            return None
        handed.append((call, call.args.index(node)))
    return _Writes(code, tuple(direct), tuple(handed))


def _inner_names(
    code: FunctionCode, name: str, reads: Sequence[ast.Name], containers: list[ast.Name]
) -> set[str] | None:
    """Names that the dicts inside get; None where one of them goes where it cannot be followed.

    Args:
        code: The function.
        name: What holds them.
        reads: Where it is looked at.
        containers: Gets the occurrences where one of the dicts inside is changed.
    """
    names: set[str] = set()
    for node in reads:
        above = code.parent(node)
        if isinstance(above, ast.Subscript) and above.value is node:
            user = code.parent(above)
            if isinstance(user, ast.Assign) and len(user.targets) == 1 and isinstance(user.targets[0], ast.Name):
                names.add(user.targets[0].id)
            elif isinstance(user, ast.Subscript) and user.value is above and isinstance(user.ctx, ast.Store):
                containers.append(node)
            elif not _looked_at(code, above, user):
                return None
        elif isinstance(above, ast.Attribute) and above.attr in ("items", "values"):
            call = code.parent(above)
            loop = code.parent(call)
            if isinstance(loop, ast.For) and loop.iter is call:
                target = loop.target
                if above.attr == "items":
                    if not isinstance(target, ast.Tuple) or len(target.elts) != 2:
                        return None
                    target = target.elts[1]
                if not isinstance(target, ast.Name):
                    return None
                names.add(target.id)
            elif not (isinstance(loop, ast.comprehension) and _pure_around(code, loop)):
                return None
        elif not (isinstance(above, ast.For | ast.comprehension | ast.Compare) or _is_length(code, above)):
            return None
    return names


def _looked_at(code: FunctionCode, held: ast.expr, user: ast.AST) -> bool:
    """Whether something is only asked of a dict inside."""
    if isinstance(user, ast.Attribute):
        return user.attr in _LOOKS and isinstance(code.parent(user), ast.Call)
    if isinstance(user, ast.Subscript):
        return user.value is held and isinstance(user.ctx, ast.Load)
    return isinstance(user, ast.Compare | ast.For) or _is_length(code, user)


def _is_length(code: FunctionCode, node: ast.AST) -> bool:
    return code.builtin_call(node, "len", 1) is not None


def _pure_around(code: FunctionCode, part: ast.comprehension) -> bool:
    around = code.parent(part)
    return isinstance(around, ast.expr) and code.pure(around)


def _helpers(code: FunctionCode, writes: _Writes, nested: bool) -> dict[str, _Writes] | None:
    """What each function that gets the dict does with it, by name; None where one of them cannot be followed."""
    found: dict[str, tuple[int, _Writes]] = {}
    for call, place in writes.handed:
        assert isinstance(call.func, ast.Name)
        name = call.func.id
        node = code.module.functions.get(name)
        if name in code.local or name == code.name or not isinstance(node, ast.FunctionDef):
            return None
        arguments, taken = node.args, [arg.arg for arg in parameters(node)]
        odd = arguments.defaults or arguments.kwonlyargs or arguments.vararg or arguments.kwarg or node.decorator_list
        if odd or kind_of(node) != "function" or call.keywords or len(call.args) != len(taken):
            return None
        twice = sum(equal(given, call.args[place]) for given in call.args) > 1
        if twice or any(isinstance(given, ast.Starred) for given in call.args):
            return None
        if name in found:
            if found[name][0] != place:
                return None
            continue
        other = code.program.function(name)
        inside = _writes(other, taken[place], node.body, nested)
        if inside is None or inside.handed:
            return None
        found[name] = place, inside
    return {name: inside for name, (_, inside) in found.items() if inside.direct}


def _only_known_keys(writes: _Writes, helpers: dict[str, _Writes]) -> bool:
    """Whether every key is there before it is set: a statement that reads its old value would fail otherwise."""
    # A missing key of these springs into being when it is looked up.
    if any(word in writes.code.module.source for word in ("defaultdict", "Counter", "__missing__")):
        return False
    everywhere = [write for part in (writes, *helpers.values()) for write in part.direct]
    return all(isinstance(write, ast.AugAssign) or _reads_old(write) for write in everywhere)


def _reads_old(write: ast.Assign) -> bool:
    """Whether a statement looks up, at once, what it is about to set."""
    if any(isinstance(node, (*COMPREHENSIONS, ast.Lambda)) for node in ast.walk(write.value)):
        return False
    return any(isinstance(node, ast.Subscript) and equal(node, write.targets[0]) for node in surely(write.value))


def _change(snapshot: _Snapshot, writes: _Writes, helpers: dict[str, _Writes], edits: Edits) -> None:
    code, nested = snapshot.code, snapshot.nested
    flags = not _only_known_keys(writes, helpers)
    undo = code.fresh("undo")
    edits.replace_statement(snapshot.taken, f"{undo} = []")
    for write in writes.direct:
        edits.insert_before(write, _noted(code, edits, write, undo, nested, flags))
    renamed = {}
    for name, inside in helpers.items():
        calls = {call.func for call, _ in writes.handed if is_name(call.func, name)}
        others = [node for node in ast.walk(code.module.tree) if isinstance(node, ast.Name) and node.id == name]
        alone = name.startswith("_") and all(node in calls for node in others)
        renamed[name] = name if alone else code.fresh(f"_{name.lstrip('_')}_with_undo")
        text = _rewritten(inside, renamed[name], nested, flags)
        if alone:
            edits.replace_statement(inside.code.node, text)
        else:
            edits.insert_behind_definition(inside.code.node, text)
    for call, _ in writes.handed:
        assert isinstance(call.func, ast.Name)
        if call.func.id in renamed:
            if renamed[call.func.id] != call.func.id:
                edits.replace(call.func, renamed[call.func.id])
            edits.replace_target(call.args[-1], f"{edits.text(call.args[-1])}, {undo}")
    for run in snapshot.restores:
        edits.replace_statements(run[0], run[-1], _undone(snapshot, undo, flags))


def _noted(code: FunctionCode, edits: Edits, write: ast.stmt, undo: str, nested: bool, flags: bool) -> str:
    """The statement that keeps the old value of what is about to be set."""
    assert isinstance(write, ast.Assign | ast.AugAssign)
    target = write.targets[0] if isinstance(write, ast.Assign) else write.target
    assert isinstance(target, ast.Subscript)
    held, key = edits.text(target.value, need=16), edits.text(target.slice)
    first = f"{held}, {key}" if nested else key
    if flags:
        return f"{undo}.append(({first}, {key} in {held}, {held}.get({key})))"
    return f"{undo}.append(({first}, {held}[{key}]))"


def _undone(snapshot: _Snapshot, undo: str, flags: bool) -> str:
    """The loop that puts the old values back, the latest first."""
    code = snapshot.code
    key, value = code.fresh("key"), code.fresh("value")
    held = code.fresh("changed") if snapshot.nested else snapshot.name
    first = f"{held}, {key}" if snapshot.nested else key
    if not flags:
        return f"for {first}, {value} in reversed({undo}):\n    {held}[{key}] = {value}"
    there = code.fresh("was_there")
    return (
        f"for {first}, {there}, {value} in reversed({undo}):\n    if {there}:\n        {held}[{key}] = {value}\n"
        f"    else:\n        {held}.pop({key}, None)"
    )


def _rewritten(inside: _Writes, name: str, nested: bool, flags: bool) -> str:
    """The text of a function that gets the dict, which notes what it sets."""
    code = inside.code
    edits, undo = code.edits(), code.fresh("undo")
    assert isinstance(code.node, ast.FunctionDef)
    edits.add_parameter(code.node, undo)
    for write in inside.direct:
        edits.insert_before(write, _noted(code, edits, write, undo, nested, flags))
    if name != code.name:
        edits.rename_definition(code.node, name)
    module = parse(edits.apply())
    if isinstance(module, SyntaxError):
        raise EditConflict("the rewritten helper does not parse")
    return Edits(module).block([module.functions[name]], comments=False)
