"""Many candidates or targets at once: how sure each claim must be so that few of all claims are false.

Confirm 64 variants that change nothing, each at 5 %, and three are called faster. So claims that stand side by side are
made together: at most ``level`` of those made are false in expectation (false discovery rate).

Where the numbers come from, honestly:

* ``sign_p_value``: each fresh process votes once, by the sign of its median log ratio. For equal code the sides are
  exchangeable, so a vote is a fair coin; this needs nothing but fresh processes. Its price: n processes can never
  give less than 2^-n, and 9 processes (1/512) cannot single out one of more than 25 candidates at 5 %, however large
  the gain. ``processes_needed`` says how many can.
* ``process_evidence``: the same votes as an e-value; costs about three processes more, and holds under any dependence
  between candidates and when one stops or goes on at will.
* ``pair_evidence``: counts the pairs instead, for gains that are large compared with what a process can be biased by.
  It is an e-value only if no process favours a side by more than ``bias`` (most measured: 4.6 %); with that
  assumption stated, a clear gain needs no extra processes.

All three must come from samples that the selection of the candidates did not see (confirmation, never the race). They
test "faster at all"; how much faster, and whether this machine can resolve it, is asked besides by
``core.evidence.claim``, which for equal code is by far the stricter of the two.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb

from hasten.core.measurement import PairedSamples
from hasten.errors import InvalidArgument
from hasten.stats.betting import sign_evidence
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import by_process, log_ratios, total_log_ratio

#: Expected share of false claims among all claims of a run.
LEVEL = 0.05
#: Largest bias of one process that was ever measured, rounded up (MEASURING: 4.6 %).
MOST_BIAS = 0.05


def sign_p_value(log_ratios_of_processes: Sequence[float]) -> float:
    """One-sided p-value of "at most half of the processes favour NEW", by the exact sign test over processes.

    A process that favours neither side, or whose figure is not finite, votes against the candidate; without processes
    the value is 1.

    Example:
        >>> sign_p_value([0.1] * 9) == 1 / 512, sign_p_value([])
        (True, 1.0)
    """
    n = len(log_ratios_of_processes)
    wins = sum(math.isfinite(x) and x > 0 for x in log_ratios_of_processes)
    return float(Fraction(sum(comb(n, k) for k in range(wins, n + 1)), 2**n))


def processes_needed(candidates: int, *, level: float = LEVEL) -> int:
    """Fewest processes with which one winner among so many candidates can be claimed at all by ``sign_p_value``.

    Example:
        >>> processes_needed(1), processes_needed(25), processes_needed(64)
        (5, 9, 11)
    """
    _check_level(level)
    if candidates < 1:
        raise InvalidArgument(f"candidates must be at least 1 but got {candidates}")
    return max(1, math.ceil(math.log2(candidates / level) - 1e-12))


def process_evidence(samples: Sequence[PairedSamples], weights: Mapping[int, float]) -> float:
    """E-value of "at most half of the processes favour NEW" over one pass of the workload; 0 where it is degenerate.

    Args:
        samples: Records of the confirmation.
        weights: Call index to how often it counts, as for ``intervals.headline``.
    """
    processes = by_process([s for s in samples if s.call in weights])
    if isinstance(processes, Degenerate):
        return 0.0
    totals = [total_log_ratio(calls, weights) for calls in processes.values()]
    if any(isinstance(total, Degenerate) for total in totals):
        return 0.0
    wins = sum(isinstance(total, float) and total > 0 for total in totals)
    return sign_evidence(wins, len(totals) - wins)


def pair_evidence(samples: Sequence[PairedSamples], weights: Mapping[int, float], *, bias: float = MOST_BIAS) -> float:
    """E-value of "NEW is not faster" from all pairs, assuming that no process favours a side by more than ``bias``.

    The k-th pairs of all calls of a process make one pass; the pass is won when its total ratio exceeds 1 + bias. Under
    the assumption, for code that is not faster, a pass is won with probability at most one half whatever the process.

    Args:
        samples: Records of the confirmation.
        weights: Call index to how often it counts.
        bias: Largest relative bias of a process, >= 0.

    Returns:
        The e-value, 0 where a sample is degenerate or a call is missing in a process.
    """
    if not bias >= 0:
        raise InvalidArgument(f"bias must be at least 0 but got {bias}")
    by_call: dict[int, dict[int, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for record in samples:
        if record.call in weights:
            if isinstance(log_ratios(record), Degenerate):
                return 0.0
            by_call[record.process][record.call].extend(zip(record.old_s, record.new_s, strict=True))
    wins = losses = 0
    for calls in by_call.values():
        if set(calls) != set(weights):
            return 0.0
        for k in range(min(len(pairs) for pairs in calls.values())):
            old_s = math.fsum(weights[call] * pairs[k][0] for call, pairs in calls.items())
            new_s = math.fsum(weights[call] * pairs[k][1] for call, pairs in calls.items())
            won = old_s > (1 + bias) * new_s
            wins, losses = wins + won, losses + (not won)
    return sign_evidence(wins, losses) if wins + losses else 0.0


def candidate_evidence(samples: Sequence[PairedSamples], weights: Mapping[int, float]) -> float:
    """The mean of ``process_evidence`` and ``pair_evidence``: an e-value under the assumption of the latter.

    Small gains live on the first, clear ones on the second.
    """
    return (process_evidence(samples, weights) + pair_evidence(samples, weights)) / 2


def benjamini_hochberg(p_values: Sequence[float], *, level: float = LEVEL) -> tuple[bool, ...]:
    """Which claims to make so that at most ``level`` of those made are false in expectation.

    Args:
        p_values: One per candidate, also of those that look hopeless; one that is not in [0, 1] is never claimed.
        level: False discovery rate, in (0, 1).

    Source:
        Benjamini and Hochberg, JRSS B 57 (1995). Holds for independent or positively dependent p-values (Benjamini and
        Yekutieli, 2001); candidates confirmed in processes of their own are independent.
    """
    _check_level(level)
    bounds = {i: p if 0 <= p <= 1 else math.inf for i, p in enumerate(p_values)}
    least = _largest_passing(sorted(bounds.values()), [level * k / len(p_values) for k in range(1, len(p_values) + 1)])
    return tuple(least is not None and bounds[i] <= least for i in range(len(p_values)))


def e_benjamini_hochberg(e_values: Sequence[float], *, level: float = LEVEL) -> tuple[bool, ...]:
    """The same from e-values, under any dependence between them.

    Args:
        e_values: One per candidate, >= 0; one that is nan or negative is never claimed.
        level: False discovery rate, in (0, 1).

    Source:
        Wang and Ramdas, "False discovery rate control with e-values", JRSS B 84 (2022), section 4.1: 1/e in place of p.
    """
    _check_level(level)
    return benjamini_hochberg([_inverse(e) for e in e_values], level=level)


def _inverse(e: float) -> float:
    return min(1.0, 1 / e) if e > 0 else 1.0


def _largest_passing(ordered: Sequence[float], bars: Sequence[float]) -> float | None:
    """The largest value that lies at or below its bar, or None."""
    return next((v for v, bar in zip(reversed(ordered), reversed(bars), strict=True) if v <= bar), None)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise InvalidArgument(f"level must lie in (0, 1) but got {level}; 0.05 means one false claim in twenty")
