"""Random loops in their form for numpy do what they do in Python."""

from __future__ import annotations

import random

import pytest
from tests.proposers.compile.random_loops import Program, arguments
from tests.proposers.compile.vectorising import both_forms, difference

from hasten.proposers.compile.refusal import Unsupported


def compared(seeds: range, n_calls: int) -> tuple[int, int, int]:
    """Forms that were made, calls that were compared, and calls left to Python, after all of them agree."""
    made = same = left = 0
    for seed in seeds:
        rng = random.Random(seed)
        program = Program(rng)
        for inner_first in (False, True):
            plain = [arguments(random.Random(1), program.world, plain=True)]
            try:
                old, new, text = both_forms(program.source, "f", plain, inner_first=inner_first)
            except Unsupported:
                continue
            made += 1
            for _ in range(n_calls):
                found = difference(old, new, arguments(rng, program.world))
                assert found is None or found is NotImplemented, (seed, inner_first, text, found)
                same, left = same + (found is None), left + (found is NotImplemented)
    return made, same, left


def test_a_few() -> None:
    made, same, _ = compared(range(60), 8)
    assert 25 < made
    assert 150 < same


@pytest.mark.slow
def test_many() -> None:
    made, same, left = compared(range(1000, 1500), 20)
    assert 250 < made
    assert 4000 < same > left
