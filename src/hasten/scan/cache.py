"""What is known of files by their content, so that an unchanged file costs next to nothing."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from hasten.scan.finding import FileScan
from hasten.stores.whole_file import replace_whole

_FILE = "scan.json"
#: Entries kept beyond those of the last scan, so that switching between branches stays quick.
_SPARE = 20_000


class Cache:
    """Results by content, kept in one file of the state folder; it is only ever an aid, so it fails silently.

    Args:
        folder: The state folder; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / _FILE if folder is not None else None
        self._kept: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        self._new = False
        if self._file is not None:
            try:
                found = json.loads(self._file.read_text(encoding="utf-8"))
                if found.get("rules") == rules_version():
                    self._kept = dict(found["results"])
            except (OSError, ValueError, TypeError, KeyError, AttributeError):
                self._kept = {}

    def get(self, source: str, *, constants: bool) -> FileScan | None:
        """The result for a text, None where it is not known."""
        if self._file is None:
            return None
        key = _key(source, constants)
        try:
            found = FileScan.of_json(self._kept[key])
        except (KeyError, TypeError, ValueError):
            return None
        self._used[key] = self._kept[key]
        return found

    def put(self, source: str, result: FileScan, *, constants: bool) -> None:
        """Remember the result for a text."""
        if self._file is not None:
            self._used[_key(source, constants)] = result.json()
            self._new = True

    def save(self) -> None:
        """Write what is new, at once and whole."""
        if self._file is None or not self._new:
            return
        spare = {key: value for key, value in self._kept.items() if key not in self._used}
        results = {**dict(list(spare.items())[-_SPARE:]), **self._used}
        text = json.dumps({"rules": rules_version(), "results": results}, separators=(",", ":"))
        try:
            replace_whole(self._file, text.encode("utf-8"))
        except OSError:
            return


def _key(source: str, constants: bool) -> str:
    digest = hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{digest}{'+' if constants else ''}"


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Digest of the code that makes findings, and of the Python whose syntax it reads."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(sys.version.encode())
    for folder in ("scan", "code", "proposers/rules"):
        for file in sorted((package / folder).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
