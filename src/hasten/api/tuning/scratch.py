"""The folder in which a tuning run works, and what earlier runs that were killed left behind."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hasten.run.own_commands import kill_left_behind

_NAME = re.compile(r"hasten-tune-(\d+)-(\d+)-\w+\Z")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new folder; at the end everything that works in it is ended, and it is removed."""
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=f"hasten-tune-{namespace()}-{os.getpid()}-"))
    try:
        yield folder
    finally:
        kill_left_behind(folder)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> list[Path]:
    """Remove the folders of runs whose process is gone (kill -9), with the servers that still work in them."""
    swept = []
    for folder in place.glob("hasten-tune-*"):
        found = _NAME.match(folder.name)
        # The numbers of processes mean something only among those that share them, and containers may share a folder.
        if found is None or found[1] != namespace():
            continue
        if Path("/proc", found[2]).exists() or not os.access(folder, os.W_OK):
            continue
        kill_left_behind(folder, started_by=int(found[2]))
        shutil.rmtree(folder, ignore_errors=True)
        swept.append(folder)
    return swept


def namespace() -> str:
    """Which set of process numbers this process lives in; 0 where the kernel does not tell."""
    try:
        return str(os.stat("/proc/self/ns/pid").st_ino)
    except OSError:
        return "0"
