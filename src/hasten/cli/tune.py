"""``hasten tune SPACE.toml`` and ``hasten tune -- COMMAND``."""

from __future__ import annotations

import os
import signal
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
        str | None, typer.Option("--preset-space", metavar="NAME", help="Curated settings: gcc, clang or opt (passes).")
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
    proposer: Annotated[
        str, typer.Option("--proposer", metavar="CMD", help="Outside proposer of points, JSON Lines.")
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, metavar="N", help="Settings built at once; for objectives of size only.")
    ] = 1,
    no_baseline: Annotated[bool, typer.Option("--no-baseline", help="No random search beside the sampler.")] = False,
    compare: Annotated[
        str | None, typer.Option("--compare", metavar="HOW", help="Output: bytes, numbers, files or nothing.")
    ] = None,
    tolerance: Annotated[
        float | None, typer.Option("--tolerance", metavar="X", help="Relative difference of numbers that you accept.")
    ] = None,
    waive: Annotated[
        list[str] | None, typer.Option("--waive", metavar="NAME", help="Allow of --preset-space: fast-math.")
    ] = None,
    files: Annotated[
        list[str] | None, typer.Option("--files", metavar="PATTERN", help="Files that the commands need: '*.c'.")
    ] = None,
    first: Annotated[
        Path | None, typer.Option("--presets", metavar="FILE", help="Try these settings first, then search on.")
    ] = None,
    warm: Annotated[bool, typer.Option("--warm", help="Start from earlier runs here over the same knobs.")] = False,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Of presets build: where to write them.")
    ] = Path("presets.json"),
    fill: Annotated[
        bool, typer.Option("--fill", help="Of presets build: try the best settings of each target on the others.")
    ] = False,
    count: Annotated[int, typer.Option("--count", min=1, help="Of presets build: most presets.")] = 5,
    json_file: settings.Json = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one HTML page.")
    ] = None,
    seed: settings.Seed = 0,
) -> None:
    """The commands are your own: they run as typed, with your rights, in a copy of the folder."""
    from dataclasses import replace

    from hasten.api.tuning.presets import read, warm_start
    from hasten.api.tuning.request import TuneOptions, budget_of
    from hasten.cli import output
    from hasten.errors import InvalidArgument

    presets: Path | None = None
    if words[0] == "presets" and len(words) > 1:
        if words[1] == "build":
            _build_presets(words[2:], out, fill=fill, count=count)
            return
        if words[1] != "apply" or len(words) < 3:
            raise InvalidArgument("write `hasten tune presets build [RUN...]` or `hasten tune presets apply FILE ...`")
        presets, words = Path(words[2]), words[3:]
        if not words:
            raise InvalidArgument("presets apply FILE needs what is to be tuned: a space file, a program or a command")
    more = {**_output_settings(compare, tolerance), **({"files": tuple(files)} if files else {})}
    target = _target(words, knob or [], build, preset_space, run, objective or [], waive or [], more)
    seconds, trials = budget_of(budget)
    options = TuneOptions(
        budget_s=seconds, trials=trials, seed=seed, sampler=sampler, baseline=not no_baseline,
        proposer=proposer, jobs=jobs, environ=dict(os.environ), command=settings.typed_command(),
    )  # fmt: skip
    with output.opened_store(Path.cwd()) as store:
        if presets is not None:
            points = read(presets, target.space)
            options = replace(options, given={f"presets/{presets.stem}": points}, given_only=True, baseline=False)
        else:
            given = {f"presets/{first.stem}": read(first, target.space)} if first is not None else {}
            points, gains = warm_start(store, target.space) if warm else ([], [])
            options = replace(options, given={**given, **({"warm": points} if points else {})}, warm=gains)
        report = _tuned(target, options, store)
    output.deliver([report], json_file=json_file, html=html)
    raise typer.Exit(output.exit_code(report.evidence.outcome, command="tune"))


def _target(
    words: list[str], knobs: list[str], build: str, preset_space: str | None, run: str, objectives: list[str],
    waive: list[str], more: dict[str, Any],
) -> CommandTarget:  # fmt: skip
    from dataclasses import replace

    from hasten.api.tuning.command_line import command_target, program_target
    from hasten.api.tuning.declaration import declared, goal_of
    from hasten.errors import InvalidArgument

    if preset_space is not None:
        if len(words) != 1:
            raise InvalidArgument("--preset-space takes one C or C++ program; give its file")
        return program_target(Path(words[0]), preset_space, run=run, objectives=objectives, waive=waive, **more)
    if waive:
        raise InvalidArgument("--waive belongs to --preset-space; declare the setting as a knob of your own instead")
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


def _build_presets(runs: list[str], out: Path, *, fill: bool, count: int) -> None:
    from hasten.api.tuning.preset_runs import build_presets
    from hasten.api.tuning.presets import runs_named, written
    from hasten.cli import output
    from hasten.report.figures import factor

    with output.opened_store(Path.cwd()) as store:
        records = runs_named(store, runs)
        presets = build_presets(
            store, records, count=count, fill=fill, environ=dict(os.environ),
            say=lambda line: print(line, file=sys.stderr),
        )  # fmt: skip
    targets = len({(r.target.source_hash, r.workload_hash) for r in records})
    output.write_whole(out, written(presets, targets))
    for number, preset in enumerate(presets, start=1):
        changed = {n: v for n, v in preset.values.items() if v not in ("", False)}
        typer.echo(f"{number}. {factor(preset.gain)}  {' '.join(str(v) for v in changed.values())}")
    gained = presets[-1].gain if presets else 1.0
    typer.echo(
        f"{len(presets)} presets over {targets} targets; the best of them and the defaults gives "
        f"{factor(gained)} in the geometric mean, raced; written to {out}"
    )


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

    # Ended from outside, it ends as if interrupted: servers are stopped, folders removed, and the run can be resumed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    budget = Budget(options.budget_s, options.trials)
    with ProgressDisplay(target.name, budget, Console(file=sys.stderr)) as listener:
        return tune_target(target, options, store=store, listeners=[listener])
