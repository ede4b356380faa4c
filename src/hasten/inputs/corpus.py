"""The corpus of a coverage-guided search: calls that reached something new, and which of them to vary next."""

from __future__ import annotations

import bisect
import itertools
import math
import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from hasten.core.values import CallTree, size

#: One thing reached: which (a line, a branch), and how often, in buckets.
Feature = tuple[int, int]

_BUCKETS = (1, 2, 3, 4, 8, 16, 32, 128)
#: Weights are computed again after so many picks; in between they are only slightly out of date.
_REFRESH = 64


def features_of(counts: Iterable[tuple[int, int]]) -> frozenset[Feature]:
    """Features of hit counts, given as pairs of index and count (of a row of counts: ``enumerate(row)``).

    Counts are put in buckets (1, 2, 3, 4-7, 8-15, 16-31, 32-127, more), so that one more turn of a long loop is
    nothing new.
    """
    return frozenset((index, bisect.bisect_right(_BUCKETS, count)) for index, count in counts if count > 0)


@dataclass
class _Entry:
    call: CallTree
    size: int
    features: frozenset[Feature]
    picks: int = 0


@dataclass
class Corpus:
    """Keeps a call when it reaches a feature first, or reaches one with a smaller call; nothing is ever executed here.

    What few calls reach is picked more often, what was picked much less often, small calls before large ones.
    """

    entries: list[_Entry] = field(default_factory=list)
    seen: dict[Feature, int] = field(default_factory=dict)
    _smallest: dict[Feature, int] = field(default_factory=dict)
    _weights: list[float] = field(default_factory=list)
    _stale: int = 0

    def add(self, call: CallTree, features: Collection[Feature]) -> bool:
        """Tell that ``call`` reached ``features``; whether it was kept."""
        found = frozenset(features)
        length = size(call)
        new = False
        for feature in found:
            self.seen[feature] = self.seen.get(feature, 0) + 1
            known = self._smallest.get(feature)
            # A smaller way to a known feature must be much smaller, or the corpus would fill with near copies.
            if known is None or length * 2 < known:
                self._smallest[feature] = length
                new = True
        if new:
            self.entries.append(_Entry(call, length, found))
            self._stale = 0
        return new

    def pick(self, rng: random.Random) -> CallTree:
        """A call to vary.

        Raises:
            IndexError: Nothing was added yet.
        """
        if self._stale <= 0:
            self._weights = list(itertools.accumulate(self._energy(entry) for entry in self.entries))
            self._stale = _REFRESH
        self._stale -= 1
        place = bisect.bisect_right(self._weights, rng.random() * self._weights[-1])
        entry = self.entries[min(place, len(self.entries) - 1)]
        entry.picks += 1
        return entry.call

    def calls(self) -> list[CallTree]:
        """All kept calls, oldest first."""
        return [entry.call for entry in self.entries]

    def _energy(self, entry: _Entry) -> float:
        rarest = min((self.seen[feature] for feature in entry.features), default=1)
        return 1.0 / (rarest * math.sqrt(1.0 + entry.picks) * math.sqrt(1.0 + entry.size / 50.0))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[CallTree]:
        return iter(self.calls())
