"""How numbers are written: always the same way, never with more digits than they are worth."""

from __future__ import annotations

import math
import re

_SUPERSCRIPTS = str.maketrans("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")
_UNITS_OF_TIME = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_UNITS_OF_MEMORY = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))


def rounded(value: float, *, digits: int = 3) -> str:
    """Three significant digits with thousands separators, never in exponential form.

    Example:
        >>> rounded(19.63), rounded(0.08123), rounded(1234.5)
        ('19.6', '0.0812', '1,230')
    """
    if not math.isfinite(value):
        return {math.inf: "∞", -math.inf: "-∞"}.get(value, "unknown")
    if value == 0:
        return "0"
    # Rounding may carry into the next decade (9.996 is 10.0), so the decade is that of the rounded figure.
    exponent = int(f"{value:.{digits - 1}e}".rpartition("e")[2])
    decimals = max(0, digits - 1 - exponent)
    return f"{round(value, digits - 1 - exponent):,.{decimals}f}"


def factor(value: float) -> str:
    """A speed-up or another ratio: ``19.6x``. Close to 1 it keeps the digits that part it from 1: ``1.003x``."""
    digits = next((n for n in (2, 3, 4) if f"{value:.{n}f}" != f"{1:.{n}f}"), 2)
    return (rounded(value) if digits == 2 and value != 1 else f"{value:.{max(digits, 2)}f}") + "x"


def bare_factor(value: float) -> str:
    """``factor`` without its letter, for intervals."""
    return factor(value).removesuffix("x")


def interval(low: float, high: float) -> str:
    """``[18.9, 20.4]``; ends that would look the same get digits until they differ: ``[109.6, 110.3]``."""
    ends = bare_factor(low), bare_factor(high)
    for digits in (4, 5, 6):
        more = f"{low:.{digits}g}", f"{high:.{digits}g}"
        if ends[0] == ends[1] and more[0] != more[1] and "e" not in "".join(more):
            ends = more
    return f"[{ends[0]}, {ends[1]}]"


def at_least(value: float) -> str:
    """A bound: ``>= 12x``. It is rounded down, so that it stays true."""
    exponent = math.floor(math.log10(value)) if value > 0 and math.isfinite(value) else 0
    step = 10.0 ** (exponent - 2)
    # Twelve digits first: 12.3 / 0.1 is 122.99999999999999, and a bound that is a round number keeps it.
    floored = math.floor(float(f"{value / step:.12g}")) * step if math.isfinite(value) else value
    text = rounded(floored)
    return f">= {text.rstrip('0').rstrip('.') if '.' in text else text}x"


def count(number: int, noun: str = "", *, plural: str | None = None) -> str:
    """``1,204 inputs``, ``1 input``."""
    if not noun:
        return f"{number:,}"
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def seconds(value: float) -> str:
    """A time in the unit that fits: ``610 µs``, ``11.9 ms``, ``2.30 s``."""
    if not math.isfinite(value):
        return "unknown"
    for size, unit in _UNITS_OF_TIME:
        # 999.6 ns rounds to 1,000 ns, which is better called 1.00 µs.
        if abs(value) >= size * 0.9995:
            return f"{rounded(value / size)} {unit}"
    return "0 s" if value == 0 else f"{rounded(value / 1e-9)} ns"


def quantity(value: float, unit: str) -> str:
    """A figure of an objective in its unit: ``11.9 ms``, ``161 kB``, ``1,230 rows/s``."""
    if unit == "s":
        return seconds(value)
    if unit == "B":
        return memory(value)
    return f"{rounded(value)} {unit}".rstrip()


def memory(value: float) -> str:
    """Bytes in the unit that fits: ``161 kB``."""
    for size, unit in _UNITS_OF_MEMORY:
        if value >= size * (0.9995 if size > 1 else 1):
            return f"{value:,.0f} {unit}" if size == 1 else f"{rounded(value / size)} {unit}"
    return f"{value:,.0f} B"


def change(before: float, after: float) -> str:
    """Relative change in percent: ``+3 %``, ``-40 %``, ``±0 %``; both figures where there is nothing to relate to."""
    if before <= 0:
        return f"{memory(before)} → {memory(after)}"
    percent = round((after - before) / before * 100)
    return "±0 %" if percent == 0 else f"{percent:+,d} %"


def trimmed(text: str) -> str:
    """A figure without the zeros that end its decimals, for ticks: ``10.0 ms`` becomes ``10 ms``."""
    return re.sub(r"(\d)(?:\.0+|(\.\d*?[1-9])0+)(?!\d)", r"\1\2", text)


def share(value: float) -> str:
    """A share of 0 to 1 in percent: ``96 %``; small ones keep a digit: ``2.4 %``."""
    percent = value * 100
    return f"{percent:.0f} %" if percent >= 10 or percent == round(percent) else f"{percent:.1f} %"


def share_up(value: float) -> str:
    """A share that is a bound: rounded up to a tenth of a percent, to a whole one from 10 % on, and never ``0 %``.

    Example:
        >>> share_up(0.00001), share_up(0.0312), share_up(0.301)
        ('0.1 %', '3.2 %', '31 %')
    """
    percent = float(f"{value * 100:.12g}")
    if percent >= 10:
        return f"{min(100, math.ceil(percent))} %"
    return f"{max(1, math.ceil(float(f'{percent * 10:.12g}'))) / 10:.1f} %"


def growth(text: str) -> str:
    """A growth class as people write it: ``O(n^2)`` becomes ``O(n²)``, ``O(2^n)`` becomes ``O(2ⁿ)``."""
    return re.sub(r"(?:\^|\*\*)(\d+|n)", lambda found: found[1].translate(_SUPERSCRIPTS), text)
