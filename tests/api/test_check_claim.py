from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hasten.api.check_claim import is_span, judged_claim, sides_of
from hasten.api.options import Options
from hasten.api.stated_claim import stated_claim
from hasten.core import Evidence, Speedup, Verdict
from hasten.core.verdict import Counterexample
from hasten.errors import InvalidArgument, TargetError

SAME = Verdict("searched", "same-effects")


def measured(low: float, high: float, *, verdict: Verdict = SAME, outcome: str = "faster") -> Evidence:
    speedup = Speedup((low * high) ** 0.5, low, high, 0.95, pairs=90, processes=9)
    return Evidence(None, outcome, verdict=verdict, speedup=speedup, resolution=0.02)


@pytest.mark.parametrize(
    ("claim", "low", "high", "answer", "why"),
    [
        ("15 % faster", 1.20, 1.25, "confirmed", "reaches"),
        ("15 % faster", 1.14, 1.16, "confirmed", "reaches"),
        ("15 % faster", 1.05, 1.09, "not_confirmed", "less than"),
        ("15 % faster", 1.05, 1.30, "not_confirmed", "too wide"),
        ("200x", 180.0, 190.0, "confirmed", "reaches"),
        ("200x", 150.0, 170.0, "not_confirmed", "less than"),
        ("faster", 1.03, 1.08, "confirmed", "reaches"),
    ],
)
def test_the_low_end_of_the_interval_must_reach_the_claim(
    claim: str, low: float, high: float, answer: str, why: str
) -> None:
    found, reason, _ = judged_claim(stated_claim(claim), measured(low, high))
    assert answer == found
    assert why in reason


def test_a_difference_outweighs_any_gain() -> None:
    parted = Verdict("differs", "same-effects", counterexample=Counterexample("value", "f(1)", "1", "2"))
    found, reason, _ = judged_claim(stated_claim("2x"), measured(3.0, 3.1, verdict=parted, outcome="differs"))
    assert "changes_behaviour" == found
    assert "value" in reason


@pytest.mark.parametrize("outcome", ["slower", "not_faster", "inconclusive"])
def test_no_gain_confirms_nothing(outcome: str) -> None:
    found, _, _ = judged_claim(stated_claim("faster"), measured(0.9, 1.01, outcome=outcome))
    assert "not_confirmed" == found


def test_sameness_that_rests_on_the_tests_alone_confirms_nothing() -> None:
    weak = Verdict("tests_only", "same-effects", weak="no inputs could be made")
    found, reason, _ = judged_claim(stated_claim("2x"), measured(3.0, 3.1, verdict=weak))
    assert "not_confirmed" == found
    assert "no inputs could be made" in reason


def test_a_refused_target_is_no_answer() -> None:
    assert "refused" == judged_claim(stated_claim("2x"), Evidence(None, "refused", reason="never ends"))[0]


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q", ".")
    (tmp_path / "lib.py").write_text("def f(n):\n    return sum(range(n))\n")
    (tmp_path / "other.py").write_text("def g(n):\n    return n\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    (tmp_path / "lib.py").write_text("def f(n):\n    return n * (n - 1) // 2\n")
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_spans_are_told_from_targets() -> None:
    assert is_span("main..HEAD")
    assert not is_span("../lib.py::f")


@pytest.mark.usefixtures("repository")
def test_a_span_gives_one_function_at_two_commits() -> None:
    with sides_of("HEAD~1..HEAD", "lib.py::f", Options()) as (old, new, _):
        assert "sum(range(n))" in old.source
        assert "// 2" in new.source
        assert ("f", "lib") == (new.name, new.module)
    assert not old.file.exists()


@pytest.mark.usefixtures("repository")
def test_a_function_whose_file_did_not_change_is_refused_where_others_did() -> None:
    with (
        pytest.raises(InvalidArgument, match=r"other\.py is the same code"),
        sides_of("HEAD~1..HEAD", "other.py::g", Options()),
    ):
        pass


@pytest.mark.usefixtures("repository")
def test_a_file_that_one_commit_lacks_is_named() -> None:
    with pytest.raises(TargetError, match="nosuch"), sides_of("HEAD~1..HEAD", "nosuch.py::g", Options()):
        pass
