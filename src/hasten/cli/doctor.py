"""``hasten doctor``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="What can this machine sandbox, count and resolve?")(doctor)


def doctor(
    json_file: settings.Json = None,
    seed: settings.Seed = 0,
    python: settings.Python = None,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the A/A run, which takes a few seconds.")] = False,
) -> None:
    """Look at the machine, the clock, the sandbox, the counters and the tools; say what to do about each gap."""
    from rich.console import Console
    from rich.table import Table

    from hasten.api.doctor import diagnosed, to_json
    from hasten.cli import output

    checks = diagnosed(python=python, seed=seed, quick=quick)
    console = Console(file=sys.stderr if json_file == "-" else sys.stdout, highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    group = ""
    for check in checks:
        mark = {"good": "ok", "poor": "poor", "missing": "none"}[check.state]
        text = check.says if not check.advice else f"{check.says}; {check.advice}"
        table.add_row("" if check.group == group else check.group, mark, check.name, text)
        group = check.group
    console.print(table)
    if json_file is not None:
        output.write_json(to_json(checks), json_file)
