"""The inputs that a target runs on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: One encoded call: ``{"args": [tree, ...], "kwargs": {name: tree}}``; the tree grammar is in ``core/values.py``.
CallTree = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call with keywords, for use in an inputs file: ``Call(([3, 1],), {"reverse": True})``.

    Args:
        args: Positional arguments.
        kwargs: Keyword arguments.
    """

    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedCall:
    """One call of the workload.

    Attributes:
        tree: The encoded arguments.
        size: Number of leaves and characters in the arguments, a machine-independent size, >= 0.
        weight: How often the call counts in the headline, > 0 (2 where the call was recorded twice).
        origin: ``given``, ``recorded``, ``generated`` or ``stress``.
    """

    tree: CallTree
    size: int
    weight: float = 1.0
    origin: str = "given"


@dataclass(frozen=True)
class Workload:
    """The calls, in order, with where they came from.

    Attributes:
        calls: One entry per distinct call, in the order given.
        origin: A short phrase for the report, e.g. ``inputs.py::workload``.
        remake: ``(file, name)`` of the callable that makes inputs that cannot be copied, else None.
    """

    calls: tuple[RecordedCall, ...]
    origin: str
    remake: tuple[str, str] | None = None

    @property
    def hash(self) -> str:
        """Digest of the calls and weights."""
        text = json.dumps([[c.tree, c.weight] for c in self.calls], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
