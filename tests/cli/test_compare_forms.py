"""The other forms of ``hasten compare``: whole commands, two commits, instruction counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hasten.errors import EnvironmentProblem
from hasten.meters.instructions import find_counter


def hasten(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hasten", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def written(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "e.json").read_text())
    assert isinstance(found, dict)
    return found


def test_whole_commands_are_compared_in_pairs(tmp_path: Path) -> None:
    work = "s = 0\nfor i in range({n}):\n    s += i * i\n"
    (tmp_path / "old.py").write_text(work.format(n=900_000))
    (tmp_path / "new.py").write_text(work.format(n=100_000))
    commands = [f"{sys.executable} old.py", f"{sys.executable} new.py"]
    done = hasten(tmp_path, "compare", "--command", *commands, "--budget", "6s", "--json", "e.json")
    assert 0 == done.returncode, done.stderr
    found = written(tmp_path)
    assert "faster" == found["outcome"]
    assert found["speedup"]["low"] > 1.5
    assert found["verdict"] is None
    assert "sameness not checked" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["main..HEAD"], "--bench"),
        (["a.py::f"], "NEW is missing"),
        (["a.py::f", "b.py::f", "--bench", "pytest"], "one argument"),
        (["--command", "true", "true", "--inputs", "i.py::w"], "no --inputs"),
        (["--command", "exit 3", "true"], "exit code 3"),
        (["a.py::f", "b.py::f", "--meter", "sundial"], "choose from cpu, instructions"),
        (["nope..HEAD", "--bench", "pytest"], "repository"),
    ],
)
def test_what_fits_no_form_is_said_in_one_sentence(tmp_path: Path, words: list[str], said: str) -> None:
    done = hasten(tmp_path, "compare", *words, "--json", "e.json")
    assert 2 == done.returncode, done.stdout
    assert said in done.stderr
    assert 1 == len(done.stderr.strip().splitlines())
    assert not (tmp_path / "e.json").exists()


def test_instruction_counts_say_that_they_are_no_time(tmp_path: Path) -> None:
    try:
        find_counter()
    except EnvironmentProblem:
        pytest.skip("nothing counts instructions here")
    (tmp_path / "old.py").write_text("def f(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s\n")
    (tmp_path / "new.py").write_text("def f(n: int):\n    return sum(range(n))\n")
    (tmp_path / "inputs.py").write_text("def workload():\n    return [(9000,), (3,)]\n")
    done = hasten(
        tmp_path, "compare", "old.py::f", "new.py::f", "--inputs", "inputs.py::workload", "--meter", "instructions",
        "--no-verify", "--budget", "10s", "--json", "e.json",
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    found = written(tmp_path)
    assert "instructions" == found["objective"]["unit"]
    assert found["speedup"]["estimate"] > 1.2
    assert "which are no time" in done.stdout
