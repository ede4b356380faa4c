"""The main job: find a faster version of one function, with evidence."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hasten.api.answer import Answer, answered, begun, caveats_of, found_on_the_way
from hasten.api.claims import Claim, measured_claim
from hasten.api.compiled import Compiled, first_call_of
from hasten.api.facts import facts_of
from hasten.api.growth import growth_pair
from hasten.api.judging import Judge
from hasten.api.options import Options
from hasten.api.partners import Partner, difference_for_partners
from hasten.api.proposing import proposing
from hasten.api.resolution import resolution_of
from hasten.api.setup import Setup
from hasten.api.workloads import prepared
from hasten.archives import BestArchive
from hasten.core import (
    Artifact,
    Budget,
    BuildFailure,
    Candidate,
    Evidence,
    Facts,
    Listener,
    Mender,
    Proposer,
    SourceEdit,
    Spent,
    Target,
    Verdict,
    Workload,
)
from hasten.core.evidence import LEAST_RESOLVED, claim
from hasten.core.protocols import Shortener, Staged
from hasten.errors import HastenError
from hasten.meters.cpu_clock import TwinForkMeter
from hasten.proposers.algorithms import AlgorithmsProposer
from hasten.proposers.plain_data import PlainDataMender
from hasten.proposers.rules import RulesProposer
from hasten.search import CulpritMender, Search, SearchResult, Trimmer, preferred
from hasten.stores.runs import RunStore

#: Share of the budget kept for hearing and confirming the winner.
_RESERVE_SHARE, _LEAST_RESERVE_S, _MOST_RESERVE_S = 0.5, 2.5, 22.0
#: The exact measurement gets this long, or a fair share of a small budget, however little is left.
_LEAST_EXACT_S = 8.0
#: The growth of both sides gets this long, or a fair share of a small budget.
_LEAST_GROWTH_S = 2.0
#: Share of the budget in which changes that gain nothing are looked for in the winner.
_TRIM_SHARE = 0.1
#: Candidates that may ask for a confirmation; each further one must convince by more (see ``_confirm``).
_MOST_CONFIRMATIONS = 3


@dataclass(frozen=True)
class Found:
    """What a search found for one target, before it is put into an answer."""

    evidence: Evidence
    result: SearchResult


def optimize_target(
    target: Target,
    options: Options,
    *,
    store: RunStore,
    listeners: Sequence[Listener] = (),
    keep_going: Callable[[], bool] = lambda: True,
    proposers: Sequence[Proposer] | None = None,
    workload: Workload | None = None,
    partners: Sequence[Partner] = (),
    recorded_on: str = "",
) -> Answer:
    """Search, verify, confirm. The outcome is in the evidence; nothing is written to the user's tree.

    Args:
        proposers: Who proposes in place of the usual ones (a benchmark's baseline); None for the usual ones.
        workload: Calls recorded already; None: as the options say.
        partners: Other functions of the module whose calls were recorded too: what changes them is checked on those.
        recorded_on: Text of the module on which calls were recorded, where that is not the target's.

    Raises:
        HastenError: The target or its inputs cannot be used (refusals are answers, not errors).
    """
    spent = Spent(Budget(seconds=options.budget_s))
    setup, refusal = prepared(target, options, workload=workload, recorded_on=recorded_on)
    try:
        run, known = begun(store, setup, options)
        if refusal is not None:
            found = Found(Evidence(None, "refused", reason=refusal), SearchResult((), {}))
        else:
            found = _search(setup, options, spent, store, [store, *listeners], keep_going, known, proposers, partners)
        return answered(
            store,
            "optimize",
            found.evidence,
            setup,
            options,
            spent,
            run=run,
            fates=found.result.fates,
            rejected=found.result.rejected,
        )
    finally:
        setup.close()


def _search(
    setup: Setup,
    options: Options,
    spent: Spent,
    store: RunStore,
    listeners: Sequence[Listener],
    keep_going: Callable[[], bool],
    known: Mapping[str, Evidence],
    proposers: Sequence[Proposer] | None = None,
    partners: Sequence[Partner] = (),
) -> Found:
    rng = random.Random(options.seed)
    facts = replace(facts_of(setup, options.allow), recorded=frozenset(partner.target.name for partner in partners))
    reserve_s = min(_MOST_RESERVE_S, max(_LEAST_RESERVE_S, options.budget_s * _RESERVE_SHARE))
    calibration_rng = random.Random(rng.randrange(1 << 62))
    judge = Judge(setup, options, corpus=store)
    meter = TwinForkMeter(
        setup.runner, setup.workload, rng=random.Random(rng.randrange(1 << 62)), call_s=setup.call_s
    )
    archive = BestArchive()
    compiled = Compiled(setup, options, facts.installed)
    usual = proposers or [*compiled.proposers, RulesProposer(), AlgorithmsProposer()]
    menders: list[Mender] = [
        PlainDataMender(),
        CulpritMender(
            [proposer for proposer in usual if isinstance(proposer, Staged)],
            builder=compiled.builder,
            differs=judge.oracle.differs_as_before,
        ),
    ]
    with proposing(options, setup.sandbox, usual) as (asked, told):
        search = Search(
            setup.target,
            facts,
            asked,
            builder=compiled.builder,
            glance=judge.glance,
            oracle=judge.within(spent, reserve_s),
            meter=meter,
            archive=archive,
            listeners=[*listeners, *told],
            spent=spent,
            reserve_s=reserve_s,
            rng=rng,
            keep_going=keep_going,
            known=known,
            menders=menders,
            patient=options.proposer is None,
            trimmer=Trimmer(
                [proposer for proposer in usual if isinstance(proposer, Shortener)],
                builder=compiled.builder,
                glance=judge.glance,
                meter=meter.with_settings(),
                most_s=_TRIM_SHARE * options.budget_s,
            ),
        )
        result = search.run()
    elites = preferred(archive.elites(), setup.target.source)
    resolution = resolution_of(setup.sandbox, store, calibration_rng) if elites else LEAST_RESOLVED
    if not elites:
        # Before the first candidate only the end of the whole budget ends a search; otherwise there was none.
        outcome = "inconclusive" if spent.exhausted and not result.fates else "not_faster"
        reason = (
            f"the budget of {options.budget_s:g} s was used up before anything could be confirmed; raise --budget"
            if outcome == "inconclusive"
            else "no candidate was both the same and faster"
        )
        return Found(compiled.told(_none(setup, outcome, reason, resolution)), result)

    def elsewhere(old: Artifact, new: Artifact) -> str:
        return difference_for_partners(
            setup.target, old, new, partners, options, store=store, recorded_on=setup.runner.recorded_on
        )

    tried = len(result.fates)
    confirmed = _confirm(
        setup, elites, judge, meter, compiled, spent, resolution, tried, facts, elsewhere, menders
    )
    return Found(compiled.told(confirmed), result)


def _none(setup: Setup, outcome: str, reason: str, resolution: float) -> Evidence:
    """No variant: the original stays; what was checked is that nothing was changed."""
    return Evidence(None, outcome, reason=reason, resolution=resolution, caveats=caveats_of(found_on_the_way(setup)))


def _confirm(
    setup: Setup,
    elites: Sequence[Evidence],
    judge: Judge,
    meter: TwinForkMeter,
    compiled: Compiled,
    spent: Spent,
    resolution: float,
    tried: int,
    facts: Facts,
    elsewhere: Callable[[Artifact, Artifact], str],
    menders: Sequence[Mender],
) -> Evidence:
    """Hear and measure the best candidates in turn until one carries the claim.

    Each confirmation rests on samples of its own, so choosing the best of many races does not bias it. Asking again
    after a failure does, so the k-th candidate must clear the resolution k times over.
    """
    old = Artifact(Candidate(SourceEdit(setup.target.source), "original"), setup.target.source)
    last: Evidence | None = None
    waiting = list(elites[:_MOST_CONFIRMATIONS])
    attempt = 0
    owed = False
    while waiting and attempt < _MOST_CONFIRMATIONS and (last is None or owed or spent.left_s >= 2.0):
        attempt, owed = attempt + 1, False
        elite = waiting.pop(0)
        candidate = elite.candidate
        if candidate is None or not isinstance(candidate.payload, SourceEdit):
            continue
        new = compiled.builder.build(setup.target, candidate)
        if isinstance(new, BuildFailure):
            continue
        verdict = judge.hear(old, new, n_candidates=max(1, tried), left_s=spent.left_s)
        if verdict.word == "differs":
            last = replace(elite, outcome="not_faster", verdict=verdict, reason="the hearing found a difference")
            mended = _mended(elite, last, setup.target, facts, menders)
            # What was found late is mended late: the time that the difference took is not held against the mended form,
            # nor, the first time, against the next best one.
            waiting[:0], owed = mended, bool(mended) or attempt == 1
            continue
        reason = elsewhere(old, new)
        if reason:
            last = replace(elite, outcome="not_faster", verdict=verdict, reason=reason)
            continue
        ratio = elite.race.ratio if elite.race is not None and elite.race.ratio is not None else 1.0
        pairs = 20 if ratio < 1.5 else 8
        least_s = min(_LEAST_EXACT_S, 0.4 * spent.budget.seconds)
        exact = meter.with_settings(pairs=pairs, budget_s=max(least_s, min(12.0, spent.left_s * 0.7)))
        try:
            measured = measured_claim(exact, old, new, resolution=resolution)
        except HastenError as error:
            last = replace(elite, outcome="not_faster", verdict=verdict, reason=str(error))
            continue
        last = _evidence(setup, elite, verdict, measured, exact, old, new, resolution * attempt, spent)
        if last.outcome == "faster":
            return replace(last, extra={**last.extra, **first_call_of(setup, old, new, last, compiled.cache)})
    if last is None or last.outcome != "faster":
        reason = last.reason if last is not None else "no candidate could be confirmed"
        outcome = (
            "inconclusive"
            if last is not None and last.verdict is not None and last.verdict.word == "tests_only"
            else "not_faster"
        )
        return replace(_none(setup, outcome, reason, resolution), speedup=None)
    return last


def _mended(
    elite: Evidence, differing: Evidence, target: Target, facts: Facts, menders: Sequence[Mender]
) -> list[Evidence]:
    """What the first mender that can do anything makes of a winner in which a difference was found late."""
    for mender in menders:
        made = [replace(elite, candidate=c) for c in mender.mend(target, facts, differing)]
        if made:
            return made
    return []


def _evidence(
    setup: Setup,
    elite: Evidence,
    verdict: Verdict,
    measured: Claim,
    meter: TwinForkMeter,
    old: Artifact,
    new: Artifact,
    resolution: float,
    spent: Spent,
) -> Evidence:
    said = claim(measured.speedup, resolution)
    findings = {**found_on_the_way(setup), **measured.findings}
    if setup.workload.calls and setup.workload.calls[0].origin == "generated":
        findings["inputs-generated"] = {}
    if verdict.weak:
        findings["weak-search"] = {}
    before, after = meter.peak_memory(old), meter.peak_memory(new)
    if before and after and after.peak_bytes > 1.5 * before.peak_bytes + 65536:
        findings["memory-higher"] = {"before": float(before.peak_bytes), "after": float(after.peak_bytes)}
    growth_s = max(min(_LEAST_GROWTH_S, 0.1 * spent.budget.seconds), min(4.0, spent.left_s * 0.5))
    growth = growth_pair(setup, old, new, budget_s=growth_s) if said.accepted else (None, None)
    outcome = "faster" if said.accepted and verdict.same else "inconclusive" if said.accepted else "not_faster"
    return replace(
        elite,
        outcome=outcome,
        verdict=verdict,
        speedup=measured.speedup,
        sizes=measured.rows,
        samples=measured.samples,
        resolution=resolution,
        memory_before=before,
        memory_after=after,
        growth_before=growth[0],
        growth_after=growth[1],
        caveats=caveats_of(findings),
        reason=said.reason,
        extra={**elite.extra, "clock": measured.clock, "cores": measured.cores},
    )
