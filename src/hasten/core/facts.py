"""What a proposer may know of a target: types, ranges, sizes and the profile; never the oracle's inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ParameterFacts:
    """One parameter as the given workload shows it.

    Attributes:
        name: Name of the parameter.
        domain: Structural type as JSON, see ``inputs/domains.py`` (``{"k": "list", "of": {"k": "int"}}``).
        lengths: Lengths of sized values seen, sorted.
        low: Smallest number seen (leaves included), None where there is none.
        high: Largest number seen.
        hint: The annotation's text, or "".
    """

    name: str
    domain: Mapping[str, Any]
    lengths: tuple[int, ...] = ()
    low: float | int | None = None
    high: float | int | None = None
    hint: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that is known of the target from its workload.

    Attributes:
        parameters: In the order of the signature.
        returns: Structural type of the results seen.
        line_share: Share of the time by line number of the module, callers included, 0 to 1; empty when not profiled.
        entered: How often the block that starts at a line was entered in a call; empty when not counted.
        profiled: The text of the module whose lines these are.
        allow: What the user allows: ``python``, ``numpy``, ``numba``, ``native``.
        installed: Top-level names of packages that the user's interpreter can import, of those that matter.
        probe: Runs the original in the sandbox on calls of the proposer's own making and returns one observation
            per call (``{"out": "returns", "value": tree}``, ``{"out": "raises", ...}``), or None where probing is
            not possible.
        recorded: Functions of the target's module beside it whose own calls are at hand, so that a change of them can
            be checked.
    """

    parameters: tuple[ParameterFacts, ...] = ()
    returns: Mapping[str, Any] = field(default_factory=lambda: {"k": "any"})
    line_share: Mapping[int, float] = field(default_factory=dict)
    entered: Mapping[int, int] = field(default_factory=dict)
    profiled: str = ""
    allow: tuple[str, ...] = ("python",)
    installed: tuple[str, ...] = ()
    probe: Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]] | None = None
    rerun: Callable[[str], list[dict[str, Any]]] | None = None
    recorded: frozenset[str] = frozenset()
