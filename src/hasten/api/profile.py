"""``hasten profile``: run a command once and say where its time goes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, TypeVar

from hasten.api.targets import project_of
from hasten.errors import InputsError
from hasten.profile import (
    CCalls,
    MemoryProfile,
    Profile,
    profile_of,
    read_c_calls,
    read_memory,
    read_samples,
)  # fmt: skip
from hasten.run.attach import Ended, Program, attached, found_program, run_program
from hasten.run.interpreter import find_interpreter

#: Seconds between two looks; the interpreter hands over at most every 5 ms.
_INTERVAL_S = 0.005
LONGEST_S = 3600.0
_Found = TypeVar("_Found")


def program_of(
    words: Sequence[str], env: Mapping[str, str], python: str | None, cwd: Path | None = None
) -> tuple[Program, str]:
    """The command as it will be run, and the interpreter that it is expected to use.

    With ``--python`` the folder of that interpreter comes first on the path, as in an activated venv.

    Raises:
        InvalidArgument: There is no such program.
        EnvironmentProblem: There is no such interpreter.
    """
    folder = cwd or Path.cwd()
    interpreter = find_interpreter(python, project_of(folder / "command.py"))
    whole = dict(env)
    beside = Path(interpreter.executable).parent
    if python is not None or (beside.parent / "pyvenv.cfg").exists():
        whole["PATH"] = f"{beside}:{whole.get('PATH', '/usr/bin:/bin')}"
        whole["VIRTUAL_ENV"] = str(beside.parent)
    return Program(found_program(words, whole, python=interpreter.executable), folder, whole), interpreter.executable


def profile_command(
    program: Program, *, limit_s: float = LONGEST_S, shown: bool = False, out: IO[bytes] | None = None
) -> tuple[Profile, Ended]:
    """Run a command once under the sampler.

    Raises:
        InputsError: No Python of the command could be watched, or it did not end.
    """
    with tempfile.TemporaryDirectory(prefix="hasten-profile-") as name:
        folder = Path(name)
        env = attached(program.env, folder, "sampling", {"interval_s": f"{_INTERVAL_S}"})
        watched = Program(program.words, program.cwd, env)
        ended = run_program(watched, limit_s=limit_s, folder=folder, out=out, shown=shown)
        processes = read_samples(folder)
    if ended.code is None:
        raise InputsError(f"the command does not end within {limit_s:g} s; give a shorter workload")
    if not processes:
        raise InputsError(
            f"no Python process of {Path(program.words[0]).name!r} could be watched "
            f"(exit code {ended.code}: {ended.last_line}); hasten profiles Python programs that read PYTHONPATH"
        )
    return profile_of(processes, cpu_s=ended.cpu_s, wall_s=ended.wall_s), ended


def memory_of_command(program: Program, *, limit_s: float = LONGEST_S) -> MemoryProfile:
    """Run a command once more, its output dropped, and note which lines hold its memory when it holds most.

    Raises:
        InputsError: No Python of the command could be watched, or it did not end.
    """
    return _again(program, "holding", read_memory, "memory", limit_s)


def c_calls_of_command(program: Program, *, limit_s: float = LONGEST_S) -> CCalls:
    """Run a command once more, its output dropped, and measure what its calls of functions written in C take.

    Raises:
        InputsError: No Python of the command could be watched, or it did not end.
    """
    return _again(program, "c_calls", read_c_calls, "calls", limit_s)


def _again(program: Program, mode: str, read: Callable[[Path], _Found | None], what: str, limit_s: float) -> _Found:
    with tempfile.TemporaryDirectory(prefix="hasten-profile-") as name:
        folder = Path(name)
        env = attached(program.env, folder, mode, {})
        ended = run_program(Program(program.words, program.cwd, env), limit_s=limit_s, folder=folder)
        if ended.code is None:
            raise InputsError(
                f"the command, watched once more, does not end within {limit_s:g} s; give a shorter workload"
            )
        found = read(folder)
    if found is None:
        raise InputsError(f"no Python process of the command ended in a way that lets its {what} be read")
    return found
