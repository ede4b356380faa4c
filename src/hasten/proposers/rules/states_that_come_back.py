"""A simulation of many steps whose state comes back.

Finds:
    A loop that is counted to a number of steps, uses the count only modulo something that stays the same, and carries
    names from turn to turn: a few that make up the state, and counters that are only added to. Lists that the loop
    changes by item are part of the state as tuples.

Slow because:
    Where there are fewer states than steps, a state comes back, and from there on everything happens as before. Once
    that is seen, whole rounds can be skipped: O(steps) becomes O(states).

Unsafe when:
    The counters are floats (their sums would be rounded otherwise), or the state cannot be hashed.

Example:
    Before::

        for i in range(steps):
            place = jumps[place]
            if place in marked:
                visits += 1

    After::

        # a state that comes back starts the same round again: whole rounds are skipped
        seen = {}
        done = 0
        while done < steps:
            if seen is not None:
                state = place
                if state in seen:
                    since, visits_then = seen[state]
                    rounds = (steps - done) // (done - since)
                    visits += rounds * (visits - visits_then)
                    done += rounds * (done - since)
                    seen = None  # what is left is less than a round
                    continue
                seen[state] = (done, visits)
            done += 1
            place = jumps[place]
            if place in marked:
                visits += 1

Source:
    Knuth, The Art of Computer Programming, volume 2, exercise 3.1-6.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import Counted, constant_int, counted
from hasten.code.scopes import loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.algorithms.outline import read_before_bound
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(steps)", "O(states)")
#: A loop over fewer turns than this, where they are constant, is not worth it; a state of more names hardly comes back.
_LEAST_TURNS, _MOST_NAMES = 1000, 10
_COMMENT = "# a state that comes back starts the same round again: whole rounds are skipped"


@dataclass(frozen=True)
class _Simulation:
    """What a loop carries from turn to turn.

    Attributes:
        shape: The loop.
        phases: Expressions that the count is used in, ``i % len(program)``.
        names: Names of the state.
        lists: Those of them that are lists changed by item.
        counters: Names that are only added to.
    """

    shape: Counted
    phases: tuple[ast.expr, ...]
    names: tuple[str, ...]
    lists: frozenset[str]
    counters: tuple[str, ...]


def find(code: FunctionCode) -> Iterator[Finding]:
    """Every loop that may be one, outermost or not."""
    for loop in code.loops:
        if code.in_nested_function(loop):
            continue
        shape = counted(code, loop)
        simulation = _simulation(code, shape) if shape is not None else None
        if simulation is not None:
            text = "the state of this simulation may come back; from there on whole rounds can be skipped"
            yield Finding(loop, text, partial(_change, code, simulation), GROWTH)


def _simulation(code: FunctionCode, shape: Counted) -> _Simulation | None:
    body = list(shape.body)
    if shape.step != 1 or not body or (constant_int(shape.stop) or _LEAST_TURNS) < _LEAST_TURNS:
        return None
    if code.builtin_call(shape.stop, "len") is not None or not code.invariant(shape.stop, *body):
        return None
    if isinstance(shape.loop, ast.For) and code.live_after(shape.index, shape.loop):
        return None
    phases = _phases(code, shape)
    if phases is None:
        return None
    changed = _changed_lists(code, body)
    if changed is None:
        return None
    carried = read_before_bound(body) & (stored(*body) | changed)
    counters = {name for name in carried if _only_added_to(code, name, shape)}
    state = sorted(carried - counters - {shape.index}, key=lambda name: _first_line(code, name))
    if not 0 < len(state) <= _MOST_NAMES or any(only(code.type_of_name(n), "dict", "set") for n in state):
        return None
    lists = {n for n in state if n in changed or only(code.type_of_name(n), "list")}
    return _Simulation(shape, phases, tuple(state), frozenset(lists), tuple(sorted(counters)))


def _phases(code: FunctionCode, shape: Counted) -> tuple[ast.expr, ...] | None:
    """The different ``i % n`` in which the count is used, None where it is used otherwise."""
    found: dict[str, ast.expr] = {}
    for node in descend(*shape.body):
        if not (isinstance(node, ast.Name) and node.id == shape.index):
            continue
        parent = code.parent(node)
        if not (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mod) and parent.left is node):
            return None
        if not code.invariant(parent.right, *shape.body):
            return None
        found[ast.dump(parent)] = parent
    return tuple(found.values())


def _changed_lists(code: FunctionCode, body: list[ast.stmt]) -> set[str] | None:
    """Lists of the function's own that are changed by item; None where something else is changed."""
    found: set[str] = set()
    for node in descend(*body):
        if isinstance(node, ast.Call) and not code.purity.pure_call(node, code.local):
            return None
        if isinstance(node, ast.Yield | ast.YieldFrom | ast.Await | ast.Delete | ast.Global | ast.Nonlocal | ast.With):
            return None
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            return None
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            if not isinstance(node.value, ast.Name) or node.value.id in code.parameters:
                return None
            if not only(code.type_of_name(node.value.id), "list"):
                return None
            found.add(node.value.id)
    return found


def _only_added_to(code: FunctionCode, name: str, shape: Counted) -> bool:
    """Whether the loop does nothing with a name but to add to it or take from it."""
    region = set(descend(*shape.body))
    for node in region:
        if isinstance(node, ast.Name) and node.id == name:
            parent = code.parent(node)
            if not (isinstance(parent, ast.AugAssign) and parent.target is node):
                return False
            if not isinstance(parent.op, ast.Add | ast.Sub) or name in loaded(parent.value):
                return False
    return not only(code.type_of_name(name), "float", "str", "list", "tuple")


def _first_line(code: FunctionCode, name: str) -> tuple[int, int, str]:
    places = [(node.lineno, node.col_offset) for node in code.all(ast.Name) if node.id == name]
    return (*min(places, default=(0, 0)), name)


def _change(code: FunctionCode, simulation: _Simulation, edits: Edits) -> None:
    shape = simulation.shape
    seen, state, since, rounds = (code.fresh(name) for name in ("seen", "state", "since", "rounds"))
    plain_while = isinstance(shape.loop, ast.While)
    done = shape.index if plain_while else code.fresh("done")
    stop = edits.text(shape.stop, need=12)
    phases = [_phase(edits, phase, shape.index, done) for phase in simulation.phases]
    parts = [*phases, *(_frozen(code, simulation, name) for name in simulation.names)]
    key = tuple_of(parts)
    then = [code.fresh(f"{name}_then") for name in simulation.counters]
    kept, values = ", ".join([since, *then]), ", ".join([done, *simulation.counters])
    if not then:
        noted, lookup = done, f"{since} = {seen}[{state}]"
    else:
        noted, lookup = f"({values})", f"{kept} = {seen}[{state}]"
    added = "".join(
        f"        {name} += {rounds} * ({name} - {old})\n"
        for name, old in zip(simulation.counters, then, strict=True)
    )
    check = (
        f"if {seen} is not None:\n"
        f"    {state} = {key}\n"
        f"    if {state} in {seen}:\n"
        f"        {lookup}\n"
        f"        {rounds} = ({stop} - {done}) // ({done} - {since})\n"
        f"{added}"
        f"        {done} += {rounds} * ({done} - {since})\n"
        f"        {seen} = None  # what is left is less than a round\n"
        f"        continue\n"
        f"    {seen}[{state}] = {noted}\n"
    )
    if plain_while:
        assert shape.increment is not None
        body = edits.block([*shape.body, shape.increment])
        setup = f"{_COMMENT}\n{seen} = {{}}\n"
    else:
        index = f"{shape.index} = {done}\n" if simulation.phases else ""
        body = f"{index}{done} += 1\n{edits.block(list(shape.body))}"
        start = edits.text(shape.start) if shape.start is not None else "0"
        setup = f"{_COMMENT}\n{seen} = {{}}\n{done} = {start}\n"
    text = f"{setup}while {done} < {edits.text(shape.stop, need=8)}:\n{indent_block(check + body, '    ')}"
    edits.replace_statement(shape.loop, text)


def _frozen(code: FunctionCode, simulation: _Simulation, name: str) -> str:
    """A part of the state as something that can be hashed."""
    if name not in simulation.lists:
        return name
    rows = only(code.type_of_name(name).element, "list") and code.type_of_name(name).element.kind != "any"
    return f"tuple(map(tuple, {name}))" if rows else f"tuple({name})"


def _phase(edits: Edits, phase: ast.expr, index: str, done: str) -> str:
    names: dict[ast.expr, str] = {
        node: done for node in ast.walk(phase) if isinstance(node, ast.Name) and node.id == index
    }
    return edits.text(phase, names)
