"""What a report needs to know beside the evidence: the run that it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.core.evidence import Evidence, Objective
from hasten.core.target import Target
from hasten.core.workload import Workload

#: What a search says of a candidate that it keeps; every other outcome is a refusal.
KEPT = ("faster", "no_difference")
#: Longer reasons are sentences about one candidate; counting them would only repeat them.
_LONGEST_REASON = 40


@dataclass(frozen=True)
class Cost:
    """What a run took.

    Attributes:
        seconds: Wall seconds.
        cpu_seconds: CPU seconds of hasten and of everything it started, None where that was not counted.
        evaluations: Candidates checked.
        tokens: Tokens of a language model.
    """

    seconds: float = 0.0
    cpu_seconds: float | None = None
    evaluations: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class WorkloadSummary:
    """A workload without its inputs, which may be large or secret.

    Attributes:
        origin: Where the inputs come from (``inputs.py::workload``).
        calls: How many distinct calls.
        hash: Digest of calls and weights.
    """

    origin: str
    calls: int
    hash: str

    @classmethod
    def of(cls, workload: Workload) -> WorkloadSummary:
        """The summary of a workload."""
        return cls(workload.origin, len(workload.calls), workload.hash)


@dataclass(frozen=True)
class RunContext:
    """The run that an evidence comes from.

    Attributes:
        command: ``optimize``, ``verify``, ``compare`` or ``tune``.
        run: Name of the run in the store, or empty.
        target: What was to become faster; the OLD side of ``verify`` and ``compare``. None where it was not found.
        new_target: The NEW side of ``verify`` and ``compare``.
        workload: The inputs, or what is kept of them.
        objective: What was made better.
        refusals: Reason to count, of the candidates that were not kept; empty: counted from ``fates``.
        cost: What the run took.
        seed: Seed of all randomness.
        machine: Description of the machine (``report/machine.py``).
        reproduce: Shell command that does it again.
        fates: Every candidate with its fate, in order.
        folder: Paths are shown relative to this; None: to the target's root.
        applied: Whether the variant was written into the user's file.
        title: What the report is about where that is no target: two commands, two commits.
    """

    command: str
    run: str = ""
    target: Target | None = None
    new_target: Target | None = None
    workload: Workload | WorkloadSummary | None = None
    objective: Objective = field(default_factory=Objective)
    refusals: Mapping[str, int] = field(default_factory=dict)
    cost: Cost = field(default_factory=Cost)
    seed: int | None = None
    machine: Mapping[str, Any] = field(default_factory=dict)
    reproduce: str = ""
    fates: Sequence[Evidence] = ()
    folder: Path | None = None
    applied: bool = False
    title: str = ""

    @property
    def rejected(self) -> dict[str, int]:
        """Why candidates were not kept, most frequent first."""
        counted = Counter(self.refusals)
        if not counted:
            counted.update(refusal(fate) for fate in self.fates if fate.outcome not in KEPT)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @property
    def summary(self) -> WorkloadSummary | None:
        """The workload without its inputs."""
        return WorkloadSummary.of(self.workload) if isinstance(self.workload, Workload) else self.workload

    def shown_file(self, target: Target) -> str:
        """Path of the target's file as shown: relative where it lies inside the folder, with forward slashes."""
        folder = self.folder or target.root
        try:
            return target.file.relative_to(folder).as_posix()
        except ValueError:
            return target.file.as_posix()

    def shown(self, target: Target) -> str:
        """``slow.py::dedupe``; a command goes by its name alone."""
        if target.kind == "command":
            return target.name
        return f"{self.shown_file(target)}::{target.name}"

    @property
    def label(self) -> str:
        """What the report is about: ``slow.py::dedupe``, or ``old.py::f → new.py::f``."""
        sides = [self.shown(target) for target in (self.target, self.new_target) if target is not None]
        return self.title or " → ".join(sides) or "(no target)"


@dataclass(frozen=True)
class Report:
    """An evidence with the run that it comes from."""

    evidence: Evidence
    context: RunContext


def refusal(fate: Evidence) -> str:
    """Why a candidate was not kept, as a short reason that can be counted."""
    if fate.outcome == "differs" and fate.verdict is not None and fate.verdict.counterexample is not None:
        return f"differs: {fate.verdict.counterexample.kind}"
    reason = fate.reason.partition(":")[0]  # what follows is the detail of this one candidate
    return reason if 0 < len(reason) <= _LONGEST_REASON else fate.outcome
