"""A scenario, and what scenarios are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasten.core.values import CallTree, canonical, size
from hasten.inputs.signature import Signature
from hasten.oracles.held import Observation

Step = Mapping[str, Any]
#: Leaves of a call that scenarios repeat, where there are short ones.
LARGEST_EXAMPLE = 300


@dataclass(frozen=True)
class Scenario:
    """A sequence of steps for the child, with the level from which it applies.

    Attributes:
        name: What it tries, as a phrase for the report.
        steps: Operations of ``hasten_child/scenarios.py``.
        level: Weakest level at which a difference counts.
        alone: Whether it changes the surroundings, so that nothing else may run in its process.
    """

    name: str
    steps: tuple[Step, ...]
    level: str = "same-effects"
    alone: bool = False

    @property
    def spec(self) -> dict[str, Any]:
        """The scenario as the child takes it."""
        return {"name": self.name, "steps": [dict(step) for step in self.steps]}


@dataclass
class Material:
    """What scenarios are made of.

    Attributes:
        signature: Parameters with their domains.
        kept: Calls that the search kept, with the observation of the original.
        kind: ``function``, ``generator``, ``coroutine`` or ``async_generator``.
        globals: Globals that the original names.
        old_words: Names and strings of the original's text.
        new_words: Those of the variant's.
        classes: Classes that the module defines.
        private: Globals of the variant that the original has not.
        new_numbers: Whole numbers that stand in the variant and not in the original, the smallest first.
        receives: Whether the original, a generator, uses what is sent into it.
        tried: Other calls that were tried.
    """

    signature: Signature
    kept: Sequence[tuple[CallTree, Observation]]
    kind: str = "function"
    globals: Sequence[str] = ()
    old_words: frozenset[str] = frozenset()
    new_words: frozenset[str] = frozenset()
    classes: Sequence[str] = ()
    private: Sequence[str] = ()
    new_numbers: Sequence[int] = ()
    receives: bool = False
    tried: Sequence[CallTree] = ()
    examples: list[CallTree] = field(default_factory=list)
    refused: list[CallTree] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.examples = _examples([(c, o) for c, o in self.kept if o["out"] == "returns"])
        self.refused = [c for c, o in self.kept if o["out"] == "raises"][:2]

    def mentions(self, *words: str) -> bool:
        """Whether either side's text has one of the words."""
        return any(word in self.old_words or word in self.new_words for word in words)


def _examples(kept: Sequence[tuple[CallTree, Observation]], most: int = 6) -> list[CallTree]:
    """Telling calls: of different sizes and results, neither tiny nor huge, the richest first."""
    ranked = sorted(kept, key=lambda pair: (-len(pair[1].get("hits", ())), abs(size(pair[0]) - 12)))
    found: list[CallTree] = []
    results: set[str] = set()
    for call, observation in ranked:
        if size(call) > LARGEST_EXAMPLE or canonical(call) in {canonical(c) for c in found}:
            continue
        text = canonical(observation.get("value")) if not isinstance(observation.get("value"), dict) else "lazy"
        if text in results and len(kept) > most:
            continue
        results.add(text)
        found.append(call)
        if len(found) == most:
            break
    return found or [call for call, _ in kept[:most]]


def call_step(tree: CallTree, slot: str = "a", **more: Any) -> Step:
    """A step that observes a call."""
    return {"do": "call", "call": tree, "slot": slot, **more}
