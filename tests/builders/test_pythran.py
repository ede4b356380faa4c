"""A kernel for Pythran is built in a sandbox, found by workers, and kept for the next run."""

from __future__ import annotations

import pytest
from tests.builders.kernels import CALLS, proposed

from hasten.builders import BuildCache, PythranBuilder, pythran_missing
from hasten.core import Artifact, SourceEdit, Target
from hasten.run import Runner, Sandbox


@pytest.mark.slow
def test_a_kernel_runs_in_the_sandbox(target: Target, sandbox: Sandbox) -> None:
    if pythran_missing(sandbox):
        pytest.skip(pythran_missing(sandbox))
    (candidate,) = proposed(target, ("native-max",), {"codon": "Codon"})
    assert isinstance(candidate.payload, SourceEdit)
    assert ["_sums_total_pythran.cpp", "_sums_total_pythran_core.py"] == list(candidate.payload.files)
    built = PythranBuilder(sandbox, BuildCache(None)).build(target, candidate)
    assert isinstance(built, Artifact), built
    # Without a plain function behind it, only the kernel can answer.
    only = built.source.replace("return _total_plain(xs, by)", "return None")
    with Runner(sandbox, target) as runner:
        runner.attach(only, built.files)
        assert [21, None, None, None] == [o.get("value") for o in runner.observe(only, CALLS)]
