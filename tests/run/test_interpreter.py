"""Which interpreter runs the code, and what it needs to be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.projects import runner, value_of, written

from hasten.errors import EnvironmentProblem
from hasten.run import find_interpreter

PYTHON = os.path.realpath(sys.executable)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(tmp_path / "project", {"m.py": "import sys\ndef f(x):\n    return sys.prefix\n"})


def make_venv(folder: Path) -> Path:
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / "bin" / "python"


def test_ours_without_a_venv(project: Path) -> None:
    assert sys.executable == find_interpreter(None, project).executable


def test_the_projects_venv_comes_first(project: Path) -> None:
    python = make_venv(project / ".venv")
    found = find_interpreter(None, project)
    assert str(python) == found.executable
    assert sys.version_info[:3] == found.version
    with runner(project / "m.py", python=found.executable) as run:
        assert str(project / ".venv") == value_of(run, 1)


def test_a_folder_stands_for_its_python(project: Path, tmp_path: Path) -> None:
    python = make_venv(tmp_path / "elsewhere")
    assert str(python) == find_interpreter(str(tmp_path / "elsewhere"), project).executable


def test_links_that_lead_to_an_interpreter_are_followed(project: Path, tmp_path: Path) -> None:
    make_venv(tmp_path / "real")
    (tmp_path / "current").symlink_to(tmp_path / "real")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "py").symlink_to(tmp_path / "current" / "bin" / "python")
    with runner(project / "m.py", python=str(tmp_path / "links" / "py")) as run:
        assert isinstance(value_of(run, 1), str)


def test_a_script_that_finds_the_interpreter(project: Path, tmp_path: Path) -> None:
    shim = tmp_path / "shims" / "python"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{PYTHON}" "$@"\n')
    shim.chmod(0o755)
    assert PYTHON == find_interpreter(str(shim), project).executable
    with runner(project / "m.py", python=str(shim)) as run:
        assert isinstance(value_of(run, 1), str)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("/nowhere/python", "no such interpreter"),
        ("/bin/true", "does not run as a Python interpreter"),
    ],
)
def test_what_is_no_interpreter_is_said(project: Path, given: str, says: str) -> None:
    with pytest.raises(EnvironmentProblem, match=says):
        find_interpreter(given, project)


def test_an_interpreter_that_is_too_old(project: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text('#!/bin/sh\necho \'["/usr/bin/python", "/usr", "/usr", [3, 7, 1], "CPython", []]\'\n')
    old.chmod(0o755)
    with pytest.raises(EnvironmentProblem, match=r"Python 3\.7\.1.*3\.9 or newer"):
        find_interpreter(str(old), project)
