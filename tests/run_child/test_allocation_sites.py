"""Lines that hold the memory of a call near its peak."""

from __future__ import annotations

import runpy
from pathlib import Path

from hasten.run.hasten_child import allocation_sites

SOURCE = """\
def f(n):
    kept = [bytes(1000) for _ in range(n)]
    gone = [bytes(100) for _ in range(n)]
    del gone
    few = bytes(10)
    return kept


def fails(n):
    kept = [bytes(1000) for _ in range(n)]
    raise ValueError(len(kept))
"""


def test_the_line_that_holds_most_comes_first_and_what_was_freed_counts_at_the_peak(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(SOURCE)
    names = runpy.run_path(str(path))
    found = allocation_sites.at_peak(lambda: names["f"](2000), str(path), 5)
    lines = {line: size for file, line, size in found if file == str(path)}
    assert 2 == found[0][1]
    assert 2_000_000 < lines[2] < 2_300_000
    assert 200_000 < lines[3] < 400_000
    assert 5 not in lines


def test_a_call_that_raises_holds_memory_too_and_the_trace_function_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(SOURCE)
    names = runpy.run_path(str(path))
    found = allocation_sites.at_peak(lambda: names["fails"](500), str(path), 5)
    assert 10 == found[0][1]


def test_a_call_that_allocates_next_to_nothing_has_no_sites(tmp_path: Path) -> None:
    assert [] == allocation_sites.at_peak(lambda: 1, str(tmp_path / "m.py"), 5)
