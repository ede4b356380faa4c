"""The child side runs under every Python from 3.9 on: what it can be written in, and what it answers there."""

from __future__ import annotations

import ast
import glob
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.run.projects import runner, written

import hasten.run

CHILD = sorted((Path(hasten.run.__file__).parent / "hasten_child").glob("*.py"))
SOURCE = """
import collections, dataclasses, decimal, enum, re

class Colour(enum.Enum):
    RED = 1

@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.5

LOG = []

def f(x):
    LOG.append(x)
    print("said")
    counts = collections.Counter("hello")
    known = [x, (1, 2.5), {"a": {3}}, Point(x), Colour.RED, decimal.Decimal("1.10"), 2 ** 70, re.compile("a+")]
    return known + [counts, iter([x])]
"""


def pythons() -> list[str]:
    """One interpreter of each version that lies on this machine, found without asking for more."""
    names = [shutil.which(f"python3.{minor}") for minor in range(9, 16)] + [shutil.which("pypy3")]
    names += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python")))
    found: dict[tuple[object, ...], str] = {}
    for name in filter(None, names):
        asked = "import json,sys,platform as p; print(json.dumps([p.python_implementation(), *sys.version_info[:2]]))"
        done = subprocess.run([name, "-c", asked], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            kind = tuple(json.loads(done.stdout))
            if kind[1:] >= (3, 9):
                found.setdefault(kind, name)
    return list(found.values())


@pytest.mark.parametrize("path", CHILD, ids=lambda path: path.name)
def test_the_child_side_is_written_in_python_3_9(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


@pytest.mark.parametrize("python", pythons())
def test_observations_are_the_same_under_every_python(tmp_path: Path, python: str) -> None:
    project = written(tmp_path, {"m.py": SOURCE})
    with runner(project / "m.py", python=python) as run:
        (seen,) = run.observe(run.target.source, [{"args": [7], "kwargs": {}}], cpu_limit_s=10.0)
        description = run.describe(run.target.source)
        instrumented = run.observe(run.target.source, [{"args": [7], "kwargs": {}}], instrument=True, cpu_limit_s=10.0)
    assert "returns" == seen["out"]
    assert [
        "l",
        [
            7,
            ["t", [1, 2.5]],
            ["d", [["a", ["s", [3]]]]],
            ["o", "$:Point", {"x": 7, "y": 0.5}],
            ["e", "$:Colour", "RED"],
            ["x", "Decimal('1.10')"],
            ["i", "0x400000000000000000"],
            ["x", "re.compile('a+')"],
            ["u", "collections:Counter", ["d", [["h", 1], ["e", 1], ["l", 2], ["o", 1]]], {}],
            ["it", "iter", [7]],
        ],
    ] == seen["value"]
    assert "said\n" == seen["stdout"]
    assert {"LOG": ["l", [7]]} == seen["globals"]
    assert "function" == description["kind"]
    assert seen["value"] == instrumented[0]["value"]
    assert instrumented[0]["hits"]
