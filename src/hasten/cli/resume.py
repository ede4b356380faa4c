"""``hasten resume [RUN]``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Go on with a run that was cut short.")(resume)


def resume(
    run: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="Name of a run; the last unfinished one if left out.")
    ] = None,
    json_file: settings.Json = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="TIME", help="Time to spend from now.")] = None,
    env: settings.Env = None,
) -> None:
    """Candidates that were judged before are not judged again."""
    import sys

    from rich.console import Console

    from hasten.api.optimize import optimize_target
    from hasten.api.options import Options, duration_s
    from hasten.api.stored import unfinished_run
    from hasten.api.targets import target_of
    from hasten.cli import output
    from hasten.cli.tune import resumed_tuning
    from hasten.core import Budget
    from hasten.report.progress import ProgressDisplay

    with output.opened_store(Path.cwd()) as store:
        record = unfinished_run(store, run)
        if record.target.kind == "command":
            tuned = resumed_tuning(record, store, budget)
            output.deliver([tuned], json_file=json_file)
            raise typer.Exit(output.exit_code(tuned.evidence.outcome, command="tune"))
        target = target_of(f"{record.target.file}::{record.target.name}")
        options = Options.of_settings(record.settings, env=settings.environment(env))
        if budget is not None:
            options = replace(options, budget_s=duration_s(budget))
        with ProgressDisplay(record.target.name, Budget(options.budget_s), Console(file=sys.stderr)) as listener:
            found = optimize_target(target, options, store=store, listeners=[listener])
    output.deliver([found], json_file=json_file)
    raise typer.Exit(output.exit_code(found.evidence.outcome, command="optimize"))
