"""The proposer that offers what the rules find, alone and together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hasten.code.function import Program
from hasten.code.heat import LUKEWARM
from hasten.code.source import parse
from hasten.core.budget import Budget
from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.facts import Facts
from hasten.core.protocols import Archive
from hasten.core.target import Target
from hasten.proposers.plain_data import guarded, plain_test
from hasten.proposers.rules._combine import Step, fixpoint, gain, heat_of, is_idle, ranked
from hasten.proposers.rules._fallback import undeclared_integers, with_fallback, with_integer_test
from hasten.proposers.rules._finding import Located, Rule, RuleFailure
from hasten.proposers.rules._registry import OnFailure, all_rules, applied, find_all, opens, rule_name

#: A candidate that differs is made again without one more finding this often.
_MOST_LEFT_OUT = 3


@dataclass(frozen=True)
class _Recipe:
    """How a candidate of several steps came about, so that it can be made again without one of them.

    Attributes:
        target: What it was proposed on.
        facts: What was known of it.
        growth_only, guarded, ahead: Which findings were wanted.
        opened: Whether small objects and helpers were written out first.
        left_out: Rules with what they found that were not wanted.
        steps: What was done, in order.
    """

    target: Target
    facts: Facts
    growth_only: bool
    guarded: bool = False
    ahead: bool = True
    opened: bool = False
    left_out: frozenset[tuple[str, str]] = frozenset()
    steps: tuple[Step, ...] = ()

    def wanted(self, located: Located) -> bool:
        """Whether a finding belongs to it."""
        finding = located.finding
        useful = not self.growth_only or gain(located) > 0 or (self.opened and finding.lays_open)
        return useful and (self.ahead or not finding.ahead) and self.kept(located)

    def kept(self, located: Located) -> bool:
        """Whether a finding is none of those that were left out."""
        return (located.rule, located.finding.found) not in self.left_out


class RulesProposer:
    """Rewrites slow patterns in the target and in the functions of its module that it calls.

    First come the plain findings that change the growth, together, then all plain findings together (also without
    those that do work ahead of time), then each on its own, then the guarded forms. What is found once small
    objects and helpers are written out goes in front of all where it is more, and second where it is not. Where odd
    elements are likely to make the first of them raise, it comes with the original behind it as well (see
    ``_fallback``), and that form goes first. What changes nothing that takes time comes after everything else.

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
        self._recipes: dict[str, _Recipe] = {}

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Candidates for ``target``, best first; none where the file does not parse."""
        cold: list[Candidate] = []
        for candidate, heat in self._proposed(target, facts):
            if heat < LUKEWARM:
                cold.append(candidate)
            else:
                yield candidate
        yield from cold

    def _proposed(self, target: Target, facts: Facts) -> Iterator[tuple[Candidate, float]]:
        """Candidates with the share of the time that goes into what each changes, 0 to 1."""
        module = parse(target.source)
        if isinstance(module, SyntaxError) or target.name not in module.functions:
            return
        program = Program(module, target.name, facts)
        opening = self._opening()
        everything = find_all(program, rules=self._rules, on_failure=self._failed)
        found = ranked([each for each in everything if each.rule in opening or not is_idle(each, facts)], facts)
        if not found:
            return
        seen = {target.source}
        plain = [located for located in found if not located.finding.guarded]
        checked = [located for located in found if located.finding.guarded]
        odd = may_raise(facts)
        first: tuple[Candidate, float] | None = None
        for candidate, odds in self._plain(target, facts, plain, seen):
            for form in self._forms(target, facts, candidate, odds, seen, foremost=odd and first is None):
                if form is candidate:
                    first = first or (candidate, odds.heat)
                yield form, odds.heat
        if checked:
            for candidate, odds in self._together(target, facts, seen, growth_only=True, guarded=True):
                for form in self._forms(target, facts, candidate, odds, seen, foremost=False):
                    yield form, odds.heat
        for located in checked:
            for candidate, step in self._alone(located, seen):
                yield candidate, step.heat
        if first is not None and plain_test(target, facts) is None:
            for form in _behind(target, first[0], seen):
                yield form, first[1]

    def _forms(
        self, target: Target, facts: Facts, candidate: Candidate, odds: Step, seen: set[str], *, foremost: bool
    ) -> Iterator[Candidate]:
        """A plain candidate, and what has the original behind it for what the plain one is not exact for.

        Args:
            foremost: Whether it is the first one, and odd elements are likely to make it raise.
        """
        recipe = self._recipes.get(candidate.key)
        for form in self._forms_of(target, facts, candidate, odds, seen, foremost):
            if recipe is not None:
                self._recipes[form.key] = recipe
            yield form

    def _forms_of(
        self, target: Target, facts: Facts, candidate: Candidate, odds: Step, seen: set[str], foremost: bool
    ) -> Iterator[Candidate]:
        if odds.integers:
            # Nothing says that there are integers only, and the plain form is exact for nothing else.
            whole = list(_for_integers(target, candidate, facts, seen))
            yield from whole
            if not whole and undeclared_integers(facts):
                # Some numbers lie too deep for that test, and floats among them would add up to something else.
                test = plain_test(target, facts)
                if test is not None:
                    yield from _for_plain_data(target, candidate, test, seen)
                return
        if foremost and odds.ahead:
            # The plain form would fail on the first odd element; this one holds, and the plain one comes next.
            yield from _for_plain_data(target, candidate, plain_test(target, facts), seen)
        yield candidate

    def stages(self, candidate: Candidate) -> Sequence[Candidate]:
        """The plain form of a candidate after each of its steps; none where it has only one."""
        recipe = self._recipes.get(candidate.key)
        steps = recipe.steps if recipe is not None else ()
        return [_candidate(step.text, steps[: k + 1]) for k, step in enumerate(steps)]

    def without(self, candidate: Candidate, stage: int) -> Iterator[Candidate]:
        """The candidate made again without what one step of it had found; none where that was done often enough."""
        recipe = self._recipes[candidate.key]
        step = recipe.steps[stage]
        left_out = recipe.left_out | {(step.rule, step.found)}
        if len(left_out) > _MOST_LEFT_OUT:
            return
        made = self._made(replace(recipe, left_out=left_out, steps=()))
        if made is not None:
            target, facts = recipe.target, recipe.facts
            yield from self._forms(target, facts, *made, {target.source}, foremost=may_raise(facts))

    def shorter(self, target: Target, facts: Facts, candidate: Candidate) -> Iterator[Candidate]:
        """What the rules of a candidate make of ``target`` where one of them is left out, the last one first."""
        named = _rules_of(candidate)
        rules = {rule_name(rule): rule for rule in (all_rules() if self._rules is None else self._rules)}
        for left_out in reversed(named):
            kept = [rules[name] for name in named if name != left_out and name in rules]
            if not kept:
                continue
            fewer = RulesProposer(rules=kept)
            made = [candidate for candidate, _ in fewer._proposed(target, facts)]
            fullest = max(made, key=lambda other: len(_rules_of(other)), default=None)
            if fullest is not None:
                self._recipes |= fewer._recipes
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
        worthy = [located for located in plain if not located.finding.minor]
        if not worthy and len(plain) == 1 and plain[0].rule not in self._opening():
            worthy = [*plain]  # a small gain is all there is
        for located in worthy:
            yield from self._alone(located, seen)

    def _opened(
        self, target: Target, facts: Facts, plain: Sequence[Located], seen: set[str]
    ) -> tuple[list[tuple[Candidate, Step]], bool]:
        """What the rules find once small objects and helpers are written out, and whether that is more than before."""
        made: list[tuple[Candidate, Step]] = []
        if not any(located.rule in self._opening() for located in plain):
            return made, False
        recipe = _Recipe(target, facts, growth_only=True, opened=True)
        base = self._written_out(recipe)
        found = {(located.rule, located.finding.line) for located in plain if gain(located) > 0}
        more = False
        for growth_only in (True, False) if base[1] else ():
            candidate = self._made(replace(recipe, growth_only=growth_only), base)
            if candidate is None or _text(candidate[0]) in seen:
                break
            steps = self._recipes[candidate[0].key].steps[len(base[1]) :]
            more = more or sum(_gains(step) for step in steps) > len(found)
            seen.add(_text(candidate[0]))
            made.append(candidate)
        return made, more

    def _opening(self) -> set[str]:
        """Names of the rules that only lay patterns open."""
        return {rule_name(rule) for rule in (all_rules() if self._rules is None else self._rules) if opens(rule)}

    def _written_out(self, recipe: _Recipe) -> tuple[str, list[Step]]:
        """The target with small objects and helpers written out, and the steps of it."""
        target, facts = recipe.target, recipe.facts
        return fixpoint(
            target.source,
            target.name,
            facts,
            rules=self._rules,
            wanted=recipe.kept,
            opening=True,
            on_failure=self._failed,
        )

    def _made(
        self, recipe: _Recipe, base: tuple[str, list[Step]] | None = None
    ) -> tuple[Candidate, Step] | None:
        """What comes of a recipe, with what any of its steps needs the original for; None where too little does."""
        target = recipe.target
        if base is None:
            base = self._written_out(recipe) if recipe.opened else (target.source, [])
        opened, first = base
        changed, steps = fixpoint(
            opened,
            target.name,
            recipe.facts,
            rules=self._rules,
            wanted=recipe.wanted,
            guarded=recipe.guarded,
            original=target.source,
            on_failure=self._failed,
        )
        gains = [step for step in steps if _gains(step)]
        if not gains if recipe.opened else len(steps) + len(recipe.left_out) < 2 or not steps:
            return None
        odds = replace(
            (gains or steps)[0],
            ahead=any(step.ahead for step in steps),
            integers=any(step.integers for step in steps),
            heat=max(step.heat for step in (*first, *steps)),
        )
        candidate = _candidate(changed, [*gains[:1], *first, *steps] if recipe.opened else steps)
        self._recipes[candidate.key] = replace(recipe, steps=(*first, *steps))
        return candidate, odds

    def _failed(self, failure: RuleFailure) -> None:
        self.failures.append(failure)
        if self._on_failure is not None:
            self._on_failure(failure)

    def _alone(self, located: Located, seen: set[str]) -> Iterator[tuple[Candidate, Step]]:
        changed = applied(located, self._failed)
        if changed is not None and changed not in seen:
            seen.add(changed)
            finding = located.finding
            heat = heat_of(located, located.code.program.facts)
            step = Step(located.rule, located.rationale, finding.growth, finding.ahead, finding.integers, heat=heat)
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
        made = self._made(_Recipe(target, facts, growth_only, guarded, ahead))
        if made is not None and _text(made[0]) not in seen:
            seen.add(_text(made[0]))
            yield made


def _gains(step: Step) -> bool:
    """Whether a step changes the growth, or lays open what does."""
    return step.growth is not None or step.lays_open


def _text(candidate: Candidate) -> str:
    assert isinstance(candidate.payload, SourceEdit)
    return candidate.payload.source


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
