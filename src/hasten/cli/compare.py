"""``hasten compare OLD NEW``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Is NEW faster than OLD, by how much, how sure?")(compare)


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="path.py::function")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="path.py::function")],
    inputs: settings.Inputs = None,
    tests: settings.Tests = None,
    no_verify: Annotated[bool, typer.Option("--no-verify", help="Do not check sameness first.")] = False,
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
    """Measure both sides in pairs, on one core, in fresh processes."""
    from hasten.api.compare import compare_targets
    from hasten.api.targets import target_of
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
        check_sameness=not no_verify,
    )
    sides = target_of(old), target_of(new)
    with output.opened_store(Path.cwd()) as store:
        found = compare_targets(*sides, options, store=store)
    output.deliver([found], json_file=json_file, save_test=save_test)
    raise typer.Exit(output.exit_code(found.evidence.outcome, command="compare"))
