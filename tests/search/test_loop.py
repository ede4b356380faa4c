"""The loop: what it asks, drops, refuses and leads on, over proposers and prices that are written down here."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hasten.archives import BestArchive
from hasten.builders import PythonBuilder
from hasten.core import (
    Archive,
    Artifact,
    Budget,
    Candidate,
    Counterexample,
    Evidence,
    Facts,
    MemoryUse,
    Mender,
    PairedSamples,
    RaceResult,
    SourceEdit,
    Spent,
    Target,
    Verdict,
)
from hasten.errors import InvalidArgument
from hasten.search import Search, SearchResult, Trimmer

OLD = "def f(x):\n    return x + 0 + 0\n"


class Steps:
    """Proposes what is written down for a source, in that order."""

    def __init__(self, steps: Mapping[str, Sequence[str]], name: str = "steps") -> None:
        self.steps, self.name = steps, name
        self.asked: list[str] = []

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        self.asked.append(target.source)
        for source in self.steps.get(target.source, ()):
            yield Candidate(SourceEdit(source), self.name)


class Raises(Steps):
    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        yield from super().propose(target, facts, archive, rng, budget)
        raise ValueError("no more ideas")


class Prices:
    """A meter whose races end as its price list says: source -> time of OLD over time of NEW."""

    name = "prices"

    def __init__(
        self, ratios: Mapping[str, float], undecided_first: Sequence[str] = (), undecided_pairs: int = 40
    ) -> None:
        self.ratios, self.hesitates, self.undecided_pairs = dict(ratios), list(undecided_first), undecided_pairs
        self.raced: list[str] = []

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        self.raced.append(new.source)
        ratio = self.ratios.get(new.source, 1.0)
        if ratio < 0:
            raise InvalidArgument("the version has ended while it was timed")
        if new.source in self.hesitates:
            self.hesitates.remove(new.source)
            return RaceResult("undecided", self.undecided_pairs, 3.0, ratio)
        winner = "new" if ratio > 1.02 else "old" if ratio < 0.98 else "undecided"
        return RaceResult(winner, 10, 25.0, ratio)

    def measure(self, old: Artifact, new: Artifact) -> Sequence[PairedSamples]:
        return ()

    def peak_memory(self, artifact: Artifact) -> MemoryUse | None:
        return None


class Says:
    """An oracle that finds the sources of a list different."""

    name = "says"

    def __init__(self, wrong: Sequence[str] = ()) -> None:
        self.wrong, self.checked = wrong, []  # type: ignore[var-annotated]

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        self.checked.append(new.source)
        if new.source in self.wrong:
            return Verdict("differs", "same-identity", counterexample=Counterexample("value", "f(1)", "1", "2"))
        return Verdict("searched", "same-identity", inputs=3)


class Told:
    def __init__(self) -> None:
        self.fates: list[Evidence] = []

    def tell(self, evidence: Evidence) -> None:
        self.fates.append(evidence)


def variant(number: int) -> str:
    return f"def f(x):\n    return x + {number} - {number}\n"


def searched(
    *proposers: Steps,
    meter: Prices,
    glance: Says | None = None,
    oracle: Says | None = None,
    known: Mapping[str, Evidence] | None = None,
    told: Told | None = None,
    budget: Budget | None = None,
    archive: BestArchive | None = None,
    keep_going: bool = True,
    patient: bool = False,
    menders: Sequence[Mender] = (),
    spent: Spent | None = None,
    ahead: Callable[[Sequence[Candidate]], None] | None = None,
    width: int = 1,
    trimmer: Trimmer | None = None,
    reserve_s: float = 0.0,
) -> SearchResult:
    target = Target(name="f", file=Path("m.py"), module="m", root=Path(), source=OLD)
    return Search(
        target,
        Facts(),
        proposers,
        builder=PythonBuilder(),
        glance=glance or Says(),
        oracle=oracle or Says(),
        meter=meter,
        archive=archive if archive is not None else BestArchive(),
        listeners=[told] if told else [],
        spent=spent or Spent(budget or Budget(seconds=60.0)),
        reserve_s=reserve_s,
        rng=random.Random(1),
        keep_going=lambda: keep_going,
        known=known,
        patient=patient,
        menders=menders,
        ahead=ahead,
        width=width,
        trimmer=trimmer,
    ).run()


def outcomes(result: SearchResult) -> list[tuple[str, str]]:
    return [(fate.outcome, fate.reason) for fate in result.fates]


def test_a_winner_is_checked_whole_and_proposed_again() -> None:
    steps = Steps({OLD: [variant(1)], variant(1): [variant(2)]})
    oracle, archive, told = Says(), BestArchive(), Told()
    meter = Prices({variant(1): 2.0, variant(2): 6.0})
    result = searched(steps, meter=meter, oracle=oracle, archive=archive, told=told)
    assert [OLD, variant(1), variant(2)] == steps.asked
    assert [variant(1), variant(2)] == oracle.checked
    first, second = result.fates
    assert second.candidate is not None
    assert first.candidate is not None
    assert (first.candidate.key,) == second.candidate.parents
    assert [second, first] == list(archive.elites())
    assert list(result.fates) == told.fates


def test_what_a_winner_needs_is_needed_by_what_is_made_of_it() -> None:
    class Needy(Steps):
        def propose(
            self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
        ) -> Iterator[Candidate]:
            for candidate in super().propose(target, facts, archive, rng, budget):
                yield replace(candidate, needs=("numpy",)) if target.source == OLD else candidate

    steps = Needy({OLD: [variant(1)], variant(1): [variant(2)]})
    first, second = searched(steps, meter=Prices({variant(1): 2.0, variant(2): 6.0})).fates
    assert first.candidate is not None and second.candidate is not None
    assert ("numpy",) == first.candidate.needs == second.candidate.needs


def test_what_differs_at_a_glance_is_never_raced() -> None:
    meter = Prices({variant(1): 9.0})
    result = searched(Steps({OLD: [variant(1)]}), meter=meter, glance=Says([variant(1)]))
    assert [] == meter.raced
    assert [("differs", "differs: value")] == outcomes(result)
    assert {"differs: value": 1} == result.rejected


def test_a_race_that_is_won_by_a_wrong_version_wins_nothing() -> None:
    archive = BestArchive()
    result = searched(
        Steps({OLD: [variant(1)]}), meter=Prices({variant(1): 9.0}), oracle=Says([variant(1)]), archive=archive
    )
    assert [("differs", "differs: value")] == outcomes(result)
    assert () == archive.elites()


def test_slower_and_equal_ones_are_told_apart() -> None:
    result = searched(Steps({OLD: [variant(1), variant(2)]}), meter=Prices({variant(1): 0.5}))
    assert [("not_faster", "slower"), ("not_faster", "no-gain")] == outcomes(result)


def test_the_same_code_in_another_format_is_dropped_before_anything_runs() -> None:
    again = OLD.replace("x + 0", "(x + 0)") + "\n# a comment\n"
    meter = Prices({})
    result = searched(Steps({OLD: [again, variant(1), variant(1)]}), Steps({OLD: [variant(1)]}), meter=meter)
    assert [variant(1)] == meter.raced
    assert 3 == result.duplicates


def test_proposers_take_turns_and_one_that_raises_ends_alone() -> None:
    long_winded = Steps({OLD: [variant(n) for n in range(1, 6)]}, "long")
    meter = Prices({})
    result = searched(long_winded, Raises({OLD: [variant(10)]}, "raises"), meter=meter)
    assert [variant(1), variant(10)] == meter.raced[:2]
    assert 6 == len(result.fates)
    assert {"raises": "ValueError: no more ideas"} == result.proposer_errors


def test_an_undecided_race_with_a_gain_in_sight_is_run_once_more() -> None:
    meter = Prices({variant(1): 3.0, variant(2): 1.0}, undecided_first=[variant(1)])
    result = searched(Steps({OLD: [variant(1), variant(2)]}), meter=meter)
    assert [variant(1), variant(1), variant(2)] == meter.raced
    assert "faster" == result.fates[0].outcome


def test_a_race_of_long_calls_that_had_no_time_to_decide_is_no_verdict() -> None:
    meter = Prices(
        {variant(1): 1.5, variant(2): 1.05}, undecided_first=[variant(1), variant(2)], undecided_pairs=3
    )
    result = searched(Steps({OLD: [variant(1), variant(2)]}), meter=meter)
    assert [variant(1), variant(2)] == meter.raced
    assert [("faster", "ahead when the time for its race ran out"), ("not_faster", "no-gain")] == outcomes(result)


def test_who_is_far_behind_the_best_is_not_checked_whole() -> None:
    oracle = Says()
    result = searched(
        Steps({OLD: [variant(1), variant(2), variant(3)]}),
        meter=Prices({variant(1): 9.0, variant(2): 2.0, variant(3): 8.0}),
        oracle=oracle,
    )
    assert [variant(1), variant(3)] == oracle.checked
    assert [("faster", "won its race"), ("not_faster", "outpaced"), ("faster", "won its race")] == outcomes(result)


def test_a_long_change_for_a_small_gain_is_not_checked_and_one_for_a_large_gain_is() -> None:
    long = {n: variant(n) + "".join(f"# {k}\n" for k in range(150)) for n in (1, 2)}
    oracle = Says()
    result = searched(
        Steps({OLD: [long[1], variant(3), long[2]]}),
        meter=Prices({long[1]: 1.08, variant(3): 1.06, long[2]: 1.4}),
        oracle=oracle,
    )
    assert [variant(3), long[2]] == oracle.checked
    assert [("not_faster", "long-for-little"), ("faster", "won its race"), ("faster", "won its race")] == outcomes(result)


def test_a_version_that_cannot_be_built_or_timed_is_a_finding() -> None:
    result = searched(Steps({OLD: ["def f(x:\n", variant(1)]}), meter=Prices({variant(1): -1.0}))
    assert ["refused", "refused"] == [fate.outcome for fate in result.fates]
    assert "ended while it was timed" in result.fates[1].reason
    assert 1 == result.rejected["failed-while-timed"]


def test_fates_of_an_interrupted_run_are_not_judged_again() -> None:
    steps = {OLD: [variant(1), variant(2)], variant(1): [variant(3)]}
    ratios = {variant(1): 2.0, variant(3): 5.0}
    whole = searched(Steps(steps), meter=Prices(ratios))
    known = {fate.candidate.key: fate for fate in whole.fates[:2] if fate.candidate is not None}
    meter = Prices(ratios)
    rest = searched(Steps(steps), meter=meter, known=known)
    assert [variant(3)] == meter.raced
    assert [f.candidate for f in whole.fates] == [f.candidate for f in rest.fates]


@pytest.mark.parametrize("budget", [Budget(seconds=60.0, evaluations=2), Budget(seconds=0.0)])
def test_the_budget_ends_the_search(budget: Budget) -> None:
    meter = Prices({})
    searched(Steps({OLD: [variant(n) for n in range(1, 9)]}), meter=meter, budget=budget)
    assert len(meter.raced) == (2 if budget.evaluations == 2 else 0)


def test_an_interrupt_ends_the_search() -> None:
    meter = Prices({})
    assert () == searched(Steps({OLD: [variant(1)]}), meter=meter, keep_going=False).fates
    assert [] == meter.raced


def test_a_patient_search_checks_the_best_of_a_round_first_and_nobody_who_is_far_behind() -> None:
    oracle, told = Says([variant(2)]), Told()
    ratios = {variant(1): 1.1, variant(2): 1.4, variant(3): 1.3, variant(4): 40.0, variant(5): 1.2}
    steps = Steps({OLD: [variant(n) for n in (1, 2, 3)]})
    searched(steps, meter=Prices(ratios), oracle=oracle, told=told, patient=True)
    assert [variant(2), variant(3), variant(1)] == oracle.checked
    assert ["differs", "faster", "faster"] == [fate.outcome for fate in told.fates]
    oracle = Says()
    result = searched(Steps({OLD: [variant(n) for n in (1, 4, 5)]}), meter=Prices(ratios), oracle=oracle, patient=True)
    assert [variant(4)] == oracle.checked
    assert [("faster", "won its race"), ("not_faster", "outpaced"), ("not_faster", "outpaced")] == outcomes(result)


def test_a_patient_search_goes_on_from_those_that_waited() -> None:
    steps = Steps({OLD: [variant(1)], variant(1): [variant(2)]})
    archive = BestArchive()
    searched(steps, meter=Prices({variant(1): 1.2, variant(2): 1.4}), patient=True, archive=archive)
    assert [OLD, variant(1), variant(2)] == steps.asked
    assert 2 == len(archive.elites())


def test_a_patient_search_checks_what_came_of_the_best_first_and_goes_back_where_that_differs() -> None:
    ratios = {variant(1): 8.0, variant(2): 30.0, variant(3): 3.0}
    steps = Steps({OLD: [variant(3), variant(1)], variant(1): [variant(2)]})
    oracle = Says()
    searched(steps, meter=Prices(ratios), oracle=oracle, patient=True)
    assert [variant(2)] == oracle.checked
    oracle = Says([variant(2)])
    result = searched(steps, meter=Prices(ratios), oracle=oracle, patient=True)
    assert [variant(2), variant(1)] == oracle.checked
    assert ["differs: value", "won its race", "outpaced"] == [fate.reason for fate in result.fates]


class Mends:
    """Adds a line to what differs, once."""

    name = "mends"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def mend(self, target: Target, facts: Facts, evidence: Evidence) -> Iterator[Candidate]:
        assert evidence.candidate is not None
        assert isinstance(evidence.candidate.payload, SourceEdit)
        source = evidence.candidate.payload.source
        self.asked.append(source)
        if "mended" not in source:
            yield Candidate(SourceEdit(source + "mended = True\n"), evidence.candidate.proposer)


@pytest.mark.parametrize("patient", [False, True])
def test_what_differs_comes_back_mended_and_is_judged_like_any_other(patient: bool) -> None:
    wrong, fair = "def f(x):\n    return x + 1\n", "def f(x):\n    return x\n"
    mended, mends = wrong + "mended = True\n", Mends()
    result = searched(
        Steps({OLD: [wrong, fair]}), meter=Prices({wrong: 4.0, mended: 3.0, fair: 1.5}), oracle=Says([wrong]),
        patient=patient, menders=[mends],
    )
    assert {fate.candidate.payload.source: fate.outcome for fate in result.fates if fate.candidate} == {
        wrong: "differs", mended: "faster", fair: "not_faster",
    }
    assert mends.asked == [wrong]


class Slow(Says):
    """An oracle whose every check takes a part of the budget."""

    def __init__(self, wrong: Sequence[str], spent: Spent, check_s: float) -> None:
        super().__init__(wrong)
        self.spent, self.check_s = spent, check_s

    def check(self, old: Artifact, new: Artifact) -> Verdict:
        self.spent.started -= self.check_s
        return super().check(old, new)


@pytest.mark.parametrize(("check_s", "won"), [(55.0, True), (75.0, False)])
def test_the_best_is_mended_as_long_as_the_next_best_would_be_checked(check_s: float, won: bool) -> None:
    wrong, fair = "def f(x):\n    return x + 1\n", "def f(x):\n    return x\n"
    mended, spent = wrong + "mended = True\n", Spent(Budget(seconds=100.0))
    result = searched(
        Steps({OLD: [wrong, fair]}), meter=Prices({wrong: 4.0, mended: 3.0, fair: 1.5}), spent=spent,
        oracle=Slow([wrong], spent, check_s), patient=True, menders=[Mends()], reserve_s=40.0,
    )
    faster = [fate.candidate.payload.source for fate in result.fates if fate.outcome == "faster" and fate.candidate]
    assert faster == [mended if won else fair]


def test_candidates_made_ready_at_once_share_the_time_and_no_more_than_the_budget_are() -> None:
    spent = Spent(Budget(seconds=6000.0, evaluations=4))
    batches: list[int] = []

    def ahead(candidates: Sequence[Candidate]) -> None:
        batches.append(len(candidates))
        spent.started -= 30.0

    steps = Steps({OLD: [variant(n) for n in range(1, 9)]})
    result = searched(steps, meter=Prices({}), spent=spent, ahead=ahead, width=3)
    assert 4 == len(result.fates)
    assert [3, 1] == batches[:2]
    assert [10, 10, 10, 30] == [round(fate.cost_s) for fate in result.fates]


class PricesOfPairs(Prices):
    """Races of a pair: the time of the first over that of the second, by what each takes."""

    def __init__(self, took_s: Mapping[str, float]) -> None:
        super().__init__({})
        self.took_s = dict(took_s)

    def race(self, old: Artifact, new: Artifact) -> RaceResult:
        self.ratios = {new.source: self.took_s[old.source] / self.took_s[new.source]}
        return super().race(old, new)


class Lines:
    """Leaves each line behind the first two out in turn."""

    def shorter(self, target: Target, facts: Facts, candidate: Candidate) -> Iterator[Candidate]:
        assert isinstance(candidate.payload, SourceEdit)
        lines = candidate.payload.source.splitlines(keepends=True)
        for place in range(2, len(lines)):
            yield Candidate(SourceEdit("".join(lines[:place] + lines[place + 1 :])), candidate.proposer)


def trimmed(took_s: Mapping[str, float], oracle: Says) -> tuple[SearchResult, BestArchive]:
    archive, meter = BestArchive(), PricesOfPairs(took_s)
    trimmer = Trimmer([Lines()], builder=PythonBuilder(), glance=Says(), meter=meter, most_s=60.0)
    steps = Steps({OLD: [next(iter(took_s))]})
    return searched(steps, meter=meter, oracle=oracle, archive=archive, patient=True, trimmer=trimmer), archive


NEW = "def f(x):\n    return x\n"
FULL, WITH_A, WITH_B = NEW + "a = 1\nb = 1\n", NEW + "a = 1\n", NEW + "b = 1\n"


def test_what_gains_nothing_is_left_out_of_the_best() -> None:
    oracle = Says()
    result, archive = trimmed({FULL: 1.0, OLD: 9.0, WITH_A: 1.01, WITH_B: 3.0, NEW: 4.0}, oracle)
    assert [WITH_A] == oracle.checked
    assert [WITH_A] == [e.candidate.payload.source for e in archive.elites() if e.candidate]  # type: ignore[union-attr]
    assert ["won its race", "a shorter version of it is as fast"] == [fate.reason for fate in result.fates]
    assert 9.0 / 1.01 == pytest.approx(result.fates[0].race.ratio)  # type: ignore[union-attr]


def test_the_winner_itself_is_checked_where_every_change_counts_or_the_shorter_one_differs() -> None:
    oracle = Says()
    trimmed({FULL: 1.0, OLD: 9.0, WITH_A: 2.0, WITH_B: 3.0}, oracle)
    assert [FULL] == oracle.checked
    oracle = Says([NEW])
    result, archive = trimmed({FULL: 1.0, OLD: 9.0, WITH_A: 0.99, WITH_B: 1.0, NEW: 1.0}, oracle)
    assert [NEW, FULL] == oracle.checked
    assert ["differs", "faster"] == [fate.outcome for fate in result.fates]
    assert 1 == len(archive.elites())


def test_a_winner_of_an_earlier_run_that_was_trimmed_wins_and_is_trimmed_again() -> None:
    took_s = {FULL: 1.0, OLD: 9.0, WITH_A: 1.01, WITH_B: 3.0, NEW: 4.0}
    first, _ = trimmed(took_s, Says())
    known = {fate.candidate.key: fate for fate in first.fates if fate.candidate is not None}
    meter, archive = PricesOfPairs(took_s), BestArchive()
    trimmer = Trimmer([Lines()], builder=PythonBuilder(), glance=Says(), meter=meter, most_s=60.0)
    searched(Steps({OLD: [FULL]}), meter=meter, archive=archive, patient=True, trimmer=trimmer, known=known)
    assert [WITH_A] == [e.candidate.payload.source for e in archive.elites() if e.candidate]  # type: ignore[union-attr]
