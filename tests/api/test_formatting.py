"""Changes in the style of the project's own formatter."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from hasten.api.formatting import formatted

BEFORE = 'def f(xs):\n    return [x for x in xs if x != "a"]\n'
LONG = "first_argument=1, second_argument=2, third_argument=3, fourth_argument=4, fifth=5"
AFTER = f"def f(xs):\n    seen = dict({LONG})\n    return [x for x in xs if x  != 'a' and x not in seen]\n"

_BESIDE = str(Path(sys.executable).parent)
needs_ruff = pytest.mark.skipif(
    (shutil.which("ruff") or shutil.which("ruff", path=_BESIDE)) is None, reason="ruff is not installed"
)


def written(folder: Path, settings: str, before: str = BEFORE, after: str = AFTER) -> str:
    (folder / "pyproject.toml").write_text(settings)
    return formatted(folder / "m.py", before, after, project=folder, python=Path(sys.executable))


@needs_ruff
def test_a_file_that_follows_the_formatter_still_does_after_the_change(tmp_path: Path) -> None:
    found = written(tmp_path, "[tool.ruff]\nline-length = 60\n")
    assert "    seen = dict(\n        first_argument=1,\n" in found
    assert 'x != "a"' in found
    single = written(tmp_path, '[tool.ruff.format]\nquote-style = "single"\n', BEFORE.replace('"', "'"))
    assert "x != 'a'" in single


@needs_ruff
@pytest.mark.parametrize(
    ("settings", "before"),
    [
        ("", BEFORE),
        ("[tool.mypy]\nstrict = true\n", BEFORE),
        ("[tool.ruff]\n", BEFORE.replace('"', "'")),
        ("[tool.ruff", BEFORE),
        ("[tool.ruff]\n", "def f(:\n"),
    ],
)
def test_otherwise_the_change_stays_as_it_is(tmp_path: Path, settings: str, before: str) -> None:
    assert AFTER == written(tmp_path, settings, before)


def test_a_formatter_that_changes_the_meaning_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "black").write_text("#!/bin/sh\nsed s/seen/sean/\n")
    (tmp_path / "bin" / "black").chmod(0o755)
    (tmp_path / "pyproject.toml").write_text("[tool.black]\n")
    python = tmp_path / "bin" / "python"
    assert AFTER == formatted(tmp_path / "m.py", BEFORE, AFTER, project=tmp_path, python=python)
