"""What mypyc compiles of the snippets does what Python does; what it would not do exactly is refused."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.differential import Snippet, Tally, differences, snippets
from tests.proposers.compile.worlds import built_worlds

from hasten.code.source import parse
from hasten.proposers.compile.mypyc import world_source
from hasten.proposers.compile.mypyc.source import WorldSource
from hasten.proposers.compile.refusal import Unsupported
from hasten.run.building import find_compiler

here = pytest.mark.skipif(
    importlib.util.find_spec("mypyc") is None or find_compiler() is None, reason="mypyc or a compiler is missing"
)
#: Where compiled code once did something else than Python.
ONCE_WRONG = (r"ys \*= 2", r"ys \+= \(n, m\)", r"d\[n\] \*= 2", r"s2 \|= ", r"in reversed\(xs\):\n    xs\[0\]")
#: Batches of the whole: one build of all would take all the memory of a small machine.
N_BATCHES = 6


def worlds(found: Sequence[Snippet]) -> dict[str, WorldSource]:
    """The worlds of the snippets that are not refused, by name."""
    made = {}
    for snippet in found:
        module = parse(snippet.source)
        assert not isinstance(module, SyntaxError)
        try:
            made[snippet.name] = world_source(module, snippet.name, snippet.domains, "test.py")
        except Unsupported:
            continue
    return made


def compared(found: Sequence[Snippet], folder: Path, n_calls: int) -> tuple[list[Any], int, Tally]:
    """What differs, how many snippets were built, and how many calls were compared."""
    kernels = built_worlds(folder, {s.name: s.source for s in found}, worlds(found))
    tally, wrong = Tally(), []
    for snippet in found:
        if snippet.name in kernels:
            wrong += differences(snippet, kernels[snippet.name], n_calls, 0, tally)
    return wrong, len(kernels), tally


@here
def test_what_was_wrong_once_and_a_sample(tmp_path: Path) -> None:
    every = list(snippets())
    known = [s for s in every if any(re.search(pattern, s.text) for pattern in ONCE_WRONG)]
    assert len(ONCE_WRONG) <= len(known)
    wrong, n_built, tally = compared(known + [s for s in every[::130] if s not in known], tmp_path, 30)
    assert [] == wrong[:3]
    assert 8 < n_built and 180 < tally.compared


@here
@pytest.mark.slow
@pytest.mark.parametrize("batch", range(N_BATCHES))
def test_every_snippet(batch: int, tmp_path: Path) -> None:
    wrong, n_built, tally = compared(list(snippets())[batch::N_BATCHES], tmp_path, 100)
    assert [] == wrong[:3]
    assert 100 < n_built and 8_000 < tally.compared


@pytest.mark.parametrize(
    "text",
    [
        "for v in xs:\n    xs = [n]", "for ch in s:\n    out += ch\n    s +=", "for i in range(n):\n    n -=", "\nv\nreturn",
        "x in fs, x in (x, y)", "fs == fs, fs == [x]", "hash(x)", "(x, n) < (y, m), [x, n]", "sorted(zip(fs, xs))",
        "in fs:\n    d[v] =", "it = (v * ", "n in (xs.pop()", "extend(v + len(xs) for", "key=lambda v: xs.append(v)",
        "xs[(n := 1)] = n", "n + (n := ", "[n, (n := 2), n]",
    ],
)  # fmt: skip
def test_what_mypyc_does_in_another_way_is_refused(text: str) -> None:
    found = [s for s in snippets() if text in s.text]
    assert found
    assert {} == worlds(found)
