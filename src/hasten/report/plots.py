"""The two plots of the page, as inline SVG. Colours and fonts come from the page's style sheet, by class."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from hasten.core.evidence import SizeRow
from hasten.report import figures
from hasten.report.axes import LogAxis, log_axis

_WIDTH = 760
_LEFT, _RIGHT = 150, 24
#: Room for the figures that end each row of the interval plot.
_FIGURES = 176
#: The axis of the interval plot reaches to 1x when the speed-up is nearer to it than this; beyond, only a zoom shows
#: the interval at all.
_NEAR_ONE = 1.6


_LEAST, _MOST = 1e-15, 1e15


@dataclass(frozen=True)
class IntervalRow:
    """One row of the interval plot.

    Attributes:
        label: Name of the row.
        estimate: Speed-up, a factor.
        low: Low end of its interval.
        high: High end, or None for a bound.
        dots: Estimates of single processes.
        counted: Whether it belongs to the headline; others are drawn hollow.
    """

    label: str
    estimate: float
    low: float
    high: float | None
    dots: tuple[float, ...] = ()
    counted: bool = True


def interval_plot(rows: Sequence[IntervalRow], *, resolution: float, zoom: bool = False) -> Markup:
    """Speed-up with its interval, row by row, on a logarithmic axis; 1x is marked, and what the machine resolves.

    Args:
        rows: Rows with figures that cannot be drawn (not finite, not above 0) are left out; no rows give no plot.
            A bound is drawn up to the edge.
        resolution: What the machine resolves, relative.
        zoom: Fill the width with the intervals, even where 1x is then too far away to be shown.
    """
    rows = [row for row in rows if _drawable(row.estimate, row.low) and (row.high is None or _drawable(row.high))]
    if not rows:
        return Markup("")
    height = 40 * len(rows) + 52
    values = [v for row in rows for v in (row.low, row.estimate, row.high or 2 * row.low, *row.dots) if _drawable(v)]
    near = 1 / _NEAR_ONE < min(values) and max(values) < _NEAR_ONE
    axis = log_axis(values if zoom and not near else [1.0, *values], start=_LEFT, stop=_WIDTH - _FIGURES)
    bottom = height - 34
    parts = _vertical_grid(axis, bottom, lambda value: figures.trimmed(figures.factor(value)))
    if axis.low < 1 < axis.high:
        one = axis.at(1.0)
        parts.append(_band(axis, resolution, bottom))
        parts.append(f'<line class="one" x1="{one}" x2="{one}" y1="4" y2="{bottom}"/>')
    for number, row in enumerate(rows):
        parts.append(_interval(row, axis, 40 * number + 24))
    title = "speed-up, before over after (logarithmic)"
    parts.append(_text(_WIDTH - _FIGURES, height - 4, title, "axis", anchor="end"))
    return _svg(height, parts, "Speed-up with its interval: " + "; ".join(map(_spoken, rows)))


def size_plot(
    rows: Sequence[SizeRow],
    *,
    before: str = "before",
    after: str = "after",
    counted: Container[str] = ("given", "recorded"),
) -> Markup:
    """Time per call by size of the input, both sides, on logarithmic axes.

    Args:
        rows: Sizes with seconds per call; rows that cannot be drawn on logarithmic axes are left out.
        before: Legend of the original, perhaps with its growth.
        after: Legend of the variant.
        counted: Origins that count in the headline; others are drawn hollow.
    """
    rows = sorted((row for row in rows if _drawable(row.size, row.old, row.new)), key=lambda row: row.size)
    if not rows:
        return Markup("")
    height, left = 330, 84
    x = log_axis([float(row.size) for row in rows], start=left, stop=_WIDTH - _RIGHT, least=4)
    y = log_axis([t for row in rows for t in (row.old, row.new)], start=height - 48, stop=34, least=4)
    parts = _vertical_grid(x, height - 48, lambda value: figures.trimmed(figures.rounded(value)), top=34)
    for tick in y.ticks:
        at = y.at(tick)
        parts.append(f'<line class="grid" x1="{left}" x2="{_WIDTH - _RIGHT}" y1="{at}" y2="{at}"/>')
        parts.append(_text(left - 10, at + 4, figures.trimmed(figures.seconds(tick)), "tick", anchor="end"))
    for side, values in (("before", [row.old for row in rows]), ("after", [row.new for row in rows])):
        points = [(x.at(row.size), y.at(value)) for row, value in zip(rows, values, strict=True)]
        parts.append(f'<polyline class="{side}" points="{" ".join(f"{a},{b}" for a, b in points)}"/>')
        for (a, b), row, value in zip(points, rows, values, strict=True):
            hollow = "" if row.origin in counted else " hollow"
            title = f"size {figures.count(row.size)}: {figures.seconds(value)} {side}"
            circle = f'<circle class="{side}{hollow}" cx="{a}" cy="{b}" r="5">'
            parts.append(f"{circle}<title>{escape(title)}</title></circle>")
    parts += _legend(left, before, after)
    parts.append(_text(_WIDTH - _RIGHT, height - 8, "size of the input (both axes logarithmic)", "axis", anchor="end"))
    spoken = "; ".join(
        f"size {figures.count(row.size)}: {figures.seconds(row.old)} before, {figures.seconds(row.new)} after"
        for row in rows
    )
    return _svg(height, parts, "Time per call by size of the input: " + spoken)


def _drawable(*values: float) -> bool:
    # The bounds leave room for margins and ticks; no time or ratio that was measured comes near them.
    return all(_LEAST <= value <= _MOST for value in values)


def _svg(height: int, parts: Sequence[str], spoken: str) -> Markup:
    label = escape(spoken)
    return Markup(
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, text: str, kind: str, *, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _vertical_grid(axis: LogAxis, bottom: float, write: Callable[[float], str], *, top: float = 4) -> list[str]:
    parts = []
    for tick in axis.ticks:
        at = axis.at(tick)
        parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>')
        parts.append(_text(at, bottom + 16, write(tick), "tick", anchor="middle"))
    return parts


def _band(axis: LogAxis, resolution: float, bottom: float) -> str:
    low, high = axis.at(1 / (1 + resolution)), axis.at(1 + resolution)
    title = f"not resolved on this machine: less than {figures.share(resolution)}"
    return (
        f'<rect class="band" x="{low}" y="4" width="{round(high - low, 2)}" height="{bottom - 4}">'
        f"<title>{escape(title)}</title></rect>"
    )


def _interval(row: IntervalRow, axis: LogAxis, y: int) -> str:
    hollow = "" if row.counted else " hollow"
    low, estimate = axis.at(row.low), axis.at(row.estimate)
    high = axis.stop if row.high is None else axis.at(row.high)
    verdict = "faster" if row.low > 1 else "slower" if row.high is not None and row.high < 1 else "open"
    parts = [_text(_LEFT - 14, y + 4, row.label, "row", anchor="end")]
    parts += [f'<circle class="dot" cx="{axis.at(dot)}" cy="{y - 12}" r="2.5"/>' for dot in row.dots if _drawable(dot)]
    parts.append(f'<line class="interval {verdict}" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>')
    for end in (low, high) if row.high is not None else (low,):
        parts.append(f'<line class="interval {verdict}" x1="{end}" x2="{end}" y1="{y - 6}" y2="{y + 6}"/>')
    parts.append(f'<circle class="estimate {verdict}{hollow}" cx="{estimate}" cy="{y}" r="4.5"/>')
    parts.append(_text(_WIDTH - _FIGURES + 16, y + 4, _figures(row), "row"))
    return f"<g><title>{escape(_spoken(row))}</title>{''.join(parts)}</g>"


def _figures(row: IntervalRow) -> str:
    if row.high is None:
        return figures.at_least(row.low)
    return f"{figures.factor(row.estimate)} {figures.interval(row.low, row.high)}"


def _spoken(row: IntervalRow) -> str:
    return f"{row.label} {_figures(row)}"


def _legend(left: int, before: str, after: str) -> list[str]:
    parts, x = [], float(left)
    for side, text in (("before", before), ("after", after)):
        parts.append(f'<line class="{side}" x1="{x}" x2="{x + 22}" y1="16" y2="16"/>')
        parts.append(f'<circle class="{side}" cx="{x + 11}" cy="16" r="4"/>')
        parts.append(_text(x + 30, 20, text, "row"))
        x += 60 + 8.0 * len(text)
    return parts
