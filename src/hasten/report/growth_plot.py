"""Growth on log-log axes: as a stand-alone SVG file, and in the terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hasten.report import figures
from hasten.report.axes import log_axis

_WIDTH, _HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 20, 40, 52
_COLOURS = ("#1b6ca8", "#c1440e", "#3a7d44", "#7b4b94", "#8a6d1d", "#4d4d4d")
_MARKS = "ox+*#@"
_COLUMNS, _ROWS = 60, 16


@dataclass(frozen=True)
class Curve:
    """Points of one argument.

    Attributes:
        label: For the legend.
        points: (size, seconds), both > 0.
    """

    label: str
    points: tuple[tuple[float, float], ...]


def growth_svg(curves: Sequence[Curve], *, title: str) -> str:
    """A stand-alone SVG of seconds by size, or an empty text where there is nothing to draw."""
    drawn = [c for c in map(_drawable, curves) if c.points]
    if not drawn:
        return ""
    x = log_axis([s for c in drawn for s, _ in c.points], start=_LEFT, stop=_WIDTH - _RIGHT)
    y = log_axis([t for c in drawn for _, t in c.points], start=_HEIGHT - _BOTTOM, stop=_TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>{escape(title)}</title><rect width="100%" height="100%" fill="white"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
    ]
    for tick in x.ticks:
        at = x.at(tick)
        parts.append(f'<line x1="{at}" x2="{at}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{at}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{figures.count(round(tick))}</text>'
        )
    for tick in y.ticks:
        at = y.at(tick)
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at}" y2="{at}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4}" text-anchor="end">{escape(figures.seconds(tick))}</text>')
    for number, curve in enumerate(drawn):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [(x.at(s), y.at(t)) for s, t in curve.points]
        line = " ".join(f"{a},{b}" for a, b in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{a}" cy="{b}" r="3" fill="{colour}"/>' for a, b in places]
        parts.append(
            f'<text x="{_LEFT + 10}" y="{_TOP + 16 + 16 * number}" fill="{colour}">{escape(curve.label)}</text>'
        )
    parts.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 10}" text-anchor="middle">size (logarithmic)</text></svg>')
    return "\n".join(parts) + "\n"


def growth_text(curves: Sequence[Curve]) -> str:
    """The same for a terminal, one mark for each curve."""
    drawn = [c for c in map(_drawable, curves) if c.points]
    if not drawn:
        return ""
    x = log_axis([s for c in drawn for s, _ in c.points], start=0, stop=_COLUMNS - 1, margin=1.0)
    y = log_axis([t for c in drawn for _, t in c.points], start=_ROWS - 1, stop=0, margin=1.0)
    cells = [[" "] * _COLUMNS for _ in range(_ROWS)]
    for number, curve in enumerate(drawn):
        for size, seconds in curve.points:
            cells[round(y.at(seconds))][round(x.at(size))] = _MARKS[number % len(_MARKS)]
    ends = figures.seconds(y.high), figures.seconds(y.low)
    margin = max(map(len, ends))
    labels = {0: ends[0], _ROWS - 1: ends[1]}
    lines = [f"{labels.get(row, ''):>{margin}} |{''.join(line)}".rstrip() for row, line in enumerate(cells)]
    left, right = figures.count(round(x.low)), figures.count(round(x.high))
    lines.append(" " * margin + " +" + "-" * _COLUMNS)
    lines.append(" " * (margin + 2) + left + right.rjust(_COLUMNS - len(left)))
    lines += [f"{'':{margin}}  {_MARKS[n % len(_MARKS)]} {curve.label}" for n, curve in enumerate(drawn)]
    return "\n".join(lines)


def _drawable(curve: Curve) -> Curve:
    return Curve(curve.label, tuple((s, t) for s, t in curve.points if 0 < s < math.inf and 0 < t < math.inf))
