"""Growth of time or memory with size: which class explains the measured points, and how sure that is.

A model is a sum of a leading term from ``LABELS``, at most one lower term, and at most one constant, with positive
coefficients. There are few such sums, so each is fitted by weighted least squares outright and those with a coefficient
that is not positive are dropped; this is the non-negative least squares solution over every support, by enumeration.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from hasten.stats.degenerate import Degenerate
from hasten.stats.least_squares import least_squares

#: The classes, slowest growth first, as they are printed.
LABELS = ("O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n²)", "O(n² log n)", "O(n³)", "O(2ⁿ)")

_TERMS: Mapping[str, Callable[[float], float]] = {
    "O(1)": lambda n: 1.0,
    "O(log n)": lambda n: math.log2(n),
    "O(n)": lambda n: n,
    "O(n log n)": lambda n: n * math.log2(n),
    "O(n²)": lambda n: n * n,
    "O(n² log n)": lambda n: n * n * math.log2(n),
    "O(n³)": lambda n: n**3,
    "O(2ⁿ)": lambda n: 2.0**n,
}
#: Classes between those that are named. They take part so that what lies between two names is not forced into one.
_UNNAMED: Mapping[str, Callable[[float], float]] = {
    "O(√n)": lambda n: math.sqrt(n),
    "O(n√n)": lambda n: n * math.sqrt(n),
}
_GROWTH: Mapping[str, Callable[[float], float]] = {**_TERMS, **_UNNAMED}
#: Lower terms that may stand beside a leading one: what real code does besides (reading its input, a pass over pairs).
_LOWER: Mapping[str, tuple[str, ...]] = {
    "O(n log n)": ("O(n)",),
    "O(n²)": ("O(n)", "O(n log n)"),
    "O(n² log n)": ("O(n)", "O(n²)"),
    "O(n³)": ("O(n)", "O(n²)"),
    "O(2ⁿ)": ("O(n)", "O(n²)"),
}
#: Fewest sizes, and the least ratio of the largest to the smallest, that a class is read from.
LEAST_SIZES = 5
LEAST_SPAN = 4.0
#: Sizes nearer together than that are enough where the amounts span this ratio: exponentials are read from few sizes.
LEAST_RATIO = 20.0
#: A leading term whose rise over the sizes is less than this share of the largest amount is not seen, only fitted.
LEAST_RISE = 0.10
#: Below this share a rise may as well be caches filling up on constant work: "not sure" between O(1) and what rises.
CLEAR_RISE = 0.25
#: Beside a lower term a leading one must lead: be this share of the largest amount. A bend by caches looks like less.
LEAST_SHARE_BESIDE_LOWER = 0.50
#: Amounts of memory below this share of the largest count with it as their scale: free lists and table headers.
_BYTES_FLOOR = 0.02
#: Least weight of the best class; below it the answer is "not sure".
SURE = 0.80
#: Penalty for a class that has no name here.
_UNNAMED_PENALTY = 3.0


@dataclass(frozen=True)
class _Limits:
    """What a fit is held to.

    Attributes:
        least_noise: No fit is believed to be better than this (relative). Caches and allocators bend every curve by
            several per cent in a way that repeating does not average out; with the bare noise of the points a bend
            passes for a log factor.
        most_error: Worst relative error of a fit that still counts as one.
        lower_penalty: Penalty for a lower term beyond the usual one, in units of chi-squared.
        log_penalty: The same for a factor log n beside a power.
    """

    least_noise: float
    most_error: float
    lower_penalty: float
    log_penalty: float


#: Memory grows in steps (tables double, lists grow by an eighth), and hardly any code allocates n log n.
_LIMITS: Mapping[str, _Limits] = {"time": _Limits(0.05, 0.15, 8.0, 0.0), "bytes": _Limits(0.10, 0.50, 24.0, 6.0)}


@dataclass(frozen=True)
class GrowthFit:
    """A class that explains the points.

    Attributes:
        label: One of ``LABELS``.
        coefficients: Term to its coefficient, in the unit of the amounts, all > 0.
        confidence: Weight of this class against all others, 0 to 1, mean over leaving out each size once.
        runner_up: The next best class, or None where no other fits at all.
        error: Root mean square of the relative residuals, no unit.
    """

    label: str
    coefficients: Mapping[str, float]
    confidence: float
    runner_up: str | None
    error: float

    def at(self, n: float) -> float:
        """The fitted amount at size ``n`` (within the sizes measured; it is no forecast)."""
        return math.fsum(c * _GROWTH[term](n) for term, c in self.coefficients.items())

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class NotSure:
    """No class can be named: two cannot be told apart, or none fits.

    Attributes:
        reason: A phrase for the report.
        best: The best fit all the same, not to be printed as the answer.
        candidates: The classes that remain possible, best first.
    """

    reason: str
    best: GrowthFit
    candidates: tuple[str, ...]

    def __str__(self) -> str:
        return "not sure" if len(self.candidates) < 2 else f"not sure ({' or '.join(self.candidates)})"


@dataclass(frozen=True)
class _Model:
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class _Fitted:
    model: _Model
    coefficients: tuple[float, ...]
    chi: float  # sum of squared relative residuals


def _models() -> tuple[_Model, ...]:
    found = [_Model("O(1)", ("O(1)",))]
    for label in LABELS[1:]:
        for lower in ((), *((g,) for g in _LOWER.get(label, ()))):
            found.append(_Model(label, (label, *lower)))
            found.append(_Model(label, (label, *lower, "O(1)")))
    for label in _UNNAMED:
        found += [_Model(label, (label,)), _Model(label, (label, "O(1)"))]
    return tuple(found)


_MODELS = _models()


def fit_growth(
    points: Sequence[tuple[float, float]],
    *,
    kind: Literal["time", "bytes"] = "time",
    least: float = 0.0,
    without: Collection[str] = (),
) -> GrowthFit | NotSure | Degenerate:
    """The growth class of the points.

    Every model is fitted with relative errors (weights 1/amount), so that small sizes count as much as large ones. A
    class is as good as its best model under chi-squared plus a penalty per term (ln of the number of sizes, more for a
    lower term); the noise is that of the best fit, at least 5 %. Weights exp(-penalised chi-squared / 2) are
    normalised over the classes and averaged over leaving out each size once.

    Args:
        points: (size, amount): sizes >= 1, amounts >= 0, in seconds or bytes. Several amounts at one size are
            replaced by their median.
        kind: ``bytes`` makes a log factor less likely and allows for steps (tables double).
        least: Amounts below this are not resolved (a clock tick, 1 kB); they count with this as their scale.
        without: Classes that are known to be out of the question.

    Returns:
        The fit; ``NotSure`` where the best class has a weight below 0.8 or misses the points by more than 15 %;
        ``Degenerate`` where there are fewer than 5 sizes, they span too little, or a value is out of range.

    Source:
        BigO(Bench) (Chambon et al., 2025): non-negative least squares over a set of classes with a simplicity penalty.
        Departures: relative errors in place of absolute ones, a lower term beside the leading one, weights by the
        Bayesian information criterion (Schwarz, 1978) with a floor on the noise, and "not sure" as an answer.

    Example:
        >>> fit_growth([(n, 5e-6 + 2e-8 * n * n) for n in (10, 30, 100, 300, 1000)]).label
        'O(n²)'
    """
    grouped = _by_size(points)
    if isinstance(grouped, Degenerate):
        return grouped
    sizes, amounts = grouped
    if max(amounts) <= least:
        return GrowthFit("O(1)", {"O(1)": median(amounts)} if median(amounts) > 0 else {}, 1.0, None, 0.0)
    floor = max(least, _BYTES_FLOOR * max(amounts)) if kind == "bytes" else least
    scales = [max(a, floor) for a in amounts]
    if min(scales) <= 0:
        return Degenerate("an amount is 0 and the least amount that is resolved was not given")
    whole = _fit_all(sizes, amounts, scales, without)
    if not whole:
        return Degenerate("no class fits the points at all")
    limits = _LIMITS[kind]
    weights = _mean_weights(sizes, amounts, scales, limits, without)
    ranked = sorted(weights, key=lambda label: (-weights[label], list(_GROWTH).index(label)))
    fit = _best_of(whole, weights, ranked, len(sizes), limits)
    return _judged(fit, weights, ranked, (sizes[0], sizes[-1]), limits)


def _by_size(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]] | Degenerate:
    by_size: dict[float, list[float]] = defaultdict(list)
    for n, amount in points:
        if not (math.isfinite(n) and n >= 1):
            return Degenerate(f"size {n} is not a number of 1 or more")
        if not (math.isfinite(amount) and amount >= 0):
            return Degenerate(f"the amount at size {n:g} is not a finite number of 0 or more")
        by_size[n].append(amount)
    sizes = sorted(by_size)
    if len(sizes) < LEAST_SIZES:
        return Degenerate(f"{len(sizes)} sizes; at least {LEAST_SIZES} are needed")
    amounts = [median(by_size[n]) for n in sizes]
    if sizes[-1] < LEAST_SPAN * sizes[0] and not amounts[-1] > LEAST_RATIO * amounts[0] > 0:
        return Degenerate(f"sizes from {sizes[0]:g} to {sizes[-1]:g} span less than a factor {LEAST_SPAN:g}")
    return sizes, amounts


def _fit_all(
    sizes: Sequence[float], amounts: Sequence[float], scales: Sequence[float], without: Collection[str]
) -> list[_Fitted]:
    """Every model whose coefficients all come out positive."""
    columns: dict[str, list[float]] = {}
    norms: dict[str, float] = {}
    for label, term in _GROWTH.items():
        try:
            raw = [term(n) for n in sizes]
        except OverflowError:
            continue
        norms[label] = raw[-1]
        if 0 < raw[-1] < 1e300:
            columns[label] = [value / raw[-1] / scale for value, scale in zip(raw, scales, strict=True)]
    target = [a / s for a, s in zip(amounts, scales, strict=True)]
    fitted = []
    for model in _MODELS:
        if model.label not in without and all(term in columns for term in model.terms):
            solved = least_squares([columns[term] for term in model.terms], target)
            if solved is not None and all(c > 0 for c in solved[0]) and _rises(model, solved[0], sizes, norms):
                unscaled = tuple(c / norms[term] for c, term in zip(solved[0], model.terms, strict=True))
                fitted.append(_Fitted(model, unscaled, solved[1]))
    return fitted


def _rises(model: _Model, coefficients: Sequence[float], sizes: Sequence[float], norms: Mapping[str, float]) -> bool:
    """Whether the leading term's rise is a visible share of the fit at the largest size."""
    if model.label == "O(1)":
        return True
    first_share = _GROWTH[model.label](sizes[0]) / norms[model.label]
    least = LEAST_SHARE_BESIDE_LOWER if any(term in _LOWER.get(model.label, ()) for term in model.terms) else LEAST_RISE
    return coefficients[0] * (1 - first_share) >= least * math.fsum(coefficients)


def _penalty(model: _Model, n_sizes: int, limits: _Limits) -> float:
    lower = sum(term != "O(1)" for term in model.terms) - 1
    log_factor = limits.log_penalty if model.label in ("O(n log n)", "O(n² log n)") else 0.0
    unnamed = _UNNAMED_PENALTY if model.label in _UNNAMED else 0.0
    return len(model.terms) * math.log(n_sizes) + lower * limits.lower_penalty + log_factor + unnamed


def _scores(fitted: Sequence[_Fitted], n_sizes: int, limits: _Limits) -> dict[str, float]:
    """Penalised chi-squared of the best model of each class."""
    variance = min(f.chi / max(1, n_sizes - len(f.model.terms)) for f in fitted)
    variance = max(variance, limits.least_noise**2)
    scores: dict[str, float] = {}
    for f in fitted:
        score = f.chi / variance + _penalty(f.model, n_sizes, limits)
        scores[f.model.label] = min(score, scores.get(f.model.label, math.inf))
    return scores


def _weights(fitted: Sequence[_Fitted], n_sizes: int, limits: _Limits) -> dict[str, float]:
    scores = _scores(fitted, n_sizes, limits)
    best = min(scores.values())
    raw = {label: math.exp(-(score - best) / 2) for label, score in scores.items()}
    total = math.fsum(raw.values())
    return {label: value / total for label, value in raw.items()}


def _mean_weights(
    sizes: Sequence[float],
    amounts: Sequence[float],
    scales: Sequence[float],
    limits: _Limits,
    without: Collection[str],
) -> dict[str, float]:
    """Weights of the classes, mean over all points and over leaving out each size once."""
    total: dict[str, float] = defaultdict(float)
    rounds = 0
    for left_out in range(-1, len(sizes)):
        kept = [i for i in range(len(sizes)) if i != left_out]
        part = [[column[i] for i in kept] for column in (sizes, amounts, scales)]
        fitted = _fit_all(part[0], part[1], part[2], without)
        if fitted:
            rounds += 1
            for label, weight in _weights(fitted, len(kept), limits).items():
                total[label] += weight
    return {label: weight / rounds for label, weight in total.items()}


def _best_of(
    fitted: Sequence[_Fitted], weights: Mapping[str, float], ranked: Sequence[str], n_sizes: int, limits: _Limits
) -> GrowthFit:
    """The best model of the best class; where no model of it fits all points, the best model of any."""
    own = [f for f in fitted if f.model.label == ranked[0]] or list(fitted)
    variance = max(limits.least_noise**2, min(f.chi / max(1, n_sizes - len(f.model.terms)) for f in fitted))
    best = min(own, key=lambda f: f.chi / variance + _penalty(f.model, n_sizes, limits))
    return GrowthFit(
        label=best.model.label,
        coefficients=dict(zip(best.model.terms, best.coefficients, strict=True)),
        confidence=weights.get(best.model.label, 0.0),
        runner_up=next((label for label in ranked if label != best.model.label), None),
        error=math.sqrt(best.chi / n_sizes),
    )


def _judged(
    fit: GrowthFit, weights: Mapping[str, float], ranked: Sequence[str], span: tuple[float, float], limits: _Limits
) -> GrowthFit | NotSure:
    if fit.error > limits.most_error:
        return NotSure(f"no class fits: the best one misses the points by {fit.error:.0%}", fit, (fit.label,))
    if fit.label in _UNNAMED:
        return NotSure(f"it grows like {fit.label}, which is between the classes", fit, (fit.label,))
    first, last = fit.at(span[0]), fit.at(span[1])
    if fit.label != "O(1)" and last * (1 - CLEAR_RISE) < first:
        rise = last / first - 1
        return NotSure(f"it rises by {rise:.0%} only over all sizes", fit, ("O(1)", fit.label))
    if fit.confidence < SURE:
        close = tuple(label for label in ranked if weights[label] >= 0.05)
        return NotSure(f"{' and '.join(close[:2])} cannot be told apart on these sizes", fit, close)
    return fit
