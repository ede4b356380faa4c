"""A kernel for Pythran is built in a sandbox, found by workers, and kept for the next run."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders.test_codon import proposed
from tests.builders.test_compiled_builders import SOURCE

from hasten.builders import BuildCache, PythranBuilder, pythran_missing
from hasten.core import Artifact, SourceEdit, Target
from hasten.run import Runner, Sandbox, find_interpreter


@pytest.mark.slow
def test_a_kernel_runs_in_the_sandbox(tmp_path: Path) -> None:
    file = tmp_path / "project" / "sums.py"
    file.parent.mkdir()
    file.write_text(SOURCE, encoding="utf-8")
    (tmp_path / "builds").mkdir()
    target = Target("total", file, "sums", file.parent, SOURCE)
    python = find_interpreter(None, target.root)
    sandbox = Sandbox(python, target.root, target.root, builds=tmp_path / "builds")
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
        calls = [
            {"args": [["l", [1, 2, 3]]], "kwargs": {}},
            {"args": [["l", [["i", hex(2**62)], ["i", hex(2**62)]]]], "kwargs": {"by": 8}},
            {"args": [["l", [1, 0.5]]], "kwargs": {}},
            {"args": [["l", ["no"]]], "kwargs": {}},
        ]
        assert [21, None, None, None] == [o.get("value") for o in runner.observe(only, calls)]
