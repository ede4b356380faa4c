"""The loop: ask, drop duplicates, build, check, race, tell; a winner is asked about again."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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

#: A winner is proposed again at most this many times: rules compose, and each round pays for itself or ends.
_MOST_ROUNDS = 5
#: A candidate enters the next round only with a raced gain over its parent that is worth a confirmation.
_WORTH = 1.03
#: Candidates whose mean time foretells that of the next one.
_RECENT = 5
#: A race that ends undecided at more than this ratio is run once more.
_WORTH_ASKING = 1.1
#: A candidate is left behind when one that passed the whole check is this many times faster in its race.
_OUTPACED = 1.5


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
    ) -> None:
        self.target, self.facts, self.proposers = target, facts, list(proposers)
        self.builder, self.glance, self.oracle, self.meter, self.archive = builder, glance, oracle, meter, archive
        self.listeners, self.spent, self.reserve_s, self.rng = list(listeners), spent, reserve_s, rng
        self.keep_going = keep_going
        self.known = dict(known or {})
        self.fates: list[Evidence] = []
        self.rejected: Counter[str] = Counter()
        self.errors: dict[str, str] = {}
        self._told_s = 0.0
        self.duplicates = 0
        self.learners = list(learners)
        self._old = original or Artifact(Candidate(SourceEdit(target.source), "original"), target.source)
        self._seen = {self._old.candidate.key}
        self._twins: dict[str, Evidence] = {}

    def run(self) -> SearchResult:
        """Search until proposals or budget run out."""
        frontier: list[tuple[Target, tuple[str, ...], float]] = [(self.target, (), 1.0)]
        for _ in range(_MOST_ROUNDS):
            winners: list[tuple[Target, tuple[str, ...], float]] = []
            for parent, line, ratio in frontier:
                for candidate in self._proposals(parent):
                    if self._over():
                        return self._result()
                    fate = self._judge(replace(candidate, parents=line) if line else candidate)
                    if fate is None:
                        continue
                    gained = fate.race.ratio if fate.race is not None and fate.race.ratio is not None else 0.0
                    edit = candidate.payload
                    if not self.archive.add(fate) or gained <= ratio * _WORTH:
                        continue
                    # Nothing that an edit of its source could do is left of a winner that was compiled.
                    if isinstance(edit, SourceEdit) and not edit.files:
                        child = replace(parent, source=edit.source, source_hash="")
                        winners.append((child, (*line, candidate.key), gained))
            # The best of a round lead on; the others were close to them or far behind.
            frontier = sorted(winners, key=lambda w: -w[2])[:2]
            if not frontier:
                break
        return self._result()

    def _over(self) -> bool:
        if not self.fates:
            # Whatever is kept for the end is of use only where there is something to confirm.
            return self.spent.exhausted or not self.keep_going()
        # The next candidate takes about as long as the last ones did; what it takes too long is missing at the end.
        recent = [fate.cost_s for fate in self.fates[-_RECENT:]]
        next_s = sum(recent) / len(recent) if recent else 0.0
        return self.spent.exhausted or self.spent.left_s < self.reserve_s + next_s or not self.keep_going()

    def _result(self) -> SearchResult:
        return SearchResult(tuple(self.fates), dict(self.rejected), dict(self.errors), self.duplicates)

    def _proposals(self, parent: Target) -> Iterator[Candidate]:
        """Candidates of all proposers, one from each in turn, duplicates dropped by normalised source."""
        streams = [self._guarded(p, parent) for p in self.proposers]
        for candidate in itertools.chain.from_iterable(itertools.zip_longest(*streams)):
            if candidate is None:
                continue
            if candidate.key in self._seen:
                self.duplicates += 1
                continue
            self._seen.add(candidate.key)
            yield candidate

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

    def _judge(self, candidate: Candidate) -> Evidence | None:
        """The fate of one candidate, told to everybody; the evidence is returned only where it won its race."""
        before = self.known.get(candidate.key)
        if before is not None:
            self.fates.append(before)
            for learner in self.learners:
                learner.tell(before)
            if before.outcome != "faster":
                self.rejected[before.reason.partition(" (")[0]] += 1
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
            return self._compare(candidate, built)
        except HastenError as error:
            self._tell(Evidence(candidate, "refused", reason=str(error)), "failed-while-timed")
            return None

    def _twin(self, built: Artifact) -> Evidence | None:
        """The fate of an artifact that cannot differ from this one, or None where there was none yet."""
        if built.identity == self._old.identity:
            return Evidence(None, "not_faster", race=RaceResult("undecided", 0, 1.0, 1.0))
        twin = self._twins.get(built.identity)
        return twin if twin is None or twin.outcome != "faster" else replace(twin, outcome="not_faster")

    def _compare(self, candidate: Candidate, built: Artifact) -> Evidence | None:
        verdict = self.glance.check(self._old, built)
        if verdict.word == "differs":
            self._tell_differs(candidate, verdict)
            return None
        race = self.meter.race(self._old, built)
        if race.winner == "undecided" and (race.ratio or 0.0) > _WORTH_ASKING:
            # Undecided with a large gain in sight is the noise of the machine; the claim rests on other samples anyway.
            race = self.meter.race(self._old, built)
        if race.winner != "new":
            reason = {"old": "slower", "behind": "behind-the-best"}.get(race.winner, "no-gain")
            told = self._tell(Evidence(candidate, "not_faster", verdict=verdict, race=race, reason=reason), reason)
            self._twins[built.identity] = told
            return None
        ahead = max((e.race.ratio or 0.0 for e in self.archive.elites() if e.race is not None), default=0.0)
        if not race.figures and (race.ratio or 0.0) * _OUTPACED < ahead:
            # A whole check takes seconds, and would be of one that cannot win; its relatives are proposed all the same.
            self._tell(Evidence(candidate, "not_faster", verdict=verdict, race=race, reason="outpaced"), "outpaced")
            return None
        verdict = self.oracle.check(self._old, built)
        if verdict.word == "differs":
            self._tell_differs(candidate, verdict)
            return None
        told = self._tell(Evidence(candidate, "faster", verdict=verdict, race=race, reason="won its race"), None)
        self._twins[built.identity] = told
        return told

    def _tell_differs(self, candidate: Candidate, verdict: Verdict) -> None:
        kind = verdict.counterexample.kind if verdict.counterexample else "value"
        self._tell(Evidence(candidate, "differs", verdict=verdict, reason=f"differs: {kind}"), f"differs: {kind}")

    def _tell(self, evidence: Evidence, reason: str | None) -> Evidence:
        if reason is not None:
            self.rejected[reason] += 1
        # Wall seconds since the last fate: what it took to propose, build, check and race this one.
        evidence = replace(evidence, cost_s=max(0.0, self.spent.seconds - self._told_s))
        self._told_s = self.spent.seconds
        self.fates.append(evidence)
        for listener in (*self.listeners, *self.learners):
            listener.tell(evidence)
        return evidence
