"""``hasten report [RUN]``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Show a stored run again, as text, JSON or one HTML page.")(report)


def report(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Name of a run; the last one if left out.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained HTML page.")
    ] = None,
    json_file: settings.Json = None,
    all_runs: Annotated[bool, typer.Option("--list", help="List the runs.")] = False,
) -> None:
    """Everything comes from the store; nothing is run again."""
    from hasten.api.stored import listed
    from hasten.cli import output
    from hasten.report.saved import saved_report

    with output.opened_store(Path.cwd()) as store:
        if all_runs:
            for line in listed(store):
                typer.echo(line)
            return
        found = saved_report(store, run or "last")
    output.deliver([found], json_file=json_file, html=html)
