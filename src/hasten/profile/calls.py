"""The calls that a watched command left behind, by function."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.core import RecordedCall, Workload
from hasten.core.values import size as tree_size

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
        calls: ``(tree, weight)``.
        skipped: Calls that could not be copied, by reason.
        module: Name of its module as the command imported it (``__main__`` for a script).
    """

    seen: int = 0
    calls: list[tuple[dict[str, Any], float]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    module: str = ""

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
    python = ""
    for path in sorted(folder.glob("calls-*")):
        if path.suffix == ".new":
            continue
        try:
            left = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        except (OSError, ValueError):
            continue
        python = str(left["python"] or python)
        for row in left["found"]:
            one = found[row["target"]]
            one.seen += row["seen"]
            one.calls += [(tree, float(weight)) for tree, weight in row["calls"]]
            one.skipped.update(row["skipped"])
            one.module = row["module"] or one.module
    return found, python


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
    return Workload(tuple(within), origin)


def _distinct(calls: Sequence[tuple[dict[str, Any], float]]) -> list[tuple[dict[str, Any], float]]:
    weights: dict[str, list[Any]] = {}
    for tree, weight in calls:
        weights.setdefault(json.dumps(tree), [tree, 0.0])[1] += weight
    return [(tree, weight) for tree, weight in weights.values()]


def _size(tree: dict[str, Any]) -> int:
    return sum(tree_size(part) for part in [*tree["args"], *tree["kwargs"].values()])
