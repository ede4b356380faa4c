"""What a change did to a project's benchmarks, as one comment in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hasten.core.evidence import Speedup
from hasten.report import figures

#: By this line a script finds its own comment again, to replace it.
MARK = "<!-- hasten: this change -->"
_MOST_ROWS, _MOST_FINDINGS = 60, 30
_SIGNS = {"faster": "**faster**", "slower": "**slower**", "not_faster": "no change", "inconclusive": "cannot be told"}


@dataclass(frozen=True)
class BenchmarkLine:
    """One benchmark.

    Attributes:
        name: Its test id.
        base_s: Seconds of the base.
        speedup: Base over head, None where there is no figure.
        verdict: ``faster``, ``slower``, ``not_faster`` or ``inconclusive``.
    """

    name: str
    base_s: float
    speedup: Speedup | None
    verdict: str


@dataclass(frozen=True)
class ChangeComment:
    """What goes into the comment.

    Attributes:
        base: Name of the base.
        head: Name of the head.
        benchmarks: One line each; None where none were asked for.
        findings: New slow patterns, one line each; None where no scan was asked for.
        claims: Claims that were checked, one line each.
    """

    base: str
    head: str
    benchmarks: Sequence[BenchmarkLine] | None = None
    findings: Sequence[str] | None = None
    claims: Sequence[str] = ()


def markdown(comment: ChangeComment) -> str:
    """The comment; it ends in a line that names what was measured and how."""
    parts = [MARK, f"### hasten: {verdict(comment)}", ""]
    if comment.benchmarks is not None:
        parts += [*_table(comment.benchmarks), ""]
    if comment.claims:
        parts += ["**Claims**", "", *(f"* {line}" for line in comment.claims), ""]
    if comment.findings:
        shown = comment.findings[:_MOST_FINDINGS]
        more = [f"* and {len(comment.findings) - len(shown):,} more"] if len(shown) < len(comment.findings) else []
        title = figures.count(len(comment.findings), "new slow pattern")
        listed = [*(f"* {line}" for line in shown), *more]
        parts += [f"<details><summary>{title}</summary>", "", *listed, "", "</details>", ""]
    measured = comment.benchmarks is not None
    how = "; base and head were measured in turns on the same machine, above 1 is faster" if measured else ""
    parts.append(f"<sub>`{_short(comment.base)}` → `{_short(comment.head)}`{how}.</sub>")
    return "\n".join(parts) + "\n"


def verdict(comment: ChangeComment) -> str:
    """The first line: what a reader must know."""
    lines = comment.benchmarks or ()
    said = []
    for word, text in (("slower", "slower"), ("faster", "faster")):
        count = sum(line.verdict == word for line in lines)
        if count:
            said.append(f"{count} of {figures.count(len(lines), 'benchmark')} {text}")
    if comment.benchmarks is not None and not said:
        said.append(f"no change shown in {figures.count(len(lines), 'benchmark')}")
    if comment.findings:
        said.append(figures.count(len(comment.findings), "new slow pattern"))
    return ", ".join(said) or "nothing to report"


def _short(commit: str) -> str:
    """A full hash is cut; a name stays."""
    return commit[:12] if len(commit) == 40 and set(commit) <= set("0123456789abcdef") else commit


def _table(lines: Sequence[BenchmarkLine]) -> list[str]:
    """Changes first."""
    order = {"slower": 0, "faster": 1, "inconclusive": 2, "not_faster": 3}
    rows = sorted(lines, key=lambda line: (order.get(line.verdict, 4), line.name))
    head = ["| benchmark | base | speed-up | interval | |", "|---|--:|--:|---|---|"]
    shown = [_row(line) for line in rows[:_MOST_ROWS]]
    more = [f"| and {len(rows) - _MOST_ROWS:,} more | | | | |"] if len(rows) > _MOST_ROWS else []
    return [*head, *shown, *more]


def _row(line: BenchmarkLine) -> str:
    name = line.name.replace("|", "\\|").replace("`", "'")
    if line.speedup is None:
        return f"| `{name}` | {figures.seconds(line.base_s)} | | | {_SIGNS['inconclusive']} |"
    found = line.speedup
    ends = figures.interval(found.low, found.high)
    interval = f"{ends} {figures.share(found.confidence)}"
    sign = _SIGNS.get(line.verdict, line.verdict)
    return f"| `{name}` | {figures.seconds(line.base_s)} | {figures.factor(found.estimate)} | {interval} | {sign} |"
