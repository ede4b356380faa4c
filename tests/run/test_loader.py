"""Importing a version under its real name: packages, siblings, layouts, and names that are taken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.run.projects import runner, value_of, written

F = "def f(x):\n    return x + 1\n"


def test_a_package_with_relative_imports(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "pkg/__init__.py": "NAME = 'pkg'\n",
            "pkg/part/__init__.py": "",
            "pkg/other.py": "VALUE = 3\n",
            "pkg/part/m.py": "from .. import NAME\nfrom ..other import VALUE\nfrom . import beside\n"
            "def f(x):\n    return [NAME, VALUE, beside.W, __name__, __package__]\n",
            "pkg/part/beside.py": "W = 4\n",
        },
    )
    with runner(tmp_path / "pkg" / "part" / "m.py") as run:
        assert ["l", ["pkg", 3, 4, "pkg.part.m", "pkg.part"]] == value_of(run, 1)


def test_siblings_and_a_src_layout(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "pyproject.toml": "",
            "src/app/__init__.py": "",
            "src/app/helper.py": "V = 5\n",
            "src/app/m.py": "from app.helper import V\nimport app.helper\ndef f(x):\n    return V\n",
        },
    )
    with runner(tmp_path / "src" / "app" / "m.py", project=tmp_path) as run:
        assert 5 == value_of(run, 1)


def test_the_main_guard_is_not_run(tmp_path: Path) -> None:
    written(tmp_path, {"m.py": F + "if __name__ == '__main__':\n    raise SystemExit('ran')\n"})
    with runner(tmp_path / "m.py") as run:
        assert 2 == value_of(run, 1)


def test_a_package_that_imports_the_module_itself(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "pkg/__init__.py": "from .m import f\nfrom . import m\n",
            "pkg/m.py": "import pkg\nLOADS = []\nLOADS.append(1)\n"
            + F
            + "def g(x):\n    return [len(LOADS), pkg.m.f is f]\n",
        },
    )
    with runner(tmp_path / "pkg" / "m.py", "g") as run:
        assert ["l", [1, True]] == value_of(run, 1)


def test_the_module_of_a_package_itself(tmp_path: Path) -> None:
    written(
        tmp_path, {"pkg/__init__.py": "from . import part\ndef f(x):\n    return part.V\n", "pkg/part.py": "V = 6\n"}
    )
    with runner(tmp_path / "pkg" / "__init__.py") as run:
        assert 6 == value_of(run, 1)


def test_a_namespace_package_and_a_circle_of_imports(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "m.py": "import ns.inner\nN = 7\ndef f(x):\n    return ns.inner.late()\n",
            "ns/inner.py": "import m\ndef late():\n    return m.N\n",
        },
    )
    with runner(tmp_path / "m.py") as run:
        assert 7 == value_of(run, 1)


@pytest.mark.parametrize(
    "name",
    [
        "random.py",
        "json.py",
        "socket.py",
        "hasten_child.py",
        "hasten.py",
        "2024 my-report.py",
        "slow.v2.py",
        "größe.py",
    ],
)
def test_a_module_of_any_name(tmp_path: Path, name: str) -> None:
    written(tmp_path, {name: F})
    with runner(tmp_path / name) as run:
        assert 2 == value_of(run, 1)
        assert "function" == run.describe(run.target.source)["kind"]


def test_the_text_that_was_sent_is_what_runs(tmp_path: Path) -> None:
    written(tmp_path, {"m.py": F})
    with runner(tmp_path / "m.py") as run:
        assert 11 == value_of(run, 1, source="def f(x):\n    return x + 10\n")
        assert 2 == value_of(run, 1)


def test_lines_of_the_sent_text_are_in_errors(tmp_path: Path) -> None:
    written(tmp_path, {"m.py": F})
    with runner(tmp_path / "m.py") as run:
        for source, line, says in (
            ("x = 1\ny = nowhere\n", 2, "nowhere"),
            ("def f(x)\n    pass\n", 1, "expected ':'"),
            ("import nowhere_at_all\n", 1, "nowhere_at_all"),
            ("def g(x):\n    pass\n", None, "f is not defined"),
        ):
            _worker, answer = run.load(source)
            assert line == answer["error"]["line"]
            assert says in answer["error"]["msg"]


def test_an_editable_install_of_the_project(tmp_path: Path) -> None:
    written(tmp_path / "project", {"src/app/__init__.py": "", "src/app/m.py": F, "src/app/v.py": "V = 8\n"})
    written(tmp_path / "project" / "tools", {"m.py": "from app.v import V\ndef f(x):\n    return V\n"})
    venv = tmp_path / "venv"
    subprocess.run([os.path.realpath(sys.executable), "-m", "venv", "--without-pip", str(venv)], check=True)
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "app.pth").write_text(str(tmp_path / "project" / "src") + "\n")
    with runner(tmp_path / "project" / "tools" / "m.py", python=str(venv), project=tmp_path / "project") as run:
        assert 8 == value_of(run, 1)
    with runner(tmp_path / "project" / "tools" / "m.py", python=str(venv)) as run:
        assert 8 == value_of(run, 1), "what the interpreter imports from lies outside the project"
