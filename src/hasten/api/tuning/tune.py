"""Tuning: find a better setting of a command, with the search, the store and the evidence that functions get."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from hasten.api.answer import cpu_s
from hasten.api.commands import LEAST_WALL
from hasten.api.tuning.curves import curves
from hasten.api.tuning.importance import importance
from hasten.api.tuning.proposing import proposing
from hasten.api.tuning.request import TuneOptions, require_undisturbed
from hasten.api.tuning.scratch import scratch_folder
from hasten.archives.front import FrontArchive
from hasten.builders.settings import SettingsBuilder, files_digest
from hasten.core import (
    Artifact,
    Budget,
    BuildFailure,
    Candidate,
    Caveat,
    Evidence,
    Facts,
    Listener,
    Objective,
    PairedSamples,
    Point,
    Proposer,
    RecordedCall,
    SizeRow,
    Speedup,
    Spent,
    Target,
    Verdict,
    Workload,
)
from hasten.core.command_target import CommandTarget, Goal
from hasten.core.evidence import LEAST_RESOLVED, claim
from hasten.errors import InvalidArgument, Refused
from hasten.meters.settings import SettingsMeter
from hasten.oracles.command_output import CommandOracle
from hasten.report import machine
from hasten.report.caveats import caveat
from hasten.report.context import Cost, Report, RunContext
from hasten.report.saved import kept
from hasten.run.trials import TrialFailed, Trials
from hasten.search import Search, SearchResult
from hasten.stats.degenerate import Degenerate
from hasten.stats.intervals import headline
from hasten.stores.runs import RunStore

#: Share of the budget kept for the claim.
_RESERVE_SHARE, _MOST_RESERVE_S = 0.25, 60.0
#: Candidates that may ask for a confirmation; each further one must convince by more.
_MOST_CONFIRMATIONS = 3
#: Seed of the runs whose output the claim compares; the search looks at another one.
_SEED_OF_CLAIM = 1 << 20


@dataclass
class _Bench:
    """Everything that runs settings, for one request."""

    target: CommandTarget
    builder: SettingsBuilder
    oracle: CommandOracle
    claim_oracle: CommandOracle
    meter: SettingsMeter
    old: Artifact


def tune_target(
    target: CommandTarget,
    options: TuneOptions,
    *,
    store: RunStore,
    listeners: Sequence[Listener] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> Report:
    """Search, verify, confirm. The outcome is in the evidence; nothing is written to the user's folder.

    Raises:
        HastenError: The request cannot be used (refusals are answers, not errors).
    """
    require_undisturbed(target, options)
    spent = Spent(Budget(seconds=options.budget_s, evaluations=options.trials))
    noun = target.target()
    workload = workload_of(target)
    result = SearchResult((), {})
    with proposing(target, options) as proposers:
        run, known = _begun(store, noun, workload, options, target.folder)
        spent.evaluations = len(known)
        try:
            with _opened(target, options) as bench:
                evidence, result = _tuned(bench, proposers, options, spent, [store, *listeners], keep_going, known)
        except Refused as refusal:
            evidence = Evidence(None, "refused", reason=str(refusal))
    context = RunContext(
        command="tune", run=run, target=noun, workload=workload, objective=objective_of(target, evidence),
        refusals=result.rejected, cost=Cost(spent.seconds, cpu_s(), spent.evaluations, 0), seed=options.seed,
        machine=machine.describe(), reproduce=options.command, fates=result.fates, folder=Path.cwd(),
    )  # fmt: skip
    store.finish(run, evidence, closing=kept(context))
    return Report(evidence, context)


def workload_of(target: CommandTarget) -> Workload:
    """The workloads of a target as the noun that the store and the report know; the user's files are part of them.

    Raises:
        InvalidArgument: The files cannot be copied.
    """
    names = target.workloads or ("",)
    digest = files_digest(target.folder, target.files)
    calls = tuple(
        RecordedCall({"args": [target.run.replace("{workload}", name), digest], "kwargs": {}}, size=number)
        for number, name in enumerate(names)
    )
    return Workload(calls, target.file.name if target.file != Path() else "the command line")


def objective_of(target: CommandTarget, evidence: Evidence) -> Objective:
    """The first objective as the report states it."""
    goal = target.goals[0]
    clocks = {
        "time": f"{evidence.extra.get('clock', 'CPU')} time of whole processes with their children, read by the parent",
        "memory": "peak resident size, as the kernel counts it", "size": "counted", "number": "printed by the command",
    }  # fmt: skip
    return Objective(goal.name, goal.unit, goal.direction, clocks[goal.kind])


def _begun(
    store: RunStore, target: Target, workload: Workload, options: TuneOptions, folder: Path
) -> tuple[str, dict[str, Evidence]]:
    """A run in the store: an interrupted one of the same request is gone on with."""
    settings: dict[str, object] = {
        "what": "tune", "seed": options.seed, "sampler": options.sampler, "baseline": options.baseline,
        "command": options.command, "budget_s": options.budget_s, "trials": options.trials,
        "given": {name: list(points) for name, points in options.given.items()}, "warm": list(options.warm),
        "given_only": options.given_only, "proposer": options.proposer, "jobs": options.jobs,
        "folder": folder,
    }  # fmt: skip
    same = ("what", "seed", "sampler", "baseline", "given", "warm", "given_only", "proposer", "jobs")
    for record in store.unfinished(target):
        if all(record.settings.get(k) == settings[k] for k in same) and record.workload_hash == workload.hash:
            store.reopen(record.name)
            return record.name, {e.candidate.key: e for e in store.fates(record.name) if e.candidate is not None}
    return store.begin(target, workload, settings), {}


@contextmanager
def _opened(target: CommandTarget, options: TuneOptions) -> Iterator[_Bench]:
    """The defaults built and looked at; whatever the commands left running is ended, and all folders are removed.

    Raises:
        Refused: The defaults fail, are not repeatable, or cannot be measured.
    """
    rng = random.Random(options.seed)
    with scratch_folder() as scratch:
        trials = Trials(target, scratch, options.environ)
        builder = SettingsBuilder(target, scratch, options.environ, jobs=options.jobs)
        if problem := builder.prepare():
            raise Refused(problem)
        base = target.space.default()
        built = builder.build(target.target(), Candidate(Point(base, base), "defaults"))
        if isinstance(built, BuildFailure):
            raise Refused(f"at its defaults the build fails: {built.detail}")
        names = target.workloads or ("",)
        claim_names = target.claim_workloads or names
        meter = SettingsMeter(trials, names, claim_names, random.Random(rng.randrange(1 << 62)))
        bench = _Bench(
            target, builder, CommandOracle(trials, names, seed=1),
            CommandOracle(trials, claim_names, seed=_SEED_OF_CLAIM), meter, built,
        )  # fmt: skip
        try:
            if difference := bench.oracle.repeatable(built):
                raise Refused(
                    f"two runs at the defaults give different output ({difference}); make the output repeatable, or "
                    'state compare = "numbers" with a tolerance, a check command, or compare = "nothing"'
                )
            if server := trials.still_running():
                raise Refused(
                    f"{server!r} still runs after the teardown command; let teardown stop what setup starts, and wait "
                    "for its end"
                )
            if problem := meter.settle(built):
                raise Refused(problem)
        except TrialFailed as error:
            raise Refused(str(error)) from error
        yield bench


def _tuned(
    bench: _Bench,
    proposers: Sequence[Proposer],
    options: TuneOptions,
    spent: Spent,
    listeners: Sequence[Listener],
    keep_going: Callable[[], bool],
    known: Mapping[str, Evidence],
) -> tuple[Evidence, SearchResult]:
    rng = random.Random(options.seed)
    archive = FrontArchive()
    search = Search(
        bench.target.target(), Facts(), proposers, builder=bench.builder, glance=bench.oracle, oracle=bench.oracle,
        meter=bench.meter, archive=archive, listeners=listeners, spent=spent,
        reserve_s=min(_MOST_RESERVE_S, options.budget_s * _RESERVE_SHARE), rng=rng, keep_going=keep_going,
        known=known, original=bench.old, learners=[p for p in proposers if isinstance(p, Listener)],
        ahead=_ahead(bench) if options.jobs > 1 else None, width=options.jobs,
    )  # fmt: skip
    result = search.run()
    if result.proposer_errors and not result.fates:
        name, error = next(iter(result.proposer_errors.items()))
        raise InvalidArgument(f"the proposer {name} fails: {error}")
    evidence = _confirmed(bench, archive.elites(), spent)
    extra = {**evidence.extra, **_search_facts(bench, result, archive)}
    return replace(evidence, extra=extra), result


def _ahead(bench: _Bench) -> Callable[[Sequence[Candidate]], None]:
    """Builds and checks candidates side by side, each build that differs from the others once."""
    seen = {bench.old.identity}

    def ahead(candidates: Sequence[Candidate]) -> None:
        bench.builder.build_ahead(candidates)
        fresh: list[Artifact] = []
        for candidate in candidates:
            built = bench.builder.build(bench.target.target(), candidate)
            if isinstance(built, Artifact) and built.identity not in seen:
                fresh.append(built)
                seen.update({built.identity} - {""})
        bench.oracle.check_ahead(bench.old, fresh, jobs=bench.builder.jobs)

    return ahead


def _confirmed(bench: _Bench, elites: Sequence[Evidence], spent: Spent) -> Evidence:
    """Measure the best in turn, on the claim's workloads and seeds, until one carries the claim."""
    goal = bench.target.goals[0]
    resolution = LEAST_WALL if bench.meter.wall.get(goal.name) else LEAST_RESOLVED
    if goal.exact:
        resolution = 0.0
    last: Evidence | None = None
    for attempt, elite in enumerate(elites[:_MOST_CONFIRMATIONS], start=1):
        if last is not None and spent.left_s < 1.0:
            break
        assert elite.candidate is not None
        new = bench.builder.build(bench.target.target(), elite.candidate)
        old = bench.builder.build(bench.target.target(), bench.old.candidate)
        if isinstance(new, BuildFailure) or isinstance(old, BuildFailure):
            continue
        elite, new = _simplest(bench, elite, new)
        try:
            verdict = bench.claim_oracle.check(old, new)
            if verdict.counterexample is not None and verdict.counterexample.kind == "timeout":
                # It ended in time in the search; a busy machine may hold up one run.
                verdict = bench.claim_oracle.check(old, new)
            if verdict.counterexample is not None:
                parted = verdict.counterexample
                reason = f"on the claim's runs it differs ({parted.kind}: {parted.old} and then {parted.new})"
                last = replace(elite, outcome="not_faster", verdict=verdict, reason=reason)
                continue
            bench.meter.budget_s = min(_MOST_RESERVE_S, max(3.0, spent.left_s * 0.8))
            samples = bench.meter.measure(old, new)
        except TrialFailed as error:
            last = replace(elite, outcome="not_faster", reason=str(error))
            continue
        last = _claimed(bench, elite, verdict, samples, resolution * attempt, old, new)
        if last.outcome == "faster":
            return last
    if last is None:
        reason = "no setting was both the same and better than the defaults"
        return Evidence(None, "not_faster", reason=reason, resolution=resolution, extra=_clock(bench))
    return Evidence(
        None, last.outcome if last.outcome == "inconclusive" else "not_faster", reason=last.reason,
        resolution=resolution, extra=_clock(bench), caveats=last.caveats,
    )  # fmt: skip


def _simplest(bench: _Bench, elite: Evidence, new: Artifact) -> tuple[Evidence, Artifact]:
    """The same artifact with fewer settings changed: knobs go back to the default where nothing that runs changes."""
    space, base = bench.target.space, bench.target.space.default()
    if not new.identity or elite.candidate is None or not bench.target.build:
        return elite, new
    for name in [k.name for k in space.knobs]:
        assert isinstance(elite.candidate.payload, Point)
        values = dict(elite.candidate.payload.values)
        if name not in values or values[name] == base.get(name):
            continue
        del values[name]
        kept_names = {n: v for n, v in values.items() if space.active(space[n], {**base, **values})}
        candidate = replace(elite.candidate, payload=Point(space.checked(kept_names), base))
        built = bench.builder.build(bench.target.target(), candidate)
        if isinstance(built, Artifact) and built.identity == new.identity:
            elite, new = replace(elite, candidate=candidate), built
    return elite, new


def _claimed(
    bench: _Bench, elite: Evidence, verdict: Verdict, samples: Sequence[PairedSamples], resolution: float,
    old: Artifact, new: Artifact,
) -> Evidence:  # fmt: skip
    goal = bench.target.goals[0]
    names = bench.meter.claim_workloads
    speedup = _speedup(goal, samples, dict.fromkeys(range(len(names)), 1.0))
    before, after = bench.meter.peak_memory(old), bench.meter.peak_memory(new)
    caveats: list[Caveat] = []
    if not bench.target.claim_workloads and not bench.target.seeded and not goal.exact:
        caveats.append(caveat("same-workload"))
    if before and after and after.peak_bytes > 1.5 * before.peak_bytes + 65536:
        caveats.append(caveat("memory-higher", before=float(before.peak_bytes), after=float(after.peak_bytes)))
    if isinstance(speedup, Degenerate):
        return replace(elite, outcome="inconclusive", verdict=verdict, reason=speedup.reason)
    said = claim(speedup, resolution)
    rows = tuple(_row(goal, samples, call, name) for call, name in enumerate(names))
    slower = [row.size for row in rows if row.high < 1]
    if slower:
        caveats.append(caveat("slower-on-some-sizes", sizes=slower))
    return replace(
        elite, outcome="faster" if said.accepted else "not_faster", verdict=verdict, speedup=speedup, sizes=rows,
        candidate=replace(elite.candidate, rationale=new.source) if elite.candidate else None,
        samples=tuple(samples), resolution=resolution, memory_before=before, memory_after=after,
        caveats=tuple(caveats), reason=said.reason, extra=_clock(bench),
    )  # fmt: skip


def _speedup(goal: Goal, samples: Sequence[PairedSamples], weights: Mapping[int, float]) -> Speedup | Degenerate:
    used = [s for s in samples if s.call in weights]
    # What is counted comes out the same in every run; then one run says it all.
    counted = goal.exact or (goal.kind == "number" and len({(s.call, s.old_s, s.new_s) for s in used}) == len(weights))
    if not counted:
        return headline(samples, weights)
    ratio = sum(s.old_s[0] for s in used) / sum(s.new_s[0] for s in used)
    return Speedup(ratio, ratio, ratio, 1.0, 1, 1, exact=True)


def _row(goal: Goal, samples: Sequence[PairedSamples], call: int, name: str) -> SizeRow:
    """One workload: its figures as the objective states them, and the gain."""
    own = [s for s in samples if s.call == call]
    old, new = median(s.old_s[0] for s in own), median(s.new_s[0] for s in own)
    found = _speedup(goal, own, {call: 1.0})
    ratio, low, high = (old / new,) * 3 if isinstance(found, Degenerate) else (found.estimate, found.low, found.high)
    if goal.direction == "higher":
        old, new = 1.0 / old, 1.0 / new
    return SizeRow(call, old, new, ratio, low, high, origin="given", label=name or "the workload")


def _clock(bench: _Bench) -> dict[str, Any]:
    goal = bench.target.goals[0]
    return {"clock": "wall" if bench.meter.wall.get(goal.name) else "CPU"}


def _search_facts(bench: _Bench, result: SearchResult, archive: FrontArchive) -> dict[str, Any]:
    """What the report shows of the search beside the fates."""
    base = bench.target.space.default()
    front = [
        {
            "gains": dict(e.race.figures),
            "changed": {n: v for n, v in e.candidate.payload.values.items() if base.get(n) != v},
        }
        for e in archive.front
        if e.race is not None and e.candidate is not None and isinstance(e.candidate.payload, Point)
    ]
    found: dict[str, Any] = {
        "curves": curves(result.fates), "importance": importance(bench.target.space, result.fates),
        "front": front if len(bench.target.goals) > 1 else [], "noise": bench.meter.noise,
    }  # fmt: skip
    return {"tuning": {**found, "proposer_errors": dict(result.proposer_errors)}}

