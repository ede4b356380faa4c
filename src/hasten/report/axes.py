"""Logarithmic axes: where a value lies, and which ticks to print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: About as many labels as fit side by side.
MOST_TICKS = 8


@dataclass(frozen=True)
class LogAxis:
    """Maps values in [low, high] to pixels from ``start`` to ``stop``; ``start`` above ``stop`` turns it around."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Pixel of a value; values outside lie on the edge."""
        inside = min(max(value, self.low), self.high)
        share = math.log(inside / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.stop - self.start), 2)

    @property
    def ticks(self) -> list[float]:
        """Round values inside the axis: decades where it is long, 1-2-5 where it is shorter, even steps where short."""
        decades = math.log10(self.high / self.low)
        if decades < 0.6:
            return self._even()
        digits = (1, 2, 5) if decades <= 2.7 else (1,)
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        every = max(1, math.ceil((last - first) / MOST_TICKS))
        values = [digit * 10.0**exponent for exponent in range(first, last + 1, every) for digit in digits]
        return [value for value in values if self.low * 0.999 <= value <= self.high * 1.001]

    def _even(self) -> list[float]:
        rough = (self.high - self.low) / (MOST_TICKS - 2)
        scale = 10.0 ** math.floor(math.log10(rough))
        step = next(scale * digit for digit in (1, 2, 5, 10) if scale * digit >= rough)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [round(n * step, 12) for n in range(first, last + 1)]


def log_axis(
    values: Sequence[float], *, start: float, stop: float, margin: float = 1.15, least: float = 1.1
) -> LogAxis:
    """An axis that holds all values with some air.

    Args:
        values: What must be inside, each finite and > 0; at least one.
        start: Pixel of the low end.
        stop: Pixel of the high end.
        margin: Air at both ends, a factor.
        least: Shortest axis, high over low: a single value is not blown up.
    """
    low, high = min(values), max(values)
    air = min(margin, (high / low) ** 0.15) if high > low else margin
    low, high = low / air, high * air
    if high / low < least:
        middle, half = math.sqrt(low * high), math.sqrt(least)
        low, high = middle / half, middle * half
    return LogAxis(low, high, start, stop)
