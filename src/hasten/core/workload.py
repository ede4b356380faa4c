"""The inputs that a target runs on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: One encoded call: ``{"args": [tree, ...], "kwargs": {name: tree}}``; the tree grammar is in ``core/values.py``. A
#: call that found another state of the modules than the first has a third entry, ``"state": n`` (``ModuleState``).
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
class HeldValue:
    """What stood at one place of a module when a call began.

    Attributes:
        place: ``$:TABLE``, ``pkg.tables:LOG``, ``$:Shop.rate``; ``$`` is the target's own module.
        digest: Equal for values that no observer can tell apart.
        tree: The encoded value.
        why: Why it cannot be copied, and its tree is void; empty where it can.
    """

    place: str
    digest: str
    tree: Any = None
    why: str = ""


@dataclass(frozen=True)
class ModuleState:
    """What the calls of a workload found in modules.

    Attributes:
        values: Everything that was found, each once.
        states: Indices of values by state; the first state is that of all calls that name no other.
    """

    values: tuple[HeldValue, ...] = ()
    states: tuple[tuple[int, ...], ...] = ()

    def of(self, number: int) -> dict[str, HeldValue]:
        """The values of a state by place."""
        return {self.values[index].place: self.values[index] for index in self.states[number]}

    @property
    def places(self) -> list[str]:
        """All places, sorted."""
        return sorted({value.place for value in self.values})

    @property
    def changing(self) -> set[str]:
        """Places that hold something else in some states than in others."""
        states = [self.of(number) for number in range(len(self.states))]
        return {place for place in self.places if len({s[place].digest if place in s else "" for s in states}) > 1}


@dataclass(frozen=True)
class Workload:
    """The calls, in order, with where they came from.

    Attributes:
        calls: One entry per distinct call, in the order given.
        origin: A short phrase for the report, e.g. ``inputs.py::workload``.
        remake: ``(file, name)`` of the callable that makes inputs that cannot be copied, else None.
        state: What the calls found in modules.
    """

    calls: tuple[RecordedCall, ...]
    origin: str
    remake: tuple[str, str] | None = None
    state: ModuleState = field(default_factory=ModuleState)

    @property
    def hash(self) -> str:
        """Digest of the calls and weights."""
        held = [[[v.place, v.digest] for v in self.state.values], self.state.states] if self.state.values else []
        text = json.dumps([*([c.tree, c.weight] for c in self.calls), *held], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]
