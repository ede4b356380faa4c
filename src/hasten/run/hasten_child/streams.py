"""Standard output and error of one call, also what is written to the descriptors behind Python's back."""

from __future__ import annotations

import builtins
import io
import os
import sys

from .classes import sha256

__builtins__ = dict(vars(builtins))

#: Bytes of each stream that are kept; the rest is digested.
KEPT_BYTES = 65536


class Streams:
    """Puts files in memory behind descriptors 1 and 2, once per process, and reads them after each call."""

    def __init__(self):
        self._files = [_memory_file(name) for name in ("stdout", "stderr")]
        for fd, file in zip((1, 2), self._files):
            os.dup2(file, fd)
        self._writers = [None, None]

    def begin(self):
        """Point both streams at the files; whether one had to be made anew, because it was closed."""
        renewed = False
        for i, fd in ((0, 1), (1, 2)):
            writer = self._writers[i]
            if writer is None or writer.closed:
                renewed = True
                raw = io.FileIO(fd, "w", closefd=False)
                self._writers[i] = io.TextIOWrapper(
                    io.BufferedWriter(raw),
                    encoding="utf-8",
                    errors="strict" if i == 0 else "backslashreplace",
                    line_buffering=bool(i),
                )
        self.current = tuple(self._writers)
        self._saved = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self._writers
        return renewed

    def end(self):
        """Texts of both streams since ``begin``."""
        sys.stdout, sys.stderr = self._saved
        found = []
        for i, writer in enumerate(self._writers):
            try:
                writer.flush()
            except (OSError, ValueError):  # closed or redirected to nowhere by the code under test
                self._writers[i] = None
            found.append(self._read(self._files[i]))
        return found

    def _read(self, file):
        size = os.fstat(file).st_size
        if not size:
            return ""
        head = os.pread(file, min(size, KEPT_BYTES), 0)
        text = head.decode("utf-8", "backslashreplace")
        if size > KEPT_BYTES:
            hashed = sha256()
            for start in range(0, size, 1 << 20):
                hashed.update(os.pread(file, 1 << 20, start))
            text += "... (%d bytes, sha256 %s)" % (size, hashed.hexdigest())
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        return text


def _memory_file(name):
    try:
        file = os.memfd_create(name)
    except (AttributeError, OSError):  # not Linux, or the sandbox forbids it
        import tempfile

        with tempfile.TemporaryFile() as stream:
            file = os.dup(stream.fileno())
    return file
