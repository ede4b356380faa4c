"""``hasten profile -- CMD...``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Run a command and say where its time goes.")(profile)


def profile(
    command: Annotated[list[str], typer.Argument(metavar="-- CMD...", help="The command, after --.")],
    json_file: settings.Json = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the hot list and a flame graph as one page.")
    ] = None,
    python: settings.Python = None,
    memory: Annotated[
        bool, typer.Option("--memory", help="Run it once more and say which lines hold its memory at the peak.")
    ] = False,
    native: Annotated[
        bool, typer.Option("--native", help="Run it once more and tell time in functions written in C apart.")
    ] = False,
    top: Annotated[int, typer.Option("--top", help="Functions to print.")] = 20,
) -> None:
    """Run it once, as it is, with a sampler inside; its output goes where it always goes."""
    import os
    import shlex
    import sys

    from hasten.api.profile import c_calls_of_command, memory_of_command, profile_command, program_of
    from hasten.cli.output import write_json, write_whole
    from hasten.report.profile import memory_text, profile_html, profile_json, profile_text

    python = python or settings.configured(Path.cwd()).get("python")
    program, _ = program_of(command, os.environ, python)
    out = sys.stderr if json_file == "-" else None
    found, ended = profile_command(program, shown=True, out=out.buffer if out is not None else None)
    folder, typed = Path.cwd(), shlex.join(command)
    c_calls = c_calls_of_command(program) if native else None
    held = memory_of_command(program) if memory else None
    print(profile_text(found, folder, rows=top, c_calls=c_calls), file=sys.stderr)
    if held is not None:
        print("\n" + memory_text(held, folder, rows=top), file=sys.stderr)
    if ended.code:
        print(f"hasten: the command ended with exit code {ended.code}", file=sys.stderr)
    if json_file is not None:
        write_json(profile_json(found, folder, typed, ended.code, c_calls=c_calls, memory=held), json_file)
    if html is not None:
        write_whole(html, profile_html(found, folder, typed, c_calls=c_calls, memory=held))
    raise typer.Exit(1 if ended.code else 0)
