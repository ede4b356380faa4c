"""``hasten ci BASE..HEAD``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasten.cli import settings

if TYPE_CHECKING:
    from hasten.api.ci import ChangeCheck


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="What does a change do? Benchmarks of two commits in turns, new slow patterns, one comment.")(ci)


def ci(
    span: Annotated[str, typer.Argument(metavar="BASE..HEAD", help="The two commits.")],
    bench: Annotated[
        str | None, typer.Option("--bench", metavar="COMMAND", help="pytest command to measure with.")
    ] = None,
    build: Annotated[
        str, typer.Option("--build", metavar="COMMAND", help="Shell command that prepares a checkout.")
    ] = "",
    scan: Annotated[
        list[str] | None, typer.Option("--scan", metavar="PATH", help="Folder or file to scan, relative to here.")
    ] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", metavar="TEXT", help='"path.py::function 15 % faster", checked.')
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="comment.md, report.html, compare.json, hasten.sarif.")
    ] = Path("hasten-ci"),
    budget: settings.Budget = "300s",
    seed: settings.Seed = 0,
    python: settings.Python = None,
    env: settings.Env = None,
    trust: settings.Trust = False,
) -> None:
    """Exit code 1 only for a benchmark that two measurements confirm slower, or a claim that changes behaviour."""
    from hasten.api.ci import check_change
    from hasten.cli import output
    from hasten.cli.scan import cache_of
    from hasten.errors import InvalidArgument
    from hasten.report.change_comment import markdown

    if bench is None and not scan and not claim:
        raise InvalidArgument("hasten ci has nothing to do; give --bench, --scan or --claim")
    options = settings.options(inputs=None, tests=None, budget=budget, seed=seed, python=python, env=env, trust=trust)
    with output.opened_store(Path.cwd()) as store:
        found = check_change(
            span, options, store=store, bench=bench, build=build, scan=scan or (), claims=claim or (),
            cache=cache_of(no_cache=False),
        )  # fmt: skip
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidArgument(f"--out {out} cannot be made: {error.strerror}; choose another folder") from error
    text = markdown(found.comment)
    output.write_whole(out / "comment.md", text)
    _files(found, out)
    typer.echo(text)
    raise typer.Exit(1 if found.failed else 0)


def _files(found: ChangeCheck, out: Path) -> None:
    """What other programs read: the evidence, the page, the findings."""
    from hasten.cli import output

    if found.report is not None:
        from hasten.report.evidence_json import to_json
        from hasten.report.html import render

        document = to_json(found.report.evidence, found.report.context)
        output.write_json(document, str(out / "compare.json"))
        output.write_whole(out / "report.html", render([found.report]))
    if found.scan is not None:
        from hasten.scan.formats import sarif

        output.write_whole(out / "hasten.sarif", sarif(found.scan) + "\n")
    for number, claim in enumerate(found.claims, 1):
        output.write_json(claim.json(), str(out / f"claim-{number}.json"))
