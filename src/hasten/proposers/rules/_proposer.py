"""The proposer that offers what the rules find, alone and together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from hasten.code.function import Program
from hasten.code.source import parse
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target
from hasten.proposers.rules._combine import Step, fixpoint, gain, ranked
from hasten.proposers.rules._finding import Located, Rule, RuleFailure
from hasten.proposers.rules._registry import OnFailure, applied, find_all


class RulesProposer:
    """Rewrites slow patterns in the target and in the functions of its module that it calls.

    First come all plain findings together, then those that change the growth together, then each finding on its own,
    then the guarded forms together.

    Args:
        rules: The rules to use, by default all of the package.
        on_failure: Told of every rule that raised; the other rules go on.

    Attributes:
        failures: The rules that raised since the proposer was made.
    """

    name = "rules"

    def __init__(self, *, rules: Sequence[Rule] | None = None, on_failure: OnFailure | None = None) -> None:
        self._rules = rules
        self._on_failure = on_failure
        self.failures: list[RuleFailure] = []

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Candidates for ``target``, best first; none where the file does not parse."""
        module = parse(target.source)
        if isinstance(module, SyntaxError) or target.name not in module.functions:
            return
        program = Program(module, target.name, facts)
        found = ranked(list(find_all(program, rules=self._rules, on_failure=self._failed)), facts)
        if not found:
            return
        seen = {target.source}
        if any(not located.finding.guarded for located in found):
            yield from self._together(target, facts, seen, growth_only=False)
            yield from self._together(target, facts, seen, growth_only=True)
        guarded = [located for located in found if located.finding.guarded]
        for located in [located for located in found if not located.finding.guarded]:
            yield from self._alone(located, seen)
        if guarded:
            yield from self._together(target, facts, seen, growth_only=True, guarded=True)
        for located in guarded:
            yield from self._alone(located, seen)

    def _failed(self, failure: RuleFailure) -> None:
        self.failures.append(failure)
        if self._on_failure is not None:
            self._on_failure(failure)

    def _alone(self, located: Located, seen: set[str]) -> Iterator[Candidate]:
        changed = applied(located, self._failed)
        if changed is not None and changed not in seen:
            seen.add(changed)
            yield _candidate(changed, [Step(located.rule, located.rationale, located.finding.growth)])

    def _together(
        self, target: Target, facts: Facts, seen: set[str], *, growth_only: bool, guarded: bool = False
    ) -> Iterator[Candidate]:
        changed, steps = fixpoint(
            target.source,
            target.name,
            facts,
            rules=self._rules,
            wanted=(lambda located: gain(located) > 0) if growth_only else None,
            guarded=guarded,
            on_failure=self._failed,
        )
        if len(steps) > 1 and changed not in seen:
            seen.add(changed)
            yield _candidate(changed, steps)


def _candidate(source: str, steps: Sequence[Step]) -> Candidate:
    """A candidate that names every rule on the way, each once."""
    names = list(dict.fromkeys(step.rule for step in steps))
    growths = [step.growth for step in steps if step.growth is not None]
    return Candidate(
        payload=SourceEdit(source),
        proposer="rules/" + "+".join(names),
        rationale="; ".join(dict.fromkeys(step.rationale for step in steps)),
        growth=growths[0] if growths else None,
    )
