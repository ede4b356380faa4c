"""Results as one self-contained page: scores, a plot of their intervals, every task; no script, nothing loaded."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from hasten.bench.results import Results
from hasten.bench.suite import Row, Suite
from hasten.bench.table import Cell, Change, table_rows

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b42318; --dot: #2563eb; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); }
td { text-align: right; font-variant-numeric: tabular-nums; } td:first-child, th:first-child { text-align: left; }
svg { max-width: 100%; height: auto; } .good { color: var(--good); } .bad { color: var(--bad); }
details { margin: 1rem 0; } code { font-size: .92em; } text { font: 12px system-ui, sans-serif; fill: currentColor; }
"""


def render(suite: Suite, results: Results, table: Mapping[str, Sequence[Cell]]) -> str:
    """A result file: scores, their intervals, every task, and what was left out."""
    heads, rows = table_rows(table)
    body = [f"<h1>{escape(suite.title)}</h1>", _facts(results), _table(heads, rows)]
    body += [_interval_plot(name, table) for name in heads[1:]]
    body += [_tasks(results), _left_out(results), _method(suite)]
    return _page(suite.title, body)


def render_comparison(
    suite: Suite, before: Results, after: Results, systems: tuple[str, str], changes: Sequence[Change]
) -> str:
    """Two systems: each figure, its difference, and the interval of that."""
    heads = ["figure", *systems, "difference", "95 % interval"]
    rows = []
    for change in changes:
        low, high = change.difference.low, change.difference.high
        tone = "good" if low > 0 else "bad" if high < 0 else ""
        cells = [f"{v:.3f}" for v in (change.before, change.after, change.difference.estimate)]
        rows.append([change.name, *cells, f'<span class="{tone}">[{low:.3f}, {high:.3f}]</span>'])
    body = [f"<h1>{escape(suite.title)}: {escape(systems[0])} and {escape(systems[1])}</h1>"]
    body += [_facts(before), _table(heads, rows, raw=True)]
    body += [_facts(after), "<p>Tasks were resampled for both systems together.</p>"]
    return _page(suite.title, body)


def _page(title: str, body: Sequence[str]) -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        + "\n".join(part for part in body if part) + "\n</body></html>\n"
    )


def _facts(results: Results) -> str:
    head = results.head
    machine = head.get("machine", {})
    shown = ", ".join(f"{key} {value}" for key, value in machine.items()) if isinstance(machine, Mapping) else ""
    settings = ", ".join(f"{key} {value}" for key, value in dict(head.get("settings", {})).items())
    run = f"{head.get('date', '')}, hasten {head.get('version', '')}; {settings}."
    return f"<p>{escape(run)}<br>{escape(shown)}</p>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, raw: bool = False) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    lines = []
    for row in rows:
        cells = [escape(row[0]), *(text if raw else escape(text) for text in row[1:])]
        lines.append("<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>")
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def _interval_plot(name: str, table: Mapping[str, Sequence[Cell]]) -> str:
    """A dot with its interval for each system, on one axis."""
    found = [(system, cell) for system, cells in table.items() for cell in cells if cell.figure.name == name]
    shown = [(system, c) for system, c in found if c.figure.value is not None and c.interval is not None]
    if len(shown) < 2:
        return ""
    low = min(c.interval.low for _, c in shown if c.interval)
    high = max(c.interval.high for _, c in shown if c.interval)
    if not high > low:
        return ""

    def x(value: float) -> float:
        return 190 + 500 * (value - low) / (high - low)

    parts = []
    for place, (system, cell) in enumerate(shown):
        y = 22 + 24 * place
        if cell.interval is None or cell.figure.value is None:
            continue
        parts.append(f'<text x="0" y="{y + 4}">{escape(system[:26])}</text>')
        parts.append(
            f'<line x1="{x(cell.interval.low):.1f}" x2="{x(cell.interval.high):.1f}" y1="{y}" y2="{y}" '
            f'stroke="currentColor"/><circle cx="{x(cell.figure.value):.1f}" cy="{y}" r="4" fill="var(--dot)"/>'
        )
    bottom = 22 + 24 * len(shown)
    parts.append(f'<text x="190" y="{bottom + 8}">{low:.3g}</text>')
    parts.append(f'<text x="690" y="{bottom + 8}" text-anchor="end">{high:.3g}</text>')
    frame = f'viewBox="0 0 720 {bottom + 16}" role="img" aria-label="{escape(name)}"'
    return f"<h2>{escape(name)}</h2><svg {frame}>{''.join(parts)}</svg>"


def _tasks(results: Results) -> str:
    systems = results.systems
    tables = {system: results.by_task(system) for system in systems}
    rows = [[task, *(_shown(tables[system].get(task, [])) for system in systems)] for task in results.answered]
    return f"<details><summary>All tasks</summary>{_table(['task', *systems], rows)}</details>"


def _shown(rows: Sequence[Row]) -> str:
    if not rows:
        return "no answer"
    right = sum(bool(row["right"]) for row in rows)
    why = next((str(row["why"]) for row in rows if row.get("why")), "")
    text = f"{right} of {len(rows)} right" if len(rows) > 1 else ("right" if right else "wrong")
    ratios = [r for r in map(_ratio, rows) if r is not None]
    if ratios:
        text += f", {max(ratios):.3g}x"
    return f"{text} ({why[:90]})" if why else text


def _ratio(row: Row) -> float | None:
    """Known time over the sample's, where a row holds both."""
    truth, sample = row.get("truth_runs"), row.get("sample_runs")
    if isinstance(row.get("speedup"), float):
        return float(row["speedup"])
    if not isinstance(truth, list) or not isinstance(sample, list) or not sample or not truth:
        return None
    total = [math.fsum(math.fsum(runs) / len(runs) for runs in side) for side in (truth, sample)]
    return total[0] / total[1] if total[1] > 0 else None


def _left_out(results: Results) -> str:
    if not results.excluded:
        return ""
    lines = "".join(f"<li>{escape(why)}</li>" for why in results.excluded.values())
    return f"<h2>Left out: {len(results.excluded)} tasks</h2><ul>{lines}</ul>"


def _method(suite: Suite) -> str:
    text = (type(suite).__doc__ or "").strip()
    return f"<details><summary>Definition and departures</summary><pre>{escape(text)}</pre></details>"
