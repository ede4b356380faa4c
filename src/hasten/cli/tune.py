"""``hasten tune SPACE.toml`` and ``hasten tune -- COMMAND``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.api.tuning.request import TuneOptions
    from hasten.core.command_target import CommandTarget
    from hasten.report.context import Report
    from hasten.stores.runs import RunRecord, RunStore


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Find a better setting of a command: flags, knobs of a runtime or a database.")(tune)


def tune(
    words: Annotated[list[str], typer.Argument(metavar="SPACE.toml | PROGRAM.c | -- COMMAND", help="What to tune.")],
    knob: Annotated[
        list[str] | None, typer.Option("--knob", metavar="KNOB", help="NAME=choice(A,B), int(1,8), flag(ON,OFF), ...")
    ] = None,
    build: Annotated[str, typer.Option("--build", metavar="CMD", help="Build command, not measured.")] = "",
    preset_space: Annotated[
        str | None, typer.Option("--preset-space", metavar="NAME", help="Curated flags: gcc or clang.")
    ] = None,
    run: Annotated[str, typer.Option("--run", metavar="CMD", help="How to run PROGRAM (default ./PROGRAM).")] = "",
    objective: Annotated[
        list[str] | None,
        typer.Option("--objective", metavar="GOAL", help="time, memory, size:FILE[:.text], number:PATTERN[:higher]."),
    ] = None,
    budget: Annotated[
        str, typer.Option("--budget", metavar="LIMIT", help="60s, 2m, 100trials, or 5m,100trials.")
    ] = "60s",
    sampler: Annotated[
        str, typer.Option("--sampler", metavar="NAME", help="tpe, gp, cma-es, nsga2, evolution, random, auto.")
    ] = "auto",
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="No random search beside the sampler.")] = False,
    compare: Annotated[
        str | None, typer.Option("--compare", metavar="HOW", help="Output: bytes, numbers or nothing.")
    ] = None,
    tolerance: Annotated[
        float | None, typer.Option("--tolerance", metavar="X", help="Relative difference of numbers that you accept.")
    ] = None,
    files: Annotated[
        list[str] | None, typer.Option("--files", metavar="PATTERN", help="Files that the commands need: '*.c'.")
    ] = None,
    json_file: settings.Json = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one HTML page.")
    ] = None,
    seed: settings.Seed = 0,
) -> None:
    """The commands are your own: they run as typed, with your rights, in a copy of the folder."""
    from hasten.api.tuning.request import TuneOptions, budget_of
    from hasten.cli import output

    more = {**_output_settings(compare, tolerance), **({"files": tuple(files)} if files else {})}
    target = _target(words, knob or [], build, preset_space, run, objective or [], more)
    seconds, trials = budget_of(budget)
    options = TuneOptions(
        budget_s=seconds, trials=trials, seed=seed, sampler=sampler, baseline=not no_baseline,
        environ=dict(os.environ), command=settings.typed_command(),
    )  # fmt: skip
    with output.opened_store(Path.cwd()) as store:
        report = _tuned(target, options, store)
    output.deliver([report], json_file=json_file, html=html)
    raise typer.Exit(output.exit_code(report.evidence.outcome, command="tune"))


def _target(
    words: list[str], knobs: list[str], build: str, preset_space: str | None, run: str, objectives: list[str],
    more: dict[str, Any],
) -> CommandTarget:  # fmt: skip
    from dataclasses import replace

    from hasten.api.tuning.command_line import command_target, program_target
    from hasten.api.tuning.declaration import declared, goal_of
    from hasten.errors import InvalidArgument

    if preset_space is not None:
        if len(words) != 1:
            raise InvalidArgument("--preset-space takes one C or C++ program; give its file")
        return program_target(Path(words[0]), preset_space, run=run, objectives=objectives, **more)
    if run:
        raise InvalidArgument("--run belongs to --preset-space; write the command after -- instead")
    if len(words) == 1 and words[0].endswith(".toml"):
        if knobs or build:
            raise InvalidArgument("--knob and --build belong to a command; write them into the space file instead")
        found = declared(Path(words[0]))
        if objectives:
            more = {**more, "goals": tuple(goal_of(o) for o in objectives)}
        return replace(found, **more)
    return command_target(words, folder=Path.cwd(), knobs=knobs, build=build, objectives=objectives, **more)


def _output_settings(compare: str | None, tolerance: float | None) -> dict[str, Any]:
    from hasten.core.command_target import COMPARISONS
    from hasten.errors import InvalidArgument

    if compare is not None and compare not in COMPARISONS:
        raise InvalidArgument(f"--compare {compare}: unknown; choose from {', '.join(COMPARISONS)}")
    if tolerance is not None and (compare != "numbers" or not tolerance >= 0):
        raise InvalidArgument("--tolerance takes a figure of at least 0, together with --compare numbers")
    found: dict[str, Any] = {} if compare is None else {"compare": compare}
    return found if tolerance is None else {**found, "tolerance": tolerance}


def resumed_tuning(record: RunRecord, store: RunStore, budget: str | None) -> Report:
    """An interrupted run of this command, gone on with.

    Raises:
        StoreError: It cannot be gone on with.
    """
    from dataclasses import replace

    from hasten.api.tuning.request import TuneOptions, budget_of
    from hasten.core.declared import restored

    target = restored(record.target.source, folder=record.settings["folder"], file=record.target.file)
    options = TuneOptions.of_settings(record.settings, environ=dict(os.environ))
    if budget is not None:
        seconds, trials = budget_of(budget)
        options = replace(options, budget_s=seconds, trials=trials)
    return _tuned(target, options, store)


def _tuned(target: CommandTarget, options: TuneOptions, store: RunStore) -> Report:
    from rich.console import Console

    from hasten.api.tuning.tune import tune_target
    from hasten.core import Budget
    from hasten.report.progress import ProgressDisplay

    budget = Budget(options.budget_s, options.trials)
    with ProgressDisplay(target.name, budget, Console(file=sys.stderr)) as listener:
        return tune_target(target, options, store=store, listeners=[listener])
