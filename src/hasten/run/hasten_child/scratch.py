"""The folder that code under test may write to: emptied between workers, so that no version finds what another left."""

import os
import stat


class Scratch:
    """A private folder. What lies in it at the start (mount points and the folders above them) stays.

    Args:
        folder: Absolute path, or None where there is no folder of our own.
    """

    def __init__(self, folder):
        self.folder = folder
        self._kept = set()
        if folder is not None:
            self._device = os.stat(folder).st_dev
            self._kept = set(self._below(folder))
        # Only folders that stay need to be looked into; all else is gone after a clearing.
        self._places = [folder, *filter(self._is_ours, self._kept)] if folder is not None else []

    def dirty(self):
        """Whether there is anything that was not there at the start."""
        return any(
            os.path.join(place, name) not in self._kept for place in self._places for name in _names(place)
        )

    def clear(self):
        """Remove all that was not there at the start; whether that worked."""
        for path in self._below(self.folder):
            if path in self._kept:
                continue
            try:
                if stat.S_ISDIR(os.lstat(path).st_mode):
                    os.rmdir(path)
                else:
                    os.unlink(path)
            except OSError:
                continue
        return not self.dirty()

    def _is_ours(self, path):
        """Whether it is a folder of this device: a mount is another one, and cannot be written anyway."""
        found = os.lstat(path)
        return stat.S_ISDIR(found.st_mode) and found.st_dev == self._device

    def _below(self, folder):
        """Everything below a folder on its own device, what is inside before what holds it."""
        for name in _names(folder):
            path = os.path.join(folder, name)
            try:
                if self._is_ours(path):
                    if path not in self._kept:
                        os.chmod(path, 0o700)
                    yield from self._below(path)
            except OSError:
                pass
            yield path


def _names(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []
