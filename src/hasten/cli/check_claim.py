"""``hasten check-claim OLD NEW --claim "15 % faster"``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.api.check_claim import CheckedClaim

#: The contract's codes: 1 is a finding against the change, 3 is "not shown", 2 "cannot be judged".
CODES = {"confirmed": 0, "changes_behaviour": 1, "refused": 2, "not_confirmed": 3}
_STYLES = {"confirmed": "bold green", "changes_behaviour": "bold red"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check-claim", help="Does a change do what is claimed of it, and nothing else?")(check_claim)


def check_claim(
    old: Annotated[str, typer.Argument(metavar="OLD|BASE..HEAD", help="path.py::function, or two commits.")],
    new: Annotated[str, typer.Argument(metavar="NEW|TARGET", help="path.py::function")],
    claim: Annotated[str, typer.Option("--claim", metavar="TEXT|FILE", help='"15 % faster", or evidence as JSON.')],
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
    """Verify the change, measure it, and hold the figures against the claim."""
    from hasten.api.check_claim import check_claim as checked
    from hasten.api.check_claim import sides_of
    from hasten.api.stated_claim import stated_claim
    from hasten.cli import output

    stated = stated_claim(claim)
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
    with output.opened_store(Path.cwd()) as store, sides_of(old, new, options) as (a, b, fitted):
        found = checked(a, b, stated, fitted, store=store)
    _say(found, json_file=json_file)
    output.deliver([found.report], json_file=None, save_test=save_test, to_error=json_file == "-")
    if json_file is not None:
        output.write_json(found.json(), json_file)
    raise typer.Exit(CODES[found.answer])


def _say(found: CheckedClaim, *, json_file: str | None) -> None:
    """The answer in one line; a refusal is said by the report itself."""
    from rich.console import Console
    from rich.text import Text

    if found.answer == "refused":
        return
    console = Console(file=sys.stderr if json_file == "-" else sys.stdout, highlight=False)
    word = found.answer.replace("_", " ")
    style = _STYLES.get(found.answer, "bold yellow")
    line = Text.assemble((word, style), f': "{found.claim.text}": {found.reason}')
    console.print(line, soft_wrap=True)
