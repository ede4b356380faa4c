"""``hasten verify OLD NEW``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Is NEW the same as OLD?")(verify)


def verify(
    old: Annotated[str, typer.Argument(metavar="OLD", help="path.py::function")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="path.py::function")],
    inputs: settings.Inputs = None,
    tests: settings.Tests = None,
    json_file: settings.Json = None,
    budget: settings.Budget = "60s",
    seed: settings.Seed = 0,
    python: settings.Python = None,
    env: settings.Env = None,
    level: settings.Level = None,
    waive: settings.Waive = None,
    trust: settings.Trust = False,
    save_test: settings.SaveTest = None,
    assume_seeded: settings.AssumeSeeded = False,
) -> None:
    """Search for an input on which the two part; a difference comes with the smallest one found."""
    from hasten.api.targets import target_of
    from hasten.api.verify import verify_targets
    from hasten.cli import output

    options = settings.options(
        inputs=inputs,
        tests=tests,
        budget=budget,
        seed=seed,
        python=python,
        env=env,
        level=level,
        waive=waive,
        trust=trust,
        assume_seeded=assume_seeded,
    )
    sides = target_of(old), target_of(new)
    with output.opened_store(Path.cwd()) as store:
        found = verify_targets(*sides, options, store=store)
    output.deliver([found], json_file=json_file, save_test=save_test)
    raise typer.Exit(output.exit_code(found.evidence.outcome, command="verify"))
