"""The winner's hearing tells whether this search would have noticed a wrong version.

Small wrong versions of the original are put before the inputs that were searched with. A search that lets more than one
in ten of them pass is weak, and what it found is not applied by itself.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from hasten.core.values import CallTree
from hasten.oracles.execution import BATCH, new_limit_s
from hasten.oracles.held import Held, Observation
from hasten.oracles.material import Scenario
from hasten.oracles.mutants import Mutant, mutants_of
from hasten.oracles.observation import is_void
from hasten.oracles.sequences import parts_on
from hasten.oracles.session import Session

#: Mutants of one hearing, and the share of them that must be noticed.
MOST_MUTANTS, LEAST_KILLED = 16, 0.9
#: Fewer say too little of a search.
LEAST_MUTANTS = 6
#: Inputs put before one mutant.
_MOST_INPUTS = 300


@dataclass(frozen=True)
class Power:
    """What the mutants say of a search.

    Attributes:
        killed: Mutants that it noticed.
        alive: Those that it did not, without the ones that may well be the same function.
    """

    killed: int
    alive: tuple[Mutant, ...]

    @property
    def share(self) -> float | None:
        """Share of the mutants that were noticed, 0 to 1; None where there was none."""
        total = self.killed + len(self.alive)
        return self.killed / total if total else None

    @property
    def weakness(self) -> str:
        """Why the search is weak, or empty."""
        share = self.share
        if share is None or share >= LEAST_KILLED:
            return ""
        examples = ", ".join(f"{m.operator} in line {m.line}" for m in self.alive[:3])
        total = self.killed + len(self.alive)
        return f"weak search: {len(self.alive)} of {total} small changes went unnoticed ({examples})"


def effort(n_candidates: int) -> float:
    """How much more is searched where the winner was picked among many: 1 + log2 N."""
    return 1.0 + max(0, n_candidates - 1).bit_length()


def measure(
    session: Session, entry: str, scenarios: Sequence[Scenario], rng: random.Random, *, limit_s: float = math.inf
) -> Power:
    """Put mutants of the original before the inputs and scenarios of a finished search.

    Args:
        limit_s: Wall seconds after which no further mutant is tried, once there were a few.
    """
    deadline = time.monotonic() + limit_s
    calls = [call for call, _ in session.kept]
    kept = set(map(id, calls))
    calls += [call for call in session.inputs.values() if id(call) not in kept]
    killed, alive = 0, []
    for number, mutant in enumerate(mutants_of(session.old.source, entry, rng, MOST_MUTANTS)):
        if number >= LEAST_MUTANTS and time.monotonic() > deadline:
            break
        if _noticed(session, mutant, calls[:_MOST_INPUTS], scenarios):
            killed += 1
        elif not mutant.doubtful:
            alive.append(mutant)
    return Power(killed, tuple(alive))


def _noticed(session: Session, mutant: Mutant, calls: Sequence[CallTree], scenarios: Sequence[Scenario]) -> bool:
    for start in range(0, len(calls), BATCH):
        batch = calls[start : start + BATCH]
        old = session.old.observe(batch)
        run = [(call, a) for call, a in zip(batch, old, strict=True) if not is_void(a)]
        with Held(session.execution, mutant.source) as process:
            found = process.observe_each([(call, _limit_s(a)) for call, a in run])
            if any(session.judged(call, a, b) for (call, a), b in zip(run, found, strict=True)):
                return True
    return parts_on(session, scenarios, mutant.source)


def _limit_s(old: Observation) -> float:
    """CPU limit of a mutant: one that runs on is noticed just as well."""
    return min(0.5, new_limit_s(old))
