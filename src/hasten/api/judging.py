"""The oracle as a request needs it: a glance, the whole check, and the winner's hearing."""

from __future__ import annotations

from pathlib import Path

from hasten.api.options import Options
from hasten.api.risk import with_risk
from hasten.api.setup import Setup
from hasten.core import Artifact, Candidate, Oracle, SourceEdit, Spent, Target, Verdict
from hasten.oracles import DifferentialOracle
from hasten.oracles.hearing import effort
from hasten.oracles.text import test_source
from hasten.stores.names import target_key
from hasten.stores.runs import RunStore

#: Proposer of a version that stands in a file: nobody of whom a record is kept.
GIVEN = "given"
#: A hearing gets this long, or this share of a small budget, however little is left.
_LEAST_HEARING_S, _LEAST_HEARING_SHARE = 6.0, 0.25
#: A check of the search gets this share of the budget, however little is left.
_LEAST_CHECK_SHARE = 0.05


def artifact_of(target: Target) -> Artifact:
    """A version as it stands in a file."""
    return Artifact(Candidate(SourceEdit(target.source), GIVEN), target.source)


def _kept_examples(options: Options) -> Path | None:
    """Where hypothesis keeps what failed, and its tables of characters: beside the store, where there is one."""
    return options.state_folder / "hypothesis" if options.state_folder.is_dir() else None


class _Glance:
    """The cheap part of an oracle as an oracle of its own."""

    def __init__(self, whole: DifferentialOracle) -> None:
        self.whole = whole
        self.name = "glance"

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        return self.whole.glance(old, new)


class _InTime:
    """The whole oracle of a search that leaves time for the end: each check takes what it may of what is left."""

    def __init__(self, whole: DifferentialOracle, spent: Spent, reserve_s: float) -> None:
        self.whole, self.spent, self.reserve_s = whole, spent, reserve_s
        self.name = whole.name

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        budget_s, left_s = self.spent.budget.seconds, self.spent.left_s
        self.whole.limit_s = min(0.4 * budget_s, max(_LEAST_CHECK_SHARE * budget_s, left_s - self.reserve_s))
        return self.whole.check(old, new)


class Judge:
    """Everything that may call a variant the same.

    Args:
        setup: The target, run on its workload.
        options: Level, waivers and seed.
        corpus: Store of earlier counterexamples, which are tried first, and of how often each proposer was wrong.
    """

    def __init__(self, setup: Setup, options: Options, *, corpus: RunStore) -> None:
        calls = [
            tree
            for found in corpus.corpus_of(target_key(setup.target))
            for tree in found.trees
            if isinstance(tree, dict) and "args" in tree
        ]
        self._target = setup.target
        self._budget_s = options.budget_s
        self._workload = setup.workload
        self._store = corpus
        self.oracle = DifferentialOracle(
            setup.runner,
            setup.target.name,
            recorded=[c.tree for c in setup.workload.calls],
            observed=setup.expected,
            level=options.level,
            waivers=options.waivers,
            seed=options.seed,
            corpus=calls,
            limit_s=max(5.0, options.budget_s * 0.4),
            home=_kept_examples(options),
        )
        self.glance = _Glance(self.oracle)

    def within(self, spent: Spent, reserve_s: float) -> Oracle:
        """The whole search as the oracle of a search that keeps ``reserve_s`` seconds of its budget."""
        return _InTime(self.oracle, spent, reserve_s)

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        """The whole search, with the risk that is left."""
        return self._weighed(self.oracle.check(old, new), new)

    def _weighed(self, verdict: Verdict, new: Artifact) -> Verdict:
        proposer = new.candidate.proposer
        return with_risk(
            verdict, self._workload, proposer="" if proposer == GIVEN else proposer, store=self._store
        )

    def test_text(self, verdict: Verdict) -> str:
        """The last counterexample as a pytest test that passes on OLD and fails on NEW, or an empty text."""
        found = verdict.counterexample
        finding = self.oracle.last_finding
        if found is None or finding is None or not (finding.calls or finding.spec):
            return ""
        return test_source(finding, self.oracle.call_as, self._target.module, old=found.old, new=found.new)

    def hear(self, old: Artifact, new: Artifact, *, n_candidates: int, left_s: float) -> Verdict:
        """The winner's hearing: fresh seeds, effort that grows with the candidates tried, and a test of the search.

        Args:
            n_candidates: Candidates that were tried.
            left_s: Wall seconds left of the budget; the hearing may take some two fifths of it, and never less than
                it needs to mean something.
        """
        least_s = min(_LEAST_HEARING_S, _LEAST_HEARING_SHARE * self._budget_s)
        self.oracle.limit_s = max(least_s, 0.4 * left_s) / effort(n_candidates)
        return self._weighed(self.oracle.hear(old, new, n_candidates=n_candidates), new)
