from __future__ import annotations

from pathlib import Path

import pytest

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
