from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.cli.conftest import Project, Ran


def test_findings_are_lines_and_check_makes_them_count(project: Project) -> None:
    project.write("more.py", "def f(xs, ys: list):\n    return [x for x in xs if x in ys]\n")
    ran = project.run("scan")
    assert (0, "") == (ran.code, ran.err)
    assert [line.partition(" ")[0] for line in ran.out.splitlines()[:3]] == [
        "more.py:2:30:", "slow.py:9:5:", "slow.py:10:12:",
    ]  # fmt: skip
    assert "*\n" == (project.folder / ".hasten" / ".gitignore").read_text()
    assert 1 == project.run("scan", "--check").code
    assert 0 == project.run("scan", "--check", "inputs.py").code
    assert 0 == project.run("scan", "--check", "--select", "HS2").code


def test_a_baseline_leaves_only_what_is_new(project: Project) -> None:
    assert 0 == project.run("scan", "--write-baseline", "known.json").code
    assert 0 == project.run("scan", "--baseline", "known.json", "--check").code
    project.write("more.py", "def f(xs, ys: list):\n    return [x for x in xs if x in ys]\n")
    ran = project.run("scan", "--baseline", "known.json", "--check", "--format", "json")
    assert 1 == ran.code
    assert ["more.py"] == [found["file"] for found in json.loads(ran.out)["findings"]]


def test_patterns_of_the_project_leave_files_out(project: Project) -> None:
    project.write("more.py", "def f(xs, ys: list):\n    return [x for x in xs if x in ys]\n")
    project.write("pyproject.toml", '[tool.hasten]\nexclude = ["slow.py"]\n')
    assert ["more.py"] == [line.partition(":")[0] for line in project.run("scan").out.splitlines()[:1]]
    project.write("pyproject.toml", '[tool.hasten]\nexclude = "slow.py"\n')
    ran = project.run("scan")
    assert (2, True) == (ran.code, "exclude must be a list" in ran.err)


def test_a_code_explains_itself(project: Project) -> None:
    said = project.run("scan", "--explain", "HS101").out
    assert "membership_test_on_list" in said
    assert "## Slow because" in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("nosuch",), "nosuch"),
        (("--format", "xml"), "sarif"),
        (("--select", "E501"), "HS101"),
        (("--explain", "HS999"), "HS999"),
        (("--baseline", "nosuch.json"), "nosuch.json"),
        (("--profile", "slow.py"), "slow.py"),
        (("--output", "nosuch/file.txt"), "nosuch"),
    ],
)
def test_wrong_usage_is_one_sentence(
    project: Project, one_sentence: Callable[[Ran], str], words: tuple[str, ...], named: str
) -> None:
    assert named in one_sentence(project.run("scan", *words))
