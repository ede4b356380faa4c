"""The proposer: probe the original, look its results up in the index, propose what matches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from hasten.code.locate import Located, locate
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target
from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.emit import replaced
from hasten.proposers.algorithms.index import load_index
from hasten.proposers.algorithms.observations import SandboxObserver
from hasten.proposers.algorithms.parts import part_matches
from hasten.proposers.algorithms.prologue import Prologue
from hasten.proposers.algorithms.recognise import Match
from hasten.proposers.algorithms.recursion import rewritings
from hasten.proposers.algorithms.search import find_matches
from hasten.proposers.algorithms.signature import parameters_of
from hasten.proposers.algorithms.worth import has_work

#: Most candidates from one look-up: what comes later fits worse.
MOST = 8
#: Most candidates of parts where the whole was recognised.
_MOST_BESIDE = 2


class AlgorithmsProposer:
    """Recognises what a function computes and proposes a better algorithm for it.

    Args:
        extra: Modules with algorithms of the user's own, see ``load_index``.
    """

    name = "algorithms"

    def __init__(self, extra: Sequence[str] = ()) -> None:
        self._extra = tuple(extra)

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Candidates, plainest first."""
        located = locate(target.source, target.name)
        if not isinstance(located, Located) or located.kind not in ("function", "generator"):
            return
        if not has_work(located.module, located.node):
            return
        index = load_index(self._extra)
        whole = False
        for candidate in self._recognised(located, facts, index):
            whole = True
            yield candidate
        if located.kind == "generator":
            return
        for rewriting in rewritings(located):
            name = f"algorithms/{rewriting.name}"
            yield Candidate(SourceEdit(rewriting.source), name, rewriting.rationale, ("O(2^n)", "O(states)"))
        # Where the whole is known, a part of it may still be known better: without what the whole does to prepare it.
        for match, source in islice(part_matches(located, index, facts), _MOST_BESIDE if whole else MOST):
            yield candidate_of(match, source, part=True)

    def _recognised(self, located: Located, facts: Facts, index: Sequence[Algorithm]) -> Iterator[Candidate]:
        parameters = parameters_of(located.node, facts)
        if not parameters or facts.probe is None:
            return
        prologue = Prologue(located.module, located.node)
        probe = facts.probe
        found = find_matches(located, parameters, lambda passed: SandboxObserver(passed, probe), prologue, index)
        for match in islice(found, MOST):
            source = replaced(located.module, located.node, match, prologue.statements)
            if source is not None:
                yield candidate_of(match, source)


def candidate_of(match: Match, source: str, *, part: bool = False) -> Candidate:
    """The candidate for a match of the target or of a part of it."""
    entry: Algorithm = match.entry
    what = "a part of this" if part else "this"
    rationale = (
        f"On {match.cases} small inputs {what} does what {entry.name.replace('_', ' ')} does ({entry.summary}); "
        f"{entry.growth[1]} in place of {entry.growth[0]} ({entry.source}). {entry.exact}"
    )
    return Candidate(SourceEdit(source), f"algorithms/{entry.name}", rationale, entry.growth)
