from __future__ import annotations

from hasten.api.commands import evidence_of
from hasten.meters.commands import PairedRuns, ProcessRun


def runs(old: list[tuple[float, float]], new: list[tuple[float, float]]) -> PairedRuns:
    olds = tuple(ProcessRun(w, c, 1 << 20) for w, c in old)
    return PairedRuns(olds, tuple(ProcessRun(w, c, 2 << 20) for w, c in new))


def spread(wall_s: float, cpu_s: float) -> list[tuple[float, float]]:
    return [(wall_s * (1 + k / 200), cpu_s * (1 + k / 300)) for k in (0, 3, 1, 2, 5, 4, 6, 8, 7)]


def test_less_cpu_time_is_faster() -> None:
    found = evidence_of(runs(spread(1.0, 0.95), list(reversed(spread(0.5, 0.45)))))
    assert "faster" == found.outcome
    assert "cpu" == found.extra["clock"]
    assert found.memory_after is not None and 2 << 20 == found.memory_after.peak_bytes


def test_more_is_slower() -> None:
    found = evidence_of(runs(spread(0.5, 0.45), list(reversed(spread(1.0, 0.95)))))
    assert "slower" == found.outcome


def test_commands_that_wait_are_judged_by_wall_time_and_say_so() -> None:
    found = evidence_of(runs(spread(1.0, 0.01), list(reversed(spread(0.5, 0.01)))))
    assert "faster" == found.outcome
    assert "wall" == found.extra["clock"]
    assert ["wall-and-cpu-part"] == [c.name for c in found.caveats]


def test_parallel_commands_are_judged_by_wall_time() -> None:
    found = evidence_of(runs(spread(1.0, 0.95), list(reversed(spread(0.5, 1.0)))))
    assert "wall" == found.extra["clock"]
    assert "faster" == found.outcome


def test_equal_runs_are_no_claim() -> None:
    found = evidence_of(runs(spread(1.0, 0.95), list(reversed(spread(1.0, 0.95)))))
    assert found.outcome in ("not_faster", "inconclusive")
