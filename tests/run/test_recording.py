"""Calls recorded while the user's own tests run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.run.projects import runner, written

from hasten.run import Runner

FILES = {
    "m.py": """
        def f(items, *, deep=False):
            items.append(0)
            if deep:
                f([1], deep=False)
            return len(items)
    """,
    "test_m.py": """
        import subprocess, sys
        import m
        from m import f
        def test_calls(tmp_path):
            (tmp_path / "x").write_text("written")
            held = [1, 2]
            assert m.f(held) == 3
            assert m.f([1, 2]) == 3
            assert f([5], deep=True) == 2
        def test_lambda():
            m.f([lambda: 1])
        def test_process():
            assert subprocess.run([sys.executable, "-c", "pass"]).returncode == 0
    """,
    "test_fails.py": "def test_it():\n    assert False, 'as it must'\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    folder = written(tmp_path_factory.mktemp("project"), FILES)
    with runner(folder / "m.py", "f") as made:
        yield made


def test_arguments_are_kept_as_they_were_before_the_call(run: Runner) -> None:
    before = sorted(run.target.root.rglob("*"))
    answer = run.record(run.target.source, ["test_m.py"])
    assert before == sorted(run.target.root.rglob("*"))
    assert 0 == answer["code"], answer["said"]
    assert [{"args": [["l", [1, 2]]], "kwargs": {}}, {"args": [["l", [5]]], "kwargs": {"deep": True}}] == answer[
        "calls"
    ]
    assert [2, 1] == answer["counts"]
    assert (4, 1) == (answer["seen"], answer["skipped"])


def test_tests_that_fail_are_reported(run: Runner) -> None:
    answer = run.record(run.target.source, ["test_fails.py"])
    assert 1 == answer["code"]
    assert "as it must" in answer["said"]
    assert [] == answer["calls"]
