"""A cgroup per zygote that bounds processes and memory, where the machine lets us make one."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_SERIAL = itertools.count()
_OURS = re.compile(r"hasten-(\d+)-\d+")

#: Enough for the zygote, two templates, their workers and a few threads each; a fork bomb stops here.
MOST_PROCESSES = 96
#: How long the dying are waited for before a group is left to the next start.
_PATIENCE_S = 2.0


@dataclass(frozen=True)
class Cgroup:
    """The folders of one group (one per controller in version 1, a single one in version 2)."""

    folders: tuple[Path, ...]

    def entry_files(self) -> list[Path]:
        """Files into which a process id is written to put the process into the group."""
        return [folder / "cgroup.procs" for folder in self.folders]

    def processes(self) -> set[int]:
        """Ids of the processes in the group, as the parent sees them."""
        found: set[int] = set()
        with contextlib.suppress(OSError):
            found.update(map(int, (self.folders[0] / "cgroup.procs").read_text().split()))
        # 0 stands for a process of another PID namespace, and kill(0) would mean this process's own group.
        return found - {0}

    def out_of_memory(self) -> int:
        """How many processes of the group the kernel has killed for its memory."""
        for folder in self.folders:
            for name in ("memory.events", "memory.oom_control"):
                with contextlib.suppress(OSError, ValueError):
                    for line in (folder / name).read_text().splitlines():
                        key, _, value = line.partition(" ")
                        if key == "oom_kill":
                            return int(value)
        return 0

    def end(self) -> None:
        """Kill whatever is left in the group and remove it."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            for pid in self.processes():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            if self.remove() or time.monotonic() > deadline:
                return
            time.sleep(0.002)

    def remove(self) -> bool:
        """Remove the folders; a group with processes in it stays until they are gone."""
        for folder in self.folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        return not any(folder.exists() for folder in self.folders)


def make_cgroup(memory_bytes: int) -> Cgroup | None:
    """A new group with its limits set, or None where cgroups cannot be written."""
    name = f"hasten-{os.getpid()}-{next(_SERIAL)}"
    if (_ROOT / "cgroup.controllers").exists():
        return _version_2(name, memory_bytes)
    return _version_1(name, memory_bytes)


def sweep_stale() -> None:
    """End the groups of processes that are no more, which were killed before they could."""
    for parent in _parents():
        with contextlib.suppress(OSError):
            for folder in parent.iterdir():
                found = _OURS.fullmatch(folder.name)
                if found and not Path("/proc", found.group(1)).exists():
                    Cgroup((folder,)).end()


def _parents() -> Iterator[Path]:
    """Folders in which groups of ours may lie."""
    if not (_ROOT / "cgroup.controllers").exists():
        yield from (_ROOT / "pids", _ROOT / "memory")
        return
    with contextlib.suppress(OSError, IndexError):
        own = Path("/proc/self/cgroup").read_text().splitlines()[-1].partition("::")[2]
        yield _ROOT / own.strip("/")
    yield _ROOT


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
    for parent in dict.fromkeys(_parents()):
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
