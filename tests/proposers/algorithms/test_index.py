"""Modules of the user's own are part of the index."""

import sys

import pytest
from in_process import facts_of

from hasten.core.budget import Budget
from hasten.core.target import Target
from hasten.errors import InvalidArgument
from hasten.proposers.algorithms import AlgorithmsProposer, load_index

OWN = '''
from hasten.proposers.algorithms import algorithm


@algorithm(
    reference=lambda n: sum(k % 7 for k in range(n)),
    takes=("int",),
    growth=("O(n)", "O(1)"),
    exact="whole weeks and the rest",
    source="the calendar",
)
def sum_of_remainders(n):
    """The sum of remainders modulo 7 below n."""
    if n <= 0:
        return 0
    weeks, rest = divmod(n, 7)
    return 21 * weeks + rest * (rest - 1) // 2
'''


@pytest.fixture
def own_module(tmp_path, monkeypatch):
    (tmp_path / "own_algorithms_of_a_test.py").write_text(OWN)
    (tmp_path / "no_algorithms_in_a_test.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "own_algorithms_of_a_test"
    for name in ("own_algorithms_of_a_test", "no_algorithms_in_a_test"):
        sys.modules.pop(name, None)


def test_own_algorithms_come_first_and_are_proposed(own_module, tmp_path):
    assert load_index([own_module])[0].name == "sum_of_remainders"
    source = "def f(n):\n    t = 0\n    for k in range(n):\n        t += k % 7\n    return t\n"
    target = Target(name="f", file=tmp_path / "x.py", module="x", root=tmp_path, source=source)
    facts = facts_of(source, "f", [(9,)])
    found = list(AlgorithmsProposer([own_module]).propose(target, facts, None, None, Budget()))
    assert "algorithms/sum_of_remainders" in [candidate.proposer for candidate in found]


def test_a_module_that_is_missing_or_empty_is_refused(own_module):
    with pytest.raises(InvalidArgument, match="cannot be imported"):
        load_index(["there_is_no_such_module_anywhere"])
    with pytest.raises(InvalidArgument, match="defines no algorithm"):
        load_index(["no_algorithms_in_a_test"])
