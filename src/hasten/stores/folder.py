"""The state folder of a project."""

from __future__ import annotations

import os
from pathlib import Path

from hasten.errors import StoreError

FOLDER = ".hasten"
_OTHER_FOLDER = "make it writable, or run hasten in a folder that you can write to"


def make_folder(project: Path) -> Path:
    """The state folder of a project, made if need be, and kept out of version control by its own ``.gitignore``.

    Raises:
        StoreError: The folder cannot be made or written.
    """
    folder = project / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"the state folder {folder} cannot be written ({error.strerror}); {_OTHER_FOLDER}"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(f"the state folder {folder} cannot be written (Permission denied); {_OTHER_FOLDER}")
    return folder
