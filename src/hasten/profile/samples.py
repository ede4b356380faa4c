"""The files that sampled processes leave, as records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hasten.profile.left import left_behind


@dataclass(frozen=True)
class Frame:
    """One function as the interpreter knows it."""

    file: str
    name: str
    line: int


@dataclass(frozen=True)
class Stack:
    """A stack, outermost first, with the time spent in it.

    Attributes:
        frames: The functions.
        cpu_s: Processor time, seconds.
        wall_s: Wall time, seconds.
        samples: How often it was seen.
        main_s: Wall time of the process's main thread in it, seconds.
    """

    frames: tuple[Frame, ...]
    cpu_s: float
    wall_s: float
    samples: int
    main_s: float = 0.0


@dataclass(frozen=True)
class ProcessSamples:
    """One sampled process.

    Attributes:
        pid: Its number.
        parent: That of the process that started it.
        startup_s: Processor time before the first look: the interpreter starting; 0 for a fork.
        cpu_s: Processor time of all its threads.
        wall_s: From the first look to the last.
        sampler_s: Processor time of the sampler itself.
        samples: Number of looks.
        command: Its command line.
        stacks: What it did.
    """

    pid: int
    parent: int
    startup_s: float
    cpu_s: float
    wall_s: float
    sampler_s: float
    samples: int
    command: str
    stacks: tuple[Stack, ...]


def read_samples(folder: Path) -> list[ProcessSamples]:
    """All processes whose samples lie in a folder; a file that is not whole is left out."""
    return list(left_behind(folder, "samples-*", _read))


def _read(text: str) -> ProcessSamples:
    head, *lines = text.split("\n")
    fields = head.split("\t")
    if fields[0] != "P":
        raise ValueError("no samples")
    pid, parent, startup, cpu, wall, own, samples = (int(field) for field in fields[1:8])
    frames: list[Frame] = []
    stacks: list[Stack] = []
    for line in lines:
        kind, _, rest = line.partition("\t")
        if kind == "F":
            number, name, file = rest.split("\t")
            frames.append(Frame(file, name, int(number)))
        elif kind == "S":
            cpu_ns, wall_ns, count, main_ns, numbers = rest.split("\t")
            path = tuple(frames[int(n)] for n in reversed(numbers.split()))
            stacks.append(Stack(path, int(cpu_ns) * 1e-9, int(wall_ns) * 1e-9, int(count), int(main_ns) * 1e-9))
    return ProcessSamples(
        pid, parent, startup * 1e-9, cpu * 1e-9, wall * 1e-9, own * 1e-9, samples, fields[8], tuple(stacks)
    )
