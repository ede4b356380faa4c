"""``--allow parallel``: what it needs, what it proposes, and what is said where it cannot."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from hasten.api.compiled import missing_backends
from hasten.api.options import Options
from hasten.api.setup import Setup
from hasten.archives import BestArchive
from hasten.core import Budget, Candidate, SourceEdit, Target
from hasten.core.facts import Facts, ParameterFacts
from hasten.proposers.compile import CompiledProposer

SOURCE = """\
def squares(xs):
    out = []
    for x in xs:
        out.append(x * x)
    return out


def sums(xs):
    s, out = 0, []
    for x in xs:
        s += x
        out.append(s)
    return out
"""


def proposed(name: str, allow: tuple[str, ...], proposer: CompiledProposer, root: Path) -> list[Candidate]:
    target = Target(name, root / "m.py", "m", root, SOURCE)
    facts = Facts((ParameterFacts("xs", {"k": "list", "of": {"k": "int"}}),), allow=allow)
    return list(proposer.propose(target, facts, BestArchive(), random.Random(0), Budget()))


def test_a_loop_with_independent_rounds_is_proposed_in_threads(tmp_path: Path) -> None:
    proposer = CompiledProposer({"mypyc": "mypy"})
    native, parallel = proposed("squares", ("native", "parallel"), proposer, tmp_path)
    assert ["compile/native", "compile/parallel"] == [native.proposer, parallel.proposer]
    assert isinstance(native.payload, SourceEdit) and isinstance(parallel.payload, SourceEdit)
    assert parallel.payload.threads and not native.payload.threads
    assert ["_m_squares_parallel.cpp"] == list(parallel.payload.files)
    assert {} == proposer.refusals


def test_what_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    proposer = CompiledProposer({"mypyc": "mypy"})
    assert ["compile/native"] == [c.proposer for c in proposed("sums", ("native", "parallel"), proposer, tmp_path)]
    assert "a round needs s as the one before has left it" == proposer.refusals["parallel"]
    alone = CompiledProposer()
    assert [] == proposed("squares", ("parallel",), alone, tmp_path)
    assert "add native to --allow" in alone.refusals["parallel"]
    one_core = CompiledProposer({"mypyc": "mypy", "parallel": "a second processor"})
    assert ["compile/native"] == [c.proposer for c in proposed("squares", ("native", "parallel"), one_core, tmp_path)]


@pytest.fixture
def one_processor() -> Iterator[None]:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("processors cannot be chosen here")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


def test_one_processor_is_named_as_too_few(one_processor: None) -> None:
    setup = object.__new__(Setup)
    assert "a second processor" in missing_backends(setup, Options(allow=("parallel",)), ())["parallel"]
