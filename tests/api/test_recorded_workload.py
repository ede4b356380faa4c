from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.projects import written

from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.workloads import prepared
from hasten.stores.folder import make_folder
from hasten.stores.recordings import Recording, write_recording

SOURCE = "def scale(xs, factor=2):\n    return [x * factor for x in xs]\n"


def keep(folder: Path, *calls: dict[str, object], session: str, when: str, process: str = "main") -> None:
    found = Recording(calls, (2,) * len(calls), 2 * len(calls), "pytest -q", when)
    state = make_folder(folder)
    write_recording(state, folder / "lib.py", "scale", found, session=session, process=process, source=SOURCE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib.py").write_text(SOURCE)
    return tmp_path


def test_calls_recorded_by_the_plugin_are_the_workload_where_nothing_else_is_given(folder: Path) -> None:
    keep(folder, {"args": [["l", [1, 2, 3]]], "kwargs": {"factor": 4}}, session="a", when="2026-11-22T02:00:00")
    setup, refusal = prepared(target_of("lib.py::scale"), Options())
    setup.close()
    assert refusal is None
    assert "recorded by pytest -q on 2026-11-22" == setup.workload.origin
    (call,) = setup.workload.calls
    assert (2.0, "recorded") == (call.weight, call.origin)
    assert {"args": [["l", [1, 2, 3]]], "kwargs": {"factor": 4}} == call.tree


def test_the_newest_session_counts_with_all_its_processes(folder: Path) -> None:
    from hasten.stores.recordings import read_recording

    keep(folder, {"args": [["l", [1]]], "kwargs": {}}, session="a", when="2026-11-22T02:00:00", process="gw7")
    keep(folder, {"args": [["l", [2]]], "kwargs": {}}, session="b", when="2026-11-22T03:00:00", process="gw0")
    keep(folder, {"args": [["l", [3]]], "kwargs": {}}, session="b", when="2026-11-22T03:00:01", process="gw1")
    found = read_recording(folder / ".hasten", target_of("lib.py::scale"))
    assert found is not None
    assert [["l", [2]], ["l", [3]]] == [call["args"][0] for call in found.calls]
    assert 4 == found.seen


TABLES = {
    "pyproject.toml": "",
    "tables.py": """
        SQUARES = [0] * 6
        def fill():
            SQUARES[:] = [n * n for n in range(6)]
        def square(n):
            return SQUARES[n]
    """,
    "test_tables.py": """
        import tables
        def test_square():
            tables.fill()
            assert 25 == tables.square(5)
    """,
}


def test_calls_of_tests_find_the_tables_that_the_tests_had_filled(folder: Path) -> None:
    written(folder, TABLES)
    setup, refusal = prepared(target_of("tables.py::square"), Options(tests="pytest -q test_tables.py"))
    setup.close()
    assert refusal is None
    assert [25] == [one["value"] for one in setup.expected]
    assert "recorded from pytest -q test_tables.py, with SQUARES as the program had set it" == setup.workload.origin


def test_a_runner_of_another_interpreter_finds_them_too(folder: Path) -> None:
    written(folder, TABLES)
    setup, refusal = prepared(target_of("tables.py::square"), Options(tests="pytest -q test_tables.py"))
    try:
        assert refusal is None
        with setup.runner.under(setup.runner.sandbox.interpreter) as other:
            (one,) = other.observe(setup.target.source, [call.tree for call in setup.workload.calls])
    finally:
        setup.close()
    assert 25 == one["value"]


def test_calls_of_the_plugin_find_the_tables_that_the_tests_had_filled(folder: Path) -> None:
    written(folder, TABLES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "hasten.testing.plugin", "--hasten-record"]
    # Named here, it is not found a second time where hasten is installed.
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [*command, "--hasten-target", "tables.py::square"], capture_output=True, text=True, env=environment
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    setup, refusal = prepared(target_of("tables.py::square"), Options())
    setup.close()
    assert refusal is None
    assert [25] == [one["value"] for one in setup.expected]
