"""``hasten scan [PATH...]``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hasten.scan.cache import Cache


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(help="Where do slow patterns stand? Nothing is run.")(scan)


def scan(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders; default: .")
    ] = None,
    format_name: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json, sarif or github.")] = "text",
    output_file: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write there instead.")] = None,
    constants: Annotated[
        bool, typer.Option("--all", help="Also findings that change only the constant, not the growth.")
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODE", help="Only these codes, or the start of one: HS1.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="PATTERN", help="Paths to leave out.")
    ] = None,
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="Rank by the time that functions take.")
    ] = None,
    min_share: Annotated[
        float, typer.Option("--min-share", help="With --profile: leave out functions below this share, 0 to 1.")
    ] = 0.0,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Leave out the findings in this file.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write all findings there, then stop.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 when there are findings.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write .hasten/.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Say what a code means, then stop.")
    ] = None,
) -> None:
    """Findings as lines with stable codes; ``# hasten: ignore[HS101]`` on a line hides one."""
    from hasten.cli import output
    from hasten.errors import InvalidArgument
    from hasten.scan.baseline import baseline_of, read_baseline, without_known
    from hasten.scan.formats import FORMATS
    from hasten.scan.ranking import ranked, read_profile
    from hasten.scan.tree import scan_tree

    if explain is not None:
        typer.echo(_explained(explain))
        return
    if format_name not in FORMATS:
        raise InvalidArgument(f"--format {format_name}: unknown; choose from {', '.join(FORMATS)}")
    wanted = _codes(select)
    known = read_baseline(baseline) if baseline is not None else None
    shares = read_profile(profile) if profile is not None else None
    constants = constants or any(code.startswith("HS5") for code in wanted)
    left_out = [*(exclude or ()), *excluded()]
    found = scan_tree(paths or [Path()], cache=cache_of(no_cache=no_cache), constants=constants, exclude=left_out)
    findings = [p for p in found.findings if not wanted or p.finding.code.startswith(wanted)]
    if write_baseline is not None:
        import json

        output.write_whole(write_baseline, json.dumps(baseline_of(findings), indent=1) + "\n")
        typer.echo(f"{len(findings):,} findings written into {write_baseline}")
        return
    hidden = 0
    if known is not None:
        findings, hidden = without_known(findings, known)
    if shares is not None:
        findings = ranked(findings, shares, min_share=min_share)
    text = FORMATS[format_name](replace(found, findings=tuple(findings), baseline=hidden))
    if output_file is not None:
        output.write_whole(output_file, text + "\n")
    elif text:
        typer.echo(text)
    raise typer.Exit(1 if check and findings else 0)


def _codes(select: list[str] | None) -> tuple[str, ...]:
    """The codes, or starts of codes, that are wanted.

    Raises:
        InvalidArgument: No code starts so.
    """
    from hasten.errors import InvalidArgument
    from hasten.scan.codes import CODES

    wanted = tuple(code.strip().upper() for part in select or () for code in part.split(",") if code.strip())
    for start in wanted:
        if not any(code.startswith(start) for code in CODES.values()):
            last = max(CODES.values())
            raise InvalidArgument(f"--select {start}: no code starts so; they reach from HS101 to {last}")
    return wanted


def excluded() -> list[str]:
    """The patterns of ``exclude`` in ``[tool.hasten]``.

    Raises:
        InvalidArgument: It is no list of texts, or the file does not parse.
    """
    from hasten.cli.settings import configured
    from hasten.errors import InvalidArgument

    found = configured(Path.cwd()).get("exclude", [])
    if not isinstance(found, list) or not all(isinstance(pattern, str) for pattern in found):
        raise InvalidArgument(f'[tool.hasten] exclude must be a list of patterns, ["tests/*"], but is {found!r}')
    return found


def cache_of(*, no_cache: bool) -> Cache:
    """The cache in the state folder, or one that keeps nothing where that cannot be written."""
    from hasten.errors import StoreError
    from hasten.scan.cache import Cache
    from hasten.stores.folder import make_folder

    if no_cache:
        return Cache(None)
    try:
        return Cache(make_folder(Path.cwd()))
    except StoreError:
        return Cache(None)


def _explained(code: str) -> str:
    """What the rule says of itself.

    Raises:
        InvalidArgument: There is no such code.
    """
    from hasten.errors import InvalidArgument
    from hasten.proposers.rules import all_rules, rule_name
    from hasten.proposers.rules._documentation import reference_page
    from hasten.scan.codes import CODES

    for rule in all_rules():
        if code.upper() in (CODES[rule_name(rule)], rule_name(rule).upper()):
            return f"{CODES[rule_name(rule)]}\n\n{reference_page(rule)}"
    raise InvalidArgument(f"--explain {code}: no such code; they reach from HS101 to {max(CODES.values())}")
