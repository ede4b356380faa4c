"""``hasten export KIND``: training data out of stored runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hasten.cli import settings


def register(app: typer.Typer) -> None:
    """Add the command with its subcommands."""
    export = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    helps = {
        "pairs": "Slow and fast versions with inputs and evidence.",
        "refused": "Candidates that were refused, with reason and counterexample.",
        "trajectories": "What each search tried, with bounded rewards.",
        "edits": "Programs as insertions that parse and lint at every step.",
    }
    for kind, text in helps.items():
        export.command(kind, help=text)(_exporter(kind))
    export.command("check", help="Verify and time exported pairs again, from their file alone.")(check)
    app.add_typer(export, name="export", help="Write training data out of stored runs.")


def _exporter(kind: str):  # type: ignore[no-untyped-def] # typer reads the annotations of the inner function
    """The command of one kind of record."""

    def run(
        licence: Annotated[
            str, typer.Option("--licence", metavar="NAME", help="Licence of the code, written on each record.")
        ],
        out: Annotated[Path, typer.Option("--out", metavar="FILE", help="JSON lines.")],
        runs: Annotated[list[str] | None, typer.Option("--run", metavar="RUN", help="Only this run.")] = None,
        shape: Annotated[
            str, typer.Option("--shape", metavar="NAME", help="Of pairs: plain, pie, efficode.")
        ] = "plain",
        test_share: Annotated[float, typer.Option("--test-share", metavar="SHARE", help="For the test part.")] = 0.1,
        keep_apart: Annotated[
            Path | None, typer.Option("--keep-apart", metavar="FILE", help="Leave out what is near to these programs.")
        ] = None,
        seed: settings.Seed = 0,
        env: settings.Env = None,
    ) -> None:
        from hasten.api.export import ExportRequest, counts_text, export, programs_of, written
        from hasten.cli import output

        apart = programs_of(keep_apart) if keep_apart is not None else []
        request = ExportRequest(
            kind, licence, shape, tuple(runs or ()), test_share, seed, apart, settings.environment(env)
        )
        with output.opened_store(Path.cwd()) as store:
            exported = export(store, request)
        written(exported, out)
        typer.echo(counts_text(exported))
        typer.echo(f"records: {out}")

    return run


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Exported pairs.")],
    budget: settings.Budget = "30s",
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help="Only the first N.")] = None,
    seed: settings.Seed = 0,
    trust: settings.Trust = False,
) -> None:
    """Exit code 1 where a pair differs or is slower now, 3 where one could not be confirmed again."""
    from hasten.api.export import read_records, replay
    from hasten.api.options import duration_s
    from hasten.errors import InvalidArgument

    found = [record for record in read_records(file) if record.get("kind") == "pair"][:limit]
    if not found:
        raise InvalidArgument(f"{file} holds no pairs; `hasten export pairs` writes them")
    outcomes = []
    for record in found:
        replayed = replay(record, budget_s=duration_s(budget), seed=seed, trust=trust)
        then = f"{replayed.then:.2f}x" if replayed.then else "-"
        now = f"{replayed.now:.2f}x" if replayed.now else "-"
        typer.echo(f"{replayed.name}  {replayed.outcome}  then {then}, now {now}  {replayed.reason}")
        outcomes.append(replayed.outcome)
    typer.echo(f"{outcomes.count('holds')} of {len(outcomes)} pairs hold")
    if any(outcome in ("differs", "slower", "broken", "refused") for outcome in outcomes):
        raise typer.Exit(1)
    if any(outcome != "holds" for outcome in outcomes):
        raise typer.Exit(3)
