"""Coverage feedback: which inputs showed something new, on either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Observation = Mapping[str, Any]


def _bucket(count: int) -> int:
    """1, 2, 3, then powers of two: how often a branch ran matters less and less."""
    return count if count < 4 else 2 + count.bit_length() if count < 64 else 9


def features(side: str, observation: Observation) -> set[tuple[Any, ...]]:
    """What one observation showed: branches with how often they ran, and the kind of outcome."""
    found: set[tuple[Any, ...]] = {(side, k, _bucket(n)) for k, n in observation.get("hits", ())}
    out = observation["out"]
    if out == "returns":
        value = observation["value"]
        kind = value[0] if isinstance(value, list) else type(value).__name__
        length = len(value[1]) if isinstance(value, list) and len(value) > 1 and isinstance(value[1], list) else 0
        found.add((side, "returns", kind, min(length, 4)))
    else:
        found.add((side, out, observation.get("exc", {}).get("type")))
    return found


class Coverage:
    """What was shown so far."""

    def __init__(self) -> None:
        self.shown: set[tuple[Any, ...]] = set()
        self.branches: set[int] = set()

    def add(self, old: Observation, new: Observation) -> int:
        """Number of features that are new."""
        found = features("old", old) | features("new", new)
        fresh = found - self.shown
        self.shown |= fresh
        self.branches.update(k for k, _ in old.get("hits", ()))
        return len(fresh)
