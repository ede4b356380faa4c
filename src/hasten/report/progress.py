"""What is seen while a search works: a line that moves on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from hasten.core.budget import Budget
from hasten.core.evidence import Evidence
from hasten.report import figures
from hasten.report.context import KEPT
from hasten.report.text import fitting

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

#: Redraws a second. More would only take time from what is being measured.
REDRAWS_PER_S = 4
#: A new best is worth a plain line when it is this much better than the last one told.
WORTH_A_LINE = 1.1
#: A budget of a day is none in seconds: the number of trials ends the search.
_NO_END_S = 86_400.0


class ProgressDisplay:
    """A Listener that shows how far a search is. Use it as a context manager.

    It writes to ``console`` only; give one on standard error, so that standard output stays the report's.

    Args:
        label: What is being worked on (``slow.py::dedupe``).
        budget: What the search may spend.
        console: Where to write.
        clock: Seconds that only grow.
    """

    def __init__(
        self, label: str, budget: Budget, console: Console, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.label, self.budget, self.console = label, budget, console
        self._clock = clock
        self._started = clock()
        self._phase = ""
        self._tried = self._refused = 0
        self._best = 1.0
        self._told = 1.0
        self._live: Live | None = None

    def __enter__(self) -> ProgressDisplay:
        self._started = self._clock()
        if self.console.is_terminal:
            from rich.live import Live

            self._live = Live(
                get_renderable=self._line_that_moves, console=self.console, refresh_per_second=REDRAWS_PER_S,
                transient=True,
            )
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def phase(self, name: str) -> None:
        """A new part of the work begins: ``recording``, ``searching``, ``confirming``."""
        self._phase = name
        if self._live is None:
            self._print(f"{self.label}: {name}")

    def tell(self, evidence: Evidence) -> None:
        """One candidate has ended."""
        self._tried += 1
        kept = evidence.outcome in KEPT
        self._refused += not kept
        if kept and (ratio := rough_speedup(evidence)) is not None:
            self._best = max(self._best, ratio)
        if self._live is None and self._best >= self._told * WORTH_A_LINE:
            self._told = self._best
            self._print(f"{self.label}: {self.status}")

    @property
    def status(self) -> str:
        """``34 tried · 20 refused · about 18.2x so far · 14 s of 60 s``."""
        parts = [f"{figures.count(self._tried)} tried", f"{figures.count(self._refused)} refused"]
        if self._best > 1:
            parts.append(f"about {figures.factor(self._best)} so far")
        elapsed_s = self._clock() - self._started
        if self.budget.seconds < _NO_END_S:
            parts.append(f"{elapsed_s:.0f} s of {self.budget.seconds:g} s")
        else:
            parts.append(f"{elapsed_s:.0f} s, {figures.count(self.budget.evaluations, 'trial')} at most")
        return " · ".join(parts)

    def _line_that_moves(self) -> RenderableType:
        from rich.text import Text

        text = f"{self.label}  {' · '.join(filter(None, (self._phase, self.status)))}"
        line = Text(fitting(text, self.console.encoding), style="dim", no_wrap=True, overflow="ellipsis")
        line.stylize("bold", 0, len(self.label))
        return line

    def _print(self, text: str) -> None:
        self.console.print(fitting(text, self.console.encoding), markup=False, highlight=False, soft_wrap=True)


def rough_speedup(evidence: Evidence) -> float | None:
    """The confirmed speed-up, or what the race made of it; for ranking and display, never a claim."""
    if evidence.speedup is not None:
        return evidence.speedup.low if evidence.speedup.bound else evidence.speedup.estimate
    return evidence.race.ratio if evidence.race is not None else None
