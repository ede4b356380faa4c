"""Statements that make the same thing in every turn of a loop.

Finds:
    In the body of a loop, a run of statements that fills, sorts or adds up something of its own from what the loop
    leaves alone (``found = []`` with a loop that appends, then ``found.sort()``), which the rest only looks at: a page
    that is cut out of a list made anew for each, totals that no turn changes.

Slow because:
    With n turns and m elements that is O(n * m) for one result. Made in front of the loop, it is O(n + m).

Unsafe when:
    The loop never turns and making it fails.

Example:
    Before::

        while True:
            ordered = []
            for row in rows:
                if row.state == state:
                    ordered.append(row)
            ordered.sort(key=rank)
            page = ordered[number * size:(number + 1) * size]
            ...

    After::

        ordered = []
        for row in rows:
            if row.state == state:
                ordered.append(row)
        ordered.sort(key=rank)
        while True:
            page = ordered[number * size:(number + 1) * size]
            ...

Source:
    Allen and Cocke, A catalogue of optimizing transformations (1971), code motion, here of whole statements.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from weakref import WeakKeyDictionary

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, repeats_around
from hasten.code.match import called_name, root_name
from hasten.code.purity import FRESH_CALLS, MUTATING_METHODS
from hasten.code.scopes import COMPREHENSIONS, comprehension_names, loaded, stored, stored_attributes
from hasten.code.source import descend
from hasten.code.types import ATOMS, includes, only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")

_IMMUTABLE = (*ATOMS, "range")
_CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MAKING = ("__init__", "__new__", "__post_init__")
_JUMPS = (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)
_STATEMENTS = (ast.Assign, ast.AugAssign, ast.For, ast.If, ast.Expr, ast.Break, ast.Continue)


@dataclass(frozen=True)
class _Block:
    """Statements that do the same in every turn.

    Attributes:
        statements: The statements, one behind the other.
        kept: The name of the result that the loop binds to something else later on; "" where it does not.
        repeat: The loop.
    """

    statements: tuple[ast.stmt, ...]
    kept: str
    repeat: Repeat


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per run of statements."""
    for loop in code.loops:
        if code.in_nested_function(loop) or not any(map(_takes_time, loop.body)):
            continue
        repeat = repeats_around(code, loop.body[0])[0]
        if repeat.node is not loop or repeat.statement is None:
            continue
        stores = _stores_of_others(code) | _stores(repeat.region)
        for place, statement in enumerate(loop.body):
            block = _block(code, loop, place, repeat, stores) if isinstance(statement, ast.Assign) else None
            if block is not None:
                names = " and ".join(sorted(stored(block.statements[0])))
                text = f"{names} is made anew in every turn, and is the same each time; once is enough"
                yield Finding(statement, text, partial(_change, code, block), GROWTH, ahead=True)
                break


def _block(
    code: FunctionCode, loop: ast.For | ast.While, start: int, repeat: Repeat, stores: frozenset[str]
) -> _Block | None:
    made: set[str] = set()
    taken: list[ast.stmt] = []
    for statement in loop.body[start:]:
        names = _bound(statement)
        if not _belongs(code, statement, made | names, repeat, stores):
            break
        made |= names
        taken.append(statement)
    # What comes last may be cheap, and stay where it is.
    while taken and not _takes_time(taken[-1]):
        taken.pop()
    if not taken or (len(taken) == 1 and not any(isinstance(node, ast.For | ast.Lambda) for node in descend(*taken))):
        return None
    made = set().union(*map(_bound, taken))
    rest = [part for part in repeat.region if part not in taken]
    again = made & set().union(*map(_bound, rest))
    if len(again) > 1 or not _only_looked_at(code, made, again, rest, loop, loop.body[:start]):
        return None
    if _changes_parts((loaded(*taken) | made) & (code.local | set(code.parameters)), rest):
        return None
    return _Block(tuple(taken), "".join(again), repeat)


def _changes_parts(names: set[str], rest: Sequence[ast.AST]) -> bool:
    """Whether code changes something that is part of what some names stand for, by them or by names for parts."""
    nodes = descend(*rest)
    names = {*names}
    while True:
        more: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.For | ast.comprehension) and loaded(node.iter) & names:
                more |= stored(node.target)
            elif isinstance(node, ast.Assign) and root_name(node.value) in names:
                more |= stored(*node.targets)
        if more <= names:
            break
        names |= more
    for node in nodes:
        if isinstance(node, ast.Subscript | ast.Attribute):
            called = isinstance(node, ast.Attribute) and node.attr in MUTATING_METHODS
            if (not isinstance(node.ctx, ast.Load) or called) and root_name(node) in names:
                return True
    return False


def _bound(node: ast.AST) -> set[str]:
    return stored(node) - comprehension_names(node)


def _stores(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """What is set of any object: names of attributes, and keys as they are dumped."""
    keys = {
        ast.dump(node.slice)
        for node in descend(*nodes)
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
    }
    return frozenset(stored_attributes(*nodes) | keys)


#: Asked for every loop of a function.
_KNOWN: WeakKeyDictionary[FunctionCode, frozenset[str]] = WeakKeyDictionary()


def _stores_of_others(code: FunctionCode) -> frozenset[str]:
    """What the other functions of the module set of objects that are there already."""
    if code not in _KNOWN:
        functions = code.module.functions.items()
        others = [node for name, node in functions if name.rpartition(".")[2] not in _MAKING and node is not code.node]
        _KNOWN[code] = _stores(others)
    return _KNOWN[code]


def _belongs(
    code: FunctionCode, statement: ast.stmt, made: set[str], repeat: Repeat, stores: frozenset[str]
) -> bool:
    """Whether a statement changes nothing but what the run makes, from what the loop leaves alone.

    Elements stay the same objects; what is asked of them must not be set by the loop, or by what it calls.
    """
    inside = comprehension_names(statement)
    inner = set(descend(*(part for node in descend(statement) if isinstance(node, ast.For) for part in node.body)))
    for node in descend(statement):
        if isinstance(node, _JUMPS) or (isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS)):
            return False
        if isinstance(node, ast.Break | ast.Continue) and node not in inner:
            return False
        if isinstance(node, ast.Assign) and not _binds(code, node, made):
            return False
        if isinstance(node, ast.AugAssign) and not (isinstance(node.target, ast.Name) and node.target.id in made):
            return False
        if isinstance(node, ast.For) and (node.orelse or not isinstance(node.target, ast.Name | ast.Tuple)):
            return False
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
            return False
        if isinstance(node, ast.Attribute) and (not isinstance(node.ctx, ast.Load) or node.attr in stores):
            return False
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.dump(node.slice) in stores:
            return False
        if isinstance(node, ast.Call) and not _may_be_called(code, node, made):
            return False
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in made | inside:
            if node.id in _own_parameters(statement):
                continue
            if not code.invariant(node, *repeat.region) or includes(code.type_of(node), "iterator"):
                return False
    return True


def _own_parameters(statement: ast.stmt) -> set[str]:
    return {arg.arg for node in descend(statement) if isinstance(node, ast.Lambda) for arg in node.args.args}


def _binds(code: FunctionCode, assign: ast.Assign, made: set[str]) -> bool:
    """Whether an assignment names something new, or sets a part of what was made."""
    target, value = assign.targets[0], assign.value
    if len(assign.targets) != 1:
        return False
    if isinstance(target, ast.Subscript):
        return isinstance(target.value, ast.Name) and target.value.id in made and _can_be_shared(code, value)
    if not isinstance(target, ast.Name):
        return False
    if isinstance(value, ast.ListComp | ast.SetComp):
        return _can_be_shared(code, value.elt)
    if isinstance(value, ast.DictComp):
        return _can_be_shared(code, value.value)
    if isinstance(value, ast.List | ast.Set | ast.Tuple):
        return all(_can_be_shared(code, part) for part in value.elts)
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in FRESH_CALLS:
        return True
    return only(code.type_of(value), *_IMMUTABLE)


def _can_be_shared(code: FunctionCode, value: ast.expr) -> bool:
    """Whether a part is not a container of its own, which the rest of the loop might change."""
    if isinstance(value, ast.Tuple):
        return all(_can_be_shared(code, part) for part in value.elts)
    if isinstance(value, ast.Call):
        return only(code.type_of(value), *_IMMUTABLE)
    return not isinstance(value, (*_CONTAINERS, ast.Lambda, ast.GeneratorExp))


def _may_be_called(code: FunctionCode, call: ast.Call, made: set[str]) -> bool:
    callee = call.func
    if isinstance(callee, ast.Attribute) and callee.attr in MUTATING_METHODS:
        mine = isinstance(callee.value, ast.Name) and callee.value.id in made
        return mine and all(_can_be_shared(code, argument) for argument in call.args) and callee.attr != "pop"
    return code.purity.pure_call(call, code.local)


def _takes_time(statement: ast.stmt) -> bool:
    for node in descend(statement):
        if isinstance(node, (ast.For, *COMPREHENSIONS)):
            return True
        if isinstance(node, ast.Call) and called_name(node) in ("sort", "sorted", "reverse", "update", "extend"):
            return True
    return False


def _only_looked_at(
    code: FunctionCode,
    made: set[str],
    again: set[str],
    rest: Sequence[ast.AST],
    loop: ast.For | ast.While,
    before: Sequence[ast.stmt],
) -> bool:
    """Whether the rest of the loop leaves what was made as it is, and nobody needs it elsewhere."""
    if made & set(code.parameters) or made & loaded(*before):
        return False
    if isinstance(loop, ast.While) and made & loaded(loop.test):
        return False
    for name in made:
        if code.live_after(name, loop):
            return False
        if any(name in comprehension_names(part) for part in rest) and name not in again:
            # The variable of a loop; in the rest the name is that of comprehensions.
            continue
        uses = code.uses(name, *rest)
        if _is_a_value(code, name):
            if uses.rebinds:
                return False
            continue
        if uses.changes or uses.aliases or uses.escapes or uses.returns:
            return False
        if not all(isinstance(code.parent(target), ast.Assign | ast.comprehension) for target in uses.rebinds):
            return False
        if any(name in stored(part) for part in before):
            return False
    return True


def _is_a_value(code: FunctionCode, name: str) -> bool:
    """Whether a name stands for numbers and texts only: what is added to one is one, or raises."""
    places = [code.parent(target) for target in code.uses(name).rebinds]
    starts = [place.value for place in places if isinstance(place, ast.Assign)]
    adds = [place for place in places if isinstance(place, ast.AugAssign)]
    return len(starts) + len(adds) == len(places) and all(isinstance(start, ast.Constant) for start in starts)


def _change(code: FunctionCode, block: _Block, edits: Edits) -> None:
    assert block.repeat.statement is not None
    replacements: dict[ast.AST, str] = {}
    if block.kept:
        name = code.fresh(f"all_{block.kept}")
        replacements = {
            node: name
            for node in descend(*block.statements)
            if isinstance(node, ast.Name) and node.id == block.kept
        }
        # It is bound to something else further down, so there is a statement behind the run.
        edits.insert_before(code.after(block.statements[-1])[0], f"{block.kept} = {name}")
    edits.insert_before(block.repeat.statement, edits.block(block.statements, replacements))
    for statement in block.statements:
        edits.remove(statement, comments=statement is block.statements[0])
