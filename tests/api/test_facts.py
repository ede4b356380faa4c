"""What the search is told of the target: here, where its time goes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.run.projects import written

from hasten.api.facts import facts_of
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.workloads import prepared

SOURCE = """\
def helper(values):
    total = 0
    for value in values:
        total += abs(value)
    return total


def report(values):
    names = [str(value) for value in values[:20]]
    return names, helper(values), helper(values[:5])
"""
INPUTS = """\
def workload():
    return [(list(range(40_000)),), (list(range(10)),)]


def tiny():
    return [([1, 2],)]
"""


@pytest.mark.parametrize("workload", ["workload", "tiny"])
def test_the_share_of_each_line_is_that_of_the_calls_that_take_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workload: str
) -> None:
    monkeypatch.chdir(written(tmp_path, {"m.py": SOURCE, "inputs.py": INPUTS}))
    options = Options(inputs=f"inputs.py::{workload}", python=sys.executable)
    setup, refusal = prepared(target_of("m.py::report"), options)
    assert setup is not None, refusal
    try:
        found = facts_of(setup, ("python",))
    finally:
        setup.close()
    share = found.line_share
    assert found.profiled == SOURCE
    assert all(0.0 <= part <= 1.0 for part in share.values())
    # Entries of each block in the longest call.
    longest = 40_000 if workload == "workload" else 2
    assert found.entered == {2: 2, 4: longest + min(longest, 5), 9: 1}
    if workload == "workload":
        assert share[10] > 0.8 and max(share.get(3, 0.0), share.get(4, 0.0)) > 0.5
        assert share.get(9, 0.0) < 0.1


def test_nothing_is_counted_where_the_target_runs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(written(tmp_path, {"m.py": SOURCE, "inputs.py": INPUTS}))
    setup, refusal = prepared(target_of("m.py::helper"), Options(inputs="inputs.py::tiny", python=sys.executable))
    assert setup is not None, refusal
    try:
        assert facts_of(setup, ("python",)).entered == {}
    finally:
        setup.close()
