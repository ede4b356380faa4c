"""A kernel for Codon is built in a sandbox, found by workers, and says what it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders.kernels import CALLS, SOURCE, proposed

from hasten.builders import BuildCache, CodonBuilder, codon_missing
from hasten.builders.codon import find_codon
from hasten.core import Artifact, BuildFailure, Candidate, SourceEdit, Target
from hasten.run import Runner, Sandbox

needs_codon = pytest.mark.skipif(find_codon() is None, reason="Codon is missing")


@needs_codon
def test_a_kernel_runs_in_the_sandbox_and_is_kept(target: Target, sandbox: Sandbox, tmp_path: Path) -> None:
    if codon_missing(sandbox):
        pytest.skip(codon_missing(sandbox))
    (candidate,) = proposed(target, ("python", "native-max"), {"pythran": "Pythran"})
    assert isinstance(candidate.payload, SourceEdit) and "compile/codon" == candidate.proposer
    assert ["_sums_total_codon.cpp", "_sums_total_codon_core.codon"] == list(candidate.payload.files)
    cache = BuildCache(tmp_path / "cache")
    built = CodonBuilder(sandbox, cache).build(target, candidate)
    assert isinstance(built, Artifact) and built.build_s > 0
    # Without a plain function behind it, only the kernel can answer.
    only = built.source.replace("return _total_plain(xs, by)", "return None")
    with Runner(sandbox, target) as runner:
        runner.attach(only, built.files)
        runner.attach(built.source, built.files)
        assert [21, None, None, None] == [o.get("value") for o in runner.observe(only, CALLS)]
        same = ("out", "value", "exc")
        old, new = ([{k: o.get(k) for k in same} for o in runner.observe(s, CALLS)] for s in (SOURCE, built.source))
        assert old == new
    other = replace(sandbox, builds=tmp_path / "others")
    other.builds.mkdir()  # type: ignore[union-attr]
    again = CodonBuilder(other, cache).build(target, candidate)
    assert isinstance(again, Artifact) and again.build_s == built.build_s, "the second run takes it from the cache"


@needs_codon
def test_text_that_does_not_compile_is_a_failure(target: Target, sandbox: Sandbox) -> None:
    files = {"_x_codon.cpp": "int broken;\n", "_x_codon_core.codon": "def f(:\n"}
    found = CodonBuilder(sandbox, BuildCache(None)).build(target, Candidate(SourceEdit(SOURCE, files), "t"))
    assert isinstance(found, BuildFailure) and "does-not-compile" == found.reason and "error" in found.detail


def test_it_is_proposed_with_leave_only(target: Target) -> None:
    assert [] == proposed(target, ("python", "numpy"))
    assert ["compile/native"] == [c.proposer for c in proposed(target, ("native",), {"mypyc": "mypy"})]
    assert ["compile/pythran"] == [c.proposer for c in proposed(target, ("native-max",), {"codon": "Codon"})]
    assert [] == proposed(target, ("native-max",), {"codon": "Codon", "pythran": "Pythran"})
