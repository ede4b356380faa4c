"""Where answers go: text for people, JSON for programs, a store for later; and the exit codes."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hasten.report.context import Report
    from hasten.stores.runs import RunStore

_CODES = {"faster": 0, "not_faster": 0, "no_difference": 0, "slower": 1, "differs": 1, "refused": 2, "inconclusive": 3}
#: Of several targets the worst code counts, in this order.
_WORST = (2, 1, 3, 0)


def exit_code(outcome: str, *, command: str, check: bool = False) -> int:
    """The contract's exit code of an outcome; ``optimize --check`` makes ``not_faster`` 1."""
    if command == "optimize" and check and outcome == "not_faster":
        return 1
    return _CODES[outcome]


def worst(codes: Sequence[int]) -> int:
    """The code of several targets together."""
    return next(code for code in _WORST if code in codes)


@contextlib.contextmanager
def opened_store(folder: Path) -> Iterator[RunStore]:
    """The store under ``.hasten/`` of a folder."""
    from hasten.stores.sql import SqlStore

    with SqlStore.in_folder(folder) as store:
        yield store


def deliver(
    reports: Sequence[Report],
    *,
    json_file: str | None,
    html: Path | None = None,
    save_test: Path | None = None,
    to_error: bool = False,
) -> None:
    """Print for people, and write what was asked for; with ``--json -`` people read standard error.

    Args:
        to_error: Whether people read standard error although no JSON of this report is asked for.
    """
    from rich.console import Console

    from hasten.report.evidence_json import to_json
    from hasten.report.text import show

    console = Console(file=sys.stderr if to_error or json_file == "-" else sys.stdout, highlight=False)
    for report in reports:
        if report.evidence.outcome == "refused":
            print(f"hasten: {' '.join(report.evidence.reason.split())}", file=sys.stderr)
        else:
            show(report.evidence, report.context, console)
    if json_file is not None:
        found = [to_json(r.evidence, r.context) for r in reports]
        write_json(found[0] if len(found) == 1 else found, json_file)
    if html is not None:
        from hasten.report.html import render

        write_whole(html, render(reports))
    if save_test is not None:
        save_tests(reports, save_test)


def save_tests(reports: Sequence[Report], file: Path) -> None:
    """Write the counterexamples as a pytest file; nothing is written where there is none."""
    texts = [str(r.evidence.extra["test"]) for r in reports if r.evidence.extra.get("test")]
    if texts:
        write_whole(file, "\n\n".join(texts))


def write_json(found: object, json_file: str) -> None:
    """Write an answer as JSON to a file, or to standard output for ``-``.

    Raises:
        InvalidArgument: The folder is not there or cannot be written.
    """
    text = json.dumps(found, indent=2, allow_nan=False)
    if json_file == "-":
        print(text)
    else:
        write_whole(Path(json_file), text + "\n")


def confirmed(text: str, question: str) -> bool:
    """Show what ``--apply`` would write, and ask.

    Raises:
        InvalidArgument: There is nobody to ask.
    """
    import typer

    from hasten.errors import InvalidArgument

    if not sys.stdin.isatty():
        raise InvalidArgument("--apply asks before it edits, but there is no terminal to ask on; add --yes")
    print(text, file=sys.stderr)
    return typer.confirm(question, err=True)


def write_whole(file: Path, text: str) -> None:
    """Write a file at once, so that nothing is ever half-written.

    Raises:
        InvalidArgument: The folder is not there or cannot be written.
    """
    from hasten.errors import InvalidArgument
    from hasten.stores.whole_file import replace_whole

    folder = file.absolute().parent
    if not folder.is_dir():
        raise InvalidArgument(f"{file}: there is no folder {folder}; make it first or choose another file")
    try:
        mode = file.stat().st_mode & 0o7777 if file.exists() else 0o644
        replace_whole(file, text.encode("utf-8"), mode=mode)
    except OSError as error:
        raise InvalidArgument(
            f"{file} cannot be written: {error.strerror}; choose a folder that you may write to"
        ) from error
