"""Functions by the time they take, and the most that each could buy (Amdahl)."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hasten.code.source import ParsedModule, parse
from hasten.profile.samples import Frame, ProcessSamples

_IMPORTING = "<frozen importlib"
MODULE = "<module>"


@dataclass(frozen=True)
class HotFunction:
    """A function with its share of the command's processor time.

    Attributes:
        file: Its file.
        name: Qualified name; what is nested in a function counts for the function around it.
        line: First line.
        self_s: Seconds in its own code and in what it calls in C.
        total_s: Seconds with everything that it calls.
        self_share: ``self_s`` of the whole command, 0 to 1.
        share: ``total_s`` of the whole command, 0 to 1.
    """

    file: str
    name: str
    line: int
    self_s: float
    total_s: float
    self_share: float
    share: float

    @property
    def bound(self) -> float:
        """Speed-up of the whole command if this function and all that it calls took no time at all."""
        return 1.0 / max(1e-9, 1.0 - min(self.share, 1.0))


@dataclass(frozen=True)
class Profile:
    """Where a command spent its time. All seconds are processor time but ``wall_s`` and ``waited_s``.

    Attributes:
        functions: By own time, most first.
        flame: ``(functions from the outermost, seconds)``, for a flame graph.
        cpu_s: All processes of the command, those without Python included.
        wall_s: From start to end.
        startup_s: Interpreters starting.
        import_s: Imports.
        other_s: Programs that are not Python, or that could not be watched.
        attributed_s: Seconds of the watched processes that a function, an import or a start-up accounts for.
        sampled_s: Seconds of the watched processes, without the sampler.
        sampler_s: The sampler itself.
        samples: Looks taken.
        processes: Processes watched.
        main_s: Wall time of the main threads of the watched processes that lies between two looks.
        watched_wall_s: Wall time of the watched processes.
        waited_s: Part of ``main_s`` in which the main thread did not run: it waited, or others had the processor.
    """

    functions: tuple[HotFunction, ...]
    flame: tuple[tuple[tuple[str, ...], float], ...]
    cpu_s: float
    wall_s: float
    startup_s: float
    import_s: float
    other_s: float
    attributed_s: float
    sampled_s: float
    sampler_s: float
    samples: int
    processes: int
    main_s: float = 0.0
    watched_wall_s: float = 0.0
    waited_s: float = 0.0

    @property
    def wall_attributed_share(self) -> float:
        """Share of the watched processes' wall time for which it is known where their main threads were, 0 to 1."""
        return min(1.0, self.main_s / self.watched_wall_s) if self.watched_wall_s > 0 else 1.0

    @property
    def work_s(self) -> float:
        """Seconds that are left when interpreters have started and imports are done: what a longer workload repeats."""
        return max(self.cpu_s - self.startup_s - self.import_s, 1e-9)

    def share_of_work(self, function: HotFunction) -> float:
        """A function's own time as a share of ``work_s``, 0 to 1."""
        return min(1.0, function.self_s / self.work_s)

    @property
    def attributed_share(self) -> float:
        """Share of the watched processes' time that is accounted for, 0 to 1."""
        return min(1.0, self.attributed_s / self.sampled_s) if self.sampled_s > 0 else 1.0

    @property
    def overhead(self) -> float:
        """Processor time of the sampler over that of the command without it."""
        return self.sampler_s / max(1e-9, self.cpu_s)


def profile_of(processes: Sequence[ProcessSamples], *, cpu_s: float, wall_s: float) -> Profile:
    """The profile of a command out of the samples of its processes.

    Args:
        processes: Those that were watched.
        cpu_s: Processor time of the whole command as the kernel counted it, the sampler included.
        wall_s: Its wall time.
    """
    names = Names()
    own: dict[tuple[str, str, int], float] = defaultdict(float)
    total: dict[tuple[str, str, int], float] = defaultdict(float)
    flame: dict[tuple[str, ...], float] = defaultdict(float)
    import_s = attributed_s = main_s = waited_s = 0.0
    for process in processes:
        attributed_s += process.startup_s
        for stack in process.stacks:
            attributed_s += stack.cpu_s
            main_s += stack.main_s
            waited_s += max(0.0, stack.main_s - stack.cpu_s)
            if any(frame.file.startswith(_IMPORTING) for frame in stack.frames):
                import_s += stack.cpu_s
                flame[("imports",)] += stack.cpu_s
                continue
            path = list(_merged(names.key(frame) for frame in stack.frames))
            if not path:
                continue
            own[path[-1]] += stack.cpu_s
            for key in set(path):
                total[key] += stack.cpu_s
            flame[tuple(f"{key[1]} ({Path(key[0]).name})" for key in path)] += stack.cpu_s
    sampler_s = sum(process.sampler_s for process in processes)
    sampled_s = sum(process.cpu_s - process.sampler_s for process in processes)
    whole_s = max(cpu_s - sampler_s, sampled_s, 1e-9)
    functions = [
        HotFunction(*key, own[key], total[key], own[key] / whole_s, min(1.0, total[key] / whole_s)) for key in total
    ]
    functions.sort(key=lambda f: (-f.self_s, -f.total_s, f.file, f.name))
    return Profile(
        tuple(functions), tuple(sorted(flame.items())), cpu_s=whole_s, wall_s=wall_s,
        startup_s=sum(p.startup_s for p in processes), import_s=import_s, other_s=max(0.0, whole_s - sampled_s),
        attributed_s=attributed_s, sampled_s=sampled_s, sampler_s=sampler_s,
        samples=sum(p.samples for p in processes), processes=len(processes),
        main_s=main_s, watched_wall_s=sum(p.wall_s for p in processes), waited_s=waited_s,
    )  # fmt: skip


def _merged(keys: Iterator[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """The path without repetitions of neighbours, which are what is nested in one function."""
    last = None
    for key in keys:
        if key != last:
            yield key
        last = key


class Names:
    """Qualified names of frames, out of the files they lie in; each file is read once."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[int, int, str]]] = {}
        self._known: dict[Frame, tuple[str, str, int]] = {}

    def key(self, frame: Frame) -> tuple[str, str, int]:
        """``(file, qualified name, first line)``."""
        if frame not in self._known:
            self._known[frame] = self._found(frame)
        return self._known[frame]

    def _found(self, frame: Frame) -> tuple[str, str, int]:
        if frame.name == MODULE:
            return frame.file, MODULE, 1
        if frame.file not in self._spans:
            self._spans[frame.file] = spans_of(frame.file)
        for first, last, name in self._spans[frame.file]:
            if first <= frame.line <= last:
                return frame.file, name, first
        if frame.name.startswith("<"):
            return frame.file, MODULE, 1  # a comprehension or lambda at the level of the module
        return frame.file, frame.name, frame.line


def spans_of(file: str) -> list[tuple[int, int, str]]:
    """First line (that of the first decorator), last line and name of every function of a file."""
    try:
        module = parse(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        return []
    return spans(module) if isinstance(module, ParsedModule) else []


def spans(module: ParsedModule) -> list[tuple[int, int, str]]:
    """First line (that of the first decorator), last line and name of every function of a module."""
    return [(first_line(node), node.end_lineno or node.lineno, name) for name, node in module.functions.items()]


def first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line on which the interpreter says that a function starts."""
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
