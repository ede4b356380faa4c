"""The calls that a watched command left behind, by function."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.core import HeldValue, ModuleState, RecordedCall, Workload
from hasten.core.values import size as tree_size
from hasten.profile.left import left_behind

#: Calls of a function that its workload keeps, and leaves that they may have together.
MOST_CALLS, MOST_LEAVES = 40, 600_000


@dataclass(frozen=True)
class WatchedFunction:
    """A function whose calls are to be recorded.

    Attributes:
        file: Its file.
        name: Qualified name.
        line: First line, that of the first decorator.
    """

    file: Path
    name: str
    line: int

    @property
    def request(self) -> str:
        """As the child side reads it."""
        plain = self.name.removesuffix(".fset").removesuffix(".fdel")
        return "\t".join([str(self.file), plain.rpartition(".")[2], str(self.line), self.name])


@dataclass
class Recorded:
    """What was recorded of one function, over all processes.

    Attributes:
        seen: Outermost calls.
        calls: ``(tree, weight)``; a tree names the state that the call found, where that is not the first.
        skipped: Calls that could not be copied, by reason.
        module: Name of its module as the command imported it (``__main__`` for a script).
        state: What the calls found in modules.
    """

    seen: int = 0
    calls: list[tuple[dict[str, Any], float]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    module: str = ""
    state: ModuleState = field(default_factory=ModuleState)

    @property
    def why_none(self) -> str:
        """Why there is no call to work with."""
        if not self.seen:
            return "it was not called in a process that could be watched"
        if self.skipped:
            reason, _ = self.skipped.most_common(1)[0]
            return f"none of its {self.seen} calls can be copied: {reason}"
        return f"none of its {self.seen} calls could be kept"


def read_calls(folder: Path, n_functions: int) -> tuple[list[Recorded], str]:
    """What was recorded, in the order of the request, and the interpreter that ran it (empty where none did)."""
    found = [Recorded() for _ in range(n_functions)]
    states = [States() for _ in range(n_functions)]
    python = ""
    for left in left_behind(folder, "calls-*", json.loads, errors="surrogatepass"):
        python = str(left["python"] or python)
        for row in left["found"]:
            one = found[row["target"]]
            one.seen += row["seen"]
            numbers = states[row["target"]].added(row["state"])
            one.calls += [(on_state(tree, numbers[state]), float(weight)) for tree, weight, state in row["calls"]]
            one.skipped.update(row["skipped"])
            one.module = row["module"] or one.module
    for one, seen in zip(found, states, strict=True):
        one.state = seen.whole()
    return found, python


class States:
    """What the calls of one function found in modules, over all processes, each state once."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], tuple[int, HeldValue]] = {}
        self._states: dict[tuple[int, ...], int] = {}

    def added(self, left: dict[str, Any] | None) -> list[int]:
        """Numbers of the states of one process, as all of them together number them.

        Args:
            left: What the child side wrote (``module_state.Reader.written``); None where it read nothing.
        """
        if left is None:
            return [self._states.setdefault((), len(self._states))]
        return [
            self._states.setdefault(
                tuple(self._index(place, *left["values"][place][at]) for place, at in sorted(state.items())),
                len(self._states),
            )
            for state in left["states"]
        ]

    def _index(self, place: str, digest: str, tree: Any, why: str) -> int:
        fresh = (len(self._values), HeldValue(place, digest, tree, why))
        return self._values.setdefault((place, digest), fresh)[0]

    def whole(self) -> ModuleState:
        """All that was added."""
        return ModuleState(tuple(value for _, value in self._values.values()), tuple(self._states))


def on_state(tree: dict[str, Any], state: int) -> dict[str, Any]:
    """A call that names the state it found, where that is not the first."""
    return {**tree, "state": state} if state else tree


def workload_from(recorded: Recorded, origin: str) -> Workload:
    """A workload spread over the sizes seen; the calls kept of a size class weigh as much as all that it had."""
    rows = [RecordedCall(tree, _size(tree), weight, "recorded") for tree, weight in _distinct(recorded.calls)]
    classes: dict[int, list[RecordedCall]] = {}
    for row in rows:
        classes.setdefault(row.size.bit_length(), []).append(row)
    kept: list[RecordedCall] = []
    for members in classes.values():
        room = max(2, MOST_CALLS // len(classes))
        chosen = sorted(members, key=lambda row: -row.weight)[:room]
        factor = sum(row.weight for row in members) / sum(row.weight for row in chosen)
        kept += [RecordedCall(row.tree, row.size, row.weight * factor, row.origin) for row in chosen]
    kept.sort(key=lambda row: (-row.weight * max(1, row.size), row.size))
    leaves = 0
    within: list[RecordedCall] = []
    for row in kept:
        if within and leaves + row.size > MOST_LEAVES:
            continue
        leaves += row.size
        within.append(row)
    return Workload(tuple(within), origin, state=recorded.state)


def _distinct(calls: Sequence[tuple[dict[str, Any], float]]) -> list[tuple[dict[str, Any], float]]:
    weights: dict[str, list[Any]] = {}
    for tree, weight in calls:
        weights.setdefault(json.dumps(tree), [tree, 0.0])[1] += weight
    return [(tree, weight) for tree, weight in weights.values()]


def _size(tree: dict[str, Any]) -> int:
    return sum(tree_size(part) for part in [*tree["args"], *tree["kwargs"].values()])
