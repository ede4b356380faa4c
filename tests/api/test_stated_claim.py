from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasten.api.stated_claim import stated_claim
from hasten.errors import InvalidArgument


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("15 % faster", 1.15),
        ("about 15% faster than before", 1.15),
        ("20 percent speedup", 1.2),
        ("2.5x", 2.5),
        ("2,5x", 2.5),
        ("3 times faster", 3.0),
        ("a 10-fold speed-up", 10.0),
        ("50 % less time", 2.0),
        ("reduces the run time by 75 %", 4.0),
        ("twice as fast", 2.0),
        ("from 2.0 s to 500 ms", 4.0),
        ("from 90 µs down to 30us", 3.0),
    ],
)
def test_sentences_are_read_as_old_time_over_new_time(text: str, factor: float) -> None:
    assert factor == pytest.approx(stated_claim(text).factor)


def test_faster_alone_claims_a_gain_without_a_figure() -> None:
    claim = stated_claim("faster")
    assert (None, True) == (claim.factor, claim.faster)


@pytest.mark.parametrize(
    "text",
    ["much better", "15 % slower", "30 % less memory", "0.5x", "100 % less time", "120 % less time", "", "0 % faster"],
)
def test_what_cannot_be_read_or_claims_no_gain_is_refused(text: str) -> None:
    with pytest.raises(InvalidArgument, match=r"30 % less time"):
        stated_claim(text)


def _evidence(folder: Path, **fields: object) -> str:
    file = folder / "evidence.json"
    file.write_text(json.dumps({"schema": "hasten.evidence/1", **fields}))
    return str(file)


def test_evidence_vouches_for_the_low_end_of_its_interval(tmp_path: Path) -> None:
    given = _evidence(tmp_path, outcome="faster", speedup={"estimate": 3.0, "low": 2.5, "high": 3.5})
    assert 2.5 == stated_claim(given).factor


def test_evidence_of_verify_claims_sameness_only(tmp_path: Path) -> None:
    assert not stated_claim(_evidence(tmp_path, outcome="no_difference", speedup=None)).faster


@pytest.mark.parametrize("outcome", ["not_faster", "slower", "differs", "inconclusive"])
def test_evidence_without_a_gain_is_refused(tmp_path: Path, outcome: str) -> None:
    with pytest.raises(InvalidArgument, match=outcome):
        stated_claim(_evidence(tmp_path, outcome=outcome, speedup={"low": 1.2}))


def test_files_that_are_no_evidence_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("[1]")
    (tmp_path / "broken.json").write_text("{")
    for name in ("other.json", "broken.json", "missing.json"):
        with pytest.raises(InvalidArgument, match=name):
            stated_claim(str(tmp_path / name))
