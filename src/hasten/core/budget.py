"""What a search may spend."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Budget:
    """Limits of one search.

    Attributes:
        seconds: Wall seconds, > 0.
        evaluations: Most candidates that are checked, > 0.
        tokens: Most tokens of a language model, >= 0.
    """

    seconds: float = 60.0
    evaluations: int = 2000
    tokens: int = 0


@dataclass
class Spent:
    """What was spent so far; the only mutable record, owned by the search."""

    budget: Budget
    started: float = field(default_factory=time.monotonic)
    evaluations: int = 0
    tokens: int = 0

    @property
    def seconds(self) -> float:
        """Wall seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left_s(self) -> float:
        """Wall seconds left, never below 0."""
        return max(0.0, self.budget.seconds - self.seconds)

    @property
    def exhausted(self) -> bool:
        """Whether any limit is reached."""
        return self.left_s <= 0 or self.evaluations >= self.budget.evaluations
