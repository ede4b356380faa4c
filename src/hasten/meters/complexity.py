"""Growth of time and memory by measurement: a call is grown step by step, and the figures are fitted.

Sizes are chosen while measuring: they rise until a call takes its share of the budget, and are filled in between where
the growth is so fast that few sizes fit below it.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from hasten.code.log_factors import may_have_log_factor
from hasten.core import Artifact, Censored, Workload
from hasten.core.values import Path, Tree, arguments, int_tree, part_at, replace_at
from hasten.core.values import size as tree_size
from hasten.core.workload import CallTree
from hasten.inputs.grow import grow, length_of
from hasten.meters.cores import one_core
from hasten.meters.twins import Sample, Side, SideFailed
from hasten.run import Runner
from hasten.stats.degenerate import Degenerate
from hasten.stats.growth import GrowthFit, NotSure, fit_growth

#: What a fit answers.
Fit = GrowthFit | NotSure | Degenerate
#: CPU seconds for the peak of memory of one call.
_PEAK_CPU_S = 20.0
#: Sizes rise by this factor, up to so many and to so many leaves.
_STEP = 1.8
_MOST_SIZES = 16
_MOST_LEAVES = 40_000
#: A call may take this share of the budget: measuring sizes many times over is worth more than larger ones.
_LONGEST_SHARE = 1 / 60
#: Fewer sizes than this are filled in between.
_ENOUGH_SIZES = 8
#: Shortest sample, seconds; below, calls are batched.
_SAMPLE_S = 1.5e-3
#: What a sample without a batch resolves, and one with it.
_SINGLE_S, _BATCH_S = 1e-5, 1.5e-7
#: Peaks below this are the interpreter's own.
_LEAST_BYTES = 4096.0
#: Watching allocations slows a call down up to elevenfold, so long calls are left out.
_PEAK_LIMIT_S = 0.05
_FIRST_INT = 4
#: So many sizes without any memory to speak of are constant, however near to each other they lie.
_FEW_PEAKS = 4
#: Fewer sizes than this give no class; they are measured even beyond the budget.
_FEW_SIZES = 6
#: Shares of the smallest sizes that are left out in turn where the fit of all is not sure; what must remain, and how
#: sure the answer must be then, since it is the second try.
_LEFT_OUT = (0.2, 0.35, 0.5)
_FEWEST_KEPT, _LEAST_KEPT_SPAN, _SURE_WITHOUT_SMALL = 6, 10.0, 0.85
#: Share of the amount at the largest size that the leading term must have.
_LEADING_SHARE = 0.5
#: Classes with a log factor, those without it, and how sure the answer must be between them.
_LOG_FACTOR = {"O(n log n)": "O(n)", "O(n² log n)": "O(n²)"}
_SURE_OF_LOG = 0.97
#: Power of the size that a class follows, and how far the larger sizes may be from it. With a lower term beside the
#: leading one the power is less, so only what is far off is doubted.
_EXPONENT = {"O(n)": 1.0, "O(n log n)": 1.15, "O(n²)": 2.0, "O(n² log n)": 2.15, "O(n³)": 3.0}
_EXPONENT_OFF = 0.45
_FEWEST_SLOPES = 4
#: Rounds through all sizes; the fewest are made even beyond the budget.
_MOST_ROUNDS, _FEWEST_ROUNDS = 15, 2
_MOST_REPS = 5000
#: Leaves that a batch copies at most.
_MOST_COPIED = 300_000


@dataclass(frozen=True)
class GrowthPoint:
    """One size.

    Attributes:
        size: Items, characters, or the number itself, of the argument that was grown (the largest of several).
        seconds: CPU seconds of one call.
        peak_bytes: Peak of memory allocated during one call, None where it was not measured.
    """

    size: float
    seconds: float
    peak_bytes: int | None


@dataclass(frozen=True)
class GrowthSeries:
    """Growth along one argument, or along all together.

    Attributes:
        argument: Where the argument stands in the call, None for all of them.
        points: By size.
        time: Class of the time.
        memory: Class of the peak of memory.
    """

    argument: Path | None
    points: tuple[GrowthPoint, ...]
    time: Fit
    memory: Fit


def growth_of(
    runner: Runner, artifact: Artifact, workload: Workload, *, rng: random.Random, budget_s: float = 2.5
) -> tuple[str | None, str | None, tuple[GrowthPoint, ...]]:
    """Labels of time and memory with all arguments grown together, and the points that they rest on.

    Returns:
        ``("O(n log n)", "O(n)", points)``; None for a label that is not sure.
    """
    for call in base_calls(workload)[:2]:
        found = growth_along(runner, artifact.source, call, None, rng=rng, budget_s=budget_s)
        if len(found.points) >= 3:
            return label_of(found.time), label_of(found.memory), found.points
    return None, None, ()


def label_of(fit: Fit) -> str | None:
    """The class where it is sure."""
    return fit.label if isinstance(fit, GrowthFit) else None


def base_calls(workload: Workload) -> list[CallTree]:
    """Calls to grow from, best first: of middling size, since small ones may lack what makes the others work."""
    ranked = sorted(workload.calls, key=lambda c: c.size)
    if not ranked:
        return []
    middle = ranked[len(ranked) // 2]
    return [middle.tree, *(c.tree for c in reversed(ranked) if c is not middle)]


def growable(call: CallTree, rng: random.Random) -> list[Path]:
    """Places of the arguments that can be grown."""
    return [path for path, tree in arguments(call) if grow(call, path, 2.0, rng) != call and not isinstance(tree, bool)]


def growth_along(
    runner: Runner, source: str, call: CallTree, argument: Path | None, *, rng: random.Random, budget_s: float
) -> GrowthSeries:
    """Measure one version on a call grown along an argument.

    Raises:
        SideFailed: The version does not load.
    """
    sizes = _Sizes(call, argument, rng)
    started = time.monotonic()
    probe = _Probe(runner, source, call)
    longest_s = budget_s * _LONGEST_SHARE
    rough: dict[float, tuple[float, CallTree]] = {}
    try:
        for chosen in (sizes.rising(), sizes.between(rough)):
            for size, grown in chosen:
                if size in rough:
                    continue
                seconds = probe.rough_s(grown, limit_s=3 * longest_s)
                if seconds is None:
                    break
                rough[size] = seconds, grown
                late = time.monotonic() - started > budget_s and len(rough) >= _FEW_SIZES
                if seconds > longest_s or late:
                    break
        ordered = sorted(rough)
        seconds_of = probe.rounds([rough[s] for s in ordered], deadline=started + budget_s, rng=rng)
        points = [
            GrowthPoint(size, seconds_of[i], probe.peak(rough[size][1], seconds_of[i]))
            for i, size in enumerate(ordered)
        ]
    finally:
        probe.close()
    without = () if may_have_log_factor(source, runner.target.name) else tuple(_LOG_FACTOR)
    fits = fitted(points, fresh=probe.fresh, without=without)
    return GrowthSeries(argument, tuple(points), *fits)


def fitted(
    points: Sequence[GrowthPoint], *, fresh: bool = False, without: Collection[str] = ()
) -> tuple[Fit, Fit]:
    """Classes of time and memory of the points; ``without`` names those that are out of the question."""
    least_s = _SINGLE_S if fresh else _BATCH_S
    usable = [(p.size, p.seconds) for p in points if p.size >= 1]
    peaks = [(p.size, float(p.peak_bytes)) for p in points if p.size >= 1 and p.peak_bytes is not None]
    if len(peaks) >= _FEW_PEAKS and all(amount <= _LEAST_BYTES for _, amount in peaks):
        return _asymptotic(usable, "time", least_s, without), GrowthFit("O(1)", {}, 1.0, None, 0.0)
    return _asymptotic(usable, "time", least_s, without), _asymptotic(peaks, "bytes", _LEAST_BYTES, without)


def _asymptotic(
    points: Sequence[tuple[float, float]], kind: Literal["time", "bytes"], least: float, without: Collection[str]
) -> Fit:
    """The class of all points, or of the larger sizes where the smallest ones spoil the fit.

    What a call costs at a handful of items (a branch not yet taken, a table not yet grown) is no part of its growth.
    """
    whole = _led(fit_growth(points, kind=kind, least=least, without=without), points)
    if isinstance(whole, GrowthFit | Degenerate):
        return whole
    for share in _LEFT_OUT:
        kept = points[int(len(points) * share) :]
        if len(kept) >= _FEWEST_KEPT and kept[-1][0] >= _LEAST_KEPT_SPAN * kept[0][0]:
            fit = _led(fit_growth(kept, kind=kind, least=least, without=without), kept)
            if isinstance(fit, GrowthFit) and fit.confidence >= _SURE_WITHOUT_SMALL:
                return fit
    return whole


def _led(fit: Fit, points: Sequence[tuple[float, float]]) -> Fit:
    """The fit, or "not sure" where its leading term is not what the largest size is made of.

    A cache that fills up looks like a small square term, or like a log factor, beside a linear one.
    """
    if not isinstance(fit, GrowthFit):
        return fit
    power = steepness(points)
    expected = _EXPONENT.get(fit.label)
    if expected is not None and power is not None and abs(power - expected) > _EXPONENT_OFF:
        return NotSure(f"the larger sizes grow like the power {power:.1f}", fit, (fit.label,))
    if fit.label in _LOG_FACTOR and fit.confidence < _SURE_OF_LOG:
        return NotSure("a log factor is not told from caches that fill up", fit, (fit.label, _LOG_FACTOR[fit.label]))
    if len(fit.coefficients) > 1:
        largest = points[-1][0]
        label, coefficient = next(iter(fit.coefficients.items()))
        alone = GrowthFit(label, {label: coefficient}, 1.0, None, 0.0).at(largest)
        if alone < _LEADING_SHARE * (1.5 if fit.label in _LOG_FACTOR else 1.0) * fit.at(largest):
            lower = tuple(term for term in fit.coefficients if term != "O(1)")
            return NotSure("the leading term is a small part of the figures", fit, lower)
    return fit


def steepness(points: Sequence[tuple[float, float]], *, fewest: int = _FEWEST_SLOPES) -> float | None:
    """The power of the size that the larger half of the points follows: the median slope on log-log axes.

    Args:
        points: Sizes and amounts, by size; those that are not above 0 are left out.
        fewest: In less than so many points of the larger half there is no telling: None.
    """
    upper = [(math.log(n), math.log(amount)) for n, amount in points[len(points) // 2 :] if n > 0 and amount > 0]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for i, a in enumerate(upper) for b in upper[i + 1 :] if b[0] > a[0]]
    return median(slopes) if slopes and len(upper) >= fewest else None


class _Sizes:
    """The call at sizes of our choosing: cut down to a small start, then grown in its own style."""

    def __init__(self, call: CallTree, argument: Path | None, rng: random.Random) -> None:
        self._argument = argument
        self._seed = rng.random()
        self._call = call

    def at(self, factor: float) -> tuple[float, CallTree]:
        """Size and call at a multiple of the base; below 1 it is cut, above it is grown."""
        if factor < 1:
            made = cut(self._call, self._argument, factor)
        else:
            made = grow(self._call, self._argument, factor, random.Random(f"{self._seed}"))
        return self._size(made), made

    def _size(self, call: CallTree) -> float:
        places = [self._argument] if self._argument is not None else [path for path, _ in arguments(call)]
        base = [measure(part_at(self._call, path)) for path in places]
        now = [measure(part_at(call, path)) for path in places]
        # Of several arguments the one counts that grows; a switch or a small constant does not.
        moved = [n for b, n in zip(base, now, strict=True) if n != b]
        return max(moved, default=max(now, default=1.0))

    def rising(self) -> Iterator[tuple[float, CallTree]]:
        """From a small cut upwards."""
        base = max(self._size(self._call), 1.0)
        factor = min(1.0, max(_FIRST_INT * 2.0 / base, 1e-6))
        for _ in range(_MOST_SIZES):
            size, made = self.at(factor)
            if tree_leaves(made) > _MOST_LEAVES or factor > 1e7:
                return
            yield size, made
            factor *= _STEP

    def between(self, measured: Mapping[float, tuple[float, CallTree]]) -> Iterator[tuple[float, CallTree]]:
        """Sizes in the widest gaps, evenly, where there are few."""
        base = max(self._size(self._call), 1.0)
        known = sorted(measured)
        if len(known) < 2:
            return
        for _ in range(_ENOUGH_SIZES - len(known)):
            left, right = max(pairwise(known), key=lambda gap: gap[1] / max(gap[0], 1.0))
            size, made = self.at((left + right) / 2 / base)
            if size in known:
                # A power of two grows to powers of two only; cutting the larger one keeps to no style.
                made = cut(measured[right][1], self._argument, (left + right) / 2 / right)
                size = self._size(made)
            if size in known:
                return
            known = sorted([*known, size])
            yield size, made


class _Probe:
    """Times and peaks of one version; in forks of their own where it remembers calls."""

    def __init__(self, runner: Runner, source: str, call: CallTree) -> None:
        self._runner, self._source = runner, source
        self._side = self._made(fresh=False)
        self.fresh = False
        self._copies: list[int] = []
        before = self._side.retained()["state"]
        if self._sampled(call, 1, limit_s=2.0) is not None and self._side.retained()["state"] != before:
            self._side.close()
            self._side = self._made(fresh=True)
            self.fresh = True

    def _made(self, *, fresh: bool) -> Side:
        side = Side(self._runner, self._runner.zygote(0), self._source, [], fresh=fresh, cores=one_core())
        empty = side.empty()
        side.overhead_ns = int(median(e[0] for e in empty)), int(median(e[1] for e in empty))
        return side

    def _sampled(self, call: CallTree, reps: int, *, limit_s: float) -> Sample | None:
        try:
            self._side.hold([call])
            found = self._side.sample((0,), reps, gc_on=False, limit_s=limit_s)
        except SideFailed:
            self._side = self._made(fresh=self.fresh)
            return None
        return None if isinstance(found, Censored) else found

    def rough_s(self, call: CallTree, *, limit_s: float) -> float | None:
        """Seconds of one cold call, None where it reached the limit or ended its process."""
        found = self._sampled(call, 1, limit_s=limit_s)
        return None if found is None else found.busy_s

    def rounds(self, sized: Sequence[tuple[float, CallTree]], *, deadline: float, rng: random.Random) -> list[float]:
        """Seconds at every size, over rounds through all of them in random order.

        The speed of a shared machine changes by more than the growth between two sizes; so no size is measured in one
        place, and the second smallest figure of each counts (the smallest may be a fault of the clock).
        """
        seen: list[list[float]] = [[rough_s] for rough_s, _ in sized]
        try:
            self._side.hold([call for _, call in sized])
            self._copies = [
                0 if self._side.warm((i,), 1, limit_s=10.0) else max(1, _MOST_COPIED // tree_leaves(call))
                for i, (_, call) in enumerate(sized)
            ]
            for number in range(_MOST_ROUNDS):
                order = list(range(len(sized)))
                rng.shuffle(order)
                for i in order:
                    if number >= _FEWEST_ROUNDS and time.monotonic() > deadline:
                        return [_low(values) for values in seen]
                    found = self._batch(i, min(seen[i]))
                    if found is not None:
                        seen[i].append(found)
        except SideFailed:
            self._side = self._made(fresh=self.fresh)
        return [_low(values) for values in seen]

    def _batch(self, index: int, cost_s: float) -> float | None:
        """Seconds of one call in a batch that is long enough to be timed; the cost is looked at again until it is."""
        seconds: float | None = None
        copies = self._copies[index]
        most = 1 if self.fresh else _MOST_REPS if copies == 0 else min(_MOST_REPS, max(1, copies))
        for _ in range(3):
            reps = max(1, min(most, int(_SAMPLE_S / max(cost_s, 1e-8))))
            found = self._side.sample((index,), reps, gc_on=False, limit_s=20 * cost_s * reps + 1.0, copies=copies)
            if not isinstance(found, Sample):
                break
            seconds = found.busy_s
            if reps in (1, most) or seconds * reps > _SAMPLE_S / 3:
                break
            cost_s = max(seconds, cost_s / 50)
        return seconds

    def peak(self, call: CallTree, seconds: float) -> int | None:
        """Peak memory of one call; None for long calls, which watching would make much longer."""
        if seconds > _PEAK_LIMIT_S:
            return None
        try:
            if self.fresh:
                self._side.close()
                self._side = self._made(fresh=False)
                self._side.hold([call])
                return self._side.peak_bytes(0, limit_s=_PEAK_CPU_S)
            self._side.hold([call])
            return self._side.peak_bytes(0, limit_s=_PEAK_CPU_S)
        except SideFailed:
            self._side = self._made(fresh=False)
            return None

    def close(self) -> None:
        """End the worker."""
        self._side.close()


def _low(values: Sequence[float]) -> float:
    """The second smallest of several figures; the first is of a cold call and counts only alone."""
    warm = sorted(values[1:])
    return values[0] if not warm else warm[min(1, len(warm) - 1)]


def measure(tree: Tree) -> float:
    """Size of an argument: its items or characters, or the number itself; of anything else its leaves."""
    if isinstance(tree, bool) or tree is None:
        return 1.0
    if isinstance(tree, int | float):
        return abs(float(tree))
    if isinstance(tree, list) and tree and tree[0] == "i":
        return float(abs(int(tree[1], 16)))
    length = length_of(tree)
    return float(length) if length is not None else float(tree_size(tree))


def tree_leaves(call: CallTree) -> int:
    """Leaves and characters of all arguments."""
    return sum(tree_size(tree) for _, tree in arguments(call))


def cut(call: CallTree, argument: Path | None, factor: float) -> CallTree:
    """The call with an argument (None: all) cut to ``factor`` of its size: the first items, a smaller number."""
    made = call
    for path, tree in arguments(call):
        if argument is None or path == argument:
            made = replace_at(made, path, _cut(tree, factor))
    return made


def _cut(tree: Tree, factor: float) -> Tree:
    if isinstance(tree, bool) or tree is None:
        return tree
    if isinstance(tree, int):
        return int_tree(round(tree * factor)) if abs(tree) > _FIRST_INT else tree
    if isinstance(tree, str):
        return tree[: max(1, round(len(tree) * factor))]
    if isinstance(tree, list) and tree and tree[0] in ("l", "t", "s", "f", "d") and isinstance(tree[1], list):
        keep = max(1, round(len(tree[1]) * factor))
        if tree[0] == "t" and len(tree[1]) <= _FIRST_INT:
            return tree
        square = tree[0] == "l" and _is_square(tree[1])
        items = [["l", row[1][:keep]] for row in tree[1][:keep]] if square else tree[1][:keep]
        return [tree[0], items]
    if isinstance(tree, list) and tree and tree[0] in ("b", "B"):
        return [tree[0], tree[1][: max(1, round(len(tree[1]) * factor))]]
    return tree


def _is_square(items: Sequence[Tree]) -> bool:
    return len(items) > 1 and all(
        isinstance(row, list) and len(row) == 2 and row[0] == "l" and len(row[1]) == len(items) for row in items
    )
