"""Plots of a tuning run, as inline SVG; colours and fonts come from the page's style sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from hasten.report import figures
from hasten.report.axes import log_axis

_WIDTH, _HEIGHT = 760, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 24, 30, 48
_SIDES = ("after", "before", "after dashed", "before dashed")


def curve_plot(steps: Mapping[str, Sequence[Sequence[float]]], *, end_s: Mapping[str, float]) -> Markup:
    """Best raced gain over the time that each proposer had, as steps.

    Args:
        steps: By proposer: pairs of seconds and gain, rising.
        end_s: By proposer: seconds in all.
    """
    longest = max(end_s.values(), default=0.0)
    if not steps or longest <= 0:
        return Markup("")
    highest = max(gain for found in steps.values() for _, gain in found)
    y = log_axis([1.0, max(1.02, highest)], start=_HEIGHT - _BOTTOM, stop=_TOP)

    def x(seconds: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * min(1.0, seconds / longest), 2)

    parts = _grid(y.ticks, y.at)
    names = list(steps)[: len(_SIDES)]
    at = float(_LEFT)
    for side, name in zip(_SIDES, names, strict=False):
        found = [*steps[name], (end_s[name], steps[name][-1][1])]
        corners: list[str] = []
        for number, (seconds, gain) in enumerate(found):
            if number:
                corners.append(f"{x(seconds)},{y.at(found[number - 1][1])}")
            corners.append(f"{x(seconds)},{y.at(gain)}")
        parts.append(f'<polyline class="{side}" points="{" ".join(corners)}"/>')
        parts.append(f'<line class="{side}" x1="{at}" x2="{at + 22}" y1="14" y2="14"/>')
        parts.append(_text(at + 30, 18, name, "row"))
        at += 70 + 8.0 * len(name)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        label = "0" if share == 0 else figures.trimmed(figures.seconds(longest * share))
        parts.append(_text(x(longest * share), _HEIGHT - _BOTTOM + 18, label, "tick", anchor="middle"))
    parts.append(_text(_WIDTH - _RIGHT, _HEIGHT - 8, "time spent on its own trials", "axis", anchor="end"))
    spoken = "; ".join(f"{name}: {figures.factor(steps[name][-1][1])}" for name in names)
    return _svg(parts, f"Best gain so far by proposer: {spoken}")


def scatter_plot(
    points: Sequence[tuple[float, float]], *, x_name: str, y_name: str, labels: Sequence[str] = (),
    marked: Sequence[tuple[float, float]] = (),
) -> Markup:  # fmt: skip
    """Points with a gain on the vertical axis (logarithmic).

    Args:
        points: Pairs of place and gain; gains above 0.
        x_name: Name of the horizontal axis.
        y_name: Name of the vertical axis.
        labels: Texts of the places 0, 1, 2, ... where they are no numbers.
        marked: Points drawn larger (a front).
    """
    points = [p for p in points if p[1] > 0]
    if not points:
        return Markup("")
    y = log_axis([1.0, *(gain for _, gain in points)], start=_HEIGHT - _BOTTOM, stop=_TOP)
    low, high = min(a for a, _ in points), max(a for a, _ in points)
    if labels:
        low, high = -0.5, len(labels) - 0.5
    span = high - low or 1.0

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - low) / span, 2)

    parts = _grid(y.ticks, y.at)
    parts.append(f'<line class="one" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y.at(1.0)}" y2="{y.at(1.0)}"/>')
    parts += [f'<circle class="dot" cx="{x(a)}" cy="{y.at(gain)}" r="3.5"/>' for a, gain in points]
    parts += [f'<circle class="after" cx="{x(a)}" cy="{y.at(gain)}" r="5"/>' for a, gain in marked if gain > 0]
    if labels:
        room = max(4, int((_WIDTH - _LEFT) / len(labels) / 7))
        for number, label in enumerate(labels):
            short = label if len(label) <= room else label[: room - 1] + "…"
            tick = _text(x(number), _HEIGHT - _BOTTOM + 18, short, "tick", anchor="middle")
            parts.append(f"<g><title>{escape(label)}</title>{tick}</g>")
    else:
        for value in (low, (low + high) / 2, high) if high > low else (low,):
            label = figures.trimmed(figures.rounded(value))
            parts.append(_text(x(value), _HEIGHT - _BOTTOM + 18, label, "tick", anchor="middle"))
    parts.append(_text(_WIDTH - _RIGHT, _HEIGHT - 8, x_name, "axis", anchor="end"))
    parts.append(_text(_LEFT, 14, y_name, "axis"))
    return _svg(parts, f"{y_name} by {x_name}, {figures.count(len(points), 'point')}")


def _grid(ticks: Sequence[float], at: Callable[[float], float]) -> list[str]:
    parts = []
    for tick in ticks:
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at(tick)}" y2="{at(tick)}"/>')
        parts.append(_text(_LEFT - 10, at(tick) + 4, figures.trimmed(figures.factor(tick)), "tick", anchor="end"))
    return parts


def _text(x: float, y: float, text: str, kind: str, *, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(parts: Sequence[str], spoken: str) -> Markup:
    return Markup(
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(spoken)}">'
        f"{''.join(parts)}</svg>"
    )
