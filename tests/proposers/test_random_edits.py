"""The baseline proposer."""

import ast
import itertools
import random
from pathlib import Path

from hasten.core import Budget, Facts, Proposer, Target
from hasten.proposers.random_edits import RandomEditsProposer

SOURCE = '''"""A module."""


def helper(x):
    return x + 1


def total(xs: list[int]) -> int:
    """Sum of the positive ones."""
    n = 0
    for x in sorted(xs):  # in order
        if x > 0 and x != 7:
            n += helper(x)
    return n


def untouched(n):
    return n * 2
'''


def _drawn(seed, count=60, source=SOURCE, name="total"):
    target = Target(name, Path("/tmp/m.py"), "m", Path("/tmp"), source)
    proposer = RandomEditsProposer()
    stream = proposer.propose(target, Facts(), None, random.Random(seed), Budget())
    return list(itertools.islice(stream, count))


def test_it_is_a_proposer_whose_stream_depends_on_the_seed_alone():
    assert isinstance(RandomEditsProposer(), Proposer)
    first, again, other = ([c.key for c in _drawn(seed)] for seed in (1, 1, 2))
    assert first == again != other


def test_every_candidate_parses_differs_and_changes_one_function_that_runs():
    seen = set()
    for candidate in _drawn(3):
        text = candidate.payload.source
        ast.parse(text)
        assert text != SOURCE and text not in seen
        seen.add(text)
        assert SOURCE[SOURCE.index("def untouched") :] in text
        assert text.startswith('"""A module."""')
        assert candidate.rationale.startswith("random edit: ")


def test_the_stream_ends_when_nothing_new_can_be_drawn():
    drawn = _drawn(4, count=10_000, source="def total(x):\n    return x\n")
    assert 0 < len(drawn) < 50


def test_code_that_does_not_parse_gives_nothing():
    assert _drawn(5, source="def total(:\n") == []
