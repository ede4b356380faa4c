"""Changes without which a winner is as fast are left out of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hasten.code.diffs import changed_lines
from hasten.core import Artifact, Builder, BuildFailure, Candidate, Facts, Meter, Oracle, SourceEdit, Target, Verdict
from hasten.core.protocols import Shortener
from hasten.errors import HastenError

#: A race that ends undecided says that both are as fast, unless the shorter one was slower than this by far.
_AS_FAST = 0.97


@dataclass(frozen=True)
class Trimmed:
    """A shorter version that is as fast as the winner it was made of."""

    candidate: Candidate
    built: Artifact
    verdict: Verdict


class Trimmer:
    """Leaves changes out of a winner one by one, as long as a race between the two does not tell them apart.

    A reader has to understand every line of a diff, so that what gains nothing does not belong there. A version is
    given up only for a shorter one; what is kept is checked and measured like any other winner.

    Args:
        shorteners: Make shorter versions of a winner.
        builder: Builds them.
        glance: The cheap part of the oracle.
        meter: Races the two. It is asked about other pairs than the search's own and keeps nothing for it.
        most_s: Wall seconds after which no further version is tried.
    """

    def __init__(
        self, shorteners: Sequence[Shortener], *, builder: Builder, glance: Oracle, meter: Meter, most_s: float
    ) -> None:
        self.shorteners, self.builder, self.glance, self.meter = list(shorteners), builder, glance, meter
        self.most_s = most_s

    def trimmed(
        self, original: Artifact, lead: Target, target: Target, facts: Facts, candidate: Candidate, built: Artifact
    ) -> Trimmed | None:
        """The shortest version found that is as fast; None where that is the winner itself.

        Args:
            original: What the glance compares with.
            lead: What the winner was proposed on.
            target: The original target, by which files are built.
            facts: What proposers may know.
            candidate: The winner.
            built: The winner, built.
        """
        until_s = time.monotonic() + self.most_s
        best: Trimmed | None = None
        tried: set[str] = set()
        while True:
            shorter = self._shorter(original, lead, target, facts, candidate, built, tried, until_s)
            if shorter is None:
                return best
            best, candidate, built = shorter, shorter.candidate, shorter.built

    def _shorter(
        self,
        original: Artifact,
        lead: Target,
        target: Target,
        facts: Facts,
        candidate: Candidate,
        built: Artifact,
        tried: set[str],
        until_s: float,
    ) -> Trimmed | None:
        lines = _lines(candidate, original)
        for made in self._made(lead, facts, candidate):
            if time.monotonic() > until_s:
                return None
            if made.key in tried or _lines(made, original) >= lines:
                continue
            tried.add(made.key)
            try:
                found = self._raced(original, target, made, built)
            except HastenError:
                continue
            if found is not None:
                return found
        return None

    def _made(self, lead: Target, facts: Facts, candidate: Candidate) -> Iterator[Candidate]:
        for shortener in self.shorteners:
            try:
                yield from shortener.shorter(lead, facts, candidate)
            except Exception:  # noqa: BLE001 - the edge of a proposer; the winner itself is not in question
                continue

    def _raced(self, original: Artifact, target: Target, made: Candidate, against: Artifact) -> Trimmed | None:
        built = self.builder.build(target, made)
        if isinstance(built, BuildFailure):
            return None
        verdict = self.glance.check(original, built)
        if verdict.word == "differs":
            return None
        race = self.meter.race(against, built)
        as_fast = race.winner == "new" or (race.winner == "undecided" and (race.ratio or 0.0) > _AS_FAST)
        return Trimmed(made, built, verdict) if as_fast else None


def _lines(candidate: Candidate, original: Artifact) -> int:
    payload = candidate.payload
    return changed_lines(original.source, payload.source) if isinstance(payload, SourceEdit) else 0
