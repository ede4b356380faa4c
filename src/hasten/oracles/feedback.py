"""Coverage feedback: which inputs showed something new, on either side."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from hasten.core.values import CallTree, size
from hasten.inputs.corpus import Corpus, Feature, features_of

Observation = Mapping[str, Any]

#: Where the indices of the variant's branches and of the outcomes start.
_NEW_SIDE, _OUTCOMES = 1_000_000, 2_000_000
#: Calls with more leaves and characters are compared but not varied: a hundred small ones cost as much.
LARGEST = 3000


def features(old: Observation, new: Observation) -> frozenset[Feature]:
    """What a call showed: branches of both sides with how often they ran, and what kind of outcome there was."""
    counts = [(k, n) for k, n in old.get("hits", ())]
    counts += [(_NEW_SIDE + k, n) for k, n in new.get("hits", ())]
    return features_of(counts) | {(_OUTCOMES + zlib.crc32(_outcome(old).encode()), 1)}


def _outcome(observation: Observation) -> str:
    if observation["out"] != "returns":
        return f"{observation['out']} {observation.get('exc', {}).get('type')}"
    value = observation["value"]
    if not isinstance(value, list):
        return f"{type(value).__name__} {value if value is None or isinstance(value, bool) else ''}"
    length = len(value[1]) if len(value) > 1 and isinstance(value[1], list) else 0
    return f"{value[0]} {min(length, 4)}"


class Coverage:
    """What was shown so far, and the calls that showed it first."""

    def __init__(self) -> None:
        self.corpus = Corpus()
        self.branches: set[int] = set()
        self.kept: list[tuple[CallTree, Observation]] = []

    def add(self, call: CallTree, old: Observation, new: Observation) -> bool:
        """Whether the call showed something new and was kept."""
        self.branches.update(k for k, _ in old.get("hits", ()))
        if self.kept and size(call) > LARGEST:
            return False
        if not self.corpus.add(call, features(old, new)):
            return False
        self.kept.append((call, old))
        return True
