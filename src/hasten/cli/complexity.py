"""``hasten complexity TARGET``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="How do time and memory of a function grow with its inputs?")(complexity)


def complexity(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="path.py::function")],
    inputs: settings.Inputs = None,
    tests: settings.Tests = None,
    json_file: settings.Json = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE.svg", help="Write the log-log plot as an SVG file.")
    ] = None,
    budget: settings.Budget = "30s",
    seed: settings.Seed = 0,
    python: settings.Python = None,
    env: settings.Env = None,
    trust: settings.Trust = False,
) -> None:
    """Grow an input along each argument and along all of them, measure, and name the class."""
    from rich.console import Console
    from rich.table import Table

    from hasten.api.complexity import complexity_of, fit_text, to_json
    from hasten.api.targets import target_of
    from hasten.cli import output
    from hasten.report import figures
    from hasten.report.growth_plot import Curve, growth_svg, growth_text

    options = settings.options(
        inputs=inputs, tests=tests, budget=budget, seed=seed, python=python, env=env, trust=trust
    )
    found = complexity_of(target_of(target), options)
    console = Console(file=sys.stderr if json_file == "-" else sys.stdout, highlight=False)
    table = Table("argument", "sizes", "time", "memory", box=None, pad_edge=False)
    for row in found.rows:
        sizes = [p.size for p in row.series.points]
        reach = f"{figures.count(round(sizes[0]))} to {figures.count(round(sizes[-1]))}" if sizes else "none"
        table.add_row(row.name, reach, fit_text(row.series.time), fit_text(row.series.memory))
    console.print(f"{target}  growth, from {found.origin}", soft_wrap=True)
    console.print(table)
    curves = [
        Curve(f"{row.name}: {row.series.time}", tuple((p.size, p.seconds) for p in row.series.points))
        for row in found.rows
    ]
    console.print(growth_text(curves), markup=False, soft_wrap=True)
    if plot is not None:
        output.write_whole(plot, growth_svg(curves, title=f"{found.target.name}: seconds by size"))
    if json_file is not None:
        output.write_json(to_json(found), json_file)
