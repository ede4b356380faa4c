from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hasten.core import Artifact, Candidate, RecordedCall, SourceEdit, Speedup, Workload
from hasten.errors import EnvironmentProblem
from hasten.meters import instructions
from hasten.meters.instructions import InstructionCounts, InstructionMeter, find_counter, memory_bound, qemu_counter
from hasten.run import Runner

COUNT = "def f(n):\n    s = 0\n    for i in range(n):\n        s += i * i % 7\n    return s\n"


def artifact(source: str) -> Artifact:
    return Artifact(Candidate(SourceEdit(source), "test"), source)


def speedup(estimate: float) -> Speedup:
    return Speedup(estimate, estimate * 0.99, estimate * 1.01, 0.96, 180, 9)


def test_counts_and_times_that_part_are_a_diagnosis() -> None:
    counts = InstructionCounts(200, 100, "qemu")
    assert memory_bound(counts, speedup(2.0 * math.exp(0.2))) is None
    assert {"counts": 2.0, "time": 1.2} == memory_bound(counts, speedup(1.2))
    assert memory_bound(counts, Speedup(9.0, 9.0, 9.0, 0.9, 1, 6, bound=True)) is None


def test_without_a_tool_the_refusal_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instructions.shutil, "which", lambda name: None)
    qemu_counter.cache_clear()
    with pytest.raises(EnvironmentProblem, match="qemu-user and gcc, or valgrind"):
        find_counter()
    qemu_counter.cache_clear()


@pytest.mark.slow
@pytest.mark.skipif(qemu_counter() is None, reason="needs qemu-user and a C compiler")
def test_counts_repeat_and_follow_the_work(runner_of: Callable[[str], Runner], tmp_path: Path) -> None:
    workload = Workload((RecordedCall({"args": [100_000], "kwargs": {}}, 1),), "given")
    meter = InstructionMeter(runner_of(COUNT), workload)
    old, again = meter.count(artifact(COUNT)), meter.count(artifact(COUNT))
    half = meter.count(artifact(COUNT.replace("range(n)", "range(n // 2)")))
    assert old == pytest.approx(again, rel=0.005)
    assert 2.0 == pytest.approx(old / half, rel=0.06)


@pytest.mark.skipif(qemu_counter() is None, reason="needs qemu-user and a C compiler")
def test_an_interpreter_that_does_not_know_hasten_is_counted_too(
    runner_of: Callable[[str], Runner], tmp_path: Path
) -> None:
    python = os.path.realpath(sys.executable)
    subprocess.run([python, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    runner = runner_of(COUNT)
    assert runner.sandbox.interpreter.executable == str(tmp_path / ".venv" / "bin" / "python")
    workload = Workload((RecordedCall({"args": [100], "kwargs": {}}, 1),), "given")
    assert InstructionMeter(runner, workload).count(artifact(COUNT)) > 100
