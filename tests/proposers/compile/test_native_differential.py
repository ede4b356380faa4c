"""Machine code does what Python does in every snippet: result, types, and what is left of the arguments."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.proposers.compile.differential import Snippet, Tally, differences, snippets
from tests.proposers.compile.kernels import loaded, taken

from hasten.builders.native import FLAGS
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.native import extension_source
from hasten.run.building import find_compiler

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C++ compiler")
#: Where compiled code once did something else than Python.
ONCE_WRONG = (
    r"xs\[1\], xs\[0\] = xs\n", r"\[xs\[1\], xs\[0\]\] = xs\n", r"grid\[1\], grid\[0\] = grid\n", r"xs\[\(n := 1\)\] = n",
    r"n in \(n, m", r"any\(\[xs.pop", r"n < m < xs.pop\(\)", r"grid\[0\] \+= ", r"in reversed\(xs\):", r"a, d = s\n",
    r"d\[v \+ 1\] = n", r"in d.items\(\):\n", r"in d.values\(\):\n", r"grid\[0\], grid\[1\] = grid\[1\], grid\[0\]",
    r"row = grid.pop", r"grid\[0\] = xs", r"\[int\(ch\)", r"\nv\nreturn 0", r"x in \(x, 1.0\)", r"return d\.",
    r"view = d", r"s2 = \{5, 100", r"put_in\(di, k\) for", r"dl\[s\] = dl\[t\]", r"TABLE\[s\] = n",
)  # fmt: skip


def built(made: Sequence[Kernel], folder: Path) -> Any:
    """One extension module for all kernels."""
    files = {"_snippets.cpp": extension_source(made, "_snippets", "test.py")}
    flags = [flag for flag in FLAGS if flag != "-O3"]
    include = sysconfig.get_paths()["include"]
    command = [find_compiler() or "g++", *flags, "-O0", "-I", include, "_snippets.cpp", "-o", "_snippets.so"]
    return loaded([command], files, folder, "_snippets")


def compared(found: Sequence[Snippet], folder: Path, n_calls: int) -> tuple[list[Any], int, Tally]:
    """What differs, how many snippets compile, and how many calls were compared."""
    kept, made = taken(found, extension_source)
    module, tally, wrong = built(made, folder), Tally(), []
    for snippet, kernel in zip(kept, made, strict=True):
        wrong += differences(snippet, getattr(module, snippet.name), n_calls, 0, tally, kernel.constants)
    return wrong, len(kept), tally


def test_what_was_wrong_once_and_a_sample(tmp_path: Path) -> None:
    every = list(snippets())
    known = [s for s in every if any(re.search(pattern, s.text) for pattern in ONCE_WRONG)]
    assert len(ONCE_WRONG) <= len(known)
    wrong, n_kept, tally = compared(known + [s for s in every[::25] if s not in known], tmp_path, 25)
    assert [] == wrong[:3]
    assert 35 < n_kept and 500 < tally.compared


@pytest.mark.slow
def test_every_snippet(tmp_path: Path) -> None:
    wrong, n_kept, tally = compared(list(snippets()), tmp_path, 150)
    assert [] == wrong[:3]
    assert 500 < n_kept and 55_000 < tally.compared


@pytest.mark.parametrize(
    "text",
    [
        "return d.keys()", "return d.items()", "view = d.keys()\n", "x in (x, 1.0)", "grid[0] *= 2", "x in (x, y)",
        "s2 = set(di)", "s2 = set(si)", "si.discard(n)", "di.pop(k)",
    ],
)  # fmt: skip
def test_what_cannot_be_done_exactly_is_refused(text: str) -> None:
    found = [s for s in snippets() if text in s.text]
    assert found
    assert [] == taken(found, extension_source)[0]
