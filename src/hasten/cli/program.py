"""``hasten optimize`` of a whole command or of a folder."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hasten.api.program import ProgramAnswer, ProgramRequest
    from hasten.core import Listener


def optimize_command(
    words: list[str],
    command: list[str],
    options: Any,
    *,
    apply: bool,
    yes: bool,
    check: bool,
    json_file: str | None,
    html: Path | None,
    min_share: float,
    branch: str | None,
) -> int:
    """Find, record, try, compose, measure, show; the exit code."""
    from rich.console import Console

    from hasten.api.program import optimize_program
    from hasten.api.program_apply import check_branch
    from hasten.api.program_report import report_of
    from hasten.cli import output
    from hasten.core import Budget
    from hasten.report.profile import profile_html
    from hasten.report.program import program_json, program_text
    from hasten.report.progress import ProgressDisplay

    request = request_of(words, command, options, min_share=min_share)
    if branch is not None:
        check_branch(request.program.cwd, branch)

    def display(label: str, budget_s: float) -> AbstractContextManager[Listener | None]:
        return ProgressDisplay(label, Budget(budget_s), Console(stderr=True))

    def say(text: str) -> None:
        print(f"hasten: {text}", file=sys.stderr)

    with output.opened_store(Path.cwd()) as store:
        answer = optimize_program(request, options, store=store, say=say, display=display)
    said = _written(answer, options, apply=apply, yes=yes, branch=branch)
    report = report_of(answer, options, applied=said)
    print(program_text(report), end="", file=sys.stderr if json_file == "-" else sys.stdout)
    if json_file is not None:
        output.write_json(program_json(report), json_file)
    if html is not None:
        output.write_whole(html, profile_html(answer.profile, Path.cwd(), request.typed))
    return output.exit_code(answer.evidence.outcome, command="optimize", check=check)


def request_of(words: list[str], command: list[str], options: Any, *, min_share: float) -> ProgramRequest:
    """What is asked for: a command, the tests, or the tests of the project that a folder lies in.

    Raises:
        InvalidArgument: There is nothing to run, or what was named is no folder and no file.
    """
    from hasten.api.profile import program_of
    from hasten.api.program import ProgramRequest
    from hasten.errors import InvalidArgument

    if options.inputs is not None:
        if words and not command:
            raise InvalidArgument(f"--inputs belongs to one function; write {words[0]} as path.py::function")
        raise InvalidArgument("--inputs belongs to one target; a whole command brings its own, drop --inputs")
    if not 0.0 < min_share <= 100.0:
        raise InvalidArgument(f"--min-share must be above 0 and at most 100 percent but got {min_share:g}")
    below = []
    for word in words:
        path = Path(word)
        if "::" in word or not path.exists():
            raise InvalidArgument(
                f"{word}: neither a folder nor a file; a command goes after --, as in `hasten optimize -- python a.py`"
            )
        below.append(path.resolve())
    tests = shlex.split(options.tests) if options.tests else []
    if not command and not tests:
        if not below:
            raise InvalidArgument(
                'no target was given; write path.py::function, or a command after --, or --tests "pytest -q"'
            )
        if not any(Path(name).exists() for name in ("tests", "test", "conftest.py")):
            raise InvalidArgument(f'{words[0]}: nothing to run it with; add --tests "pytest -q", or a command after --')
        tests = ["pytest", "-q"]
    run = command or tests
    program, _ = program_of(run, os.environ, options.python)
    checked = program_of(tests, os.environ, options.python)[0] if tests and command else None
    return ProgramRequest(
        program, shlex.join(run), tests=not command, check=checked, below=tuple(below), min_share=min_share / 100.0
    )


def _written(answer: ProgramAnswer, options: Any, *, apply: bool, yes: bool, branch: str | None) -> str:
    """Do with the patch what was asked for, and say so."""
    from hasten.api.program_apply import apply_changes, commit_changes
    from hasten.api.program_report import report_of
    from hasten.cli import output
    from hasten.report.program import program_text

    if not answer.kept or not (apply or branch):
        return ""
    if branch is not None:
        count = commit_changes(answer, branch)
        return f"committed on branch {branch}: {count} change{'s' if count > 1 else ''}"
    if not yes and not output.confirmed(program_text(report_of(answer, options)), "Apply these changes?"):
        return "not applied: you said no"
    return f"written into {', '.join(file.name for file in apply_changes(answer))}"
