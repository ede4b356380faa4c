"""The shell steps of the GitHub Action, run against a small repository with an improvement, a regression and a no-op."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Project, Ran

ROOT = Path(__file__).parents[2]
BASE = """
def slow(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


def quick(n):
    return sum(range(n))
"""
CHANGES = {
    "improvement": BASE.replace("for i in range(n):", "for i in range(n // 4):"),
    "regression": BASE.replace("for i in range(n):", "for i in range(4 * n):"),
    "no-op": BASE.replace("total", "result"),
    "pattern": BASE + "\n\ndef known(xs, ys: list):\n    return [x for x in xs if x in ys]\n",
}
BENCH = "from lib import slow\n\n\ndef test_slow(benchmark):\n    benchmark(slow, 100_000)\n"
GH = """#!/bin/sh
echo "$@" >>"$GH_LOG"
case "$*" in *--paginate*) [ -f "$GH_LOG.known" ] && echo 77 ;; esac
exit 0
"""


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in the src layout on ``main``, and a branch for each change."""
    folder = tmp_path / "repository"
    (folder / "src").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main", ".")
    (folder / "src" / "lib.py").write_text(BASE)
    (folder / "bench.py").write_text(BENCH)
    (folder / ".gitignore").write_text("hasten-ci\n.hasten\n")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "base")
    for name, text in CHANGES.items():
        git(folder, "switch", "-q", "-c", name, "main")
        (folder / "src" / "lib.py").write_text(text)
        git(folder, "commit", "-q", "-a", "-m", name)
    git(folder, "switch", "-q", "main")
    return folder


def action() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8")))


def step(name: str) -> dict[str, Any]:
    return next(dict(part) for part in action()["runs"]["steps"] if part["name"] == name)


def run_step(name: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A shell step as the runner runs it; expressions of the action are given by the caller."""
    given = {key: value for key, value in step(name)["env"].items() if "${{" not in str(value)}
    command = folder.parent / "hasten"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hasten "$@"\n')
    command.chmod(0o755)
    env = {**os.environ, **given, "GITHUB_ACTION_PATH": str(ROOT), "HASTEN": str(command), **environment}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step(name)["run"]], cwd=folder, env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_the_action_names_only_inputs_and_files_that_exist() -> None:
    found = action()
    assert "composite" == found["runs"]["using"]
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"inputs\.(\w+)", text))
    assert named == set(found["inputs"])
    for part in found["runs"]["steps"]:
        assert ("uses" in part) != ("run" in part)
        assert "uses" in part or part["shell"] == "bash"
    for script in re.findall(r"GITHUB_ACTION_PATH/([\w/]+)", text):
        assert os.access(ROOT / script, os.X_OK)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert "hasten scan --check" == hook["entry"]


def test_a_new_pattern_is_in_the_comment_and_in_the_sarif(repository: Path, tmp_path: Path) -> None:
    outputs, summary = tmp_path / "outputs", tmp_path / "summary"
    ran = run_step(
        "Measure and scan", repository, HASTEN_BASE="main", HASTEN_HEAD="pattern", HASTEN_SCAN="src",
        GITHUB_OUTPUT=str(outputs), GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert 0 == ran.returncode, ran.stderr
    comment = (repository / "hasten-ci" / "comment.md").read_text()
    assert "1 new slow pattern" in comment
    assert "`src/lib.py:14` HS101" in comment
    assert comment == summary.read_text()
    assert "code=0\n" == outputs.read_text()
    (run,) = json.loads((repository / "hasten-ci" / "hasten.sarif").read_text())["runs"]
    (result,) = run["results"]
    assert "src/lib.py" == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "" == run_git_status(repository)


def run_git_status(folder: Path) -> str:
    return subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_the_comment_is_written_once_and_then_replaced(repository: Path, tmp_path: Path) -> None:
    (repository / "hasten-ci").mkdir()
    (repository / "hasten-ci" / "comment.md").write_text("text")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    log = tmp_path / "gh.log"
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}", "GH_LOG": str(log), "GITHUB_REPOSITORY": "a/b", "HASTEN_PR": "7",
    }  # fmt: skip
    assert 0 == run_step("Comment", repository, **environment).returncode
    assert "--method POST repos/a/b/issues/7/comments -F body=@hasten-ci/comment.md" in log.read_text()
    Path(f"{log}.known").write_text("")
    assert 0 == run_step("Comment", repository, **environment).returncode
    assert "--method PATCH repos/a/b/issues/comments/77" in log.read_text()


def test_an_unknown_base_ends_with_two_and_a_sentence(repository: Path) -> None:
    ran = run_step("Measure and scan", repository, HASTEN_BASE="nosuch", HASTEN_HEAD="main", HASTEN_SCAN="src")
    assert 2 == ran.returncode
    assert "fetch the history" in ran.stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("main..HEAD",), "--bench"),
        (("main", "--scan", "."), "BASE..HEAD"),
        (("main..HEAD", "--claim", "15 % faster"), "path.py::function"),
        (("main..HEAD", "--bench", "make bench"), "pytest"),
    ],
)
def test_wrong_usage_is_one_sentence(
    project: Project, one_sentence: Callable[[Ran], str], words: tuple[str, ...], named: str
) -> None:
    assert named in one_sentence(project.run("ci", *words))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ("improvement", 0, "1 of 1 benchmark faster"),
        ("regression", 1, "1 of 1 benchmark slower"),
        ("no-op", 0, "no change shown in 1 benchmark"),
    ],
)
def test_only_a_confirmed_regression_fails(repository: Path, change: str, code: int, said: str) -> None:
    pytest.importorskip("pytest_benchmark")
    ran = run_step(
        "Measure and scan", repository, HASTEN_BASE="main", HASTEN_HEAD=change, HASTEN_BENCH="pytest bench.py",
        HASTEN_SCAN="src", HASTEN_BUDGET="1s", GITHUB_OUTPUT=str(repository.parent / "outputs"),
    )  # fmt: skip
    assert 0 == ran.returncode, ran.stderr
    assert f"code={code}\n" == (repository.parent / "outputs").read_text()
    assert said in (repository / "hasten-ci" / "comment.md").read_text()
    assert (repository / "hasten-ci" / "report.html").read_text().lower().startswith("<!doctype html>")
    assert "compare" == json.loads((repository / "hasten-ci" / "compare.json").read_text())["command"]
    assert code == run_step("Verdict", repository, HASTEN_CODE=str(code)).returncode
