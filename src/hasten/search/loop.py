"""The loop: ask, drop duplicates, build, check, race, tell; a winner is asked about again."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hasten.code.diffs import changed_lines
from hasten.core import (
    Archive,
    Artifact,
    Budget,
    Builder,
    BuildFailure,
    Candidate,
    Evidence,
    Facts,
    Listener,
    Mender,
    Meter,
    Oracle,
    Proposer,
    RaceResult,
    SourceEdit,
    Spent,
    Target,
    Verdict,
)
from hasten.errors import HastenError
from hasten.search.trimming import Trimmer

#: A winner is proposed again at most this many times: rules compose, and each round pays for itself or ends.
_MOST_ROUNDS = 5
#: A candidate enters the next round only with a raced gain over its parent that is worth a confirmation.
_WORTH = 1.03
#: Below this share of what is kept for the end nobody is checked any more, once somebody has passed.
_LATE_SHARE = 0.8
#: This share of it is kept while there is nothing to confirm.
_EMPTY_SHARE = 0.5
#: Candidates whose mean time foretells that of the next one.
_RECENT = 5
#: A race that ends undecided at more than this ratio is run once more.
_WORTH_ASKING = 1.1
#: A race of fewer pairs than this ran out of time before it could decide anything, whichever way the pairs went.
_DECISIVE_PAIRS = 6
#: A candidate is left behind when one that passed the whole check is this many times faster in its race.
_OUTPACED = 1.5
#: So many changed lines are worth reading for any gain, and so many more for a version that is twice as fast.
_LINES_FOR_ANY, _LINES_FOR_TWICE = 40, 1000
#: Why a winner is not the one to check.
_SHORTER = "a shorter version of it is as fast"
#: While winners of races wait for their check, this share of the budget is kept for it beside the reserve.
_CHECK_SHARE = 0.1


@dataclass(frozen=True)
class SearchResult:
    """What a search leaves behind.

    Attributes:
        fates: Every candidate in order, with its outcome.
        rejected: Reason to count.
        proposer_errors: Proposer name to what it raised.
        duplicates: Candidates dropped before anything ran.
    """

    fates: tuple[Evidence, ...]
    rejected: dict[str, int]
    proposer_errors: dict[str, str] = field(default_factory=dict)
    duplicates: int = 0


@dataclass(frozen=True)
class _Lead:
    """What is proposed on: a version, the keys that led to it, its raced ratio, and the packages that it needs."""

    target: Target
    line: tuple[str, ...]
    ratio: float
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Racer:
    """A candidate that won its race and was not checked whole yet."""

    candidate: Candidate
    built: Artifact
    verdict: Verdict
    race: RaceResult
    lead: _Lead


def _led_by(candidate: Candidate, lead: _Lead, ratio: float) -> _Lead | None:
    """What is proposed on a candidate with this raced ratio; None where nothing is, or it is no gain over its lead."""
    edit = candidate.payload
    # Nothing that an edit of its source could do is left of a winner that was compiled.
    if ratio <= lead.ratio * _WORTH or not isinstance(edit, SourceEdit) or edit.files:
        return None
    return _Lead(lead.target.on(edit.source), (*lead.line, candidate.key), ratio, candidate.needs)


class Search:
    """One search on one target.

    Args:
        target: The original.
        facts: What proposers may know.
        proposers: Asked in turn, so that a long-winded one does not starve the others.
        builder: Builds candidates.
        glance: The cheap part of the oracle, asked before the race.
        oracle: The whole of it, asked of those that won the race.
        meter: Races.
        archive: Keeps the winners.
        listeners: Told of every fate.
        spent: The budget and what is spent of it.
        reserve_s: Seconds of the budget kept for the confirmation.
        rng: Source of all randomness; proposals depend on it and on the outcomes alone.
        keep_going: Asked before each candidate; False ends the search early (an interrupt).
        known: Fates of an earlier, interrupted run of the same search, by candidate key; they are not judged again.
        original: What candidates are compared with; None: the target's source.
        learners: Told of every fate, those of the earlier run included: proposers that learn.
        menders: Asked in turn for another candidate in place of each one that differs, until one has any.
        patient: Whether winners of races wait for the whole check until nothing faster comes of proposals on them: a
            whole check takes as long as many races. Not for proposers that must hear of one fate before they can
            propose the next.
        ahead: Makes several candidates ready at once (builds them side by side) before they are judged one by one.
        width: How many of them, >= 1.
        trimmer: Leaves out of the best of those that wait what gains nothing, before the whole check.
    """

    def __init__(
        self,
        target: Target,
        facts: Facts,
        proposers: Sequence[Proposer],
        *,
        builder: Builder,
        glance: Oracle,
        oracle: Oracle,
        meter: Meter,
        archive: Archive,
        listeners: Sequence[Listener],
        spent: Spent,
        reserve_s: float,
        rng: random.Random,
        keep_going: Callable[[], bool] = lambda: True,
        known: Mapping[str, Evidence] | None = None,
        original: Artifact | None = None,
        learners: Sequence[Listener] = (),
        menders: Sequence[Mender] = (),
        patient: bool = False,
        ahead: Callable[[Sequence[Candidate]], None] | None = None,
        width: int = 1,
        trimmer: Trimmer | None = None,
    ) -> None:
        self.target, self.facts, self.proposers = target, facts, list(proposers)
        self.builder, self.glance, self.oracle, self.meter, self.archive = builder, glance, oracle, meter, archive
        self.listeners, self.spent, self.reserve_s, self.rng = list(listeners), spent, reserve_s, rng
        self.keep_going = keep_going
        self.known = dict(known or {})
        self.fates: list[Evidence] = []
        self.rejected: Counter[str] = Counter()
        self.errors: dict[str, str] = {}
        self._told_s, self._ahead_s = 0.0, 0.0
        self.duplicates = 0
        self.learners = list(learners)
        self._old = original or Artifact(Candidate(SourceEdit(target.source), "original"), target.source)
        self._seen = {self._old.candidate.key}
        self._twins: dict[str, Evidence] = {}
        self._waiting: list[_Racer] = []
        self._led: set[str] = set()
        self.patient = patient
        self.menders = list(menders)
        self._differing: list[Evidence] = []
        self.ahead, self.width, self.trimmer = ahead, width, trimmer

    def run(self) -> SearchResult:
        """Search until proposals or budget run out."""
        frontier = [_Lead(self.target, (), 1.0)]
        for _ in range(_MOST_ROUNDS):
            winners: list[_Lead] = []
            for lead in frontier:
                for candidate in self._ready(self._proposals(lead.target)):
                    if self._over():
                        break
                    self._try(candidate, lead, winners)
            frontier = [] if self._over() else self._unchecked_leads()
            if not frontier:
                self._check_waiting(winners)
                frontier = winners
            # The best of a round lead on; the others were close to them or far behind.
            frontier = sorted(frontier, key=lambda lead: -lead.ratio)[:2]
            if not frontier or self._over():
                break
            self._led.update(lead.line[-1] for lead in frontier)
        self._check_waiting([])
        return self._result()

    def _unchecked_leads(self) -> list[_Lead]:
        """Winners of races that nothing was proposed on yet: a whole check is for what comes of them."""
        found = [_led_by(r.candidate, r.lead, r.race.ratio or 0.0) for r in self._waiting]
        return [lead for lead in found if lead is not None and lead.line[-1] not in self._led]

    def _try(self, candidate: Candidate, lead: _Lead, winners: list[_Lead]) -> None:
        """Judge a candidate, and what it is mended to where it differs."""
        needs = tuple(dict.fromkeys([*lead.needs, *candidate.needs]))
        lined = replace(candidate, parents=lead.line, needs=needs) if lead.line else candidate
        self._enter(self._judge(lined, lead), lead, winners)
        self._mend(lead, winners)

    def _mend(self, lead: _Lead, winners: list[_Lead], over: Callable[[], bool] | None = None) -> None:
        """Judge what the menders make of those that were found different since they were asked last.

        Args:
            over: Whether there is no time left for it. The mended form of the best one goes before those that wait
                behind it, so it may take as long as they; None: the time for candidates.
        """
        over = over or self._over
        while self._differing:
            evidence = self._differing.pop()
            for mender in self.menders:
                new = [c for c in self._mended_by(mender, evidence) if c.key not in self._seen]
                for candidate in new:
                    if not over():
                        self._seen.add(candidate.key)
                        self._enter(self._judge(candidate, lead), lead, winners)
                if new:
                    break

    def _mended_by(self, mender: Mender, evidence: Evidence) -> Iterator[Candidate]:
        try:
            yield from mender.mend(self.target, self.facts, evidence)
        except Exception as error:  # noqa: BLE001 - the edge of a mender, as that of a proposer
            self.errors[mender.name] = f"{type(error).__name__}: {error}"

    def _check_waiting(self, winners: list[_Lead]) -> None:
        """Check those whole that have waited for it, best first, and what they are mended to."""
        best = True
        while self._waiting:
            self._waiting.sort(key=lambda r: r.race.ratio or 0.0)
            racer = self._waiting.pop()
            if self._late() and self.archive.elites():
                fate = Evidence(racer.candidate, "not_faster", verdict=racer.verdict, race=racer.race, reason="no-time")
                self._tell(fate, "no-time")
            elif not (best and self._shorter_passes(racer, winners)):
                self._enter(self._checked(racer), racer.lead, winners)
                self._mend(racer.lead, winners, self._late)
            best = False

    def _late(self) -> bool:
        """Whether what is left is for the confirmation alone."""
        return self.spent.left_s < _LATE_SHARE * self.reserve_s or not self.keep_going()

    def _shorter_passes(self, racer: _Racer, winners: list[_Lead]) -> bool:
        """Whether a shorter version is as fast and passes the check, so that the racer itself need not be checked."""
        shorter = self._trimmed(racer)
        if shorter is None:
            return False
        fate = self._checked(shorter)
        self._enter(fate, shorter.lead, winners)
        self._mend(shorter.lead, winners, self._late)
        if fate is not None:
            told = Evidence(racer.candidate, "not_faster", verdict=racer.verdict, race=racer.race, reason=_SHORTER)
            self._tell(told, "longer-than-needed")
        return fate is not None

    def _trimmed(self, racer: _Racer) -> _Racer | None:
        """The racer without what gains nothing, raced against the original; None where it is short already."""
        if self.trimmer is None or racer.race.figures:
            return None
        lead = racer.lead
        found = self.trimmer.trimmed(
            self._old, lead.target, self.target, self.facts, racer.candidate, racer.built
        )
        if found is None or found.candidate.key in self._seen:
            return None
        self._seen.add(found.candidate.key)
        self.spent.evaluations += 1
        race = self.meter.race(self._old, found.built)
        if race.winner != "new":
            return None
        candidate = replace(found.candidate, parents=lead.line, needs=racer.candidate.needs)
        return _Racer(candidate, found.built, found.verdict, race, lead)

    def _enter(self, fate: Evidence | None, lead: _Lead, winners: list[_Lead]) -> None:
        """Put a fate that won its race into the archive, and among those that are proposed again."""
        if fate is None or fate.candidate is None:
            return
        gained = fate.race.ratio if fate.race is not None and fate.race.ratio is not None else 0.0
        lead_on = _led_by(fate.candidate, lead, gained)
        if self.archive.add(fate) and lead_on is not None and lead_on.line[-1] not in self._led:
            winners.append(lead_on)

    def _over(self) -> bool:
        if not self.fates and not self._waiting:
            # Whatever is kept for the end is of use only where there is something to confirm.
            return self.spent.exhausted or not self.keep_going()
        # The next candidate takes about as long as the last ones did; what it takes too long is missing at the end.
        recent = [fate.cost_s for fate in self.fates[-_RECENT:]]
        next_s = sum(recent) / len(recent) if recent else 0.0
        found = bool(self._waiting or self.archive.elites())
        # Where there is nothing to confirm yet, what is left is better spent on finding something.
        kept_s = self.reserve_s + next_s if found else _EMPTY_SHARE * self.reserve_s
        if self._waiting and not self.archive.elites():
            kept_s += _CHECK_SHARE * self.spent.budget.seconds
        return self.spent.exhausted or self.spent.left_s < kept_s or not self.keep_going()

    def _result(self) -> SearchResult:
        return SearchResult(tuple(self.fates), dict(self.rejected), dict(self.errors), self.duplicates)

    def _proposals(self, parent: Target) -> Iterator[Candidate]:
        """Candidates of all proposers, one from each in turn, duplicates dropped by normalised source."""
        streams = [self._guarded(p, parent) for p in self.proposers]
        while streams:
            # One at a time: what one proposer has at once does not wait for what another has to work out.
            for stream in list(streams):
                candidate = next(stream, None)
                if candidate is None:
                    streams.remove(stream)
                elif candidate.key in self._seen:
                    self.duplicates += 1
                else:
                    self._seen.add(candidate.key)
                    yield candidate

    def _ready(self, proposals: Iterator[Candidate]) -> Iterator[Candidate]:
        """The same candidates, several of them made ready at once where that is wanted."""
        if self.ahead is None:
            yield from proposals
            return
        while batch := list(itertools.islice(proposals, min(self.width, max(1, self._budget_left().evaluations)))):
            started_s = self.spent.seconds
            self.ahead([c for c in batch if c.key not in self.known])
            # They shared the time, so each of them cost a part of it.
            self._told_s += self.spent.seconds - started_s
            self._ahead_s = (self.spent.seconds - started_s) / len(batch)
            yield from batch

    def _guarded(self, proposer: Proposer, parent: Target) -> Iterator[Candidate]:
        """A proposer's candidates; what it raises ends it alone and is kept under its name."""
        rng = random.Random(self.rng.randrange(1 << 62))
        try:
            yield from proposer.propose(parent, self.facts, self.archive, rng, self._budget_left())
        except Exception as error:  # noqa: BLE001 - the edge of a proposer: its errors are findings about it
            self.errors[proposer.name] = f"{type(error).__name__}: {error}"

    def _budget_left(self) -> Budget:
        left = self.spent.budget
        return replace(left, seconds=max(0.1, self.spent.left_s), evaluations=left.evaluations - self.spent.evaluations)

    def _judge(self, candidate: Candidate, lead: _Lead) -> Evidence | None:
        """The fate of one candidate, told to everybody; the evidence is returned only where it won its race."""
        before = self.known.get(candidate.key)
        # The shorter version of a winner comes of the winner only, which has to win again.
        if before is not None and before.reason != _SHORTER:
            self.fates.append(before)
            for learner in self.learners:
                learner.tell(before)
            if before.outcome != "faster":
                self.rejected[before.reason.partition(" (")[0]] += 1
                if before.outcome == "differs":
                    self._differing.append(before)
                return None
            return before
        self.spent.evaluations += 1
        built = self.builder.build(self.target, candidate)
        if isinstance(built, BuildFailure):
            self._tell(Evidence(candidate, "refused", reason=f"{built.reason}: {built.detail}"), built.reason)
            return None
        if built.identity and (twin := self._twin(built)) is not None:
            self._tell(replace(twin, candidate=candidate, reason="builds the same as one before it"), "same-artifact")
            return None
        try:
            return self._compare(candidate, built, lead)
        except HastenError as error:
            self._tell(Evidence(candidate, "refused", reason=str(error)), "failed-while-timed")
            return None

    def _twin(self, built: Artifact) -> Evidence | None:
        """The fate of an artifact that cannot differ from this one, or None where there was none yet."""
        if built.identity == self._old.identity:
            return Evidence(None, "not_faster", race=RaceResult("undecided", 0, 1.0, 1.0))
        twin = self._twins.get(built.identity)
        return twin if twin is None or twin.outcome != "faster" else replace(twin, outcome="not_faster")

    def _compare(self, candidate: Candidate, built: Artifact, lead: _Lead) -> Evidence | None:
        verdict = self.glance.check(self._old, built)
        if verdict.word == "differs":
            self._tell_differs(candidate, verdict)
            return None
        race = self.meter.race(self._old, built)
        if race.winner == "undecided" and (race.ratio or 0.0) > _WORTH_ASKING and race.pairs >= _DECISIVE_PAIRS:
            # Undecided with a large gain in sight is the noise of the machine; the claim rests on other samples anyway.
            race = self.meter.race(self._old, built)
        hopeful = race.winner == "undecided" and race.pairs < _DECISIVE_PAIRS and (race.ratio or 0.0) > _WORTH_ASKING
        if race.winner != "new" and not hopeful:
            reason = {"old": "slower", "behind": "behind-the-best"}.get(race.winner, "no-gain")
            told = self._tell(Evidence(candidate, "not_faster", verdict=verdict, race=race, reason=reason), reason)
            self._twins[built.identity] = told
            return None
        racer = _Racer(candidate, built, verdict, race, lead)
        if self.patient:
            # A whole check takes seconds, so the best goes first, when all have raced.
            self._waiting.append(racer)
            return None
        return self._checked(racer)

    def _ahead(self) -> float:
        """The best ratio among those that passed the whole check."""
        return max((e.race.ratio or 0.0 for e in self.archive.elites() if e.race is not None), default=0.0)

    def _checked(self, racer: _Racer) -> Evidence | None:
        """The fate of one that won its race."""
        try:
            return self._check(racer)
        except HastenError as error:
            self._tell(Evidence(racer.candidate, "refused", reason=str(error)), "failed-while-checked")
            return None

    def _check(self, racer: _Racer) -> Evidence | None:
        candidate, built, race = racer.candidate, racer.built, racer.race
        if not race.figures and (race.ratio or 0.0) * _OUTPACED < self._ahead():
            fate = Evidence(candidate, "not_faster", verdict=racer.verdict, race=race, reason="outpaced")
            self._tell(fate, "outpaced")
            return None
        if self._is_long_for_little(candidate, race):
            fate = Evidence(candidate, "not_faster", verdict=racer.verdict, race=race, reason="long-for-little")
            self._tell(fate, "long-for-little")
            return None
        verdict = self.oracle.check(self._old, built)
        if verdict.word == "differs":
            self._tell_differs(candidate, verdict)
            return None
        reason = "won its race" if race.winner == "new" else "ahead when the time for its race ran out"
        told = self._tell(Evidence(candidate, "faster", verdict=verdict, race=race, reason=reason), None)
        self._twins[built.identity] = told
        return told

    def _is_long_for_little(self, candidate: Candidate, race: RaceResult) -> bool:
        """Whether a reader would have to understand more lines than the gain is worth."""
        if race.figures or race.ratio is None or not isinstance(candidate.payload, SourceEdit):
            return False
        worth = _LINES_FOR_ANY + _LINES_FOR_TWICE * (race.ratio - 1.0)
        return changed_lines(self.target.source, candidate.payload.source) > worth

    def _tell_differs(self, candidate: Candidate, verdict: Verdict) -> None:
        kind = verdict.counterexample.kind if verdict.counterexample else "value"
        fate = Evidence(candidate, "differs", verdict=verdict, reason=f"differs: {kind}")
        self._differing.append(self._tell(fate, fate.reason))

    def _tell(self, evidence: Evidence, reason: str | None) -> Evidence:
        if reason is not None:
            self.rejected[reason] += 1
        # Wall seconds since the last fate: what it took to propose, build, check and race this one.
        evidence = replace(evidence, cost_s=max(0.0, self.spent.seconds - self._told_s) + self._ahead_s)
        self._told_s = self.spent.seconds
        self.fates.append(evidence)
        for listener in (*self.listeners, *self.learners):
            listener.tell(evidence)
        return evidence
