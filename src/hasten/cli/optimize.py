"""``hasten optimize TARGET...``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.report.context import Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Find a faster version of a function, with evidence.")(optimize)


def optimize(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TARGET...] [-- CMD...]", help="path.py::function, or a folder; a command after --."),
    ] = None,
    inputs: settings.Inputs = None,
    tests: settings.Tests = None,
    allow: Annotated[
        str | None,
        typer.Option("--allow", metavar="NAMES", help="python, numpy, numba, native, parallel, native-max."),
    ] = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="TIME", help="Time to spend: 30s, 2m.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Edit the file.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --apply edits.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 where nothing faster was found.")] = False,
    json_file: settings.Json = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one HTML page.")
    ] = None,
    seed: settings.Seed = 0,
    python: settings.Python = None,
    env: settings.Env = None,
    level: settings.Level = None,
    waive: settings.Waive = None,
    trust: settings.Trust = False,
    proposer: Annotated[
        str | None, typer.Option("--proposer", metavar="CMD", help="Outside proposer, JSON Lines.")
    ] = None,
    min_share: Annotated[
        float, typer.Option("--min-share", metavar="PERCENT", help="Least share of a command's time worth a try.")
    ] = 5.0,
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="NAME", help="Commit the changes of a command on a new branch.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say what was recognised and why it is faster.")] = False,
    save_test: settings.SaveTest = None,
    assume_seeded: settings.AssumeSeeded = False,
    show_config: settings.ShowConfig = False,
) -> None:
    """The main job: search, verify, measure, and show the diff with its evidence."""
    from hasten.cli import output
    from hasten.errors import InvalidArgument

    config = settings.configured(Path.cwd())
    options = settings.options(
        inputs=inputs,
        tests=tests,
        budget=budget or str(config.get("budget", "60s")),
        seed=seed,
        python=python,
        env=env,
        allow=allow or ",".join(config.get("allow", ["python"])),
        level=level,
        waive=waive,
        trust=trust,
        proposer=proposer,
        assume_seeded=assume_seeded,
    )
    if show_config:
        settings.show(options, config, sys.stdout)
        return
    words, command = _split(targets or [])
    if command or not words or not all("::" in word for word in words):
        from hasten.cli.program import optimize_command

        # Inputs that pyproject.toml names for its one target have no meaning here.
        raise typer.Exit(
            optimize_command(
                words,
                command,
                replace(options, inputs=inputs, tests=tests or config.get("tests")),
                apply=apply,
                yes=yes,
                check=check,
                json_file=json_file,
                html=html,
                min_share=min_share,
                branch=branch,
            )
        )
    if branch is not None:
        raise InvalidArgument("--branch belongs to a whole command, as in `hasten optimize --branch NAME -- CMD`")
    targets = words
    if len(targets) > 1 and options.inputs is not None:
        raise InvalidArgument("--inputs belongs to one target, but several were given; use --tests or one command each")
    written = _run(targets, options, done=partial(_applied, options=options, yes=yes) if apply else None)
    output.deliver(written, json_file=json_file, html=html, save_test=save_test)
    if explain:
        _explain(written, to_error=json_file == "-")
    codes = [output.exit_code(r.evidence.outcome, command="optimize", check=check) for r in written]
    raise typer.Exit(output.worst(codes))


def _explain(reports: Sequence[Report], *, to_error: bool) -> None:
    from hasten.api.explain import explained

    for report in reports:
        for text in explained(report):
            print(f"\n{text}", file=sys.stderr if to_error else sys.stdout)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Targets, and the command behind ``--``, which the parser has taken out."""
    typed = sys.argv[1:]
    behind = len(typed) - typed.index("--") - 1 if "--" in typed else 0
    cut = len(words) - behind
    if behind and all("::" in word for word in words):
        return words, []
    return words[:cut], words[cut:]


def _run(specs: list[str], options: Any, done: Callable[[Report], Report] | None) -> list[Report]:
    """All targets, sharing the budget evenly over those that are left.

    Args:
        specs: The targets.
        options: The budget is that of all.
        done: What is done with each report before the next target is read, which may lie in the same file.
    """
    import time

    from rich.console import Console

    from hasten.api.optimize import optimize_target
    from hasten.api.targets import target_of
    from hasten.cli import output
    from hasten.core import Budget
    from hasten.report.progress import ProgressDisplay

    targets = [target_of(spec) for spec in specs]
    started = time.monotonic()
    reports = []
    with output.opened_store(Path.cwd()) as store:
        for number, spec in enumerate(specs):
            target = target_of(spec) if done is not None else targets[number]
            left_s = options.budget_s - (time.monotonic() - started)
            share = replace(options, budget_s=max(1.0, left_s / (len(targets) - number)))
            with ProgressDisplay(specs[number], Budget(share.budget_s), Console(stderr=True)) as listener:
                report = optimize_target(target, share, store=store, listeners=[listener])
            reports.append(done(report) if done is not None else report)
    return reports


def _applied(report: Report, *, options: Any, yes: bool) -> Report:
    """Write the variant into the user's file, where it may be written without a doubt and the tests still pass."""
    import os

    from hasten.api.apply import apply_variant, why_not
    from hasten.api.delivery import listed, notes
    from hasten.api.end_to_end import broken_tests

    reason = why_not(report)
    if reason:
        if report.evidence.outcome == "faster":
            print(f"hasten: not applied: {reason}", file=sys.stderr)
        return report
    if not yes and not _asked(report):
        print("hasten: not applied: you said no", file=sys.stderr)
        return report
    if options.tests and (reason := broken_tests(report, options, os.environ)):
        print(f"hasten: not applied: {reason}", file=sys.stderr)
        return report
    for line in [*listed(apply_variant(report)), *notes(report)]:
        print(line, file=sys.stderr)
    return replace(report, context=replace(report.context, applied=True))


def _asked(report: Report) -> bool:
    from hasten.cli import output
    from hasten.report.text import report_text

    return output.confirmed(report_text(report.evidence, report.context), "Apply this change?")
