"""Which files a project keeps out of version control: what its ``.gitignore`` files say.

Whoever names a folder that is ignored itself means it: then what stands above it does not count.
"""

from __future__ import annotations

from pathlib import Path

from pathspec import GitIgnoreSpec

_FILE = ".gitignore"


class Ignored:
    """The ``.gitignore`` files that matter below a folder: those in it, below it, and above it up to the repository.

    Args:
        folder: Where a walk begins.
    """

    def __init__(self, folder: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._folder = folder.absolute()
        above = [self._folder, *self._folder.parents]
        top = next((place for place, parent in enumerate(above) if (parent / ".git").exists()), 0)
        #: Folders above the beginning whose files count, the repository's own first.
        self._above = tuple(reversed(above[: top + 1]))
        if any(self.hides(part, folder=True) for part in reversed(above[:top])):
            self._above = (self._folder,)

    def hides(self, path: Path, *, folder: bool = False) -> bool:
        """Whether git would leave a path out; of several patterns that match the innermost, last one counts.

        Args:
            path: A file or folder below the beginning, none of whose folders is hidden itself.
            folder: Whether it is a folder.
        """
        path = path.absolute()
        between = [parent for parent in reversed(path.parents) if self._folder in parent.parents]
        hidden = False
        for parent in (*self._above, *between):
            spec = self._spec(parent) if parent in path.parents else None
            if spec is not None:
                said = spec.check_file(path.relative_to(parent).as_posix() + "/" * folder).include
                hidden = hidden if said is None else said
        return hidden

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            try:
                lines = (folder / _FILE).read_text(encoding="utf-8", errors="replace").splitlines()
                self._specs[folder] = GitIgnoreSpec.from_lines(lines)
            except (OSError, ValueError):
                self._specs[folder] = None
        return self._specs[folder]
