"""What an oracle says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hasten.core.risk import ResidualRisk

#: Observer levels, weakest first (VERIFYING: the contract).
LEVELS = ("same-value", "same-result", "same-effects", "same-identity", "same-protocol")
#: Words for users. ``proved`` and ``searched`` mean no difference, ``tests_only`` is inconclusive.
WORDS = ("proved", "searched", "tests_only", "differs", "within")


@dataclass(frozen=True)
class Counterexample:
    """The smallest input found on which the two sides part.

    Attributes:
        kind: What parted: ``value``, ``type``, ``exception``, ``arguments``, ``stdout``, ``globals``, ``aliasing``,
            ``sequence``, ``timeout``, ``crash``, ``forbidden``, ``signature`` and the like.
        call: Runnable Python text that shows it (``dedupe([1, True])`` or a few statements).
        old: What the original did, as text.
        new: What the variant did, as text.
        trees: Encoded calls to replay it, for the corpus.
    """

    kind: str
    call: str
    old: str
    new: str
    trees: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The answer of one oracle, or of all of them together.

    Attributes:
        word: One of ``WORDS``.
        level: One of ``LEVELS``.
        inputs: Number of distinct inputs on which both sides were compared.
        scenarios: Number of sequences of calls compared.
        coverage: Share of branches of the original reached, 0 to 1, or None where it was not measured.
        waivers: Names of the differences that the user allowed, with how often each was used.
        not_checked: What this level and this search did not look at, as short phrases.
        counterexample: Present exactly when ``word`` is ``differs``.
        weak: Why the search is weak (too few mutants died, no inputs), or empty.
        notes: Findings that are no difference, e.g. "accepts fewer inputs".
        cpu_s: CPU seconds that the search took.
        risk: How likely it is that the version is wrong all the same, or None where that is not known.
    """

    word: str
    level: str
    inputs: int = 0
    scenarios: int = 0
    coverage: float | None = None
    waivers: Mapping[str, int] = field(default_factory=dict)
    not_checked: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    weak: str = ""
    notes: tuple[str, ...] = ()
    cpu_s: float = 0.0
    risk: ResidualRisk | None = None

    @property
    def weakness(self) -> str:
        """Why the search is weak, without saying that it is; "" where it is not."""
        return self.weak.removeprefix("weak search: ")

    @property
    def same(self) -> bool:
        """Whether no difference was found by something stronger than the tests alone."""
        return self.word in ("proved", "searched")
