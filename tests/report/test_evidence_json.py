import json
import math
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasten.core import Candidate, Counterexample, Evidence, Point, Speedup, Verdict
from hasten.errors import InvalidArgument
from hasten.report.context import Cost, Report, RunContext
from hasten.report.evidence_json import json_text, to_json
from hasten.report.schema import EvidenceDocument
from hasten.testing import specimens

CONTRACT = {
    "schema": None, "command": None, "run": None, "target": {"name", "file", "source_hash", "language"},
    "objective": {"name", "unit", "direction", "clock"}, "outcome": None,
    "speedup": {"estimate", "low", "high", "confidence", "pairs", "processes"}, "sizes": None, "first_call": None,
    "break_even": None, "end_to_end": None, "workload": {"origin", "calls", "hash"},
    "verdict": {"word", "level", "inputs", "scenarios", "coverage", "waivers", "not_checked"},
    "counterexample": {"kind", "call", "old", "new"}, "memory": {"before", "after"}, "growth": {"before", "after"},
    "variant": {"source", "diff", "proposer", "needs", "files"}, "caveats": None, "rejected": None,
    "cost": {"seconds", "cpu_seconds", "evaluations", "tokens"}, "seed": None, "machine": None, "reproduce": None,
}


def context(command="optimize", evidence=None, **more):
    new = None
    if command != "optimize" and evidence is not None and evidence.candidate is not None:
        new = specimens.target(file="new.py", source=evidence.candidate.payload.source)
    return RunContext(
        command, run="20261121-141502-dedupe-3f9a", target=specimens.target(), new_target=new,
        workload=specimens.workload(), seed=0, reproduce="hasten optimize slow.py::dedupe", **more,
    )


def strict(text):
    def refuse(token):
        raise AssertionError(f"{token} is not JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("outcome", sorted(specimens.OUTCOMES))
def test_every_outcome_has_every_key(outcome):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    document = to_json(evidence, context(command, evidence, fates=specimens.fates()))
    assert CONTRACT.keys() <= document.keys()
    for key, inside in CONTRACT.items():
        if inside and document[key] is not None:
            assert inside <= document[key].keys()
    assert (outcome, command, "hasten.evidence/1") == (document["outcome"], document["command"], document["schema"])
    strict(json.dumps(document, allow_nan=False))


def test_an_evidence_that_knows_nothing_has_every_key():
    document = to_json(Evidence(candidate=None, outcome="refused"), RunContext("verify"))
    assert CONTRACT.keys() <= document.keys()
    nulls = {key for key, value in document.items() if value is None}
    assert {
        "run", "target", "new", "speedup", "first_call", "break_even", "end_to_end", "workload", "verdict",
        "counterexample", "variant", "seed", "tuning", "memory_sites", "pypy", "cores",
    } == nulls
    assert {"before": None, "after": None} == document["memory"] == document["growth"]
    assert document["sizes"] == document["caveats"] == []
    assert document["rejected"] == document["machine"] == {}


def test_the_figures_arrive():
    evidence = specimens.faster()
    document = to_json(evidence, context(fates=specimens.fates(), cost=Cost(3.5, 4.5, 4, 0)))
    assert evidence.speedup.estimate == document["speedup"]["estimate"]
    assert [20, 200, 2000, 20000] == [row["size"] for row in document["sizes"]]
    assert {"before": 161_000, "after": 165_800} == document["memory"]
    assert {"before": "O(n²)", "after": "O(n)"} == document["growth"]
    assert {"differs: value": 1, "lost the race": 1, "the edit does not parse": 1} == document["rejected"]
    assert {"seconds": 3.5, "cpu_seconds": 4.5, "evaluations": 4, "tokens": 0} == document["cost"]
    assert document["variant"]["source"] == specimens.FAST_SOURCE
    assert document["workload"]["calls"] == 3


def test_optimize_offers_a_variant_only_when_it_is_faster():
    losing = replace(specimens.faster(), outcome="not_faster")
    assert to_json(losing, context())["variant"] is None
    assert to_json(specimens.faster(), context())["variant"] is not None


def test_verify_and_compare_name_both_sides():
    document = to_json(specimens.differs(), context("verify", specimens.differs()))
    assert ("slow.py", "new.py") == (document["target"]["file"], document["new"]["file"])
    assert document["variant"]["proposer"] == "given"
    assert document["counterexample"] == {
        "kind": "value", "call": "dedupe(['b', 'a'])", "old": "['b', 'a']", "new": "['a', 'b']",
    }


def test_the_diff_of_the_variant_applies(tmp_path):
    for end in ("\n", ""):
        old, new = specimens.OLD_SOURCE.rstrip("\n") + end, specimens.FAST_SOURCE.rstrip("\n") + end
        evidence = replace(specimens.faster(), candidate=specimens.candidate(new))
        document = to_json(evidence, replace(context(), target=specimens.target(source=old)))
        (tmp_path / "slow.py").write_text(old)
        subprocess.run(["git", "apply"], input=document["variant"]["diff"], text=True, cwd=tmp_path, check=True)
        assert new == (tmp_path / "slow.py").read_text()


def test_a_bound_has_no_high_end():
    bound = Speedup(12.0, 12.0, math.inf, 0.95, 20, 9, bound=True)
    speedup = to_json(replace(specimens.faster(), speedup=bound), context())["speedup"]
    assert (None, True, 12.0) == (speedup["high"], speedup["bound"], speedup["low"])


def test_compiled_and_whole_command_figures_come_from_extra():
    extra = {
        "first_call": {"old": 0.01, "new": 0.4}, "break_even": 37, "files": (Path("fast.so"),),
        "end_to_end": {"command": "python x.py", "estimate": 1.3, "low": 1.2, "high": 1.4, "confidence": 0.95},
    }
    document = to_json(replace(specimens.faster(), extra=extra), context())
    assert {"old": 0.01, "new": 0.4} == document["first_call"]
    assert (37, 1.3, ["fast.so"]) == (
        document["break_even"], document["end_to_end"]["estimate"], document["variant"]["files"],
    )


def test_a_setting_is_no_source():
    point = Point({"level": 3, "lto": True, "jobs": 4}, base={"level": 3, "lto": False, "align": "32"})
    candidate = Candidate(point, proposer="random")
    variant = to_json(replace(specimens.faster(), candidate=candidate), context())["variant"]
    changed = '-lto = false\n+lto = true\n-align = "32"\n+jobs = 4\n'
    assert (None, changed) == (variant["source"], variant["diff"])
    assert dict(point.values) == variant["settings"]


def test_paths_are_relative_to_the_folder_of_the_command():
    target = specimens.target()
    inside = replace(context(), folder=target.root.parent)
    assert to_json(specimens.faster(), inside)["target"]["file"] == "project/slow.py"
    outside = replace(context(), folder=Path("/elsewhere"))
    assert to_json(specimens.faster(), outside)["target"]["file"] == "/project/slow.py"


def test_an_unknown_outcome_is_refused():
    with pytest.raises(InvalidArgument, match="outcome"):
        to_json(replace(specimens.faster(), outcome="not_built"), context())


def test_one_target_is_an_object_and_several_are_an_array():
    one = Report(specimens.faster(), context())
    assert isinstance(strict(json_text([one])), dict)
    assert 2 == len(strict(json_text([one, one])))
    assert json_text([one]).isascii() and json_text([one]).endswith("}\n")


odd = st.text(alphabet=st.characters(), max_size=8)


@settings(deadline=None, max_examples=60)
@given(odd, odd, st.floats(), st.floats())
def test_any_text_and_any_number_give_strict_json(word, other, number, another):
    counterexample = Counterexample(word, other, word, other)
    verdict = Verdict(
        "differs", word, counterexample=counterexample, coverage=number, waivers={word: 1}, notes=(other,), weak=other
    )
    evidence = replace(
        specimens.faster(), outcome="slower", verdict=verdict, reason=word,
        sizes=tuple(replace(row, low=number, high=another) for row in specimens.faster().sizes),
    )
    asked = context("compare", evidence, machine={"cpu": word, "load": [number, another]}, refusals={other: 2})
    text = json_text([Report(evidence, asked)])
    text.encode("ascii")
    assert (text, json_text([Report(evidence, asked)])) == (json.dumps(strict(text), indent=2) + "\n", text)


def test_readers_skip_keys_of_tomorrow():
    document = {**to_json(specimens.faster(), context()), "key_of_tomorrow": 1}
    assert "faster" == EvidenceDocument.model_validate(document).outcome
