"""Small, lifelike records: a slow function, variants of it, and one final evidence for each outcome.

Tests of stores and reports work on these, and the reference pages show them, so that examples in the docs are made by
the code that they document.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from statistics import median

from hasten.core.candidate import Candidate, SourceEdit
from hasten.core.evidence import Evidence, SizeRow, Speedup
from hasten.core.measurement import MemoryUse, PairedSamples, RaceResult
from hasten.core.risk import ResidualRisk
from hasten.core.target import Target
from hasten.core.verdict import Counterexample, Verdict
from hasten.core.workload import RecordedCall, Workload

OLD_SOURCE = '''\
"""Helpers for lists of names."""


def dedupe(names: list[str]) -> list[str]:
    # each name once, in order
    out = []
    for name in names:
        if name not in out:
            out.append(name)
    return out


def greet(name: str) -> str:
    return f"hello, {name}"
'''

_DICT_BODY = '''    return list(dict.fromkeys(names))
'''
_SET_BODY = '''    return list(set(names))
'''
_SORTED_BODY = '''    return sorted(set(names), key=names.index)
'''
_OLD_BODY = '''    out = []
    for name in names:
        if name not in out:
            out.append(name)
    return out
'''
FAST_SOURCE = OLD_SOURCE.replace(_OLD_BODY, _DICT_BODY)
WRONG_SOURCE = OLD_SOURCE.replace(_OLD_BODY, _SET_BODY)
SLOWER_SOURCE = OLD_SOURCE.replace(_OLD_BODY, _SORTED_BODY)


def target(*, file: str = "slow.py", name: str = "dedupe", source: str = OLD_SOURCE) -> Target:
    """A target in the folder ``/project``, which need not exist."""
    root = Path("/project")
    return Target(name=name, file=root / file, module=Path(file).stem, root=root, source=source)


def workload() -> Workload:
    """Three calls of growing size."""
    names = [f"n{i * 7919 % 1000}" for i in range(2000)]
    calls = [RecordedCall({"args": [["l", names[:n]]], "kwargs": {}}, size=n) for n in (20, 200, 2000)]
    return Workload(tuple(calls), origin="inputs.py::workload")


def candidate(source: str = FAST_SOURCE) -> Candidate:
    """An edit of the target's file."""
    return Candidate(
        SourceEdit(source), proposer="rules/ordered_dedupe_by_list", growth=("O(n^2)", "O(n)"),
        rationale="a list is scanned for every name; a dict keeps the order and finds a name at once",
    )


def given(source: str = FAST_SOURCE) -> Candidate:
    """The NEW side of ``verify`` and ``compare``, which nobody proposed."""
    return Candidate(SourceEdit(source), proposer="given")


def samples(ratio: float, *, rng: random.Random, old_s: float = 0.012, processes: int = 9) -> tuple[PairedSamples, ...]:
    """Pairs of ``processes`` fresh processes with a true ratio and a little noise.

    Args:
        ratio: Old time over new time, > 0.
        rng: Source of the noise.
        old_s: Seconds per call of the original.
        processes: How many processes.
    """
    out = []
    for process in range(processes):
        bias = rng.gauss(0.0, 0.02)
        old = tuple(old_s * (1 + abs(rng.gauss(0.0, 0.01))) for _ in range(20))
        new = tuple(old_s / ratio * (1 + bias + abs(rng.gauss(0.0, 0.01))) for _ in range(20))
        out.append(PairedSamples(2, old_s=old, new_s=new, old_wall_s=old, new_wall_s=new, process=process, fresh=True))
    return tuple(out)


def speedup_of(taken: tuple[PairedSamples, ...]) -> Speedup:
    """Estimate and interval of the samples: median of the process medians, second to eighth of nine."""
    medians = sorted(median(o / n for o, n in zip(s.old_s, s.new_s, strict=True)) for s in taken)
    return Speedup(
        estimate=median(medians), low=medians[1], high=medians[-2], confidence=0.95,
        pairs=sum(len(s.old_s) for s in taken), processes=len(taken),
    )


def searched() -> Verdict:
    """A verdict without a difference."""
    return Verdict(
        word="searched", level="same-identity", inputs=1204, scenarios=14, coverage=1.0,
        not_checked=("order of call-backs", "time and memory limits"), cpu_s=1.31,
        risk=ResidualRisk(estimate=0.031, high=0.1, confidence=0.95, wrong=0, judged=0, missed=3, missed_of=100),
    )


def differing() -> Verdict:
    """A verdict with a counterexample that can be replayed."""
    return Verdict(
        word="differs", level="same-identity", inputs=17, scenarios=0, coverage=1.0,
        counterexample=Counterexample(
            kind="value", call="dedupe(['b', 'a'])", old="['b', 'a']", new="['a', 'b']",
            trees=({"args": [["l", ["b", "a"]]], "kwargs": {}},),
        ),
    )


def faster() -> Evidence:
    """The usual end of a good run."""
    taken = samples(19.6, rng=random.Random(1))
    rows = (
        SizeRow(size=20, old=2.3e-06, new=1.4e-06, speedup=1.64, low=1.61, high=1.68),
        SizeRow(size=200, old=1.41e-04, new=9.4e-06, speedup=15.0, low=14.7, high=15.3),
        SizeRow(size=2000, old=1.19e-02, new=6.1e-04, speedup=19.6, low=18.9, high=20.4),
        SizeRow(size=20000, old=0.63, new=0.0011, speedup=573.0, low=551.0, high=590.0, origin="stress"),
    )
    return Evidence(
        candidate=candidate(), outcome="faster", verdict=searched(), speedup=speedup_of(taken),
        sizes=rows, samples=taken,
        race=RaceResult("new", pairs=8, evidence=25.6, ratio=19.1), resolution=0.02,
        memory_before=MemoryUse(161_000), memory_after=MemoryUse(165_800), growth_before="O(n^2)", growth_after="O(n)",
        reason="confirmed", cost_s=2.9,
    )


def not_faster() -> Evidence:
    """Nothing was found that is faster."""
    taken = samples(1.004, rng=random.Random(2))
    return Evidence(
        candidate=None, outcome="not_faster", verdict=searched(), speedup=speedup_of(taken), samples=taken,
        growth_before="O(n)", growth_after="O(n)", reason="no candidate was confirmed to be faster", cost_s=2.1,
    )


def slower() -> Evidence:
    """NEW of a comparison is slower."""
    taken = samples(0.81, rng=random.Random(3))
    rows = (
        SizeRow(size=20, old=2.3e-06, new=2.2e-06, speedup=1.05, low=1.03, high=1.08),
        SizeRow(size=2000, old=1.19e-02, new=1.47e-02, speedup=0.81, low=0.80, high=0.82),
    )
    return Evidence(
        candidate=given(SLOWER_SOURCE), outcome="slower", verdict=searched(), speedup=speedup_of(taken),
        sizes=rows, samples=taken,
        memory_before=MemoryUse(161_000), memory_after=MemoryUse(161_000), reason="confirmed", cost_s=2.4,
    )


def no_difference() -> Evidence:
    """``verify`` found nothing."""
    return Evidence(candidate=given(), outcome="no_difference", verdict=searched(), cost_s=1.4)


def differs() -> Evidence:
    """``verify`` found an input."""
    return Evidence(
        candidate=given(WRONG_SOURCE), outcome="differs", verdict=differing(), reason="differs: value", cost_s=0.2
    )


def refused() -> Evidence:
    """The target cannot be judged."""
    return Evidence(
        candidate=None, outcome="refused", cost_s=0.1,
        reason="dedupe is not repeatable: two runs on dedupe(['b', 'a']) return different values; seed it, or pass "
        "--assume-seeded if it is seeded outside",
    )


def inconclusive() -> Evidence:
    """The budget ended first."""
    return Evidence(
        candidate=given(), outcome="inconclusive",
        verdict=replace(searched(), word="tests_only", inputs=3, scenarios=0),
        reason="only the given calls could be compared, none could be varied; add type hints", cost_s=1.0,
    )


def fates() -> tuple[Evidence, ...]:
    """What a search told its listeners: a loser, a wrong one, one that could not be built, and the winner."""
    return (
        Evidence(
            candidate=candidate(OLD_SOURCE.replace("not in out", "not in set(out)")), outcome="not_faster",
            verdict=searched(), race=RaceResult("old", pairs=7, evidence=22.0, ratio=0.4), reason="lost the race",
            cost_s=0.2,
        ),
        replace(differs(), candidate=replace(candidate(WRONG_SOURCE), proposer="edits/replace_loop")),
        Evidence(
            candidate=candidate(OLD_SOURCE.replace("out = []", "out = [")), outcome="not_built",
            reason="the edit does not parse", cost_s=0.01,
        ),
        faster(),
    )


#: Every outcome of the contract with the command that ends so.
OUTCOMES = {
    "faster": ("optimize", faster), "not_faster": ("optimize", not_faster), "slower": ("compare", slower),
    "no_difference": ("verify", no_difference), "differs": ("verify", differs), "refused": ("optimize", refused),
    "inconclusive": ("verify", inconclusive),
}
