"""Several files written together, all or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hasten.api.program_apply import write_all
from hasten.errors import TargetError


def test_files_are_written_with_their_permissions_and_nothing_else_is_left(tmp_path: Path) -> None:
    first, second = tmp_path / "a.py", tmp_path / "b.py"
    for file in (first, second):
        file.write_text("old\n")
    second.chmod(0o755)
    write_all({first: "new a\r\n", second: "new b\n"})
    assert (b"new a\r\n", b"new b\n") == (first.read_bytes(), second.read_bytes())
    assert 0o755 == second.stat().st_mode & 0o777
    assert {first, second} == set(tmp_path.iterdir())


def test_a_failure_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, gone = tmp_path / "a.py", tmp_path / "missing" / "b.py"
    first.write_text("old\n")
    with pytest.raises(TargetError, match="nothing was applied"):
        write_all({first: "new\n", gone: "new\n"})
    assert "old\n" == first.read_text()
    blocked = tmp_path / "b.py"
    blocked.write_text("old\n")
    replace = os.replace

    def second_fails(source: str, target: Path) -> None:
        if Path(target) == blocked:
            raise OSError(5, "Input/output error", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with pytest.raises(TargetError, match="nothing was applied"):
        write_all({first: "new\n", blocked: "new\n"})
    assert ("old\n", "old\n") == (first.read_text(), blocked.read_text())
    assert {first, blocked} == set(tmp_path.iterdir())
