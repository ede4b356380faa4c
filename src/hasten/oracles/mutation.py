"""Type-aware mutation of calls that showed something new, with branch coverage of both sides as the guide."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hasten.core.values import CallTree, canonical
from hasten.inputs.constants import Constants
from hasten.inputs.frames import reindexed
from hasten.inputs.generate import Generator
from hasten.inputs.mutate import Mutator
from hasten.inputs.signature import Signature
from hasten.oracles.arrays import rearranged
from hasten.oracles.execution import BATCH
from hasten.oracles.formats import reformed
from hasten.oracles.levels import parts
from hasten.oracles.session import Finding, Session
from hasten.oracles.widening import sprinkled, widened

#: Inputs tried at least, and how many in a row without anything new end the search.
LEAST_INPUTS, PLATEAU, MOST_INPUTS = 190, 240, 1400
#: Share of inputs that are made from nothing rather than from what was kept.
_FRESH = 0.4
#: Share of inputs in which a text that has a form becomes another of that form.
_REFORMED = 0.3
#: Share of inputs in which frames get other rows or labels.
_REINDEXED = 0.6
#: Share of those in which undeclared integers may be floats, and of all inputs that get special floats: more where
#: floats are at home.
_WIDE, _SPRINKLED, _SPRINKLED_FLOATS = 0.25, 0.12, 0.35


class MutationSearch:
    """Keeps what showed something new and varies it.

    Args:
        session: Runs and compares.
        signature: Parameters with their domains.
        constants: Constants of both sides.
        rng: Source of all choices.
        numpy: Whether numpy is installed where the code runs.
        effort: Multiplies the number of inputs.
    """

    def __init__(
        self,
        session: Session,
        signature: Signature,
        constants: Constants,
        rng: random.Random,
        *,
        numpy: bool = False,
        effort: float = 1.0,
    ) -> None:
        self.session = session
        self.signature = signature
        self.rng = rng
        self.effort = effort
        self.generator = Generator(signature, constants, numpy=numpy)
        floats = any(part["k"] == "float" for p in signature.parameters for part in parts(p.domain))
        self.sprinkled = _SPRINKLED_FLOATS if floats else _SPRINKLED
        arrays = [part for p in signature.parameters for part in parts(p.domain) if part["k"] == "ndarray"]
        self.arrays = bool(arrays)
        self.frames = any(part["k"] == "frame" for p in signature.parameters for part in parts(p.domain))
        self.any_items = any(not part.get("dtype") for part in arrays)
        wide = widened(signature)
        self.wide = Generator(wide, constants, numpy=numpy) if wide is not None else None
        self.mutator = Mutator(signature, constants)

    def run(self) -> Finding | None:
        """Search until something differs, nothing new turns up, or the time is over."""
        session = self.session
        started = len(session.inputs)
        quiet = stale = 0
        while not session.late:
            tried = len(session.inputs) - started
            if tried >= MOST_INPUTS * self.effort or (
                tried >= LEAST_INPUTS * self.effort and quiet >= PLATEAU * self.effort
            ):
                break
            kept, known = len(session.kept), len(session.inputs)
            found = session.try_calls(self.batch())
            if found is not None:
                return found
            fresh = len(session.inputs) - known
            stale = 0 if fresh else stale + 1
            if stale == 3:  # the domain has no more to give
                break
            quiet = 0 if len(session.kept) > kept else quiet + max(fresh, BATCH // 4)
        return None

    def batch(self) -> Iterator[CallTree]:
        """The next calls, none of which was tried before."""
        session, rng, kept = self.session, self.rng, self.session.coverage.corpus
        corpus = kept.calls()
        for _ in range(BATCH):
            if not corpus or rng.random() < _FRESH:
                wide = self.wide is not None and rng.random() < _WIDE
                call = (self.wide if wide and self.wide is not None else self.generator).call(rng)
            else:
                call = self.mutator.mutate(kept.pick(rng), rng, corpus)
            if self.arrays and rng.random() < _REFORMED:
                call = rearranged(call, rng, types=self.any_items)
            if self.frames and rng.random() < _REINDEXED:
                call = reindexed(call, rng)
            if rng.random() < _REFORMED:
                call = reformed(call, rng)
            if rng.random() < self.sprinkled:
                call = sprinkled(self.signature, call, rng)
            if canonical(call) not in session.inputs:
                yield call
