"""Which processor to measure on: the one that had most idle time of late."""

from __future__ import annotations

import os
import time
from pathlib import Path

#: Looks at the counters that lie nearer together than this say nothing (they move in ticks of 10 ms).
_LEAST_GAP_S = 0.05

_last: tuple[float, dict[int, tuple[int, int]]] | None = None


def core_times() -> dict[int, tuple[int, int]]:
    """Idle and stolen ticks of each processor since the machine started; empty where the kernel does not tell."""
    found: dict[int, tuple[int, int]] = {}
    try:
        lines = Path("/proc/stat").read_text().splitlines()
    except OSError:
        return found
    for line in lines:
        words = line.split()
        if words and words[0].startswith("cpu") and words[0][3:].isdigit() and len(words) > 8:
            found[int(words[0][3:])] = (int(words[4]), int(words[8]))
    return found


def stolen_share(before: dict[int, tuple[int, int]], after: dict[int, tuple[int, int]], spent_s: float) -> float:
    """Share of the processors' time that the host took between two readings of ``core_times``, 0 to 1."""
    ticks = max(1e-3, spent_s) * os.sysconf("SC_CLK_TCK") * max(1, len(before))
    return sum(after[core][1] - before[core][1] for core in before if core in after) / ticks


def all_cores() -> frozenset[int]:
    """The processors that this process may use; empty where pinning is not possible."""
    return frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()


def one_core() -> frozenset[int]:
    """The processor that ``pick_core`` picks, alone; empty where pinning is not possible."""
    core = pick_core()
    return frozenset() if core is None else frozenset((core,))


def pick_core() -> int | None:
    """The processor of ours that was idle for longest since the last call, None where pinning is not possible."""
    global _last
    if not hasattr(os, "sched_getaffinity"):
        return None
    allowed = sorted(os.sched_getaffinity(0))
    now = time.monotonic()
    times = core_times()
    if _last is None or not times:
        _last = now, times
        return allowed[-1] if allowed else None
    before_s, before = _last
    if now - before_s >= _LEAST_GAP_S:
        _last = now, times
    known = [c for c in allowed if c in times and c in before]
    if not known:
        return allowed[-1] if allowed else None
    return max(known, key=lambda c: (times[c][0] - before[c][0], c))
