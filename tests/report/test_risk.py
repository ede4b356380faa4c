"""The residual risk in words."""

from __future__ import annotations

import dataclasses

from hasten.core.risk import ResidualRisk
from hasten.report.risk import risk_lines

RISK = ResidualRisk(estimate=0.031, high=0.0961, confidence=0.95, wrong=0, judged=0, missed=3, missed_of=100)


def test_what_is_assumed_is_said() -> None:
    assert risk_lines(RISK) == [
        "risk that it is wrong all the same: about 3.1 %, at most 9.7 % (if every second such version is wrong; this search missed 3 "
        "of 100 wrong versions)"
    ]


def test_a_known_proposer_is_counted() -> None:
    (line,) = risk_lines(dataclasses.replace(RISK, wrong=2, judged=40))
    assert "of its proposer's 40 earlier proposals 2 were wrong" in line


def test_recorded_calls_have_a_line_of_their_own() -> None:
    lines = risk_lines(dataclasses.replace(RISK, recorded=60, recorded_high=0.0487))
    assert lines[1] == "of calls like the 60 recorded at most 4.9 % behave otherwise (95 % sure)"


def test_it_is_never_0_percent() -> None:
    (line,) = risk_lines(dataclasses.replace(RISK, estimate=1e-9, high=1e-8))
    assert "about 0.1 %, at most 0.1 %" in line
