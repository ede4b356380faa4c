"""A cgroup per zygote that bounds processes and memory, where the machine lets us make one."""

from __future__ import annotations

import contextlib
import itertools
import os
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_SERIAL = itertools.count()

#: Enough for the zygote, two templates, their workers and a few threads each; a fork bomb stops here.
MOST_PROCESSES = 96


@dataclass(frozen=True)
class Cgroup:
    """The folders of one group (one per controller in version 1, a single one in version 2)."""

    folders: tuple[Path, ...]

    def entry_files(self) -> list[Path]:
        """Files into which a process id is written to put the process into the group."""
        return [folder / "cgroup.procs" for folder in self.folders]

    def out_of_memory(self) -> bool:
        """Whether the kernel has killed something in the group for its memory."""
        for folder in self.folders:
            for name in ("memory.events", "memory.oom_control"):
                with contextlib.suppress(OSError):
                    for line in (folder / name).read_text().splitlines():
                        key, _, value = line.partition(" ")
                        if key == "oom_kill" and value.strip() not in ("", "0"):
                            return True
        return False

    def remove(self) -> None:
        """Remove the folders; a group with processes in it stays until they are gone."""
        for folder in self.folders:
            with contextlib.suppress(OSError):
                folder.rmdir()


def make_cgroup(memory_bytes: int) -> Cgroup | None:
    """A new group with its limits set, or None where cgroups cannot be written."""
    name = f"hasten-{os.getpid()}-{next(_SERIAL)}"
    if (_ROOT / "cgroup.controllers").exists():
        return _version_2(name, memory_bytes)
    return _version_1(name, memory_bytes)


def _version_1(name: str, memory_bytes: int) -> Cgroup | None:
    made: list[Path] = []
    settings = (
        ("pids", "pids.max", MOST_PROCESSES),
        ("memory", "memory.limit_in_bytes", memory_bytes),
    )
    for controller, file, value in settings:
        folder = _ROOT / controller / name
        try:
            folder.mkdir()
            made.append(folder)
            (folder / file).write_text(str(value))
        except OSError:
            Cgroup(tuple(made)).remove()
            return None
    return Cgroup(tuple(made))


def _version_2(name: str, memory_bytes: int) -> Cgroup | None:
    with contextlib.suppress(OSError):
        own = Path("/proc/self/cgroup").read_text().splitlines()[-1].partition("::")[2]
        for parent in (_ROOT / own.strip("/"), _ROOT):
            folder = parent / name
            try:
                folder.mkdir()
            except OSError:
                continue
            try:
                (folder / "pids.max").write_text(str(MOST_PROCESSES))
                (folder / "memory.max").write_text(str(memory_bytes))
                with contextlib.suppress(OSError):
                    (folder / "memory.swap.max").write_text("0")
            except OSError:
                Cgroup((folder,)).remove()
                continue
            return Cgroup((folder,))
    return None
