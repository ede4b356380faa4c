"""Look a target up in the index: probe it on canonical inputs in growing batches, drop what does not agree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, product
from typing import Any

from hasten.code.locate import Located
from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.arguments import Arguments, Arrangement, arrangements, direct, off_by_one
from hasten.proposers.algorithms.closed_forms import forms_for
from hasten.proposers.algorithms.constants import Constant, constants_of, integers_of, large_moduli
from hasten.proposers.algorithms.exact_types import type_guard, with_floats
from hasten.proposers.algorithms.guards import conditions_for, is_edge
from hasten.proposers.algorithms.kinds import KINDS, MOST_TABLED, TABLED, dress, fits
from hasten.proposers.algorithms.observations import Observer
from hasten.proposers.algorithms.prologue import Prologue
from hasten.proposers.algorithms.recognise import ORIGINAL, Case, Guard, Match, Trial
from hasten.proposers.algorithms.results import IDENTITY, modulo
from hasten.proposers.algorithms.signature import Parameter, without_defaults
from hasten.proposers.algorithms.suites import suite_for

#: Sizes of the batches in which a suite is probed: a few inputs rule most computations out.
_BATCHES = (5, 10, 25, 60)
#: Most matches that only fit when their result is bent.
_MOST_BENT = 2
#: Most combinations of constants that are tried for the baked parameters of one algorithm.
_MOST_BAKED = 60


class Lookup:
    """One look-up of a target.

    Args:
        located: The target.
        parameters: Its parameters.
        observer: Runs the original.
        prologue: Its guards that are kept.
    """

    def __init__(
        self, located: Located, parameters: Sequence[Parameter], observer: Observer, prologue: Prologue
    ) -> None:
        self._parameters = parameters
        self._observer = observer
        self._prologue = prologue
        self._conditions = conditions_for(parameters)
        self._constants = constants_of(located.module, located.node)
        self._moduli = large_moduli(located.module, located.node)
        self._cases: dict[Arrangement, list[list[Case]]] = {}
        self._ended: set[Arrangement] = set()
        self._floats: list[Case] | None = None

    def run(self, index: Sequence[Algorithm]) -> list[Match]:
        """All matches, plainest first."""
        found: list[Match] = []
        for arrangement, options in self._options(index).items():
            found += self._matches(arrangement, options)
        found += self._closed_forms()
        if not found:
            for arrangement, options in self._options(index).items():
                shifted = [(e, other) for e, args in options for other in off_by_one(args, self._parameters)]
                found += self._matches(arrangement, shifted)
        return [self._exact(match) for match in _plainest_of_each(sorted(found, key=lambda match: match.simplicity))]

    def _exact(self, match: Match) -> Match:
        """The match, with the original kept for floats where the algorithm serves integers only."""
        guard = type_guard(self._parameters)
        if guard is None:
            return match
        trial = Trial(match.entry, match.arguments, integers_of(self._constants))
        if trial.agrees_with(match.adapter, self._float_cases()):
            return match
        return replace(match, guards=(guard, *match.guards))

    def _float_cases(self) -> list[Case]:
        """What the target does with floats, on the first cases of every arrangement that was probed."""
        if self._floats is None:
            known = [case.args for batches in self._cases.values() for case in [c for b in batches for c in b][:40]]
            inputs = [with_floats(args, self._parameters, number) for number, args in enumerate(known[:60])]
            found = self._observer.observe(inputs)
            self._floats = [Case(args, seen, False, False) for args, seen in zip(inputs, found, strict=False)]
        return self._floats

    def _options(self, index: Sequence[Algorithm]) -> dict[Arrangement, list[tuple[Algorithm, Arguments]]]:
        """Algorithms with their arguments by the arrangement of parameters they ask for."""
        options: dict[Arrangement, list[tuple[Algorithm, Arguments]]] = {}
        known: dict[tuple[str, ...], list[Arrangement]] = {}
        for entry in index:
            for baked in self._bakings(entry):
                kinds = tuple(k for name, k in zip(entry.parameters, entry.takes, strict=True) if name not in baked)
                if kinds not in known:
                    known[kinds] = list(arrangements(kinds, self._parameters))
                for arrangement in known[kinds]:
                    arguments = direct(entry, arrangement, self._parameters, baked)
                    options.setdefault(arrangement, []).extend((entry, each) for each in arguments)
        return options

    def _bakings(self, entry: Algorithm) -> Iterator[dict[str, Constant]]:
        """Ways to take parameters of an algorithm from the target's constants: none first."""
        if len(entry.takes) in (len(self._parameters), len(self._parameters) - 1):
            yield {}
        wanted = len(entry.takes) - len(self._parameters)
        kinds = dict(zip(entry.parameters, entry.takes, strict=True))
        # One more where a parameter of the target holds the length of a sequence.
        baked = [names for count in (wanted, wanted + 1) for names in self._baked(entry, count)]
        for names in baked:
            choices = [[c for c in self._constants if _suits(c, kinds[name])] for name in names]
            for values in islice(product(*choices), _MOST_BAKED):
                yield dict(zip(names, values, strict=True))

    def _baked(self, entry: Algorithm, count: int) -> Iterator[tuple[str, ...]]:
        """Parameters of an algorithm that may all be constants of the target."""
        if 0 < count <= len(entry.bakes) and count < len(entry.takes):
            yield from combinations(entry.bakes, count)

    def _matches(self, arrangement: Arrangement, options: Sequence[tuple[Algorithm, Arguments]]) -> list[Match]:
        constants = integers_of(self._constants)
        alive = [Trial(entry, arguments, constants) for entry, arguments in options]
        for cases in self._batches(arrangement):
            alive = [trial for trial in alive if trial.feed(cases)]
            if not alive:
                return []
        found = [match for trial in alive for match in trial.matches(self._conditions)]
        found = [with_modulus for match in found for with_modulus in self._reduced(match)]
        if any(match.adapter.plain for match in found):
            # What fits as it is leaves no room for what only fits when its result is bent.
            found = [match for match in found if match.adapter.plain]
        return sorted(found, key=lambda match: match.simplicity)[
            : _MOST_BENT if found and not found[0].adapter.plain else None
        ]

    def _closed_forms(self) -> list[Match]:
        """Matches of forms made for this target, where it takes one integer."""
        found: list[Match] = []
        for arrangement in arrangements(("int",), self._parameters):
            if arrangement.length >= 0:
                continue
            cases = [case for batch in self._batches(arrangement) for case in batch]
            values = {case.args[0]: case.seen.value for case in cases if type(case.seen.value) is int}
            for modulus in (*self._moduli, 0):
                # A modulus taken inside the loop keeps the numbers small.
                for entry in forms_for(values, modulus):
                    arguments = direct(entry, arrangement, self._parameters, {})
                    found += self._matches(arrangement, [(entry, each) for each in arguments])
                if found:
                    break
        return found

    def _reduced(self, match: Match) -> Iterator[Match]:
        """The match, after the same with a modulus that is too large for the canonical inputs to show."""
        if match.adapter is IDENTITY and match.telling_integers and "%" not in match.entry.text:
            for modulus in self._moduli:
                yield replace(match, adapter=replace(modulo(modulus), plain=True), reduced=True)
        yield match

    def _batches(self, arrangement: Arrangement) -> Iterator[list[Case]]:
        """The cases of an arrangement, batch by batch; each is probed once only."""
        probed = self._cases.setdefault(arrangement, [])
        for place, size in enumerate(_BATCHES):
            if place == len(probed):
                probed.append(self._probed(arrangement, sum(_BATCHES[:place]), size))
            yield probed[place]
            if not any(case.seen.out == "returns" for cases in probed for case in cases):
                return

    def _probed(self, arrangement: Arrangement, start: int, size: int) -> list[Case]:
        """Cases from ``start`` of the suite of an arrangement; none where the target has become too slow."""
        suite = suite_for(arrangement.pools)[start : start + size]
        if not suite or arrangement in self._ended:
            return []
        inputs = [self._dressed(arrangement, values, number) for number, values in enumerate(suite)]
        found = self._observer.observe(inputs)
        if len(found) < len(inputs):
            self._ended.add(arrangement)
        return [
            Case(args, seen, self._prologue.turns_away(self._named(args)), is_edge(self._conditions, args))
            for args, seen in zip(inputs, found, strict=False)
        ]

    def _named(self, args: tuple[Any, ...]) -> dict[str, Any]:
        return {parameter.name: arg for parameter, arg in zip(self._parameters, args, strict=True)}

    def _dressed(self, arrangement: Arrangement, values: Sequence[Any], number: int) -> tuple[Any, ...]:
        args: dict[int, Any] = {}
        for pool, place, value in zip(arrangement.pools, arrangement.order, values, strict=True):
            domain = self._parameters[place].domain
            args[place] = dress(value, domain, _pattern(pool, domain))
        if arrangement.length >= 0:
            size = max((len(v) for v in args.values() if isinstance(v, list | tuple | str)), default=0)
            # Mostly the whole length, now and then less or more.
            args[arrangement.length] = size + (0, 0, 0, -1, 0, 0, 1, 0, -2)[number % 9]
        return tuple(args[place] for place in range(len(self._parameters)))


def _plainest_of_each(matches: Sequence[Match]) -> list[Match]:
    """The plainest match of each algorithm, and the next one if it guards something else."""
    kept: dict[str, list[Match]] = {}
    for match in matches:
        others = kept.setdefault(match.entry.name, [])
        if not others or (
            len(others) == 1 and (match.requires, match.reduced) != (others[0].requires, others[0].reduced)
        ):
            others.append(match)
    return [match for match in matches if match in kept[match.entry.name]]


def _pattern(pool: str, domain: Mapping[str, Any]) -> Any:
    """A pattern of the pool that fits the domain."""
    return next(kind.pattern for kind in KINDS.values() if kind.pool == pool and fits(domain, kind.pattern))


def _suits(constant: Constant, kind: str) -> bool:
    """Whether a constant can stand for a parameter of this kind."""
    if KINDS[kind].pattern in ("int", "number", "item"):
        return type(constant.value) is int and (kind not in TABLED or constant.value <= MOST_TABLED)
    return isinstance(constant.value, list | tuple)


def find_matches(
    located: Located,
    parameters: Sequence[Parameter],
    observing: Callable[[Sequence[Parameter]], Observer],
    prologue: Prologue,
    index: Sequence[Algorithm],
) -> list[Match]:
    """The algorithms that do what the target does, plainest first, with the adapters and guards they need.

    Where nothing matches, parameters with constant defaults are left at them, and a guard keeps the original for calls
    that pass something else.

    Args:
        located: The target.
        parameters: Its parameters.
        observing: Makes what observes calls that pass the given parameters.
        prologue: Its guards that are kept.
        index: The algorithms.
    """
    found = Lookup(located, parameters, observing(parameters), prologue).run(index)
    needed = without_defaults(parameters)
    if found or not 0 < len(needed) < len(parameters):
        return found
    guards = tuple(_at_default(parameter) for parameter in parameters if parameter not in needed)
    found = Lookup(located, needed, observing(needed), prologue).run(index)
    return [replace(match, guards=(*guards, *match.guards)) for match in found]


def _at_default(parameter: Parameter) -> Guard:
    """The guard that keeps the original where a parameter is not at its default."""
    default = ast.unparse(parameter.default) if parameter.default is not None else "None"
    operator = "is not" if default in ("None", "True", "False") else "!="
    return Guard(f"{parameter.name} {operator} {default}", ORIGINAL)
