"""Type-aware mutation of calls that showed something new, with branch coverage of both sides as the guide."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from hasten.core.values import CallTree, canonical
from hasten.inputs.constants import Constants
from hasten.inputs.generate import Generator
from hasten.inputs.mutate import Mutator
from hasten.inputs.signature import Signature
from hasten.oracles.execution import BATCH
from hasten.oracles.session import Finding, Session

#: Inputs tried at least, and how many in a row without anything new end the search.
LEAST_INPUTS, PLATEAU, MOST_INPUTS = 190, 240, 1400
#: Share of inputs that are made from nothing rather than from what was kept.
_FRESH = 0.4


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
        self, session: Session, signature: Signature, constants: Constants, rng: random.Random, *,
        numpy: bool = False, effort: float = 1.0,
    ) -> None:
        self.session = session
        self.rng = rng
        self.effort = effort
        self.generator = Generator(signature, constants, numpy=numpy)
        self.mutator = Mutator(signature, constants)

    def run(self) -> Finding | None:
        """Search until something differs, nothing new turns up, or the time is over."""
        session = self.session
        started = len(session.inputs)
        quiet = 0
        while not session.late:
            tried = len(session.inputs) - started
            if tried >= MOST_INPUTS * self.effort or (tried >= LEAST_INPUTS * self.effort and quiet >= PLATEAU * self.effort):
                break
            kept, known = len(session.kept), len(session.inputs)
            found = session.try_calls(self.batch())
            if found is not None:
                return found
            fresh = len(session.inputs) - known
            quiet = 0 if len(session.kept) > kept else quiet + max(fresh, BATCH // 4)
        return None

    def batch(self) -> Iterator[CallTree]:
        """The next calls, none of which was tried before."""
        session, rng = self.session, self.rng
        corpus = [call for call, _ in session.kept]
        for _ in range(BATCH):
            if not corpus or rng.random() < _FRESH:
                call = self.generator.call(rng)
            else:
                call = self.mutator.mutate(_pick(corpus, rng), rng, corpus)
            if canonical(call) not in session.inputs:
                yield call


def _pick(corpus: Sequence[CallTree], rng: random.Random) -> CallTree:
    """One of the kept calls; late ones, which took more to find, more often."""
    place = max(rng.random(), rng.random()) if rng.random() < 0.5 else rng.random()
    return corpus[int(place * len(corpus))]
