"""Patterns written so that a text can be cut in one way only match what they matched, with the same ends."""

import itertools
import re

import pytest

from hasten.proposers.rules.pattern_that_backtracks import unambiguous

PATTERNS = [
    r"^(?:[a-z0-9]+-?)+$", r"(?:\w+\s*)*", r"(?:[ab]+)+c", r"(?:a+-?)*b", r"(?:[ab]+-*)+", r"x(?:[ab]*)*y",
    r"(?:[^,]+,?)+", r"(?:a+-?)+-", r"(?:a+-*)*a", r"(?:\d+\.?)+a", r"b(?:b+)*(?:a+ ?)+b",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_same_texts_match_with_the_same_ends(pattern: str) -> None:
    changed = unambiguous(pattern)
    assert changed is not None and changed != pattern
    for length in range(7):
        for letters in itertools.product("ab- " if r"\s" in pattern or " " in pattern else "ab-,", repeat=length):
            text = "".join(letters)
            for ask in (re.match, re.fullmatch, re.search):
                old, new = ask(pattern, text), ask(changed, text)
                assert (old and old.span()) == (new and new.span()), (changed, text)
            assert re.findall(pattern, text) == re.findall(changed, text)


@pytest.mark.parametrize(
    "pattern", [r"(?:a+a?)+", r"(a+)+b", r"(?:a+-?)+?", r"(?:a+-?){2}", r"(?:a+b?)+", r"(?x)(?:a+-?)+", r"(?:[^b]+,?)+"]
)
def test_others_stay_as_they_are(pattern: str) -> None:
    assert unambiguous(pattern) in (pattern, None)


def test_a_text_that_does_not_match_is_done_with_in_a_moment() -> None:
    changed = unambiguous(PATTERNS[0])
    assert changed is not None
    # In 2 to the power of 5000 steps nobody would see the end of this.
    assert re.match(changed, "a" * 5000 + "!") is None
