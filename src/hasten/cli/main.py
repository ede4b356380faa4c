"""Entry point: builds the command tree, turns every error into one plain sentence and an exit code."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from hasten import __version__
from hasten.cli import (
    bench,
    check_claim,
    ci,
    compare,
    complexity,
    doctor,
    export,
    mcp,
    optimize,
    profile,
    report,
    resume,
    scan,
    tune,
    verify,
)

#: What a wrong command line raises. Typer brings its own copy of click in some versions and uses the installed one in
#: others; its public ``BadParameter`` is a usage error in all of them.
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="hasten",
    help="An automatic performance engineer: the same code, faster, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
COMMANDS = (
    optimize, verify, compare, check_claim, ci, scan, complexity, doctor, bench, export, mcp, profile,
    tune, report, resume,
)  # fmt: skip
for module in COMMANDS:
    module.register(app)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"hasten {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that belong to no command."""


def main() -> None:
    """Run the command line; exit codes are those of the contract (0, 1, 2, 3)."""
    try:
        code = app(standalone_mode=False)
    except typer.Exit as done:
        code = done.exit_code
    except typer.Abort:
        code = _fail("interrupted; what was found so far is kept, `hasten resume` goes on", 130)
    except USAGE_ERROR as error:
        code = _fail(_usage(error), 2)
    except KeyboardInterrupt:
        code = _fail("interrupted; what was found so far is kept, `hasten resume` goes on", 130)
    except Exception as error:
        from hasten.errors import HastenError

        if not isinstance(error, HastenError):
            raise
        code = _fail(str(error), 2)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Any) -> str:
    command = error.ctx.command_path if error.ctx is not None else "hasten"
    text = str(error.format_message()).rstrip(".").replace("\n", " ")
    return f"{text}; `{command} --help` shows what is possible"


def _fail(sentence: str, code: int) -> int:
    print(f"hasten: {' '.join(sentence.split())}", file=sys.stderr)
    return code
