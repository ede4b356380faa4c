"""What a store knows of one run, and the protocol that every store keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from hasten.core.evidence import Evidence
from hasten.core.protocols import Store
from hasten.core.target import Target
from hasten.core.verdict import Counterexample
from hasten.core.workload import Workload
from hasten.errors import StoreError


@dataclass(frozen=True)
class RunRecord:
    """One run.

    Attributes:
        name: Name of the run, unique in its store.
        target: What was to become faster, with the source as it was then.
        started: UTC, ISO 8601 to the second.
        finished: UTC, or None for a run that was cut short or still goes on.
        settings: What was given to ``begin``.
        closing: What was given to ``finish`` beside the evidence.
        workload_origin: Where the inputs came from.
        workload_calls: How many distinct calls there were.
        workload_hash: Digest of the calls and weights.
        tried: How many candidates have a recorded fate.
        evidence: The final answer, or None for an unfinished run.
    """

    name: str
    target: Target
    started: str
    finished: str | None
    settings: Mapping[str, Any]
    workload_origin: str
    workload_calls: int
    workload_hash: str
    tried: int = 0
    evidence: Evidence | None = None
    closing: Mapping[str, Any] = field(default_factory=dict)


class RunStore(Store, Protocol):
    """A ``core.Store`` that can also be asked. ``tell`` belongs to the run begun or reopened last."""

    def begin(self, target: Target, workload: Workload, settings: dict[str, object]) -> str:
        """Name of the new run."""
        ...

    def reopen(self, name: str) -> None:
        """Go on with an unfinished run: what is told from now on is added to it.

        Raises:
            StoreError: There is no such run, or it is finished.
        """
        ...

    def finish(self, run: str, evidence: Evidence, *, closing: Mapping[str, object] | None = None) -> None:
        """Record the final evidence of a run, and figures that are known only at its end (cost, counts).

        Raises:
            StoreError: There is no such run, or it is finished already.
        """
        ...

    def runs(self) -> Sequence[RunRecord]:
        """All runs in the order begun."""
        ...

    def run(self, name: str) -> RunRecord:
        """One run by its name, or by a part of its name that no other run has.

        Raises:
            StoreError: No run, or more than one, goes by this name.
        """
        ...

    def unfinished(self, target: Target | None = None) -> Sequence[RunRecord]:
        """Runs cut short, in the order begun; those that another process still works on are left out.

        Args:
            target: Only runs on this very source.
        """
        ...

    def corpus_add(self, target_key: str, counterexample: Counterexample) -> bool:
        """Keep a counterexample for all later runs on the target; False where it is known already.

        ``tell`` does this by itself for every counterexample that carries trees to replay.
        """
        ...

    def corpus_of(self, target_key: str) -> Sequence[Counterexample]:
        """The kept counterexamples of a target, latest first."""
        ...

    def judged_of(self, proposer: str) -> tuple[int, int]:
        """How often a proposer was wrong: its distinct candidates that differed, and all that have a verdict."""
        ...

    def calibration_add(self, machine: str, day: str, record: Mapping[str, object]) -> None:
        """Keep what an A/A self-test found; a second one for the same machine and day replaces the first."""
        ...

    def calibration_of(self, machine: str, day: str) -> Mapping[str, Any] | None:
        """The self-test kept for this machine and day, or None."""
        ...


def named(text: str, known: Sequence[str], *, place: str) -> str:
    """The one run that ``text`` names: its name, a part of it that no other has, or ``last``.

    Args:
        text: What the user typed.
        known: Names of all runs, newest first.
        place: Where the store is, for the message.

    Raises:
        StoreError: No run, or more than one, goes by this name.
    """
    if text in known:
        return text
    if not known:
        raise StoreError(f"there are no runs in {place} yet; run hasten optimize first")
    if text == "last":
        return known[0]
    found = [name for name in known if text and text in name]
    if len(found) == 1:
        return found[0]
    if found:
        raise StoreError(f"{len(found)} runs match {text!r}, the latest being {found[0]}; write more of the name")
    raise StoreError(f"no run in {place} matches {text!r}; the latest is {known[0]}")
