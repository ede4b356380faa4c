"""A target out of words on the command line: a command with placeholders, or a program and a curated space."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hasten.api.tuning.declaration import curated_knobs, goal_of
from hasten.api.tuning.knob_tables import inline_knob, space_of
from hasten.core.command_target import CommandTarget, Goal, Step, names_in
from hasten.errors import InvalidArgument

_OPERATORS = ("&&", "||", "|", ";", ">", ">>", "<", "2>", "2>&1", "&")
_PLAIN = re.compile(r"[\w@%+=:,./{}~^*-]+\Z")
_COMPILERS = {"gcc": "gcc", "g++": "gcc", "cc": "gcc", "c++": "gcc", "clang": "clang", "clang++": "clang"}

#: Settings that may change the result, by the name under which they are allowed: the knob, and the spaces that have it.
WAIVERS: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "fast-math": ({"type": "flag", "on": "-ffast-math", "off": "", "group": "flags"}, ("gcc", "clang")),
}
#: Curated spaces that make a program out of one source file.
SPACES = ("gcc", "clang", "opt")
_USE = {"gcc": "-fprofile-use -fprofile-correction -Wno-missing-profile", "clang": "-fprofile-use=code.profdata"}
_MERGE = {"gcc": "", "clang": " && llvm-profdata merge -o code.profdata *.profraw"}


def command_target(
    words: Sequence[str], *, folder: Path, knobs: Sequence[str] = (), build: str = "", objectives: Sequence[str] = (),
    **more: Any,
) -> CommandTarget:  # fmt: skip
    """The target of ``hasten tune -- COMMAND``.

    What stands before the last ``&&`` is the build, which is not measured; the rest is measured. ``{flags}`` after a
    compiler, without a knob of this name, stands for the curated space of that compiler.

    Args:
        words: The command, as one text or as words.
        folder: Where it runs.
        knobs: ``NAME=choice(A,B)`` and the like.
        build: A build command of its own.
        objectives: ``time``, ``size:FILE:.text`` and the like.
        more: Further fields of the target.

    Raises:
        InvalidArgument: There is no command, or a placeholder without a value.
    """
    text = words[0] if len(words) == 1 else " ".join(_quoted(word) for word in words)
    parts = [part.strip() for part in text.split("&&")]
    steps = [Step(build)] if build else []
    steps += [Step(part) for part in parts[:-1] if part]
    run = parts[-1]
    tables: dict[str, Any] = dict(inline_knob(knob) for knob in knobs)
    compiler = _compiler_of([s.command for s in steps] + [run])
    if compiler and "flags" in names_in(text + build) and "flags" not in tables:
        if not steps and not objectives:
            raise InvalidArgument(
                f"{run!r} only compiles; quote the whole command so that your shell leaves it alone: "
                f"hasten tune -- '{run} && ./program'"
            )
        tables = {**curated_knobs(compiler), **tables}
    if not tables:
        raise InvalidArgument(
            "there is nothing to choose; put {NAME} into the command and say what it may be with "
            "--knob 'NAME=choice(A,B)', or give a space file"
        )
    goals = tuple(goal_of(o) for o in objectives) or (Goal("time"),)
    name = Path(shlex.split(run.split("&&")[-1])[0]).name if run else "command"
    return CommandTarget(
        name=name, space=space_of(tables, where="the command line"), run=run, build=tuple(steps), goals=goals,
        folder=folder, **more,
    )  # fmt: skip


def program_target(
    source: Path, space: str, *, run: str, objectives: Sequence[str] = (), waive: Sequence[str] = (), **more: Any
) -> CommandTarget:
    """The target of ``hasten tune --preset-space gcc PROGRAM.c --run CMD``.

    Args:
        source: The program.
        space: Name of a curated space.
        run: How it is run, empty for ``./PROGRAM``.
        objectives: ``time``, ``size:FILE:.text`` and the like.
        waive: Names of settings that may change the result and are tried all the same.
        more: Further fields of the target.

    Raises:
        InvalidArgument: The program is not there, or no C or C++ file; a waiver is unknown.
    """
    if not source.is_file():
        raise InvalidArgument(f"{source} is no file; give a C or C++ program")
    if space not in SPACES:
        raise InvalidArgument(f"--preset-space {space}: unknown; choose from {', '.join(SPACES)}")
    plus = source.suffix in (".cpp", ".cc", ".cxx", ".C")
    if not plus and source.suffix != ".c":
        raise InvalidArgument(f"{source} is neither C nor C++; --preset-space compiles .c, .cc, .cpp and .cxx files")
    goals = tuple(goal_of(o) for o in objectives) or (Goal("time"),)
    program, quoted = source.stem, shlex.quote(source.name)
    out, run = shlex.quote(program), run or f"./{program}"
    tables = {**curated_knobs(space), **_waived(waive, space)}
    if space == "opt":
        front = "clang++" if plus else "clang"
        steps: tuple[Step, ...] = (
            Step(f"{front} -O3 -march=native -Xclang -disable-llvm-passes -emit-llvm -c {quoted} -o {out}.bc"),
            Step(f"opt '-passes={{passes}}' {out}.bc -o {out}.opt.bc"),
            Step(f"llc -O3 -mcpu=native -relocation-model=pic -filetype=obj {out}.opt.bc -o {out}.o"),
            Step(f"{front} {out}.o -o {out} -lm"),
        )
    else:
        compiler = {"gcc": "g++" if plus else "gcc", "clang": "clang++" if plus else "clang"}[space]
        # A training run first where the profile is to be used; it is part of the build and not measured.
        tables = {**tables, "pgo": {"type": "flag", "on": _USE[space], "off": ""}}
        trained = {"pgo": (True,)}
        steps = (
            Step(f"{compiler} {{flags}} -fprofile-generate {quoted} -o {out} -lm", trained),
            Step(f"({run}) > /dev/null{_MERGE[space]}", trained),
            Step(f"{compiler} {{flags}} {{pgo}} {quoted} -o {out} -lm"),
        )
    return CommandTarget(
        name=program, space=space_of(tables, where=f"the space {space}"), run=run, build=steps, goals=goals,
        folder=source.absolute().parent, file=source.absolute(), waived={_knob_of(w): w for w in waive}, **more,
    )  # fmt: skip


def _waived(names: Sequence[str], space: str) -> dict[str, dict[str, Any]]:
    found = {}
    for name in names:
        table, spaces = WAIVERS.get(name, ({}, ()))
        if space not in spaces:
            raise InvalidArgument(
                f"--waive {name}: the space {space} has no such setting; gcc and clang know {', '.join(WAIVERS)}"
            )
        found[_knob_of(name)] = table
    return found


def _knob_of(waiver: str) -> str:
    return waiver.replace("-", "_")


def _compiler_of(commands: Sequence[str]) -> str:
    for command in commands:
        first = command.split(maxsplit=1)[0] if command.split() else ""
        found = _COMPILERS.get(re.sub(r"-\d+\Z", "", Path(first).name))
        if found:
            return found
    return ""


def _quoted(word: str) -> str:
    return word if word in _OPERATORS or _PLAIN.match(word) else shlex.quote(word)
