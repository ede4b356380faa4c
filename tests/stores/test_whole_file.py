"""Files are there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hasten.stores.whole_file import replace_whole, write_beside


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    replace_whole(file, "néu\r\n".encode(), mode=0o640, durable=True)
    assert "néu\r\n".encode() == file.read_bytes()
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    assert [file] == list(tmp_path.iterdir())


def test_without_permissions_it_is_the_owners_alone(tmp_path: Path) -> None:
    replace_whole(tmp_path / "a.txt", b"x")
    assert 0o600 == stat.S_IMODE((tmp_path / "a.txt").stat().st_mode)


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        replace_whole(tmp_path / "taken", b"x")
    assert [tmp_path / "taken"] == list(tmp_path.iterdir())
    with pytest.raises(OSError):
        write_beside(tmp_path / "nowhere" / "a.txt", b"x")


def test_a_file_beside_is_not_yet_in_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    name = write_beside(file, b"x")
    assert not file.exists()
    os.replace(name, file)
    assert b"x" == file.read_bytes()
