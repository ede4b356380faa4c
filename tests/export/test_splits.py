from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasten.errors import InvalidArgument
from hasten.export.near_duplicates import NEAR, clusters, likeness, nearest, shingles
from hasten.export.splits import crossing, split

ONE = "def total(items):\n    result = 0\n    for item in items:\n        result += item.price\n    return result\n"
RENAMED = ONE.replace("total", "summe").replace("item", "posten").replace("result", "r") + "# another comment\n"
OTHER = """\
class Queue:
    def push(self, x):
        self.xs.append(x)
    def pop(self):
        return self.xs.pop(0)
"""


def program(rng: random.Random) -> str:
    lines = ["def f(a, b):"]
    for _ in range(rng.randint(3, 12)):
        operators = ["+", "-", "*", "//", "%", "**", "<<", "&", "|", "^"]
        lines.append(f"    a = a {rng.choice(operators)} (b {rng.choice(operators)} {rng.randint(0, 9)})")
    return "\n".join([*lines, "    return a"]) + "\n"


def test_renamed_copies_are_alike_and_others_are_not() -> None:
    assert 1.0 == likeness(shingles(ONE), shingles(RENAMED))
    assert likeness(shingles(ONE), shingles(OTHER)) < 0.3
    assert clusters([ONE, OTHER, RENAMED])[0] == clusters([ONE, OTHER, RENAMED])[2]
    assert 2 == len(set(clusters([ONE, OTHER, RENAMED])))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000), st.floats(0.0, 0.99), st.integers(0, 3))
def test_near_duplicates_never_part(seed: int, share: float, split_seed: int) -> None:
    rng = random.Random(seed)
    texts = [program(rng) for _ in range(8)]
    texts += [text.replace("a", "value") for text in texts[:4]]
    rng.shuffle(texts)
    sides = split(texts, test_share=share, seed=split_seed)
    for i, one in enumerate(texts):
        for j, other in enumerate(texts):
            if likeness(shingles(one), shingles(other)) >= NEAR:
                assert sides[i] == sides[j]


@given(st.integers(0, 100))
def test_the_side_does_not_depend_on_the_order(seed: int) -> None:
    rng = random.Random(seed)
    texts = [program(rng) for _ in range(6)]
    sides = dict(zip(texts, split(texts, test_share=0.5, seed=1), strict=True))
    rng.shuffle(texts)
    assert sides == dict(zip(texts, split(texts, test_share=0.5, seed=1), strict=True))


def test_the_share_is_about_what_was_asked_for() -> None:
    rng = random.Random(4)
    texts = [" ".join(rng.choice("abcdefghijklmnop") * 3 + "(" for _ in range(30)) for _ in range(400)]
    assert len(set(clusters(texts))) > 350
    sides = split(texts, test_share=0.3, seed=0)
    assert 0.2 < sides.count("test") / len(sides) < 0.4
    assert "test" not in split(texts[:20], test_share=0.0, seed=0)
    for share in (1.0, -0.1):
        with pytest.raises(InvalidArgument):
            split(texts[:2], test_share=share, seed=0)


def test_what_is_near_to_a_benchmark_is_named() -> None:
    found = crossing([OTHER, RENAMED], [ONE])
    assert [1] == list(found)
    assert "entry 1" in found[1]
    assert {} == crossing([OTHER], [ONE])
    assert {} == crossing([OTHER], [])
    assert nearest(ONE, []) is None


def test_text_that_is_no_python_still_has_shingles() -> None:
    assert shingles("def f(:\n  '''") != shingles("something else entirely of a few words")
    assert 1.0 == likeness(shingles(""), shingles(""))
