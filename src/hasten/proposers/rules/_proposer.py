"""The proposer that offers what the rules find, alone and together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hasten.code.function import Program
from hasten.code.source import parse
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target
from hasten.proposers.plain_data import guarded, plain_test
from hasten.proposers.rules._combine import Step, fixpoint, gain, ranked
from hasten.proposers.rules._fallback import undeclared_integers, with_fallback, with_integer_test
from hasten.proposers.rules._finding import Located, Rule, RuleFailure
from hasten.proposers.rules._registry import OnFailure, all_rules, applied, find_all, opens, rule_name


class RulesProposer:
    """Rewrites slow patterns in the target and in the functions of its module that it calls.

    First come the plain findings that change the growth, together, then all plain findings together (also without
    those that do work ahead of time), then each on its own, then the guarded forms. What is found once small
    objects and helpers are written out goes in front of all where it is more, and second where it is not. Where odd
    elements are likely to make the first of them raise, it comes with the original behind it as well (see
    ``_fallback``), and that form goes first.

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
        yield from self._proposed(target, facts)

    def _proposed(self, target: Target, facts: Facts) -> Iterator[Candidate]:
        module = parse(target.source)
        if isinstance(module, SyntaxError) or target.name not in module.functions:
            return
        program = Program(module, target.name, facts)
        found = ranked(list(find_all(program, rules=self._rules, on_failure=self._failed)), facts)
        if not found:
            return
        seen = {target.source}
        plain = [located for located in found if not located.finding.guarded]
        checked = [located for located in found if located.finding.guarded]
        odd, test = may_raise(facts), plain_test(target, facts)
        first: Candidate | None = None
        for candidate, odds in self._plain(target, facts, plain, seen):
            if odds.integers:
                # Nothing says that there are integers only, and the plain form is exact for nothing else.
                whole = list(_for_integers(target, candidate, facts, seen))
                yield from whole
                if not whole and undeclared_integers(facts):
                    # Some numbers lie too deep for that test, and floats among them would add up to something else.
                    if test is not None:
                        yield from _for_plain_data(target, candidate, test, seen)
                    continue
            if odd and odds.ahead and first is None:
                # The plain form would fail on the first odd element; this one holds, and the plain one comes next.
                yield from _for_plain_data(target, candidate, test, seen)
            first = first or candidate
            yield candidate
        if checked:
            for candidate, _ in self._together(target, facts, seen, growth_only=True, guarded=True):
                yield candidate
        for located in checked:
            for candidate, _ in self._alone(located, seen):
                yield candidate
        if first is not None and test is None:
            yield from _behind(target, first, seen)

    def shorter(self, target: Target, facts: Facts, candidate: Candidate) -> Iterator[Candidate]:
        """What the rules of a candidate make of ``target`` where one of them is left out, the last one first."""
        named = _rules_of(candidate)
        rules = {rule_name(rule): rule for rule in (all_rules() if self._rules is None else self._rules)}
        for left_out in reversed(named):
            kept = [rules[name] for name in named if name != left_out and name in rules]
            if not kept:
                continue
            made = RulesProposer(rules=kept)._proposed(target, facts)
            fullest = max(made, key=lambda other: len(_rules_of(other)), default=None)
            if fullest is not None:
                yield fullest

    def _plain(
        self, target: Target, facts: Facts, plain: Sequence[Located], seen: set[str]
    ) -> Iterator[tuple[Candidate, Step]]:
        if plain:
            opened, more = self._opened(target, facts, plain, seen)
            if more:
                yield from opened
            yield from self._together(target, facts, seen, growth_only=True)
            if not more:
                yield from opened[:1]
            for candidate, odds in self._together(target, facts, seen, growth_only=False):
                yield candidate, odds
                if odds.ahead:
                    # One look-up ahead of time that raises takes the others down with it; this form goes without.
                    yield from self._together(target, facts, seen, growth_only=False, ahead=False)
        for located in plain:
            if not located.finding.minor:
                yield from self._alone(located, seen)

    def _opened(
        self, target: Target, facts: Facts, plain: Sequence[Located], seen: set[str]
    ) -> tuple[list[tuple[Candidate, Step]], bool]:
        """What the rules find once small objects and helpers are written out, and whether that is more than before."""
        made: list[tuple[Candidate, Step]] = []
        opening = {rule_name(rule) for rule in (all_rules() if self._rules is None else self._rules) if opens(rule)}
        if not any(located.rule in opening for located in plain):
            return made, False
        opened, first = fixpoint(
            target.source, target.name, facts, rules=self._rules, opening=True, on_failure=self._failed
        )
        found = {(located.rule, located.finding.line) for located in plain if gain(located) > 0}
        more = False
        for growth_only in (True, False) if first else ():
            changed, steps = fixpoint(
                opened,
                target.name,
                facts,
                rules=self._rules,
                wanted=(lambda located: gain(located) > 0 or located.finding.lays_open) if growth_only else None,
                original=target.source,
                on_failure=self._failed,
            )
            gains = [step for step in steps if step.growth is not None or step.lays_open]
            if not gains or changed in seen:
                break
            more = more or len(gains) > len(found)
            seen.add(changed)
            odds = replace(gains[0], ahead=any(s.ahead for s in steps), integers=any(s.integers for s in steps))
            made.append((_candidate(changed, [*gains[:1], *first, *steps]), odds))
        return made, more

    def _failed(self, failure: RuleFailure) -> None:
        self.failures.append(failure)
        if self._on_failure is not None:
            self._on_failure(failure)

    def _alone(self, located: Located, seen: set[str]) -> Iterator[tuple[Candidate, Step]]:
        changed = applied(located, self._failed)
        if changed is not None and changed not in seen:
            seen.add(changed)
            finding = located.finding
            step = Step(located.rule, located.rationale, finding.growth, finding.ahead, finding.integers)
            yield _candidate(changed, [step]), step

    def _together(
        self,
        target: Target,
        facts: Facts,
        seen: set[str],
        *,
        growth_only: bool,
        guarded: bool = False,
        ahead: bool = True,
    ) -> Iterator[tuple[Candidate, Step]]:
        """One candidate where at least two findings go together, with what any of them needs the original for."""

        def wanted(located: Located) -> bool:
            return (gain(located) > 0 or not growth_only) and (ahead or not located.finding.ahead)

        changed, steps = fixpoint(
            target.source,
            target.name,
            facts,
            rules=self._rules,
            wanted=wanted,
            guarded=guarded,
            on_failure=self._failed,
        )
        if len(steps) > 1 and changed not in seen:
            seen.add(changed)
            odds = replace(steps[0], ahead=any(s.ahead for s in steps), integers=any(s.integers for s in steps))
            yield _candidate(changed, steps), odds


def _rules_of(candidate: Candidate) -> list[str]:
    """The rules that made a candidate, in their order; none where something else did."""
    proposer, _, names = candidate.proposer.partition("/")
    return names.split("+") if proposer == RulesProposer.name else []


def may_raise(facts: Facts) -> bool:
    """Whether the arguments hold values of unknown type, or records that may lack a key."""
    return any(_open(parameter.domain) for parameter in facts.parameters)


def _open(domain: object) -> bool:
    if isinstance(domain, Mapping):
        kind = domain.get("k")
        if kind in ("any", "opaque") or (kind == "typeddict" and (domain.get("open") or not domain.get("required"))):
            return True
        return any(_open(part) for part in domain.values())
    return isinstance(domain, list | tuple) and any(_open(part) for part in domain)


def _for_plain_data(
    target: Target, candidate: Candidate, test: str | None, seen: set[str]
) -> Iterator[Candidate]:
    """The candidate behind a test for plain data; where none can be written, with the original behind it."""
    if test is None:
        yield from _behind(target, candidate, seen)
        return
    for mended in guarded(target, candidate, test):
        assert isinstance(mended.payload, SourceEdit)
        if mended.payload.source not in seen:
            seen.add(mended.payload.source)
            yield mended


def _behind(target: Target, candidate: Candidate, seen: set[str]) -> Iterator[Candidate]:
    """The candidate with the original behind it, where that is possible."""
    assert isinstance(candidate.payload, SourceEdit)
    text = with_fallback(target.source, candidate.payload.source)
    if text is not None and text not in seen:
        seen.add(text)
        rationale = f"{candidate.rationale}; the original takes over where the new form raises"
        yield replace(candidate, payload=SourceEdit(text), rationale=rationale)


def _for_integers(target: Target, candidate: Candidate, facts: Facts, seen: set[str]) -> Iterator[Candidate]:
    """The candidate with the original behind it for numbers that are no integers."""
    assert isinstance(candidate.payload, SourceEdit)
    text = with_integer_test(target.source, candidate.payload.source, target.name, facts)
    if text is not None and text not in seen:
        seen.add(text)
        yield replace(candidate, payload=SourceEdit(text), rationale=f"{candidate.rationale}; for integers only")


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
