from __future__ import annotations

import subprocess
import sys

from tests.cli.conftest import Project


def test_version_and_help(project: Project) -> None:
    assert project.run("--version").out.startswith("hasten ")
    listed = project.run("--help").out
    for command in ("optimize", "verify", "compare", "report", "resume"):
        assert command in listed


def test_help_imports_nothing_heavy() -> None:
    """The time of ``--help`` is that of its imports; none of the heavy libraries may be among them."""
    code = (
        "import sys, hasten.cli.main\n"
        "heavy = {'numpy', 'sqlalchemy', 'libcst', 'hypothesis', 'pydantic', 'jinja2', 'beniget', 'gast', 'mcp'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_are_shown_with_their_source(project: Project) -> None:
    project.write("pyproject.toml", '[tool.hasten]\nallow = ["python", "numpy"]\n')
    ran = project.run("optimize", "slow.py::unseen", "--budget", "9s", "--show-config")
    assert ran.code == 0, ran.err
    assert "allow = ('python', 'numpy')  (pyproject.toml)" in ran.out
    assert "budget_s = 9.0  (command line)" in ran.out
