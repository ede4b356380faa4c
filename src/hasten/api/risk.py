"""The residual risk of a verdict: from the store's ledger, the measured misses, and the recorded calls."""

from __future__ import annotations

import dataclasses

from hasten.core import Verdict, Workload
from hasten.core.risk import ResidualRisk
from hasten.core.verdict import LEVELS
from hasten.oracles.miss_rate import WITH_CALLS, WITHOUT_CALLS
from hasten.stats.degenerate import Degenerate
from hasten.stats.proportions import rule_of_three
from hasten.stats.risk import LEAST_JUDGED, risk_interval
from hasten.stores.runs import RunStore

CONFIDENCE = 0.95
#: Weakest level at which the misses were measured.
_LEAST_LEVEL = "same-effects"


def with_risk(verdict: Verdict, workload: Workload, *, proposer: str, store: RunStore) -> Verdict:
    """The verdict with its residual risk, where one can be stated.

    None is stated of a proof, of a difference, of a search that was weak, or for what was measured otherwise: a
    weaker level, or waivers.

    Args:
        workload: What the oracle was given.
        proposer: Who proposed the version; its record in the store says how often it was wrong. Empty: nobody known.
        store: Holds the record.
    """
    weaker = LEVELS.index(verdict.level) < LEVELS.index(_LEAST_LEVEL) if verdict.level in LEVELS else True
    if verdict.word != "searched" or verdict.weak or verdict.waivers or weaker:
        return verdict
    origins = {call.origin for call in workload.calls}
    measured = WITHOUT_CALLS if origins <= {"generated", "stress"} else WITH_CALLS
    wrong, judged = store.judged_of(proposer) if proposer else (0, 0)
    if judged < LEAST_JUDGED:
        wrong, judged = 0, 0
    found = risk_interval(wrong, judged, measured.missed, measured.of, confidence=CONFIDENCE)
    if isinstance(found, Degenerate):
        return verdict
    recorded = round(sum(call.weight for call in workload.calls if call.origin == "recorded"))
    share = rule_of_three(recorded, confidence=CONFIDENCE)
    risk = ResidualRisk(
        estimate=found[0],
        high=found[1],
        confidence=CONFIDENCE,
        wrong=wrong,
        judged=judged,
        missed=measured.missed,
        missed_of=measured.of,
        recorded=recorded,
        recorded_high=None if isinstance(share, Degenerate) else share,
    )
    return dataclasses.replace(verdict, risk=risk)
