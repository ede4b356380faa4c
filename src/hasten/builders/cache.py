"""Built files kept from run to run, by all that went into them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_TOOK = "seconds.txt"


class BuildCache:
    """Files by key, below the state folder; without a folder nothing is kept.

    Args:
        folder: ``.hasten/cache``, made when something is first kept; None for no cache.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @staticmethod
    def key(*parts: str) -> str:
        """Digest of source, flags, compiler and interpreter."""
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def fetch(self, key: str, into: Path) -> bool:
        """Copy the files of a key into a folder; whether there are any."""
        if self.folder is None or not (self.folder / key).is_dir():
            return False
        try:
            shutil.copytree(self.folder / key, into, dirs_exist_ok=True)
        except (OSError, shutil.Error):
            return False
        return True

    def built(self, key: str, place: Path, compiled: Callable[[Path], tuple[str, float]]) -> str:
        """Have the files of a key in a folder: there already, kept from another run, or compiled now and kept.

        Args:
            key: By all that goes into the files.
            place: The folder of the key; it is not there where nothing could be built.
            compiled: Builds into the folder; why it cannot, or an empty text, and the seconds it took.

        Returns:
            Why nothing could be built, or an empty text.
        """
        if place.is_dir():
            return ""
        place.mkdir()
        if self.fetch(key, place):
            return ""
        failure, seconds = compiled(place)
        if failure:
            shutil.rmtree(place, ignore_errors=True)
        else:
            self.keep(key, place, seconds)
        return failure

    @staticmethod
    def seconds(folder: Path) -> float:
        """Wall seconds that the files of a folder took to build."""
        try:
            return float((folder / _TOOK).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0

    def keep(self, key: str, folder: Path, seconds: float) -> None:
        """Keep the files of a folder under a key; a full or read-only disk only costs the next run its time.

        Args:
            seconds: What building them took; it stays with the files.
        """
        (folder / _TOOK).write_text(f"{seconds:.6f}", encoding="ascii")
        if self.folder is None:
            return
        with suppress(OSError, shutil.Error):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(dir=self.folder, prefix=".new-"))
            shutil.copytree(folder, beside, dirs_exist_ok=True)
            try:
                os.rename(beside, self.folder / key)
            except OSError:  # another run was first
                shutil.rmtree(beside, ignore_errors=True)


def beside(module: str, name: str) -> str:
    """Dotted name of a module that lies beside another one."""
    package = module.rpartition(".")[0]
    return f"{package}.{name}" if package else name
