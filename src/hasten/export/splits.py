"""Train and test parts such that no program has a near-duplicate on the other side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hasten.errors import InvalidArgument
from hasten.export.near_duplicates import NEAR, clusters, nearest


def split(texts: Sequence[str], *, test_share: float, seed: int) -> list[str]:
    """``train`` or ``test`` for each program; whole clusters of near-duplicates go to one side.

    A cluster's side depends on its members' texts and the seed alone, not on the order of the programs.

    Raises:
        InvalidArgument: The share is out of range.
    """
    if not 0.0 <= test_share < 1.0:
        raise InvalidArgument(f"--test-share must lie in [0, 1) but is {test_share}")
    numbers = clusters(texts)
    least: dict[int, str] = {}
    for number, text in zip(numbers, texts, strict=True):
        digest = hashlib.sha256(f"{seed}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
        least[number] = min(least.get(number, digest), digest)
    return ["test" if int(least[n][:8], 16) / 16**8 < test_share else "train" for n in numbers]


def crossing(texts: Sequence[str], kept_apart: Sequence[str]) -> dict[int, str]:
    """Programs that are too near to one that must stay apart (a benchmark's), with the reason."""
    found = {}
    for number, text in enumerate(texts):
        near = nearest(text, kept_apart)
        if near is not None and near[1] >= NEAR:
            found[number] = f"it is {near[1]:.0%} alike with entry {near[0] + 1} of the set to be kept apart"
    return found
