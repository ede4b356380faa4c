from __future__ import annotations

import random

from hasten.core.values import call_tree, from_plain
from hasten.inputs.corpus import Corpus, features_of


def test_counts_fall_into_buckets() -> None:
    assert frozenset({(0, 1), (2, 4)}) == features_of(enumerate([1, 0, 7]))
    assert features_of([(5, 40)]) == features_of([(5, 100)]) != features_of([(5, 200)])


def test_a_call_is_kept_for_what_is_new_or_much_smaller() -> None:
    corpus = Corpus()
    large, small, same = (call_tree([from_plain(list(range(n)))]) for n in (20, 5, 18))
    assert corpus.add(large, {(1, 1)})
    assert not corpus.add(same, {(1, 1)})
    assert corpus.add(small, {(1, 1)})
    assert corpus.add(same, {(1, 1), (2, 1)})
    assert [large, small, same] == corpus.calls()


def test_rare_features_are_picked_more_often_and_nothing_is_starved() -> None:
    corpus = Corpus()
    common, rare = call_tree([1]), call_tree([2])
    corpus.add(common, {(1, 1)})
    corpus.add(rare, {(2, 1)})
    for _ in range(50):
        corpus.add(common, {(1, 1)})
    rng = random.Random(3)
    picks = [corpus.pick(rng)["args"][0] for _ in range(2000)]
    assert picks.count(2) > 2 * picks.count(1) > 100


def test_picks_are_reproducible() -> None:
    runs = []
    for _ in range(2):
        corpus, rng = Corpus(), random.Random(9)
        for place in range(20):
            corpus.add(call_tree([place]), {(place, 1)})
        runs.append([corpus.pick(rng)["args"][0] for _ in range(200)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 20
