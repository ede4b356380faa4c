"""Counts of executed instructions: a second opinion that does not depend on how busy the machine is.

Counted is a whole process that loads a version and makes every call of the workload once, less one that makes none. A
count is no time: memory, branches and system calls have no weight in it. Where counts and times disagree by more than
30 %, the difference lies in the memory system (``memory_bound``).
"""

from __future__ import annotations

import atexit
import functools
import json
import math
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hasten.core import Artifact, Speedup, Workload
from hasten.errors import EnvironmentProblem, HastenError
from hasten.run import Runner

_SOURCE = Path(__file__).parent / "plugin" / "instructions.c"
_ONCE = Path(__file__).parent.parent / "run" / "hasten_child" / "once.py"
#: Versions of qemu's plugin interface that the source fits.
_PLUGIN_VERSIONS = (1, 2, 3, 4, 5)
_LIMIT_S = 300.0
#: Log ratio beyond which count and time tell different stories.
PART = math.log(1.3)
#: Counts of one program differ by this much from run to run (addresses, hash order of the interpreter's own tables).
_SPREAD = 0.002


class CountFailed(HastenError):
    """A counted run ends without a count."""


@dataclass(frozen=True)
class Counter:
    """A tool that counts.

    Attributes:
        name: ``qemu`` or ``callgrind``.
        prefix: Command before the interpreter; ``{fd}`` stands for the descriptor that the count is written to.
        needs: Files that the sandbox must show.
    """

    name: str
    prefix: tuple[str, ...]
    needs: tuple[Path, ...] = ()


@dataclass(frozen=True)
class InstructionCounts:
    """Instructions of one pass over the workload.

    Attributes:
        old: Of the original.
        new: Of the variant.
        counter: Name of the tool.
    """

    old: int
    new: int
    counter: str

    @property
    def ratio(self) -> float:
        """Old over new: above 1 the variant needs fewer."""
        return self.old / self.new

    def speedup(self) -> Speedup:
        """The ratio as a record; its interval is the spread of counts, one run for each side."""
        spread = math.exp(_SPREAD)
        return Speedup(self.ratio, self.ratio / spread, self.ratio * spread, 1.0, pairs=1, processes=1)


def memory_bound(counts: InstructionCounts, time: Speedup) -> dict[str, float] | None:
    """Figures of the caveat ``memory-bound`` where counts and times part by more than 30 %, else None."""
    if time.bound or abs(math.log(counts.ratio) - math.log(time.estimate)) <= PART:
        return None
    return {"counts": counts.ratio, "time": time.estimate}


class InstructionMeter:
    """Counts instructions of two versions on a workload.

    Args:
        runner: Knows the sandbox and how versions are loaded.
        workload: The calls; those that cannot be copied are left out.

    Raises:
        EnvironmentProblem: This machine has nothing that counts.
    """

    name = "instructions"

    def __init__(self, runner: Runner, workload: Workload) -> None:
        self.counter = find_counter()
        self._runner = runner
        self._calls = [c.tree for c in workload.calls]

    def measure(self, old: Artifact, new: Artifact) -> InstructionCounts:
        """Counts of one pass, by the same tool for both sides.

        Raises:
            CountFailed: A run ends without a count.
        """
        return InstructionCounts(self.count(old), self.count(new), self.counter.name)

    def count(self, artifact: Artifact) -> int:
        """Instructions of one pass over the calls, each made once in a process that has not met it."""
        return max(1, self._run(artifact.source, 1) - self._run(artifact.source, 0))

    def _run(self, source: str, passes: int) -> int:
        runner = self._runner
        # Our own file too: hasten need not be installed where the user's interpreter looks.
        sandbox = replace(runner.sandbox, also=(*runner.sandbox.also, *self.counter.needs, _ONCE.parent))
        target = runner.places.get(source, runner.target)
        limits = {**sandbox.rlimits(cgroup=False), "CPU": int(_LIMIT_S)}
        # The tool maps more addresses than it uses.
        limits.pop("AS", None)
        job = {
            "place": runner.place(source),
            "entry": target.name,
            "calls": self._calls,
            "passes": passes,
            "rlimits": limits,
        }
        reader, writer = os.pipe()
        with tempfile.TemporaryDirectory(prefix="hasten-count-") as scratch, os.fdopen(reader, "rb") as said:
            command, environment = sandbox.command(0, 1, "/tmp" if sandbox.bubblewrap else scratch)
            try:
                done = subprocess.run(
                    self._command(command, writer), env=environment, input=json.dumps(job).encode("ascii"),
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, pass_fds=[writer], cwd=sandbox.cwd,
                    timeout=_LIMIT_S, check=False, start_new_session=True,
                )  # fmt: skip
            except subprocess.TimeoutExpired as error:
                raise CountFailed(
                    f"counting instructions takes longer than {_LIMIT_S:g} s; give smaller inputs"
                ) from error
            finally:
                os.close(writer)
            found = _counted(said.read())
        if found is None or done.returncode != 0:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise CountFailed(
                f"{self.counter.name} gives no count ({lines[-1] if lines else f'exit code {done.returncode}'}); "
                "`hasten doctor` shows what counts here"
            )
        return found

    def _command(self, command: Sequence[str], fd: int) -> list[str]:
        """The sandbox's command with the interpreter under the tool."""
        at = list(command).index("--") + 1 if "--" in command else 0
        executable = command[at]
        prefix = [part.format(fd=fd) for part in self.counter.prefix]
        interpreter = [executable]
        if self.counter.name == "qemu":
            # The program itself, not a link to it; the link's name tells it which environment it belongs to.
            prefix += ["-0", executable]
            interpreter = [os.path.realpath(executable)]
        return [*command[:at], *prefix, *interpreter, "-s", "-B", str(_ONCE)]


def _counted(said: bytes) -> int | None:
    found = re.findall(rb"(?:instructions|Collected :)\s*(\d+)", said)
    return int(found[-1]) if found else None


def find_counter() -> Counter:
    """The tool of this machine: qemu with the plugin, else callgrind.

    Raises:
        EnvironmentProblem: There is neither.
    """
    found = qemu_counter() or callgrind_counter()
    if found is None:
        raise EnvironmentProblem(
            "--meter instructions needs qemu-user and a C compiler, or valgrind, and this machine has neither; "
            "install the packages qemu-user and gcc, or valgrind"
        )
    return found


def callgrind_counter() -> Counter | None:
    """Valgrind's callgrind where it is installed."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        return None
    return Counter("callgrind", (valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd={fd}"))


@functools.lru_cache(maxsize=1)
def qemu_counter() -> Counter | None:
    """qemu-user with the plugin compiled for it, where there are a qemu with plugins and a compiler."""
    qemu = shutil.which(f"qemu-{platform.machine()}")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if qemu is None or compiler is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="hasten-plugin-"))
    _removed_at_end(folder)
    for version in _PLUGIN_VERSIONS:
        library = folder / f"instructions{version}.so"
        words = [compiler, "-O2", "-shared", "-fPIC", f"-DPLUGIN_VERSION={version}", "-o", str(library), str(_SOURCE)]
        try:
            if subprocess.run(words, capture_output=True, timeout=60, check=False).returncode != 0:
                return None
            if _works(qemu, library):
                return Counter("qemu", (qemu, "-plugin", f"{library},fd={{fd}}"), (folder,))
        except (OSError, subprocess.SubprocessError):
            return None
    return None


def _removed_at_end(folder: Path) -> None:
    """Remove the folder when this process ends."""
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _works(qemu: str, library: Path) -> bool:
    """Whether a small program under qemu gives a count."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as said:
        try:
            subprocess.run(
                [qemu, "-plugin", f"{library},fd={writer}", shutil.which("true") or "/bin/true"],
                pass_fds=[writer], capture_output=True, timeout=30, check=False,
            )  # fmt: skip
        finally:
            os.close(writer)
        return _counted(said.read()) is not None
