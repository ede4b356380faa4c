"""What the code can see and write: projects in every place, temporary files, the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.run.projects import runner, value_of, written

from hasten.run.sandbox import bubblewrap_trouble, outermost

NAMES = ["with spaces and 'quotes'", "ünïcödé-路径\tand $HOME", "-dash=b,c:d"]
SEES = """
    import os, helper
    def f(x):
        return [helper.VALUE, os.path.basename(os.getcwd()), sorted(os.listdir(os.path.dirname(__file__)))]
"""
LAYERS = [
    pytest.param({}, id="all layers", marks=pytest.mark.skipif(bool(bubblewrap_trouble()), reason="no bubblewrap")),
    pytest.param({"bubblewrap": None}, id="no bubblewrap"),
]


def project(folder: Path) -> Path:
    return written(folder, {"m.py": SEES, "helper.py": "VALUE = 42\n"}) / "m.py"


@pytest.mark.parametrize("layers", LAYERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_project_of_any_name(tmp_path: Path, name: str, layers: dict[str, None]) -> None:
    with runner(project(tmp_path / name), **layers) as run:
        assert ["l", [42, name, ["l", ["helper.py", "m.py"]]]] == value_of(run, 1)


@pytest.mark.parametrize("layers", LAYERS)
def test_a_project_reached_by_a_link(tmp_path: Path, layers: dict[str, None]) -> None:
    project(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with runner(tmp_path / "link" / "m.py", **layers) as run:
        assert 42 == value_of(run, 1)[1][0]


@pytest.mark.parametrize("layers", LAYERS)
def test_a_project_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layers: dict[str, None]) -> None:
    home = written(tmp_path / "home", {".netrc": "secret", ".ssh/id": "secret", "notes.txt": "seen"})
    monkeypatch.setenv("HOME", str(home))
    file = (
        written(
            home,
            {
                "helper.py": "VALUE = 42\n",
                "m.py": """
        import os, helper
        HERE = os.path.dirname(__file__)
        def read(name):
            try:
                return open(os.path.join(HERE, name)).read()
            except OSError:
                return None
        def f(x):
            return [helper.VALUE, read("notes.txt"), read(".netrc"), read(".ssh/id")]
    """,
            },
        )
        / "m.py"
    )
    with runner(file, project=home, **layers) as run:
        assert ["l", [42, "seen", None, None]] == value_of(run, 1)


@pytest.mark.parametrize("layers", LAYERS)
def test_folders_that_start_with_a_dot_are_hidden_but_not_the_files(tmp_path: Path, layers: dict[str, None]) -> None:
    written(tmp_path, {".git/config": "secret", ".hasten/hasten.db": "secret", ".env": "KEY=1", "data/.keep": "kept"})
    file = (
        written(
            tmp_path,
            {
                "m.py": """
        def read(name):
            try:
                return open(__file__.replace("m.py", name)).read()
            except OSError:
                return None
        def f(x):
            return [read(name) for name in (".git/config", ".hasten/hasten.db", ".env", "data/.keep")]
    """
            },
        )
        / "m.py"
    )
    with runner(file, **layers) as run:
        assert ["l", [None, None, "KEY=1", "kept"]] == value_of(run, 1)


@pytest.mark.parametrize("layers", LAYERS)
def test_state_in_the_working_folder_is_hidden(tmp_path: Path, layers: dict[str, None]) -> None:
    written(tmp_path, {"sub/.hasten/expected": "secret"})
    file = (
        written(
            tmp_path,
            {
                "m.py": """
        import os
        def f(x):
            try:
                return open(".hasten/expected").read()
            except OSError:
                return os.path.basename(os.getcwd())
    """
            },
        )
        / "m.py"
    )
    with runner(file, cwd=tmp_path / "sub", **layers) as run:
        assert "sub" == value_of(run, 1)


@pytest.mark.parametrize("layers", LAYERS)
def test_temporary_files_can_be_written_and_are_gone_for_the_next(tmp_path: Path, layers: dict[str, None]) -> None:
    file = (
        written(
            tmp_path,
            {
                "m.py": """
        import os, pathlib, tempfile
        def f(x):
            folder = pathlib.Path(tempfile.gettempdir())
            found = sorted(p.name for p in folder.iterdir() if p.name.startswith("left"))
            (folder / "left").mkdir(exist_ok=True)
            (folder / "left" / "inner").write_text("here")
            (folder / "left").chmod(0o555) if x else None
            (folder / "left-file").write_text(os.path.expanduser("~"))
            return found
    """
            },
        )
        / "m.py"
    )
    with runner(file, **layers) as run:
        assert ["l", []] == value_of(run, 0)
        assert ["l", []] == value_of(run, 0)


@pytest.mark.parametrize("layers", LAYERS)
def test_only_the_environment_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layers: dict[str, None]
) -> None:
    monkeypatch.setenv("SECRET", "1")
    file = written(
        tmp_path, {"m.py": "import os\ndef f(x):\n    return [os.environ.get(n) for n in ('SECRET', 'NAMED')]\n"}
    )
    with runner(file / "m.py", env={"NAMED": "2"}, **layers) as run:
        assert ["l", [None, "2"]] == value_of(run, 1)


def test_what_lies_beside_the_project_cannot_be_seen_or_moved(tmp_path: Path) -> None:
    written(tmp_path, {"beside/secret.txt": "secret"})
    file = (
        written(
            tmp_path / "project",
            {
                "m.py": """
        import os
        def f(x):
            above = os.path.dirname(os.path.dirname(__file__))
            try:
                os.rename(above, above + "-moved")
            except OSError:
                return sorted(os.listdir(above))
            return "moved"
    """
            },
        )
        / "m.py"
    )
    with runner(file) as run:
        if "bubblewrap" not in run.layers:
            pytest.skip("without mounts names can be listed")
        assert ["l", ["project"]] == value_of(run, 1)


def test_outermost_keeps_what_is_not_inside_another() -> None:
    assert ["/a", "/a-b", "/c/d"] == outermost(["/a/b/c", "/a", "/a-b", "/c/d/e", "/c/d/", "/a/b"])


@pytest.mark.parametrize("where", [lambda base: base / "inputs.py", lambda base: base / "else where" / "calls.py"])
@pytest.mark.parametrize("layers", LAYERS)
def test_inputs_from_outside_the_project(
    tmp_path: Path, where: Callable[[Path], Path], layers: dict[str, None]
) -> None:
    inputs = where(tmp_path / "inputs")
    written(
        inputs.parent, {inputs.name: "import beside\ndef calls():\n    return [(beside.N,)]\n", "beside.py": "N = 3\n"}
    )
    file = written(tmp_path / "project", {"m.py": "def f(x):\n    return x\n"}) / "m.py"
    remake = {"file": str(inputs), "name": "calls"}
    with runner(file, remake=remake, **layers) as run:
        assert {"calls": [{"args": [3], "kwargs": {}}], "misfit": None} == run.workload(run.target.source, remake)


def test_the_layers_are_named() -> None:
    with runner(Path(__file__).parent / "projects.py", "value_of", bubblewrap=None, cgroup=False) as run:
        assert "rlimits" == run.layers[-1]
        assert not {"bubblewrap", "cgroup"} & set(run.layers)
    assert sys.platform != "linux" or os.path.exists("/proc/self/ns/pid")
