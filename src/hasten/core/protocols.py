"""The roles."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

from hasten.core.budget import Budget
from hasten.core.candidate import Artifact, BuildFailure, Candidate
from hasten.core.evidence import Evidence
from hasten.core.facts import Facts
from hasten.core.measurement import MemoryUse, PairedSamples, RaceResult
from hasten.core.target import Target
from hasten.core.verdict import Verdict
from hasten.core.workload import Workload


@runtime_checkable
class Proposer(Protocol):
    """Yields candidates. Raising is caught at the edge of the proposer and recorded under its name."""

    name: str

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Candidates for ``target``, best first; the same rng state gives the same candidates."""
        ...


class Builder(Protocol):
    """Turns a candidate into something that runs."""

    name: str

    def build(self, target: Target, candidate: Candidate) -> Artifact | BuildFailure:
        """The artifact, or why there is none."""
        ...


class Oracle(Protocol):
    """Checks a variant against the original."""

    name: str

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        """A verdict; ``differs`` carries a counterexample."""
        ...


class Meter(Protocol):
    """Measures two artifacts side by side."""

    name: str

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        """A cheap sequential comparison for use inside a search; never a claim."""
        ...

    def measure(self, old: Artifact, new: Artifact) -> Sequence[PairedSamples]:
        """The samples that a claim rests on."""
        ...

    def peak_memory(self, artifact: Artifact) -> MemoryUse | None:
        """Peak memory of one pass, or None where it cannot be measured."""
        ...


class Archive(Protocol):
    """Keeps the best per niche; nothing else."""

    def add(self, evidence: Evidence) -> bool:
        """Whether the evidence entered the archive."""
        ...

    def elites(self) -> Sequence[Evidence]:
        """The kept ones, best first."""
        ...


@runtime_checkable
class Listener(Protocol):
    """Told of every candidate's fate; the store and the progress display are listeners."""

    def tell(self, evidence: Evidence) -> None:
        """One candidate has ended, accepted or not."""
        ...


class Mender(Protocol):
    """Makes another candidate of one that differs."""

    name: str

    def mend(self, target: Target, facts: Facts, evidence: Evidence) -> Iterator[Candidate]:
        """Candidates in place of the one that was found different, none where nothing can be done about it."""
        ...


@runtime_checkable
class Shortener(Protocol):
    """Makes versions of a candidate with fewer changes."""

    def shorter(self, target: Target, facts: Facts, candidate: Candidate) -> Iterator[Candidate]:
        """The candidate without one of its changes each; none where it has only one, or is somebody else's.

        Args:
            target: What the candidate was proposed on.
        """
        ...


@runtime_checkable
class Staged(Protocol):
    """Makes candidates in steps, each of which is a whole program."""

    def stages(self, candidate: Candidate) -> Sequence[Candidate]:
        """What a candidate was after each of its steps; none where it has only one, or is somebody else's."""
        ...

    def without(self, candidate: Candidate, stage: int) -> Iterator[Candidate]:
        """What becomes of the candidate where that step, counted from 0, is not taken; the plainest form last."""
        ...


class Store(Listener, Protocol):
    """The append-only record."""

    def begin(self, target: Target, workload: Workload, settings: dict[str, object]) -> str:
        """Name of the new run."""
        ...

    def finish(self, run: str, evidence: Evidence) -> None:
        """Record the final evidence of a run."""
        ...

    def fates(self, run: str) -> Iterable[Evidence]:
        """Every candidate of a run with its fate, in order."""
        ...
