"""The same candidates where layers are missing: what is left holds what it promises, and the tool stays up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.run.hostile import BEHAVIOURS, Arena, Behaviour

#: Contained by file rules and system-call filter alone.
WITHOUT_MOUNTS = [
    row
    for row in BEHAVIOURS
    if not row.slow
    and row.kind
    in (
        "changes files",
        "reads secrets",
        "speaks to others",
        "harms processes",
        "crashes",
    )
]
#: Escapes where nothing but rlimits is left; then the tool must at least survive it.
ENDS_THE_SANDBOX = ("kills them", "limits their processor time")


@pytest.fixture(scope="module")
def without_mounts() -> Iterator[Arena]:
    with Arena(bubblewrap=None) as made:
        if not {"system-call filter", "file rules"} <= set(made.runner.layers):
            pytest.skip(f"this machine has only {', '.join(made.runner.layers)}")
        yield made


@pytest.mark.parametrize("behaviour", WITHOUT_MOUNTS, ids=str)
def test_without_bubblewrap(without_mounts: Arena, behaviour: Behaviour) -> None:
    outcome = without_mounts.run(behaviour)
    assert () == outcome.harm
    assert outcome.alive
    assert outcome.finding or not behaviour.seen


@pytest.fixture(scope="module")
def bare() -> Iterator[Arena]:
    with Arena(bubblewrap=None, file_rules=False, filters=False, cgroup=False) as made:
        assert ("rlimits",) == made.runner.layers
        yield made


@pytest.mark.parametrize("behaviour", [row for row in BEHAVIOURS if row.name in ENDS_THE_SANDBOX], ids=str)
def test_the_tool_outlives_the_loss_of_its_sandbox(bare: Arena, behaviour: Behaviour) -> None:
    outcome = bare.run(behaviour)
    assert outcome.alive
    assert outcome.finding
