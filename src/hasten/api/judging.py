"""The oracle as a request needs it: a glance, the whole check, and the winner's hearing."""

from __future__ import annotations

from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.core import Artifact, Candidate, Counterexample, SourceEdit, Target, Verdict
from hasten.stores.runs import RunStore


def artifact_of(target: Target) -> Artifact:
    """A version as it stands in a file."""
    return Artifact(Candidate(SourceEdit(target.source), "given"), target.source)


class _Recorded:
    name = "recorded"
    def __init__(self, setup): self.setup = setup
    def check(self, old, new):
        calls = [c.tree for c in self.setup.workload.calls]
        a = self.setup.runner.observe(old.source, calls, cpu_limit_s=20)
        b = self.setup.runner.observe(new.source, calls, cpu_limit_s=20)
        for x, y in zip(a, b):
            x = {k: v for k, v in x.items() if k != "cpu_s"}; y = {k: v for k, v in y.items() if k != "cpu_s"}
            if x != y:
                return Verdict("differs", "same-effects", counterexample=Counterexample("value", "?", str(x)[:300], str(y)[:300]))
        return Verdict("searched", "same-effects", inputs=len(calls))


class Judge:
    def __init__(self, setup: Setup, options: Options, *, corpus: RunStore, foreign: bool = False) -> None:
        self.glance = self.oracle = _Recorded(setup)

    def hear(self, old, new, *, n_candidates):
        return self.oracle.check(old, new)
