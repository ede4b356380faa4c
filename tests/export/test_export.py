"""From a stored run to records and back to a verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hasten.api.export import Exported, ExportRequest, export, programs_of, read_records, replay, written
from hasten.core import (
    Candidate,
    Counterexample,
    Evidence,
    RaceResult,
    RecordedCall,
    SizeRow,
    SourceEdit,
    Speedup,
    Target,
    Verdict,
    Workload,
)
from hasten.errors import InputsError, InvalidArgument
from hasten.run.hasten_child import codec
from hasten.stores.memory import MemoryStore

SLOW = """\
def dedupe(xs):
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out
"""
FAST = "def dedupe(xs):\n    return list(dict.fromkeys(xs))\n"
WRONG = "def dedupe(xs):\n    return list(set(xs))\n"
INPUTS = "def workload():\n    return [([i * 7 % 300 for i in range(900)],), ([3, 1, 3],), ([3, 1, 3],)]\n"


@pytest.fixture
def store(tmp_path: Path) -> MemoryStore:
    """A store with one finished run, its files in place."""
    (tmp_path / "slow.py").write_text(SLOW)
    (tmp_path / "inputs.py").write_text(INPUTS)
    target = Target("dedupe", tmp_path / "slow.py", "slow", tmp_path, SLOW)
    calls = [codec.encode_call((xs,), {}) for xs in ([i * 7 % 300 for i in range(900)], [3, 1, 3])]
    recorded = (RecordedCall(calls[0], 901, 1.0), RecordedCall(calls[1], 4, 2.0))
    store = MemoryStore()
    inputs = f"{tmp_path / 'inputs.py'}::workload"
    settings: dict[str, object] = {"what": "optimize", "inputs": inputs, "budget_s": 10.0}
    run = store.begin(target, Workload(recorded, "inputs.py::workload"), settings)
    fast = Candidate(SourceEdit(FAST), "rules/x", rationale="a set of keys")
    race = RaceResult("new", 9, 30.0, 20.0)
    same = Verdict("searched", "same-identity", inputs=100)
    shown = Counterexample("value", "dedupe([3, 1])", "[3, 1]", "[1, 3]")
    store.tell(Evidence(Candidate(SourceEdit(WRONG), "outside/y"), "differs", verdict=Verdict(
        "differs", "same-identity", inputs=3, counterexample=shown), reason="differs: value"))
    store.tell(Evidence(fast, "faster", verdict=same, race=race, reason="won its race"))
    final = Evidence(
        fast, "faster", verdict=same, race=race, speedup=Speedup(20.0, 19.0, 21.0, 0.96, 180, 9),
        sizes=(SizeRow(900, 1e-3, 5e-5, 20.0, 19.0, 21.0),),
    )
    store.finish(run, final, closing={"machine": {"cpu": "test"}})
    return store


def test_a_pair_holds_all_that_is_needed_to_check_it_again(store: MemoryStore, tmp_path: Path) -> None:
    found = export(store, ExportRequest("pairs", "MIT"))
    assert {} == found.left_out
    (record,) = found.records
    assert (SLOW, FAST, "MIT", "dedupe") == (record["slow"], record["fast"], record["licence"], record["name"])
    assert ("slow.py", "dedupe") == (record["origin"]["file"], record["origin"]["function"])
    assert 20.0 == record["speedup"]["estimate"]
    names: dict[str, object] = {}
    exec(record["inputs"], names)
    assert 3 == len(names["calls"]())  # type: ignore[operator]
    file = tmp_path / "pairs.jsonl"
    written(found, file)
    # Nothing but the file is needed any more.
    (tmp_path / "slow.py").unlink()
    (tmp_path / "inputs.py").unlink()
    replayed = replay(read_records(file)[0], budget_s=20.0, seed=0)
    assert "holds" == replayed.outcome, replayed
    assert replayed.now is not None
    assert replayed.now > 3


def test_a_pair_that_was_tampered_with_does_not_hold(store: MemoryStore) -> None:
    (record,) = export(store, ExportRequest("pairs", "MIT")).records
    assert "differs" == replay({**record, "fast": WRONG}, budget_s=15.0, seed=0).outcome
    assert "broken" == replay({**record, "inputs": "def calls():\n    return nowhere\n"}, budget_s=5.0, seed=0).outcome
    with pytest.raises(InputsError, match="no text 'slow'"):
        replay({**record, "slow": None}, budget_s=5.0, seed=0)


def test_shapes_of_other_data_sets(store: MemoryStore) -> None:
    (pie,) = export(store, ExportRequest("pairs", "MIT", "pie")).records
    assert (SLOW, FAST, "python") == (pie["input"], pie["target"], pie["language"])
    assert 95.0 == pytest.approx(pie["improvement_frac"])
    (chat,) = export(store, ExportRequest("pairs", "MIT", "efficode")).records
    assert ["human", "gpt"] == [turn["from"] for turn in chat["conversations"]]
    assert SLOW.strip() in chat["conversations"][0]["value"]
    assert FAST.strip() in chat["conversations"][1]["value"]


def test_refused_candidates_come_with_their_counterexample(store: MemoryStore) -> None:
    (record,) = export(store, ExportRequest("refused", "MIT")).records
    assert (WRONG, "differs", "differs: value") == (record["candidate"], record["outcome"], record["reason"])
    assert "dedupe([3, 1])" == record["counterexample"]["call"]


def test_a_trajectory_has_all_steps_in_order_with_rewards(store: MemoryStore) -> None:
    (record,) = export(store, ExportRequest("trajectories", "MIT")).records
    assert [WRONG, FAST] == [step["source"] for step in record["steps"]]
    wrong, fast = (step["reward"] for step in record["steps"])
    assert wrong <= 0.4 < 0.5 <= fast <= record["final_reward"] <= 1.0


def test_edits_lead_to_the_variant(store: MemoryStore) -> None:
    (record,) = export(store, ExportRequest("edits", "MIT")).records
    assert ("", FAST) == (record["states"][0], record["states"][-1])


def test_inputs_that_have_changed_leave_the_pair_out(store: MemoryStore, tmp_path: Path) -> None:
    (tmp_path / "inputs.py").write_text(INPUTS.replace("300", "299"))
    found = export(store, ExportRequest("pairs", "MIT"))
    assert () == found.records
    assert "no longer what they were" in next(iter(found.left_out.values()))


def test_what_is_near_to_a_set_to_be_kept_apart_is_left_out(store: MemoryStore, tmp_path: Path) -> None:
    apart = tmp_path / "benchmark.jsonl"
    apart.write_text(json.dumps({"code": SLOW.replace("xs", "values").replace("out", "seen")}) + "\n")
    found = export(store, ExportRequest("pairs", "MIT", keep_apart=programs_of(apart)))
    assert () == found.records
    assert "100% alike" in next(iter(found.left_out.values()))


@pytest.mark.parametrize(("changes", "said"), [
    ({"kind": "x"}, "unknown"), ({"licence": " "}, "licence"), ({"shape": "x"}, "unknown"),
])
def test_bad_requests(changes: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidArgument, match=said):
        replace(ExportRequest("pairs", "MIT"), **changes)


def test_files_that_are_no_records(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    with pytest.raises(InputsError, match="no such file"):
        read_records(file)
    file.write_text("{}\n")
    with pytest.raises(InputsError, match="no exported record"):
        read_records(file)
    with pytest.raises(InputsError, match="no programs"):
        programs_of(file)
    written(Exported((), {}), file)
    assert [] == read_records(file)
