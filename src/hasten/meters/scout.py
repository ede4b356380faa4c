"""A look at both sides before the claim: what they cost, whether they wait, and whether they remember earlier calls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from hasten.core import Censored
from hasten.meters.settle import LEAST_WAIT_S, WAITS
from hasten.meters.twins import Sample, Side, SideFailed, Twins
from hasten.meters.units import Unit

#: A pass that takes longer is looked at once only.
_LONG_S = 0.5
#: A side remembers when its later calls gain so much more than the other side's.
_FORGETS = math.log(1.25)
#: Copies of the arguments for choosing a batch, at most.
_LOOKED_AT = 20
#: Less than this is what any first call costs: code that is cold, pages that are new.
_COLD_S = 1e-4


@dataclass(frozen=True)
class Scouted:
    """What was seen.

    Attributes:
        old_s: Cost of one pass of each unit, seconds of computing and waiting, by unit index; a limit that was
            reached stands as it is.
        new_s: The same of the variant.
        waits: Whether the original spends most of its wall time waiting.
        remembers: Whether a side keeps something from call to call, by its state.
        findings: Caveat names with their figures.
        unchanged: Units whose arguments come out of both sides as they went in.
        endless: Whether the variant reached the limit, which the original did not.
        suspect: Whether the variant gained by being called again, which its state does not explain.
        around_s: Wall seconds that a pass of both sides costs beside the timed calls, mostly for copies of the
            arguments, by unit index.
    """

    old_s: dict[int, float]
    new_s: dict[int, float]
    waits: bool
    remembers: bool
    findings: dict[str, dict[str, float]] = field(default_factory=dict)
    unchanged: frozenset[int] = frozenset()
    suspect: bool = False
    endless: bool = False
    around_s: dict[int, float] = field(default_factory=dict)


def scout(twins: Twins, units: Sequence[Unit], *, limit_s: float) -> Scouted:
    """Sample every unit cold and warm on both sides; the twins are not used for timing afterwards."""
    costs: list[dict[int, float]] = []
    firsts: list[float] = []
    laters: list[float] = []
    waits = False
    kept: list[dict[str, object]] = []
    ended: list[bool] = []
    unchanged = frozenset(u.index for u in units)
    around_s = dict.fromkeys(unchanged, 0.0)
    for side in twins.sides:
        before = side.count()
        first = [side.sample(u.calls, 1, gc_on=False, limit_s=limit_s) for u in units]
        after = side.retained()
        if before["state"]["files"] != after["state"]["files"] and not twins.resets_files:
            raise SideFailed(
                "a version leaves files behind, which only bubblewrap keeps apart from call to call; install it"
            )
        ended.append(not any(isinstance(s, Censored) for s in first))
        kept.append({"changed": before["state"] != after["state"], **after["grown"]})
        # A long pass of the original says by itself what it costs; whether it remembers is seen in its state.
        once = side is twins.old
        later = [_again(side, u, s, limit_s, once=once) for u, s in zip(units, first, strict=True)]
        costs.append({u.index: _cost_s(s) for u, s in zip(units, later, strict=True)})
        for unit, sample in zip(units, later, strict=True):
            around_s[unit.index] += sample.around_s if isinstance(sample, Sample) else 0.0
        firsts.append(math.fsum(map(_cpu_s, first)))
        laters.append(math.fsum(map(_cpu_s, later)))
        if side is twins.old:
            waited_s = math.fsum(s.waited_s for s in later if isinstance(s, Sample))
            waits = (
                waited_s > WAITS * math.fsum(s.wall_s for s in later if isinstance(s, Sample))
                and waited_s > LEAST_WAIT_S
            )
        unchanged &= frozenset(u.index for u, s in zip(units, later, strict=True) if _unchanged(side, u, s, limit_s))
    findings: dict[str, dict[str, float]] = {}
    by_state = any(k["changed"] for k in kept) or any(
        _number(kept[1].get(name)) > _number(kept[0].get(name)) for name in ("grown", "new")
    )
    if by_state:
        findings["hit-rate-dependent"] = {"first": firsts[0] / firsts[1], "later": laters[0] / laters[1]}
    return Scouted(
        costs[0],
        costs[1],
        waits,
        by_state,
        findings,
        unchanged,
        suspect=_forgets(firsts, laters),
        endless=ended == [True, False],
        around_s=around_s,
    )


def forgets_again(twins: Twins, units: Sequence[Unit], *, limit_s: float) -> dict[str, float] | None:
    """The ratio on first and on later calls in one more pair of processes where it again gains by being repeated.

    A single slow first call looks the same; so the suspicion counts only when other processes repeat it.
    """
    firsts, laters = [], []
    for side in twins.sides:
        first = [side.sample(u.calls, 1, gc_on=False, limit_s=limit_s) for u in units]
        later = [_again(side, u, s, limit_s) for u, s in zip(units, first, strict=True)]
        firsts.append(math.fsum(map(_cpu_s, first)))
        laters.append(math.fsum(map(_cpu_s, later)))
    return {"first": firsts[0] / firsts[1], "later": laters[0] / laters[1]} if _forgets(firsts, laters) else None


def _again(
    side: Side, unit: Unit, first: Sample | Censored, limit_s: float, *, once: bool = False
) -> Sample | Censored:
    """The median of three later passes, one where a pass is long, and the first itself where it was stopped.

    Args:
        once: A long first pass is not repeated at all.
    """
    if isinstance(first, Censored):
        return first
    long = max(first.cpu_s, first.wall_s) > _LONG_S
    if long and once:
        return first
    times = 1 if long else 3
    later = [side.sample(unit.calls, 1, gc_on=False, limit_s=limit_s) for _ in range(times)]
    exact = sorted((s for s in later if isinstance(s, Sample)), key=_cpu_s)
    return exact[len(exact) // 2] if exact else first


def _unchanged(side: Side, unit: Unit, later: Sample | Censored, limit_s: float) -> bool:
    if isinstance(later, Censored) or later.wall_s > _LONG_S:
        return False
    return side.warm(unit.calls, 1, limit_s=limit_s)


def _forgets(firsts: Sequence[float], laters: Sequence[float]) -> bool:
    """Whether the variant gains by being called again, beyond what a cold start costs any code."""
    gained = math.log(laters[0] / laters[1]) - math.log(firsts[0] / firsts[1])
    extra_old, extra_new = firsts[0] - laters[0], firsts[1] - laters[1]
    return gained > _FORGETS and extra_new > _COLD_S + 2 * max(0.0, extra_old) and extra_new > 0.25 * laters[1]


def _cpu_s(sample: Sample | Censored) -> float:
    return sample.limit_s if isinstance(sample, Censored) else sample.cpu_s


def _cost_s(sample: Sample | Censored) -> float:
    return sample.limit_s if isinstance(sample, Censored) else sample.busy_s


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def median_cost_s(side: Side, calls: Sequence[int], *, limit_s: float, copies: int = _LOOKED_AT) -> float | Censored:
    """Cost of one warm pass, seconds of computing and waiting, for choosing a batch.

    A median, since single figures may be far off; short passes are looked at in larger and larger batches.

    Args:
        copies: See ``Side.sample``; no more than a look needs are made.
    """
    cost_s: float | Censored = Censored(limit_s)
    copies = min(copies, _LOOKED_AT)
    for reps in (1, 20, 500):
        times = 1 if reps > 1 else 3
        found = [side.sample(calls, reps, gc_on=False, limit_s=limit_s, copies=copies) for _ in range(times)]
        exact = [s.busy_s for s in found if isinstance(s, Sample)]
        if not exact:
            return cost_s
        cost_s = median(exact)
        if cost_s * reps > 2e-4:
            break
    return cost_s
