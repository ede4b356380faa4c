"""Copies of the code that a command runs."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.run.projects import written

from hasten.run.attach import Program, run_program
from hasten.run.copies import CodePlace, copied_code


def test_a_project_is_copied_whole_and_the_command_runs_on_the_copy(tmp_path: Path) -> None:
    project = written(
        tmp_path / "project",
        {
            "src/pkg/__init__.py": "VALUE = 'old'\n",
            "data/words.txt": "kept\n",
            ".git/config": "not copied\n",
            "main.py": """
                import os, sys, pathlib
                from pkg import VALUE
                print(VALUE, pathlib.Path("data/words.txt").read_text().strip(), sys.argv[1])
                pathlib.Path("data/words.txt").write_text("changed")
            """,
        },
    )
    place = CodePlace(project / "src/pkg/__init__.py", project / "src")
    words = (sys.executable, str(project / "main.py"), str(project / "data"))
    folder = tmp_path / "copy"
    folder.mkdir()
    copy = copied_code(
        Program(words, project, {"PYTHONPATH": str(project / "src")}), project, [place], folder,
        sources={place.file: "VALUE = 'new'\n"},
    )  # fmt: skip
    with (tmp_path / "out").open("w+b") as out:
        assert 0 == run_program(copy.program, limit_s=60, folder=folder, out=out).code
        out.seek(0)
        assert ["new", "kept", str(folder / "tree" / "data")] == out.read().decode().split()
    assert "kept\n" == (project / "data/words.txt").read_text()
    assert "VALUE = 'old'\n" == place.file.read_text()
    assert not (folder / "tree" / ".git").exists()


def test_of_an_installed_package_the_package_is_copied_and_found_first(tmp_path: Path) -> None:
    site = tmp_path / "venv/lib/site-packages"
    written(site, {"pkg/__init__.py": "", "pkg/a.py": "VALUE = 1\n", "other/__init__.py": "VALUE = 7\n"})
    project = written(tmp_path / "project", {"main.py": "import pkg.a, other\nprint(pkg.a.VALUE + other.VALUE)\n"})
    folder = tmp_path / "copy"
    folder.mkdir()
    program = Program((sys.executable, "main.py"), project, {"PYTHONPATH": str(site)})
    place = CodePlace(site / "pkg/a.py", site)
    copy = copied_code(program, project, [place], folder, sources={place.file: "VALUE = 3\n"})
    assert not (folder / "installed" / "other").exists()
    with (tmp_path / "out").open("w+b") as out:
        assert 0 == run_program(copy.program, limit_s=60, folder=folder, out=out).code
        out.seek(0)
        assert b"10\n" == out.read()
    assert program.cwd == copy.program.cwd


def test_what_a_change_brings_along_lies_beside_its_file(tmp_path: Path) -> None:
    project = written(tmp_path / "project", {"main.py": "print('old')\n"})
    place = CodePlace(project / "main.py", project)
    folder = tmp_path / "copy"
    folder.mkdir()
    copy = copied_code(
        Program((sys.executable, "main.py"), project, {}), project, [place], folder,
        sources={place.file: "import _kernel\nprint(_kernel.VALUE)\n"},
        beside={place.file: {"_kernel.py": b"VALUE = 7\n"}},
    )  # fmt: skip
    with (tmp_path / "out").open("w+b") as out:
        assert 0 == run_program(copy.program, limit_s=60, folder=folder, out=out).code
        out.seek(0)
        assert b"7\n" == out.read()
    assert not (project / "_kernel.py").exists()
