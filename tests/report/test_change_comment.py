from __future__ import annotations

from hasten.core import Speedup
from hasten.report.change_comment import MARK, BenchmarkLine, ChangeComment, markdown, verdict

FASTER = BenchmarkLine("t.py::a", 0.012, Speedup(1.5, 1.4, 1.6, 0.96, 9, 9), "faster")
SLOWER = BenchmarkLine("t.py::b|c", 2.0, Speedup(0.5, 0.45, 0.55, 0.96, 9, 9), "slower")
UNSURE = BenchmarkLine("t.py::d", 1.0, None, "inconclusive")


def test_changes_come_first_and_cells_are_kept_apart() -> None:
    text = markdown(ChangeComment("main", "topic", [UNSURE, FASTER, SLOWER]))
    assert text.startswith(MARK)
    assert "1 of 3 benchmarks slower, 1 of 3 benchmarks faster" in text
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert ["| `t.py::b\\|c`", "| `t.py::a`", "| `t.py::d`"] == [row.split(" |")[0] for row in rows]
    assert "| 12.0 ms | 1.50x | [1.40, 1.60] 96 % | **faster** |" in rows[1]


def test_findings_are_folded_and_cut() -> None:
    text = markdown(ChangeComment("a", "b", None, [f"finding {n}" for n in range(40)]))
    assert "40 new slow patterns" in text
    assert "finding 29" in text and "finding 30" not in text
    assert "and 10 more" in text
    assert "measured" not in text


def test_nothing_is_said_to_be_nothing() -> None:
    assert "nothing to report" == verdict(ChangeComment("a", "b", None, []))
    assert "no change shown in 1 benchmark" == verdict(ChangeComment("a", "b", [UNSURE]))
