from __future__ import annotations

import itertools
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hasten
from hasten.export.edit_sequences import edit_sequence
from hasten.export.lint import is_clean, unbound_locals, undefined_names

PROGRAM = '''\
"""Prices."""

import math
from collections import Counter

LIMIT = 10


@staticmethod
def total(items, *, tax=0.2):
    # the sum of all
    result = 0
    for name, price in items:
        if price > LIMIT:
            result += math.floor(price)
        else:
            result += price
    try:
        return result * (1 + tax)
    finally:
        print(result)


class Basket:
    kind = Counter

    def add(self, item): self.items = [item]; return total([item])


def unused():
    return [x for x in range(LIMIT)]
'''


@given(st.integers(0, 10_000))
def test_each_state_parses_and_lints_and_the_last_is_the_program(seed: int) -> None:
    found = edit_sequence(PROGRAM, rng=random.Random(seed))
    assert found is not None
    assert ("", PROGRAM) == (found.states[0], found.states[-1])
    assert all(is_clean(state) for state in found.states)
    sizes = [len(state.splitlines()) for state in found.states]
    assert all(a < b for a, b in itertools.pairwise(sizes)), "each step only inserts"


def test_each_state_is_made_of_lines_of_the_next(tmp_path: Path) -> None:
    found = edit_sequence(PROGRAM, rng=random.Random(3))
    assert found is not None
    for earlier, later in zip(found.states, found.states[1:], strict=False):
        remaining = iter(later.splitlines())
        assert all(line in remaining for line in earlier.splitlines())


def test_the_edits_are_patches_that_lead_from_nothing_to_the_program(tmp_path: Path) -> None:
    found = edit_sequence(PROGRAM, rng=random.Random(5))
    assert found is not None
    file = tmp_path / "program.py"
    file.write_text("")
    for edit in found.edits:
        # A diff may move an empty line, but nothing that says anything is ever removed.
        assert not [line for line in edit.splitlines()[2:] if line.startswith("-") and line.strip() != "-"]
        subprocess.run(["patch", "-p1", "-s"], input=edit, text=True, check=True, cwd=tmp_path)
    assert PROGRAM == file.read_text()


def test_the_same_seed_gives_the_same_sequence() -> None:
    assert edit_sequence(PROGRAM, rng=random.Random(1)) == edit_sequence(PROGRAM, rng=random.Random(1))
    many = {edit_sequence(PROGRAM, rng=random.Random(seed)) for seed in range(5)}
    assert len(many) > 1


@pytest.mark.parametrize("text", ["def f(:", "print(nowhere)", "def f():\n    return g()\n"])
def test_programs_that_do_not_lint_have_no_sequence(text: str) -> None:
    assert edit_sequence(text, rng=random.Random(0)) is None


@pytest.mark.parametrize(("text", "missing"), [
    ("x = y", {"y"}), ("def f():\n    return later\nlater = 1", set()), ("import a.b\na.b.c()", set()),
    ("def f():\n    global g\n    g = 1\nprint(g)", set()), ("[i for i in range(3)]\nprint(i)", {"i"}),
    ("from m import *\nanything", set()), ("class A:\n    x = 1\n    y = x\nprint(len('a'))", set()),
    ("def f(a, *b, c=z, **d):\n    return a, b, c, d", {"z"}),
])
def test_undefined_names(text: str, missing: set[str]) -> None:
    assert missing == undefined_names(text)


def test_locals_that_are_never_bound_cannot_be_told_from_globals() -> None:
    assert set() == unbound_locals("def f(a):\n    b = a\n    del b\n    return a\n")


def test_real_files_of_ours_lint_and_fall_apart_cleanly() -> None:
    folder = Path(hasten.__file__).parent / "core"
    for file in sorted(folder.glob("*.py"))[:4]:
        text = file.read_text()
        assert is_clean(text), file
        found = edit_sequence(text, rng=random.Random(0))
        assert found is not None
        assert all(is_clean(state) for state in found.states)
