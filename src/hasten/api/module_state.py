"""Recorded calls meet the modules as they were: what differs from a fresh import is put back before a replay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hasten.core import HeldValue, ModuleState, RecordedCall, Target, Workload
from hasten.core.values import size
from hasten.errors import InputsError
from hasten.profile.calls import on_state
from hasten.run import Runner

#: Leaves of all values that are put back; a worker gets them with every version that it loads.
_MOST_LEAVES = 400_000
#: Leaves that are compared before and after every call beside the globals that the target's own text names.
_MOST_WATCHED_LEAVES = 2_000
_MOST_NAMED = 4


@dataclass(frozen=True)
class _Found:
    """A call with the values that it found, of those that are put back."""

    call: RecordedCall
    values: tuple[HeldValue, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(f"{value.place} {value.digest}" for value in self.values)


def settled(runner: Runner, target: Target, workload: Workload) -> Workload:
    """The calls that can be made again on the state that they were recorded on; the runner puts it back from now on.

    Args:
        runner: Runs versions of the target; given the state, and the places of other modules to compare.
        target: The original.
        workload: Recorded calls with all that they found in modules.

    Raises:
        InputsError: No call is left, since something was changed that cannot be copied; it is named.
        EnvironmentProblem: The original does not load.
    """
    if not workload.state.values:
        return replace(workload, calls=tuple(_on(call, 0) for call in workload.calls))
    places = workload.state.places
    standing = runner.digests(target.source, places)
    # A place that was not looked at yet held what it held when it was first looked at.
    known = _first_seen(workload.state)
    numbers = sorted({_state_of(call) for call in workload.calls})
    found = {number: {**known, **workload.state.of(number)} for number in numbers}
    put = {p for p in places if any(p in s and s[p].digest != standing[p] for s in found.values())}
    usable: list[_Found] = []
    reasons: list[str] = []
    for call in workload.calls:
        held = found[_state_of(call)]
        values = tuple(held[place] for place in sorted(put) if place in held)
        lost = next((value for value in values if value.why), None)
        if lost is None:
            usable.append(_Found(call, values))
        else:
            reasons.append(f"it reads {shown(lost.place)}, which the program had changed and which {lost.why}")
    usable = _bounded(usable)
    if not usable:
        raise InputsError(f"none of the recorded calls of {target.name} can be made again: {reasons[0]}")
    kept = _numbered(usable, workload)
    runner.state = sent(kept.state)
    error = runner.load_error(target.source)
    if error is not None:
        runner.state = {}
        raise InputsError(f"what the modules of {target.name} held cannot be put back ({error})")
    # A change of a neighbour's global is an effect as well.
    runner.watch = sorted({*runner.watch, *_watched(workload.state)})
    return replace(kept, origin=workload.origin + _as_they_were(sorted(put)))


def _watched(state: ModuleState) -> set[str]:
    """Places to compare around every call, the smallest first: each is written down twice a call."""
    sizes: dict[str, int] = {}
    for value in state.values:
        sizes[value.place] = max(sizes.get(value.place, 0), size(value.tree))
    found: set[str] = set()
    left = _MOST_WATCHED_LEAVES
    for place, leaves in sorted(sizes.items(), key=lambda item: (item[1], item[0])):
        left -= leaves
        if left < 0:
            break
        found.add(place.removeprefix("$:").partition(".")[0] if place.startswith("$:") else place)
    return found


def sent(state: ModuleState) -> dict[str, Any]:
    """A state as the child side reads it, see ``hasten_child/state_put.py``."""
    if not state.values:
        return {}
    changing = state.changing
    base = [[value.place, value.tree] for place, value in sorted(state.of(0).items()) if place not in changing]
    variants = [
        [[value.place, value.tree] for place, value in sorted(state.of(number).items()) if place in changing]
        for number in range(len(state.states))
    ]
    return {"base": base, "variants": variants if changing else []}


def shown(place: str) -> str:
    """A place as a reader knows it: ``TABLE``, ``pkg.tables.LOG``."""
    return place.removeprefix("$:").replace(":", ".")


def _as_they_were(put: Sequence[str]) -> str:
    if not put:
        return ""
    names = [shown(place) for place in put[:_MOST_NAMED]]
    names += [f"{len(put) - _MOST_NAMED} more"] if len(put) > _MOST_NAMED else []
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f", with {listed} as the program had set {'them' if len(put) > 1 else 'it'}"


def _state_of(call: RecordedCall) -> int:
    return int(call.tree.get("state", 0))


def _first_seen(state: ModuleState) -> dict[str, HeldValue]:
    """What each place held when it was first looked at."""
    known: dict[str, HeldValue] = {}
    for number in range(len(state.states)):
        for place, value in state.of(number).items():
            known.setdefault(place, value)
    return known


def _bounded(usable: Sequence[_Found]) -> list[_Found]:
    """The calls of the weightiest states, as far as the values of these may be held together."""
    members: dict[tuple[str, ...], list[_Found]] = defaultdict(list)
    for found in usable:
        members[found.key].append(found)
    taken: set[tuple[str, ...]] = set()
    sizes: dict[str, int] = {}
    leaves: dict[str, int] = {}
    for key, calls in sorted(members.items(), key=lambda item: -sum(found.call.weight for found in item[1])):
        for name, value in zip(key, calls[0].values, strict=True):
            if name not in sizes:
                sizes[name] = size(value.tree)
        more = {name: sizes[name] for name in key}
        if not taken or sum({**leaves, **more}.values()) <= _MOST_LEAVES:
            taken.add(key)
            leaves.update(more)
    return [found for found in usable if found.key in taken]


def _numbered(usable: Sequence[_Found], workload: Workload) -> Workload:
    """The workload with these calls; the weightiest state comes first."""
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    for found in usable:
        weights[found.key] += found.call.weight
    order = sorted(weights, key=lambda key: -weights[key])
    values: dict[str, HeldValue] = {}
    for found in usable:
        values.update(zip(found.key, found.values, strict=True))
    at = {key: number for number, key in enumerate(values)}
    states = tuple(tuple(at[key] for key in keys) for keys in order)
    numbers = {key: number for number, key in enumerate(order)}
    calls = tuple(_on(found.call, numbers[found.key]) for found in usable)
    return replace(workload, calls=calls, state=ModuleState(tuple(values.values()), states))


def _on(call: RecordedCall, state: int) -> RecordedCall:
    tree = {key: part for key, part in call.tree.items() if key != "state"}
    return replace(call, tree=on_state(tree, state))
