"""Hostile candidates under all layers: nothing outside changes, the tool stays up, and each is a finding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.run.hostile import BEHAVIOURS, Arena, Behaviour

from hasten.run.sandbox import bubblewrap_trouble

pytestmark = [
    pytest.mark.needs_bwrap,
    pytest.mark.skipif(bool(bubblewrap_trouble()), reason=f"no bubblewrap: {bubblewrap_trouble()}"),
]


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with Arena() as made:
        if not {"system-call filter", "file rules", "cgroup"} <= set(made.runner.layers):
            pytest.skip(f"this machine has only {', '.join(made.runner.layers)}")
        yield made


def rows(kinds: tuple[str, ...] = ()) -> list[object]:
    """The table as parameters; what takes seconds is marked slow."""
    return [
        pytest.param(row, id=str(row), marks=[pytest.mark.slow] if row.slow else [])
        for row in BEHAVIOURS
        if not kinds or row.kind in kinds
    ]


@pytest.mark.parametrize("behaviour", rows())
def test_is_contained_and_found(arena: Arena, behaviour: Behaviour) -> None:
    outcome = arena.run(behaviour)
    assert () == outcome.harm
    assert outcome.alive
    assert outcome.finding or not behaviour.seen, outcome.observation
