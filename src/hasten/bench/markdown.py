"""Stored results as one page of Markdown: a section per result file, made from the files alone."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.bench.results import Results
from hasten.bench.suite import Suite
from hasten.bench.table import Cell, table_rows
from hasten.report.machine import sentence

#: Reasons for leaving tasks out that are written out; the others are counted.
_MOST_REASONS = 12


@dataclass(frozen=True)
class Section:
    """One result file and what is shown of it.

    Attributes:
        table: Cells of each system.
        file: Name of the result file, for the reader who has it.
        searches: Lines about the searches that made the samples, and about runs that this one repeats.
    """

    suite: Suite
    results: Results
    table: Mapping[str, Sequence[Cell]]
    file: str
    searches: Sequence[str] = field(default_factory=tuple)


def page(title: str, sections: Sequence[Section], *, again: str) -> str:
    """All sections under one title; what a benchmark measures is defined where it comes first.

    Args:
        again: The command that makes the page from the files.
    """
    parts = [f"# {title}", f"Made from stored results by `{again}`. Intervals are 95 %, by bootstrap over tasks."]
    defined: set[str] = set()
    for section in sections:
        parts.append(_section(section, define=section.suite.title not in defined))
        defined.add(section.suite.title)
    return "\n\n".join(parts) + "\n"


def _section(section: Section, *, define: bool) -> str:
    results = section.results
    lines = [f"## {section.suite.title}", "", _run(results.head, results.seconds), ""]
    command = results.head.get("command")
    if command:
        lines += ["```", str(command), "```", ""]
    lines += [_scores(section.table), ""]
    for system in results.systems:
        answered = sum(bool(rows) for rows in results.by_task(system).values())
        if answered < len(results.answered):
            lines.append(f"* {system} answered {answered} of {len(results.answered)} tasks.")
    lines += [f"* {line}" for line in section.searches]
    lines.append(f"* {len(results.answered)} tasks judged, {len(results.excluded)} left out.")
    reasons = list(results.excluded.values())
    lines += [f"  * {reason}" for reason in reasons[:_MOST_REASONS]]
    if len(reasons) > _MOST_REASONS:
        lines.append(f"  * and {len(reasons) - _MOST_REASONS} more in `{section.file}`")
    return "\n".join([*lines, "", *_method(section.suite)] if define else lines)


def _run(head: Mapping[str, Any], seconds: float) -> str:
    machine = head.get("machine")
    where = sentence(machine) if isinstance(machine, Mapping) else "an unnamed machine"
    took = f", {seconds:.0f} s" if seconds else ""
    return f"{str(head.get('date', ''))[:10]}, hasten {head.get('version', '')}, {where}{took}."


def _scores(table: Mapping[str, Sequence[Cell]]) -> str:
    heads, systems = table_rows(table)
    rows = [heads, ["---", *["---:" for _ in heads[1:]]], *systems]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def _method(suite: Suite) -> list[str]:
    """The suite's own definition, source and departures."""
    text = inspect.cleandoc(type(suite).__doc__ or "")
    if not text:
        return []
    return ["<details><summary>Definition, source and departures</summary>", "", "```", text, "```", "", "</details>"]
