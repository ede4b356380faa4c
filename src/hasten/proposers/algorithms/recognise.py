"""Recognise what a function computes by what it does on canonical inputs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from hasten.proposers.algorithms.algorithm import Algorithm
from hasten.proposers.algorithms.arguments import Arguments
from hasten.proposers.algorithms.bounded import bounded
from hasten.proposers.algorithms.guards import Condition
from hasten.proposers.algorithms.kinds import MOST_TABLED, TABLED
from hasten.proposers.algorithms.observations import Seen
from hasten.proposers.algorithms.results import IDENTITY, ResultAdapter, adapters_for, in_place_adapters
from hasten.proposers.algorithms.values import form, fresh, joint_form

#: What the index' own functions may raise on inputs that they do not take.
_RAISED = (ArithmeticError, AttributeError, LookupError, RecursionError, StopIteration, TypeError, ValueError)
#: Least number of inputs that a match rests on, and of different results among them.
LEAST_MATCHED, LEAST_RESULTS = 12, 4
#: Least number of different results where there are fewer inputs.
LEAST_FEW = 6


@dataclass(frozen=True)
class Case:
    """One canonical input.

    Attributes:
        args: Arguments in the order of the target's parameters.
        seen: What the original did.
        guarded: Whether the guards at the top of the function, which are kept, turn it away.
        edge: Whether a difference here may be guarded.
    """

    args: tuple[Any, ...]
    seen: Seen
    guarded: bool
    edge: bool


@dataclass(frozen=True)
class Ending:
    """How a special case ends: ``return`` a literal or ``raise`` a builtin exception; "" keeps the original."""

    text: str


ORIGINAL = Ending("")


@dataclass(frozen=True)
class Guard:
    """A condition on the arguments and what is done where it holds."""

    condition: str
    ending: Ending


@dataclass(frozen=True)
class Match:
    """An algorithm that computes what the target computes.

    Attributes:
        entry: The algorithm.
        arguments: What is passed to it.
        adapter: What is done with its result.
        nothing: What is done where it finds nothing (returns None).
        guards: Special cases put in front.
        cases: Number of inputs it rests on.
        unconditional: Whether the algorithm's own condition can be left out.
        telling_integers: Whether all results seen were integers that are not negative.
        reduced: Whether the adapter takes the result by a modulus that was too large to show.
    """

    entry: Algorithm
    arguments: Arguments
    adapter: ResultAdapter = IDENTITY
    nothing: Ending = Ending("return None")
    guards: tuple[Guard, ...] = ()
    cases: int = 0
    unconditional: bool = False
    telling_integers: bool = False
    reduced: bool = False

    @property
    def requires(self) -> str:
        """The condition that has to be checked before the algorithm is used, or ""."""
        return "" if self.unconditional else self.entry.requires

    @property
    def simplicity(self) -> tuple[int, ...]:
        """Smaller is plainer: what fits as it is comes before what needs adapters and guards."""
        adapted = sum(not argument.parameter for argument in self.arguments)
        return (
            sum(guard.ending == ORIGINAL for guard in self.guards) + bool(self.requires) + (self.nothing == ORIGINAL),
            not self.adapter.plain,
            len(self.guards),
            self.adapter is not IDENTITY and not self.reduced,
            adapted,
            -self.cases,
        )


@dataclass(frozen=True)
class _Computed:
    """What an algorithm makes of one input: a result with the arguments after it, or the name of what it raises."""

    result: Any = None
    args: tuple[Any, ...] = ()
    raised: str = ""


class Trial:
    """One algorithm with its arguments, tried on more and more cases.

    Args:
        entry: The algorithm.
        arguments: What is passed to it.
        constants: Integers of the target, for adapters.
    """

    def __init__(self, entry: Algorithm, arguments: Arguments, constants: Sequence[int]) -> None:
        self.entry, self.arguments, self._constants = entry, arguments, constants
        self._pairs: list[tuple[Case, _Computed]] = []
        self._unfit: list[Case] = []
        self._adapters: list[ResultAdapter] | None = None

    def feed(self, cases: Sequence[Case]) -> bool:
        """Try further cases; whether some adapter still makes the algorithm agree on all usual ones."""
        fresh_pairs = []
        for case in cases:
            if case.seen.out == "effect":
                return False
            if case.guarded or case.seen.out == "void":
                continue
            outcome = self._computed(case)
            if outcome is None:
                self._unfit.append(case)
            else:
                fresh_pairs.append((case, outcome))
        self._pairs += fresh_pairs
        usual = [pair for pair in fresh_pairs if not pair[0].edge]
        if self._adapters is None:
            self._adapters = self._first_adapters()
            usual = [pair for pair in self._pairs if not pair[0].edge]
        if self._adapters is None:
            return True
        self._adapters = [adapter for adapter in self._adapters if all(self._agrees(adapter, *pair) for pair in usual)]
        return bool(self._adapters)

    def matches(self, conditions: Sequence[Condition]) -> Iterator[Match]:
        """The ways in which the algorithm does what was seen with its plainest adapter; at most three."""
        for adapter in self._adapters or ():
            found = list(islice(self._with_adapter(adapter, conditions), 3))
            if found:
                return iter(found)
        return iter(())

    def agrees_with(self, adapter: ResultAdapter, cases: Sequence[Case]) -> bool:
        """Whether the algorithm answers as the target does wherever both answer; refusals of either do not count."""
        for case in cases:
            if case.guarded or case.seen.out != "returns":
                continue
            outcome = self._computed(case)
            if outcome is None or outcome.raised:
                continue
            if outcome.result is None or not self._agrees(adapter, case, outcome):
                return False
        return True

    def _computed(self, case: Case) -> _Computed | None:
        """What the algorithm makes of a case; None where its own condition does not hold."""
        args = [fresh(arg) for arg in case.args]
        try:
            mapped = [argument.value(args) for argument in self.arguments]
            if self._asks_for_a_huge_table(mapped):
                return None
            if self.entry.requires and not bounded(_required(self.entry), mapped):
                return None
            return _Computed(bounded(self.entry.fast, mapped), tuple(args))
        except _RAISED as error:
            return _Computed(raised=type(error).__name__)

    def _asks_for_a_huge_table(self, mapped: Sequence[object]) -> bool:
        """Whether a number that says how long a table is to be is too large for one."""
        kinds = zip(self.entry.takes, mapped, strict=True)
        return any(kind in TABLED and isinstance(value, int) and value > MOST_TABLED for kind, value in kinds)

    def _first_adapters(self) -> list[ResultAdapter] | None:
        """Adapters that the first telling pair of results allows; None while there is none."""
        # Some suites are nearly all edges; then one of those has to do.
        only_edges = len(self._pairs) >= LEAST_MATCHED and all(case.edge for case, _ in self._pairs)
        for case, outcome in self._pairs:
            unusual = case.edge and not only_edges
            if outcome.raised or outcome.result is None or unusual or case.seen.out != "returns":
                continue
            if case.seen.changed:
                return list(in_place_adapters(place for place, arg in enumerate(case.args) if isinstance(arg, list)))
            return list(adapters_for(outcome.result, case.seen.value, self._constants))
        return None

    def _agrees(self, adapter: ResultAdapter, case: Case, outcome: _Computed) -> bool:
        if outcome.raised:
            return case.seen.out == "raises" and case.seen.exception == outcome.raised
        if outcome.result is None:
            nothing = self._nothing()
            return nothing is None or _same_ending(nothing, case.seen) or _raises_alike(nothing, case.seen)
        if case.seen.out != "returns":
            return False
        args, result = list(outcome.args), outcome.result
        if adapter.in_place >= 0:
            # The adapter changes the arguments, which are shared with other adapters: compute on a copy of its own.
            args = [fresh(arg) for arg in case.args]
            result = bounded(self.entry.fast, [argument.value(args) for argument in self.arguments])
        try:
            value = adapter.value(result, args)
        except (TypeError, ValueError, AttributeError, IndexError):
            return False
        return joint_form(value, args) == case.seen.form

    def _nothing(self) -> Seen | None:
        """What the target does where the algorithm finds nothing: as on the first such case, usual ones first."""
        found = [case for case, outcome in self._pairs if outcome.result is None and not outcome.raised]
        return min(found, key=lambda case: case.edge).seen if found else None

    def _requires_constants_only(self) -> bool:
        """Whether the algorithm's own condition speaks of nothing that a call passes."""
        named = {node.id for node in ast.walk(ast.parse(self.entry.requires)) if isinstance(node, ast.Name)}
        passed = zip(self.entry.parameters, self.arguments, strict=True)
        return all(argument.constant for name, argument in passed if name in named)

    def _hands_on(self) -> bool:
        """Whether the algorithm does nothing but hand an argument on: then the adapter would do all the work."""
        return all(outcome.raised or any(outcome.result == arg for arg in case.args) for case, outcome in self._pairs)

    def _nothing_ending(self) -> Ending:
        """How the target ends wherever the algorithm finds nothing."""
        return ending_of([case.seen for case, outcome in self._pairs if outcome.result is None and not outcome.raised])

    def _with_adapter(self, adapter: ResultAdapter, conditions: Sequence[Condition]) -> Iterator[Match]:
        nothing = self._nothing()
        # ORIGINAL stands where what the target does is no literal: its own code then runs where nothing is found.
        ending = Ending("return None") if nothing is None else self._nothing_ending()
        if adapter is not IDENTITY and self._hands_on():
            return
        right: list[Case] = []
        wrong: list[Case] = []
        for case, outcome in self._pairs:
            (right if self._agrees(adapter, case, outcome) else wrong).append(case)
        match = Match(self.entry, self.arguments, adapter, ending, (), len(right))
        if not self.entry.requires:
            yield from self._guarded(match, right, wrong, [], conditions)
            return
        # Where the algorithm's own condition does not hold, guards may do; else the original stays for that.
        for free in self._guarded(match, right, wrong + self._unfit, self._unfit, conditions):
            if all(guard.ending != ORIGINAL for guard in free.guards):
                yield replace(free, unconditional=True)
        if self._unfit or not self._requires_constants_only():
            yield from self._guarded(match, right, wrong, [], conditions)

    def _guarded(
        self,
        match: Match,
        right: Sequence[Case],
        wrong: Sequence[Case],
        unfit: Sequence[Case],
        conditions: Sequence[Condition],
    ) -> Iterator[Match]:
        every = [case for case, _ in self._pairs] + list(unfit)
        for guards in guards_for(wrong, every, conditions):
            kept = [case for case in right if not _is_guarded(case, guards, conditions)]
            if telling(kept):
                integers = all(type(case.seen.value) is int and case.seen.value >= 0 for case in kept)
                yield replace(match, guards=guards, cases=len(kept), telling_integers=integers)


@cache
def _required(entry: Algorithm) -> Callable[..., bool]:
    """The condition of an entry as a function; the text is the index' own, not the user's."""
    return eval(f"lambda {', '.join(entry.parameters)}: {entry.requires}")  # type: ignore[no-any-return]


def telling(cases: Sequence[Case]) -> bool:
    """Whether agreement on these cases says enough to propose: enough of them, with enough different results."""
    forms = [_told(case.seen) for case in cases]
    kinds = set(forms)
    if any(_hands_back(cases, place) for place in range(len(cases[0].args) if cases else 0)):
        return False
    if len(cases) < LEAST_MATCHED:
        # Some computations grow so fast that few inputs can be tried; then nearly all results must differ.
        return len(kinds) >= LEAST_FEW
    if len(kinds) >= LEAST_RESULTS:
        return True
    return len(kinds) >= 2 and min(forms.count(kind) for kind in kinds) >= 3


def _hands_back(cases: Sequence[Case], place: int) -> bool:
    """Whether the target does nothing but return an argument: then every algorithm that may do nothing agrees."""
    return all(case.seen.form and case.seen.form[0] == form(case.args[place]) for case in cases)


def _told(seen: Seen) -> Any:
    """What an observation tells: the result, with the arguments where they were changed, or the exception."""
    if seen.out == "raises":
        return (seen.exception,)
    return seen.form if seen.changed else seen.form[0]


# -- special cases -----------------------------------------------------------------------------------------------------


def guards_for(
    wrong: Sequence[Case], every: Sequence[Case], conditions: Sequence[Condition]
) -> list[tuple[Guard, ...]]:
    """Guards under which no case is wrong any more, plainest first."""
    if not wrong:
        return [()]
    whole = [condition for condition in conditions if all(condition.holds(case.args) for case in wrong)]
    ranked = sorted(whole, key=lambda condition: sum(condition.holds(case.args) for case in every))
    for condition in ranked:
        ending = ending_of([case.seen for case in every if condition.holds(case.args)])
        if ending != ORIGINAL:
            return [(Guard(condition.text, ending),)]
    split = _split(wrong, every, conditions)
    options = [split] if split else []
    if ranked:
        options.append((Guard(ranked[0].text, ORIGINAL),))
    return options


def _split(wrong: Sequence[Case], every: Sequence[Case], conditions: Sequence[Condition]) -> tuple[Guard, ...]:
    """Two or three guards, one for each way in which the wrong cases end."""
    guards: list[Guard] = []
    left = list(wrong)
    for condition in conditions:
        covered = [case for case in left if condition.holds(case.args)]
        ending = ending_of([case.seen for case in every if condition.holds(case.args)]) if covered else ORIGINAL
        if ending != ORIGINAL:
            guards.append(Guard(condition.text, ending))
            left = [case for case in left if not condition.holds(case.args)]
            if not left or len(guards) == 3:
                break
    return tuple(guards) if not left else ()


def ending_of(seen: Sequence[Seen]) -> Ending:
    """The one way in which all of these ended, as a statement, or the original's own."""
    if not seen or not all(_same_ending(seen[0], other) for other in seen):
        return ORIGINAL
    first = seen[0]
    if first.out == "raises":
        if ":" in first.exception:
            return ORIGINAL
        return Ending(f"raise {first.exception}({first.message!r})" if first.message else f"raise {first.exception}")
    if first.changed or not _is_literal(first.value):
        return ORIGINAL
    return Ending(f"return {first.value!r}")


def _same_ending(one: Seen, other: Seen) -> bool:
    if one.out != other.out or one.exception != other.exception:
        return False
    if one.out == "raises":
        return one.message == other.message
    return bool(one.form[0] == other.form[0]) and not other.changed


def _raises_alike(one: Seen, other: Seen) -> bool:
    """Whether both raise one type of exception, with messages of their own."""
    return one.out == other.out == "raises" and one.exception == other.exception


def _is_literal(value: Any) -> bool:
    if isinstance(value, float):
        return value - value == 0
    if isinstance(value, list | tuple):
        return len(value) < 5 and all(map(_is_literal, value))
    return value is None or isinstance(value, int | str) or value == {}


def _is_guarded(case: Case, guards: Sequence[Guard], conditions: Sequence[Condition]) -> bool:
    texts = {guard.condition for guard in guards}
    return any(condition.holds(case.args) for condition in conditions if condition.text in texts)
