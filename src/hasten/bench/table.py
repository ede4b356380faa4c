"""Scores of all systems of a result file, with intervals, as rows of text."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasten.bench.results import Results
from hasten.bench.scores.bootstrap import Interval, bootstrap
from hasten.bench.suite import Figure, Row, Suite

#: Resamples for a table: enough for two digits of an interval.
_ROUNDS = 400


@dataclass(frozen=True)
class Cell:
    """One figure of one system.

    Attributes:
        figure: The figure.
        interval: Its interval over tasks, None where it cannot be computed.
    """

    figure: Figure
    interval: Interval | None

    def text(self) -> str:
        """``0.512 [0.44, 0.58]``, or a dash."""
        if self.figure.value is None:
            return "-"
        scale, mark = (100.0, " %") if self.figure.percent else (1.0, "")
        digits = 1 if self.figure.percent else 3
        shown = f"{scale * self.figure.value:.{digits}f}{mark}"
        if self.interval is None:
            return shown
        return f"{shown} [{scale * self.interval.low:.{digits}f}, {scale * self.interval.high:.{digits}f}]"


def score_table(suite: Suite, results: Results, ks: Sequence[int], *, rng: random.Random) -> dict[str, list[Cell]]:
    """Cells of each system; intervals are over tasks, 95 %."""
    return {system: cells_of(suite, results.by_task(system), ks, rng=rng) for system in results.systems}


def cells_of(
    suite: Suite, rows: Mapping[str, Sequence[Row]], ks: Sequence[int], *, rng: random.Random
) -> list[Cell]:
    """All figures of one system with their intervals."""
    if not rows:
        return []
    figures = suite.figures(rows, ks)
    drawn: dict[str, list[float]] = {figure.name: [] for figure in figures}
    names = list(rows)
    for _ in range(_ROUNDS if len(names) > 1 else 0):
        for figure in suite.figures(resampled(rows, [names[rng.randrange(len(names))] for _ in names]), ks):
            if figure.value is not None and figure.name in drawn:
                drawn[figure.name].append(figure.value)
    return [Cell(figure, _interval(figure, drawn[figure.name])) for figure in figures]


def resampled(rows: Mapping[str, Sequence[Row]], names: Sequence[str]) -> dict[str, Sequence[Row]]:
    """The rows of these tasks; a task that is named twice is there twice."""
    return {f"{name}#{number}": rows[name] for number, name in enumerate(names)}


def _interval(figure: Figure, drawn: list[float]) -> Interval | None:
    if figure.value is None or len(drawn) < _ROUNDS // 2:
        return None
    ordered = sorted(drawn)
    low, high = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.025, 0.975))
    return Interval(figure.value, low, high, 0.95)


@dataclass(frozen=True)
class Change:
    """One figure in two systems.

    Attributes:
        name: Name of the figure.
        before: In the first.
        after: In the second.
        difference: Second minus first, with its interval over the tasks that both were judged on.
    """

    name: str
    before: float
    after: float
    difference: Interval
    percent: bool = False


def compared(
    suite: Suite, before: Mapping[str, Sequence[Row]], after: Mapping[str, Sequence[Row]], ks: Sequence[int], *,
    rng: random.Random,
) -> list[Change]:
    """Figures of two systems on the tasks that both were judged on, tasks resampled together."""
    names = [name for name in before if name in after]
    if not names:
        return []
    first, second = ({name: side[name] for name in names} for side in (before, after))
    found = []
    pairs = zip(suite.figures(first, ks), suite.figures(second, ks), strict=False)
    for place, (a, b) in enumerate(pairs):
        if a.value is None or b.value is None or a.name != b.name:
            continue

        def difference(drawn: Sequence[str], place: int = place) -> float:
            values = [suite.figures(resampled(side, drawn), ks)[place].value for side in (first, second)]
            return (values[1] or 0.0) - (values[0] or 0.0)

        interval = bootstrap(names, difference, rng=rng, rounds=_ROUNDS)
        found.append(Change(a.name, a.value, b.value, interval, a.percent))
    return found


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, the first to the left and the others to the right."""
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    lines = []
    for row in [heads, *rows]:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def table_rows(table: Mapping[str, Sequence[Cell]]) -> tuple[list[str], list[list[str]]]:
    """The heads and one row of texts per system; a dash where a system has no such figure."""
    names = list(dict.fromkeys(cell.figure.name for cells in table.values() for cell in cells))
    rows = []
    for system, cells in table.items():
        by_name = {cell.figure.name: cell.text() for cell in cells}
        rows.append([system, *(by_name.get(name, "-") for name in names)])
    return ["system", *names], rows


def table_text(table: Mapping[str, Sequence[Cell]]) -> str:
    """One line per system, one column per figure."""
    return text_table(*table_rows(table))
