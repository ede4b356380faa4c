"""Presets: the few settings among which nearly every target finds a good one, by a greedy cover."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.core import Evidence, Point
from hasten.core.space import Space, Values
from hasten.errors import InvalidArgument, StoreError
from hasten.stores.runs import RunRecord, RunStore

SCHEMA = "hasten.presets/1"
#: A further preset must make the geometric mean over the targets better by this much.
_WORTH = 1.005


@dataclass(frozen=True)
class Preset:
    """One chosen setting.

    Attributes:
        values: The setting.
        gain: Geometric mean over the targets of the best of the presets up to this one, defaults included.
    """

    values: Values
    gain: float


#: Target to setting (by key) to raced gain; what was not raced, failed or gave another result is not there.
Table = Mapping[str, Mapping[str, float]]


def table_of(fates: Mapping[str, Sequence[Evidence]]) -> tuple[dict[str, dict[str, float]], dict[str, Values]]:
    """The table of targets and settings out of fates by target, and the settings by key."""
    table: dict[str, dict[str, float]] = {}
    settings: dict[str, Values] = {}
    for target, own in fates.items():
        row = table.setdefault(target, {})
        for fate in own:
            candidate = fate.candidate
            if candidate is None or not isinstance(candidate.payload, Point) or fate.outcome in ("differs", "refused"):
                continue
            if fate.race is not None and fate.race.ratio is not None:
                settings[candidate.key] = candidate.payload.values
                row[candidate.key] = fate.race.ratio
    return table, settings


def greedy_cover(table: Table, settings: Mapping[str, Values], *, count: int) -> list[Preset]:
    """At most ``count`` settings, each the one that helps most beside those before it.

    Every target takes the best of the chosen settings and its defaults, so a setting without a figure on a target
    counts as the defaults there, and one that beats the defaults nowhere is never chosen.
    """
    best = dict.fromkeys(table, 1.0)
    chosen: list[Preset] = []
    while len(chosen) < count and table:
        def total(key: str) -> float:
            return sum(math.log(max(best[t], row.get(key, 1.0))) for t, row in table.items())

        now = sum(math.log(b) for b in best.values())
        key = max(sorted(settings), key=total, default="")
        if not key or total(key) - now < math.log(_WORTH) * len(table):
            break
        for target, row in table.items():
            best[target] = max(best[target], row.get(key, 1.0))
        chosen.append(Preset(settings[key], math.exp(total(key) / len(table))))
    return chosen


def runs_named(store: RunStore, names: Sequence[str]) -> list[RunRecord]:
    """Tuning runs by name; none named: all that are finished.

    Raises:
        StoreError: A name is unknown, or no run of a search over settings.
    """
    records = [store.run(name) for name in names] if names else list(store.runs())
    found = [r for r in records if r.target.kind == "command"]
    if names and len(found) < len(records):
        other = next(r for r in records if r.target.kind != "command")
        raise StoreError(f"run {other.name} tuned no command; presets are built from runs of `hasten tune`")
    if not found:
        raise StoreError("there are no runs of `hasten tune` here; tune a few targets first")
    return found


def fates_by_target(store: RunStore, records: Sequence[RunRecord]) -> dict[str, list[Evidence]]:
    """Fates of the runs, put together by target."""
    found: dict[str, list[Evidence]] = {}
    for record in records:
        # Two folders may hold a target of the same words: the workload's digest covers their files.
        key = f"{record.target.source_hash}{record.workload_hash}"
        found.setdefault(key, []).extend(store.fates(record.name))
    return found


def written(presets: Sequence[Preset], targets: int) -> str:
    """A presets file."""
    return json.dumps({
        "schema": SCHEMA, "targets": targets,
        "presets": [{"values": dict(p.values), "gain": round(p.gain, 4)} for p in presets],
    }, indent=1) + "\n"  # fmt: skip


def read(file: Path, space: Space) -> list[Values]:
    """The settings of a presets file as points of a space.

    Raises:
        InvalidArgument: The file is none, or its settings are none of the space.
    """
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InvalidArgument(f"{file} cannot be read ({error}); build one with `hasten tune presets build`") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise InvalidArgument(f"{file} is no presets file; build one with `hasten tune presets build`")
    points = []
    for entry in found["presets"]:
        values = {n: tuple(v) if isinstance(v, list) else v for n, v in entry["values"].items()}
        try:
            points.append(space.checked(values))
        except InvalidArgument as error:
            raise InvalidArgument(f"{file} was built for another space: {error}") from error
    return points


def warm_start(store: RunStore, space: Space, *, count: int = 5) -> tuple[list[Values], list[tuple[Values, float]]]:
    """What earlier runs over the same knobs found.

    Returns:
        The settings of a greedy cover, to be tried first, and points with their gain (the geometric mean over the runs
        that raced them), best first, for a sampler to start from.
    """
    names = {k.name for k in space.knobs}
    records = [r for r in store.runs() if r.target.kind == "command" and r.evidence is not None]
    fates = {
        key: [e for e in own if e.candidate is not None and _fits(space, names, e.candidate.payload)]
        for key, own in fates_by_target(store, records).items()
    }
    table, settings = table_of({key: own for key, own in fates.items() if own})
    gains = []
    for key, values in settings.items():
        logs = [math.log(row[key]) for row in table.values() if key in row and row[key] > 0]
        gains.append((values, math.exp(sum(logs) / len(logs))))
    gains.sort(key=lambda entry: -entry[1])
    return [p.values for p in greedy_cover(table, settings, count=count)], gains[:50]


def _fits(space: Space, names: set[str], payload: object) -> bool:
    if not isinstance(payload, Point) or not set(payload.base) | set(payload.values) <= names:
        return False
    try:
        space.checked(payload.values)
    except InvalidArgument:
        return False
    return True
