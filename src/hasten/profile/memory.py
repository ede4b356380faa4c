"""Which lines hold the memory of a command when it holds most."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hasten.profile.hot import Names
from hasten.profile.left import left_behind
from hasten.profile.samples import Frame


@dataclass(frozen=True)
class MemorySite:
    """A line that made objects which were there when the process held most.

    Attributes:
        file: Its file.
        line: Its number.
        function: Qualified name of the function around it, ``<module>`` outside of any.
        held_bytes: Bytes of what it made.
        blocks: How many blocks of memory that is.
    """

    file: str
    line: int
    function: str
    held_bytes: int
    blocks: int


@dataclass(frozen=True)
class MemoryProfile:
    """The memory of the one process of a command that held most, as Python's allocators count it.

    Attributes:
        command: Its command line.
        peak_bytes: The most that was held at any time.
        seen_bytes: What was held when the sites were read.
        sites: Lines by what they held, most first.
        processes: Processes that were watched.
    """

    command: str
    peak_bytes: int
    seen_bytes: int
    sites: tuple[MemorySite, ...]
    processes: int

    @property
    def seen_share(self) -> float:
        """Share of the peak that the sites were read at, 0 to 1."""
        return min(1.0, self.seen_bytes / self.peak_bytes) if self.peak_bytes else 1.0


def read_memory(folder: Path) -> MemoryProfile | None:
    """What the processes of a command left behind; None where none did."""
    found = list(left_behind(folder, "memory-*", _read))
    if not found:
        return None
    peak, command, seen, rows = max(found, key=lambda one: one[0])
    names = Names()
    sites = tuple(
        MemorySite(file, line, names.key(Frame(file, "<line>", line))[1], held, blocks)
        for file, line, held, blocks in rows
    )
    return MemoryProfile(command, peak, seen, sites, len(found))


def _read(text: str) -> tuple[int, str, int, list[Any]]:
    left = json.loads(text)
    return int(left["peak_bytes"]), str(left["command"]), int(left["seen_bytes"]), left["sites"]
