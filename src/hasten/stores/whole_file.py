"""Files that are put in place at once, so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_beside(file: Path, content: bytes, *, mode: int | None = None, durable: bool = False) -> str:
    """Write a file beside the place that it is meant for; ``os.replace`` then puts it there.

    Args:
        file: The place.
        content: The bytes.
        mode: Permissions; None: for nobody but the owner.
        durable: Whether to wait until the bytes are on the disk.

    Returns:
        The path of the new file. On failure there is none.

    Raises:
        OSError: The folder cannot be written.
    """
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(name, mode)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return name


def replace_whole(file: Path, content: bytes, *, mode: int | None = None, durable: bool = False) -> None:
    """Write a file, or leave it as it was; the arguments are those of ``write_beside``.

    Raises:
        OSError: It cannot be written.
    """
    name = write_beside(file, content, mode=mode, durable=durable)
    try:
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
