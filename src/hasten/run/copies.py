"""Copies of the code that a command runs, so that a change can be tried on the whole command without touching a file.

Of the project the whole tree is copied, for the command may read what lies in it; of an installed package the package.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.errors import InputsError
from hasten.run.attach import Program

_LEFT_OUT = frozenset(
    {".git", ".hg", ".svn", ".hasten", "__pycache__", "node_modules", ".tox", ".nox", ".mypy_cache", ".pytest_cache",
     ".ruff_cache", ".venv", "venv"}
)  # fmt: skip
#: Files larger than this are linked, not copied; a tree larger than the other is refused.
_LINKED_BYTES, _MOST_BYTES = 64 << 20, 2 << 30


@dataclass(frozen=True)
class CodePlace:
    """Where a file of code is imported from.

    Attributes:
        file: The file.
        root: The folder on ``sys.path`` that its module is found in.
    """

    file: Path
    root: Path


@dataclass(frozen=True)
class CodeCopy:
    """A command with copies in place of the code that it would run.

    Attributes:
        program: The command, to be run on the copies.
        files: Path of each copied file by that of the original.
        folder: What the copies lie in.
        moves: Path of the project, and of its copy.
        roots: Folders of the copies that come first on ``sys.path``.
    """

    program: Program
    files: Mapping[Path, Path]
    folder: Path
    moves: tuple[str, str]
    roots: tuple[str, ...]

    def running(self, program: Program) -> Program:
        """Another command of the same project, to be run on the copies."""
        return _moved(program, self.moves, self.roots)


def copied_code(
    program: Program, project: Path, places: Sequence[CodePlace], folder: Path, *, sources: Mapping[Path, str],
    beside: Mapping[Path, Mapping[str, bytes]] | None = None,
) -> CodeCopy:
    """Copy the code of a command, with other texts in some of its files.

    Args:
        program: The command.
        project: Its project; the whole tree is copied where one of the files lies in it.
        places: The files that are to be found in the copies.
        folder: Where the copies go; it must be there and empty.
        sources: New text by file; the others stay as they are.
        beside: New files in the folder of one of the files, by name.

    Raises:
        InputsError: The tree is too large or cannot be read.
    """
    tree = folder / "tree"
    roots: list[str] = []
    files: dict[Path, Path] = {}
    inside = [place for place in places if _is_project_code(place.file, project)]
    try:
        if inside:
            _copy_tree(project, tree)
        for place in places:
            if place in inside:
                files[place.file] = tree / place.file.relative_to(project)
                # A namespace package's root may lie above the project; there is nothing to put on the path for it.
                root = tree / place.root.relative_to(project) if _within(place.root, project) else None
            else:
                root = folder / "installed"
                top = place.file.relative_to(place.root).parts[0]
                if not (root / top).exists():
                    root.mkdir(exist_ok=True)
                    _copy_any(place.root / top, root / top)
                files[place.file] = root / place.file.relative_to(place.root)
            if root is not None and str(root) not in roots:
                roots.append(str(root))
        for file, text in sources.items():
            with files[file].open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
        for file, brought in (beside or {}).items():
            for name, content in brought.items():
                (files[file].parent / name).write_bytes(content)
    except OSError as error:
        raise InputsError(f"the code cannot be copied ({error}); make room, or give a smaller project") from error
    moves = (str(project), str(tree) if inside else str(project))
    return CodeCopy(_moved(program, moves, roots), files, folder, moves, tuple(roots))


def _moved(program: Program, moves: tuple[str, str], roots: Sequence[str]) -> Program:
    old, new = moves

    def text(word: str) -> str:
        head, mark, rest = word.rpartition("=") if word.startswith("--") else ("", "", word)
        if rest == old or rest.startswith(old + os.sep):
            return head + mark + new + rest[len(old) :]
        return word

    path = [*roots, *(text(p) for p in program.env.get("PYTHONPATH", "").split(os.pathsep) if p)]
    env = {**program.env, "PYTHONPATH": os.pathsep.join(path)}
    if "PWD" in env:
        env["PWD"] = text(env["PWD"])
    return Program((program.words[0], *(text(word) for word in program.words[1:])), Path(text(str(program.cwd))), env)


def _within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _is_project_code(file: Path, project: Path) -> bool:
    return _within(file, project) and not {"site-packages", "dist-packages"} & set(file.relative_to(project).parts)


def _copy_tree(source: Path, target: Path) -> None:
    left = _MOST_BYTES
    for folder, folders, names in os.walk(source):
        here = target / Path(folder).relative_to(source)
        here.mkdir(parents=True, exist_ok=True)
        folders[:] = [n for n in folders if n not in _LEFT_OUT and not (Path(folder, n) / "pyvenv.cfg").exists()]
        for name in [*folders]:
            if Path(folder, name).is_symlink():
                folders.remove(name)
                _copy_link(Path(folder, name), here / name)
        for name in names:
            path = Path(folder, name)
            if path.is_symlink():
                _copy_link(path, here / name)
            elif not path.is_file():
                continue
            elif path.stat().st_size > _LINKED_BYTES:
                (here / name).symlink_to(path)
            else:
                left -= path.stat().st_size
                if left < 0:
                    raise InputsError(
                        f"{source} holds more than {_MOST_BYTES >> 30} GiB, too much to copy; use a smaller tree"
                    )
                shutil.copy2(path, here / name)


def _copy_link(link: Path, target: Path) -> None:
    pointed = os.readlink(link)
    target.symlink_to(pointed if not os.path.isabs(pointed) else str(link.resolve()))


def _copy_any(source: Path, target: Path) -> None:
    if source.is_dir():
        _copy_tree(source, target)
    else:
        shutil.copy2(source, target)
