"""Of several changes, the one that makes a version differ is found and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hasten.core import Artifact, Builder, BuildFailure, Candidate, Evidence, Facts, SourceEdit, Target
from hasten.core.protocols import Staged
from hasten.errors import HastenError


class CulpritMender:
    """Makes a candidate of several steps again without the step with which it began to differ.

    A counterexample says that a version is wrong, and not which of its changes is. What the candidate was after each of
    its steps is a program too, so that the first step behind which the counterexample shows is found by bisection, as
    in a history of commits.

    Args:
        proposers: What candidates may have come from.
        builder: Builds what they were on the way.
        differs: Whether a version differs from the original on a counterexample that was found before.
    """

    name = "culprit"

    def __init__(
        self, proposers: Sequence[Staged], *, builder: Builder, differs: Callable[[Artifact, Artifact], bool]
    ) -> None:
        self.proposers, self.builder, self.differs = list(proposers), builder, differs

    def mend(self, target: Target, facts: Facts, evidence: Evidence) -> Iterator[Candidate]:
        """At most one candidate; none where no step is to blame alone, or only one was taken."""
        candidate = evidence.candidate
        if candidate is None:
            return
        for proposer in self.proposers:
            stages = proposer.stages(candidate)
            culprit = self._culprit(target, stages)
            if culprit is not None:
                # The last form is the plainest; where it needs the original behind it, another mender sees to that.
                for made in list(proposer.without(candidate, culprit))[-1:]:
                    yield replace(made, parents=candidate.parents, needs=candidate.needs)

    def _culprit(self, target: Target, stages: Sequence[Candidate]) -> int | None:
        """The first stage that differs; None where the last one does not."""
        if not stages or not self._differs(target, stages[-1]):
            return None
        low, high = 0, len(stages) - 1
        while low < high:
            middle = (low + high) // 2
            if self._differs(target, stages[middle]):
                high = middle
            else:
                low = middle + 1
        return low

    def _differs(self, target: Target, stage: Candidate) -> bool:
        old = Artifact(Candidate(SourceEdit(target.source), "original"), target.source)
        try:
            built = self.builder.build(target, stage)
            return not isinstance(built, BuildFailure) and self.differs(old, built)
        except HastenError:
            return False
