"""A folder for temporary files that belongs to one zygote, where no mounts of its own can give it one."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path

_OURS = re.compile(r"hasten-(\d+)-\w+")


_MEMORY = "/dev/shm"


class PrivateFolder:
    """Made on construction; ``remove`` takes it away with all that is in it, whatever its permissions.

    Args:
        in_memory: Make it in memory where the machine can, so that a limit on memory bounds what is written to it.
    """

    def __init__(self, *, in_memory: bool) -> None:
        place = _MEMORY if in_memory and os.access(_MEMORY, os.W_OK) else None
        self.path = tempfile.mkdtemp(prefix=f"hasten-{os.getpid()}-", dir=place)

    def remove(self) -> None:
        """Remove the folder; again is harmless."""
        _remove(self.path)

    @staticmethod
    def remove_path(path: str) -> None:
        """The same, for a finaliser, which must not hold the object."""
        _remove(path)


def sweep_folders() -> None:
    """Remove folders whose hasten is no more, which was killed before it could."""
    for place in (tempfile.gettempdir(), _MEMORY):
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                found = _OURS.fullmatch(entry.name)
                if found is None or Path("/proc", found.group(1)).exists():
                    continue
                if entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_uid == os.getuid():
                    _remove(entry.path)


def _remove(path: str) -> None:
    for folder, names, _files in os.walk(path):
        # What code under test has locked is opened again on the way down.
        for name in names:
            place = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                if stat.S_ISDIR(os.lstat(place).st_mode):
                    os.chmod(place, 0o700)
    shutil.rmtree(path, ignore_errors=True)
