"""``hasten compare OLD NEW``, ``--command OLD NEW``, and ``BASE..HEAD --bench COMMAND``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.api.options import Options
    from hasten.report.context import Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Is NEW faster than OLD, by how much, how sure?")(compare)


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="path.py::function, a command, or BASE..HEAD.")],
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="path.py::function, or a command.")] = None,
    inputs: settings.Inputs = None,
    tests: settings.Tests = None,
    command: Annotated[bool, typer.Option("--command", help="OLD and NEW are commands, in any language.")] = False,
    bench: Annotated[
        str | None, typer.Option("--bench", metavar="COMMAND", help="pytest command to measure two commits with.")
    ] = None,
    meter: Annotated[str, typer.Option("--meter", metavar="NAME", help="cpu or instructions.")] = "cpu",
    memory_sites: Annotated[bool, typer.Option("--memory-sites", help="Name the lines that hold the memory.")] = False,
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
        meter=meter,
        memory_sites=memory_sites,
    )
    found = _compared(old, new, options, command=command, bench=bench)
    output.deliver([found], json_file=json_file, save_test=save_test)
    raise typer.Exit(output.exit_code(found.evidence.outcome, command="compare"))


def _compared(old: str, new: str | None, options: Options, *, command: bool, bench: str | None) -> Report:
    """The answer in the form that was asked for.

    Raises:
        InvalidArgument: The arguments fit none of the forms.
    """
    from hasten.errors import InvalidArgument

    if bench is not None:
        if new is not None or command:
            raise InvalidArgument("--bench takes one argument, BASE..HEAD; leave NEW and --command out")
        return _commits(old, bench, options)
    if new is None:
        if ".." in old and "::" not in old:
            raise InvalidArgument(f"{old} names two commits; say what to measure with --bench \"pytest benches/\"")
        raise InvalidArgument("compare needs OLD and NEW; NEW is missing")
    if command:
        if options.inputs is not None or options.tests is not None:
            raise InvalidArgument("--command takes no --inputs and no --tests; the commands read what they need")
        from hasten.api.commands import compare_commands

        return compare_commands(old, new, options)
    from hasten.api.compare import compare_targets
    from hasten.api.targets import target_of
    from hasten.cli import output

    sides = target_of(old), target_of(new)
    with output.opened_store(Path.cwd()) as store:
        return compare_targets(*sides, options, store=store)


def _commits(span: str, bench: str, options: Options) -> Report:
    from hasten.api.answer import answered_alone
    from hasten.api.commits import compare_commits
    from hasten.core import Objective

    started = time.monotonic()
    found = compare_commits(span, bench, options)
    clock = Objective(clock="pytest-benchmark's median, or CPU of the whole process")
    title = f"{found.base} → {found.head}"
    return answered_alone(title, found.evidence, options, time.monotonic() - started, clock=clock)
