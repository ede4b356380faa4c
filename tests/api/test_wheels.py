"""Compiled variants are built with the user's project from the lines that hasten prints, in a fresh environment."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import venv
from pathlib import Path
from typing import Any

import pytest

from hasten.api.apply import apply_variant
from hasten.api.delivery import notes
from hasten.archives import BestArchive
from hasten.core import Budget, Evidence, Facts, ParameterFacts, RecordedCall, Target, Verdict, Workload
from hasten.proposers.compile import CompiledProposer
from hasten.report.context import Report, RunContext
from hasten.run.building import find_compiler

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_compiler() is None, reason="no C++ compiler")]

CLASSES = '''\
"""Tasks in a queue."""


class Task:
    def __init__(self, name, cost):
        self.name = name
        self.cost = cost
        self.waited = 0

    def wait(self, time):
        self.waited += time


class Urgent(Task):
    def wait(self, time):
        self.waited += 2 * time


class Queue:
    def __init__(self):
        self.tasks = []
        self.time = 0

    def add(self, task):
        self.tasks.append(task)

    def run(self):
        done = []
        while self.tasks:
            best = self.tasks[0]
            for task in self.tasks:
                if task.cost - task.waited < best.cost - best.waited:
                    best = task
            self.tasks.remove(best)
            self.time += best.cost
            for task in self.tasks:
                task.wait(best.cost)
            done.append(best.name)
        return done


def simulate(n):
    """Names of the tasks in the order in which they are done."""
    queue = Queue()
    for k in range(n):
        made = Urgent(k, k * 7 % 13 + 1) if k % 3 == 0 else Task(k, k * 5 % 11 + 1)
        queue.add(made)
    return queue.run()
'''
NUMBERS = '''\
"""Sums."""


def total(n):
    """Adds up."""
    found = 0
    for i in range(n):
        found += i * i % 7
    return found
'''
LOOPS = '''\
"""Sums that are written down."""

import json


def described(text, n):
    """Adds up, in JSON."""
    step = json.loads(text)
    found = 0
    for i in range(n):
        found += i * step % 7
    return json.dumps({"total": found})
'''
CASES = {
    "compile/mypyc": (CLASSES, "simulate", [{"k": "int"}], [[5], [40]]),
    "compile/native": (NUMBERS, "total", [{"k": "int"}], [[5], [40]]),
    "compile/native-loops": (LOOPS, "described", [{"k": "str"}, {"k": "int"}], [["3", 10], ["0.5", 4]]),
}


def project_with(folder: Path, proposer: str) -> Report:
    """A project with sources below ``src``, and the report of a variant for a function of it."""
    source, name, domains, calls = CASES[proposer]
    requires = '["setuptools>=74", "mypy"]' if proposer == "compile/mypyc" else '["setuptools>=74"]'
    (folder / "pyproject.toml").write_text(
        f'[build-system]\nrequires = {requires}\nbuild-backend = "setuptools.build_meta"\n\n'
        '[project]\nname = "pack"\nversion = "1.0"\n\n[tool.setuptools]\npackage-dir = {"" = "src"}\npackages = ["pack"]\n'
    )
    (folder / "tests").mkdir()
    package = folder / "src" / "pack"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "prog.py").write_text(source, encoding="utf-8")
    target = Target(name, package / "prog.py", "pack.prog", folder / "src", source)

    def rerun(text: str) -> list[dict[str, Any]]:
        space: dict[str, Any] = {}
        exec(compile(text, "prog.py", "exec"), space)
        return [{"out": "returns", "value": ["l", space[name](*call)]} for call in calls]

    facts = Facts(
        tuple(ParameterFacts(f"p{k}", domain) for k, domain in enumerate(domains)), allow=("native",), rerun=rerun
    )
    offered = CompiledProposer().propose(target, facts, BestArchive(), random.Random(0), Budget())
    candidate = next(one for one in offered if one.proposer == proposer)
    workload = Workload(tuple(RecordedCall({"args": call, "kwargs": {}}, 1) for call in calls), "given")
    evidence = Evidence(candidate, "faster", verdict=Verdict("searched", "same-effects"))
    return Report(evidence, RunContext("optimize", target=target, workload=workload, folder=folder))


def ran(command: list[str], cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("proposer", CASES)
def test_a_fresh_environment_builds_the_wheel_and_its_tests_pass_with_and_without_it(
    proposer: str, tmp_path: Path
) -> None:
    if proposer == "compile/mypyc" and importlib.util.find_spec("mypyc") is None:
        pytest.skip("mypyc is missing")
    project, home = tmp_path / "project", tmp_path / "env"
    project.mkdir()
    report = project_with(project, proposer)
    apply_variant(report)
    lines = notes(report)
    printed = "\n".join(lines[lines.index("") + 1 :]) + "\n"
    if proposer == "compile/mypyc":
        (project / "setup.py").write_text(printed)
    else:
        with (project / "pyproject.toml").open("a") as file:
            file.write("\n" + printed)
    venv.create(home, with_pip=True)
    python = str(home / "bin" / "python")
    ran([python, "-m", "pip", "wheel", "--no-deps", "-w", str(tmp_path / "dist"), str(project)], tmp_path)
    (wheel,) = (tmp_path / "dist").iterdir()
    ran([python, "-m", "pip", "install", "pytest", str(wheel)], tmp_path)
    place = Path(ran([python, "-c", "import pack; print(pack.__path__[0])"], tmp_path).strip())
    built = [path for path in place.iterdir() if path.suffix == ".so" or "__mypyc" in path.name]
    assert built
    run_tests = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(project / "tests")]
    assert "2 passed" in ran(run_tests, tmp_path)
    held = "import pack.prog as p; print(sorted(str(v is None) for k, v in vars(p).items() if k.startswith('_prog_')))"
    assert "['False']" in ran([python, "-c", held], tmp_path)
    for path in [*built, *place.parent.glob("*__mypyc*.so")]:
        path.unlink(missing_ok=True)
    assert "2 passed" in ran(run_tests, tmp_path)
    assert "['True']" in ran([python, "-c", held], tmp_path)
