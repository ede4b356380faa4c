"""The whole command before and after: on copies of the code, in pairs, with its output compared."""

from __future__ import annotations

import random
import shlex
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hasten.api.commands import evidence_of
from hasten.api.options import Options
from hasten.api.profile import LONGEST_S, program_of
from hasten.api.targets import project_of
from hasten.core import Evidence, SourceEdit
from hasten.errors import HastenError
from hasten.meters.commands import Command, CommandMeter
from hasten.report.context import Report
from hasten.run.attach import Program, attached, run_program
from hasten.run.copies import CodeCopy, CodePlace, copied_code


@dataclass(frozen=True)
class Sides:
    """The command on its code as it is, and on the changed code; both are copies of equal standing."""

    old: CodeCopy
    new: CodeCopy


@contextmanager
def both_sides(
    program: Program, project: Path, places: Sequence[CodePlace], sources: Mapping[Path, str],
    beside: Mapping[Path, Mapping[str, bytes]] | None = None,
) -> Iterator[Sides]:
    """Copies of the code before and after, removed at the end.

    Args:
        program: The command.
        project: Its project.
        places: The files that are to be found in the copies.
        sources: New text by file.
        beside: What the changed code brings along: files by name, in the folder of one of the files.

    Raises:
        InputsError: The code cannot be copied.
    """
    with tempfile.TemporaryDirectory(prefix="hasten-tree-") as name:
        # Paths of equal length, so that nothing that depends on it tells them apart.
        folders = [Path(name).resolve() / side for side in ("a", "b")]
        for folder in folders:
            folder.mkdir()
        old = copied_code(program, project, places, folders[0], sources={})
        yield Sides(old, copied_code(program, project, places, folders[1], sources=sources, beside=beside))


def difference(sides: Sides, *, limit_s: float) -> str:
    """Why the changed command may not be used, as a sentence; empty where it does what it did.

    Exit code and standard output are compared, the output only where two runs of the old side agree on it.
    """
    old, again = _said(sides.old, limit_s), _said(sides.old, limit_s)
    new = _said(sides.new, limit_s)
    if old.code != 0 or again.code != 0:
        return f"the command does not run on a copy of its code ({old.last if old.code else again.last})"
    if new.code != old.code:
        return f"the command ends with exit code {new.code} after the change ({new.last})"
    for side, said in ((sides.old, old), (sides.new, new)):
        missing = [file for file in side.files.values() if str(file.resolve()) not in said.loaded]
        if missing:
            return f"the command does not load {missing[0].name} from a copy of its code, so it cannot be measured"
    if old.output == again.output and new.output != old.output:
        return "the command prints something else after the change"
    return ""


def failing_tests(sides: Sides, tests: Program, *, limit_s: float) -> str:
    """Why the user's tests do not pass on the changed code, as a sentence; empty where they do."""
    with tempfile.TemporaryDirectory(prefix="hasten-tests-") as name:
        ended = run_program(sides.new.running(tests), limit_s=limit_s, folder=Path(name))
    if ended.code is None:
        return f"the tests do not end within {limit_s:g} s after the change"
    return f"the tests fail after the change ({ended.last_line})" if ended.code != 0 else ""


def broken_tests(report: Report, options: Options, env: Mapping[str, str]) -> str:
    """Why the user's tests do not pass with the variant of a report, tried on a copy; empty where they do.

    Raises:
        HastenError: The tests cannot be started, or the code cannot be copied.
    """
    target, candidate = report.context.target, report.evidence.candidate
    if not options.tests or target is None or candidate is None or not isinstance(candidate.payload, SourceEdit):
        return ""
    tests, _ = program_of(shlex.split(options.tests), env, options.python)
    places, sources = [CodePlace(target.file, target.root)], {target.file: candidate.payload.source}
    with both_sides(tests, project_of(target.file), places, sources) as sides:
        return failing_tests(sides, tests, limit_s=LONGEST_S)


@dataclass(frozen=True)
class _Said:
    code: int | None
    output: bytes
    last: str
    loaded: frozenset[str]


def _said(side: CodeCopy, limit_s: float) -> _Said:
    with tempfile.TemporaryDirectory(prefix="hasten-run-") as name:
        folder = Path(name)
        env = attached(side.program.env, folder, "loaded", {})
        with (folder / "said").open("w+b") as out:
            program = Program(side.program.words, side.program.cwd, {**env, "PYTHONHASHSEED": "0"})
            ended = run_program(program, limit_s=limit_s, folder=folder, out=out)
            out.seek(0)
            output = out.read().replace(str(side.folder).encode(), b"")
        loaded: set[str] = set()
        for file in folder.glob("loaded-*"):
            loaded.update(file.read_text(encoding="utf-8").splitlines())
    return _Said(ended.code, output, ended.last_line, frozenset(loaded))


def measured(sides: Sides, *, seed: int, budget_s: float, limit_s: float) -> Evidence:
    """Evidence on the two sides in pairs of whole runs."""
    meter = CommandMeter(random.Random(seed), budget_s=budget_s, limit_s=limit_s)
    try:
        runs = meter.measure(_command(sides.old), _command(sides.new))
    except HastenError as error:
        return Evidence(None, "inconclusive", reason=str(error))
    return evidence_of(runs, what="the command before and after")


def _command(side: CodeCopy) -> Command:
    return Command(shlex.join(side.program.words), side.program.cwd, side.program.env)
