"""Files that the watched processes of a command leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

_Read = TypeVar("_Read")


def left_behind(
    folder: Path, pattern: str, read: Callable[[str], _Read], *, errors: str = "replace"
) -> Iterator[_Read]:
    """What the files of a folder say, by name; one that is being written, or is not whole, is left out.

    Args:
        folder: The folder.
        pattern: Which files, as for ``glob``.
        read: Reads the text of one; may raise ``ValueError``, ``LookupError`` or ``TypeError`` where it is not whole.
        errors: How bytes that are no text are read, as for ``open``.
    """
    for path in sorted(folder.glob(pattern)):
        if path.suffix == ".new":
            continue
        try:
            found = read(path.read_text(encoding="utf-8", errors=errors))
        except (OSError, ValueError, LookupError, TypeError):
            continue
        yield found
