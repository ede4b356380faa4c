from dataclasses import replace
from pathlib import Path

import pytest

from hasten.report.context import RunContext, WorkloadSummary, refusal
from hasten.testing import specimens


@pytest.mark.parametrize(("reason", "counted"), [
    ("slower", "slower"), ("syntax: line 3 is odd", "syntax"), ("", "not_faster"), ("x" * 41, "not_faster"),
])
def test_reasons_are_short_enough_to_count(reason, counted):
    assert counted == refusal(replace(specimens.faster(), outcome="not_faster", reason=reason))


def test_a_difference_is_counted_by_its_kind():
    assert refusal(specimens.differs()) == "differs: value"


def test_refusals_come_most_frequent_first():
    given = RunContext("optimize", refusals={"b": 1, "a": 1, "c": 7}, fates=specimens.fates())
    assert ["c", "a", "b"] == list(given.rejected)
    counted = RunContext("optimize", fates=(*specimens.fates(), specimens.differs()))
    assert ("differs: value", 2) == next(iter(counted.rejected.items()))
    assert "faster" not in counted.rejected


def test_a_workload_is_summed_up_or_given_as_a_summary():
    work = specimens.workload()
    summary = WorkloadSummary("inputs.py::workload", 3, work.hash)
    assert summary == RunContext("optimize", workload=work).summary == RunContext("optimize", workload=summary).summary
    assert RunContext("optimize").summary is None


@pytest.mark.parametrize(("folder", "shown"), [
    (None, "slow.py::dedupe"), (Path("/"), "project/slow.py::dedupe"), (Path("/else"), "/project/slow.py::dedupe"),
])
def test_paths_are_shown_from_the_folder(folder, shown):
    assert shown == RunContext("optimize", target=specimens.target(), folder=folder).label


def test_a_target_that_was_not_found_has_a_label_too():
    assert RunContext("optimize").label == "(no target)"
