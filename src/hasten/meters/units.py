"""What is timed as one sample: single calls of the workload, or groups of calls of similar size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from hasten.core import Workload

#: Up to this many calls each is timed by itself; beyond, calls of one size class are timed together.
_MOST_SINGLE = 8


@dataclass(frozen=True)
class Unit:
    """Calls that are timed together, one after the other.

    Attributes:
        index: Ordinal; ``PairedSamples.call`` refers to it.
        calls: Indices into the workload, repeated by weight where calls of different weight share a unit.
        weight: How often the unit counts in one pass of the workload.
        size: Largest size among its calls.
        origin: Where the calls come from.
    """

    index: int
    calls: tuple[int, ...]
    weight: float
    size: int
    origin: str


def units_of(workload: Workload) -> tuple[Unit, ...]:
    """The workload as at most a dozen units; calls of different origin never share one."""
    if len(workload.calls) <= _MOST_SINGLE:
        return tuple(Unit(i, (i,), c.weight, c.size, c.origin) for i, c in enumerate(workload.calls))
    classes: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, call in enumerate(workload.calls):
        classes[call.origin, max(0, call.size.bit_length() - 1) // 2].append(index)
    units = []
    for number, ((origin, _), members) in enumerate(sorted(classes.items())):
        least = min(workload.calls[i].weight for i in members)
        calls = [i for i in members for _ in range(max(1, round(workload.calls[i].weight / least)))]
        size = max(workload.calls[i].size for i in members)
        units.append(Unit(number, tuple(calls), least, size, origin))
    return tuple(units)
