import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hasten import core
from hasten.errors import InvalidArgument, StoreError
from hasten.stores import records
from hasten.testing import specimens

numbers = st.integers() | st.floats(allow_nan=False)
free = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=4) | st.sampled_from(["$", "$float", "$record"]), inner, max_size=3)
    | st.dictionaries(st.integers() | st.tuples(st.integers()), inner, max_size=2),
    max_leaves=6,
)
anything = st.floats(allow_nan=False)
tuples_of_floats = st.lists(anything, max_size=3).map(tuple)
text = st.text(max_size=6)
words = st.lists(text, max_size=2).map(tuple)

counterexamples = st.builds(
    core.Counterexample, kind=text, call=text, old=text, new=text, trees=st.lists(free, max_size=2).map(tuple)
)
verdicts = st.builds(
    core.Verdict, word=st.sampled_from(["searched", "differs"]), level=text,
    inputs=st.integers(), scenarios=st.integers(), coverage=st.none() | anything,
    waivers=st.dictionaries(text, st.integers(), max_size=2), not_checked=words,
    counterexample=st.none() | counterexamples, weak=text, notes=words, cpu_s=anything,
)
candidates = st.builds(
    core.Candidate,
    payload=st.builds(core.SourceEdit, source=text)
    | st.builds(core.Point, values=st.dictionaries(text, free, max_size=2)),
    proposer=text, rationale=text, growth=st.none() | st.tuples(text, text), needs=words, parents=words,
    predictions=st.dictionaries(text, anything, max_size=2),
)
paired = st.builds(
    core.PairedSamples, call=st.integers(), old_s=tuples_of_floats, new_s=tuples_of_floats, old_wall_s=tuples_of_floats,
    new_wall_s=tuples_of_floats, old_faults=anything, new_faults=anything, reps=st.integers(), process=st.integers(),
    gc_on=st.booleans(), fresh=st.booleans(),
)
evidences = st.builds(
    core.Evidence, candidate=st.none() | candidates, outcome=text, verdict=st.none() | verdicts,
    speedup=st.none() | st.builds(
        core.Speedup, estimate=anything, low=anything, high=anything, confidence=anything, pairs=st.integers(),
        processes=st.integers(), bound=st.booleans(),
    ),
    sizes=st.lists(
        st.builds(
            core.SizeRow, size=st.integers(), old=anything, new=anything, speedup=anything, low=anything, high=anything,
            calls=st.integers(), origin=text,
        ), max_size=2,
    ).map(tuple),
    samples=st.lists(paired, max_size=1).map(tuple),
    race=st.none() | st.builds(
        core.RaceResult, winner=text, pairs=st.integers(), evidence=anything, ratio=st.none() | anything
    ),
    resolution=anything, memory_before=st.none() | st.builds(core.MemoryUse, peak_bytes=st.integers()),
    memory_after=st.none() | st.builds(core.MemoryUse, peak_bytes=st.integers()), growth_before=st.none() | text,
    growth_after=st.none() | text,
    caveats=st.lists(st.builds(core.Caveat, name=text, text=text), max_size=2).map(tuple),
    reason=text, cost_s=anything, extra=st.dictionaries(text, free, max_size=2),
)


def same(one, two):
    """Equal, also in type and in the sign of zero."""
    if type(one) is not type(two):
        return False
    if is_dataclass(one):
        return all(same(getattr(one, f.name), getattr(two, f.name)) for f in fields(one))
    if isinstance(one, Mapping):
        return len(one) == len(two) and all(same(a, b) for a, b in zip(one.items(), two.items(), strict=True))
    if isinstance(one, (list, tuple)):
        return len(one) == len(two) and all(same(a, b) for a, b in zip(one, two, strict=True))
    if isinstance(one, float) and one == 0:
        return two == 0 and math.copysign(1, one) == math.copysign(1, two)
    return one == two


def strict(text):
    def refuse(token):
        raise AssertionError(f"{token} is not JSON")

    return json.loads(text, parse_constant=refuse)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(evidences)
def test_evidence_comes_back_as_it_was(evidence):
    text = records.dumps(evidence)
    strict(text)
    assert text.isascii() and "\n" not in text
    assert same(evidence, records.loads(core.Evidence, text))


@given(paired)
def test_samples_come_back_as_they_were(sample):
    assert same(sample, records.loads(core.PairedSamples, records.dumps(sample)))


@given(verdicts)
def test_a_verdict_comes_back_as_it_was(verdict):
    assert same(verdict, records.loads(core.Verdict, records.dumps(verdict)))


@given(st.dictionaries(text, free, max_size=3))
def test_settings_come_back_as_they_were(given_settings):
    assert same(given_settings, records.load_settings(records.dump_settings(given_settings)))


@pytest.mark.parametrize("record", [
    specimens.target(), specimens.workload(), core.Budget(), core.Objective(), core.Censored(1.5),
    core.Candidate(core.Point({"level": 3, "passes": ("a", "b")}), proposer="random"),
])
def test_every_other_record_comes_back_as_it_was(record):
    assert same(record, records.loads(type(record), records.dumps(record)))


def test_not_a_number_is_kept():
    back = records.loads(core.Evidence, records.dumps(replace(specimens.faster(), cost_s=math.nan)))
    assert math.isnan(back.cost_s)


def test_a_record_inside_settings_is_kept():
    inside = {"new": specimens.target(), "path": Path("/x"), "budget": core.Budget(seconds=3)}
    assert inside == records.load_settings(records.dump_settings(inside))


def test_deeply_nested_arguments_are_kept():
    tree = ["l", []]
    for _ in range(700):
        tree = ["l", [tree]]
    deep = core.Counterexample("value", "f(...)", "1", "2", trees=({"args": [tree], "kwargs": {}},))
    back = records.loads(core.Counterexample, records.dumps(deep))
    assert records.dumps(deep) == records.dumps(back)


def test_numbers_of_numpy_are_kept_as_numbers():
    np = pytest.importorskip("numpy")
    kept = records.load_settings(records.dump_settings({"a": np.float64(1.5), "b": np.int32(7)}))
    assert kept == {"a": 1.5, "b": 7}
    assert {float, int} == {type(value) for value in kept.values()}


@pytest.mark.parametrize("value", [object(), lambda: 1, {1, 2}, 1j])
def test_what_has_no_json_form_is_refused(value):
    with pytest.raises(InvalidArgument, match="cannot be stored"):
        records.dumps(replace(specimens.faster(), extra={"x": value}))


def test_a_field_of_the_wrong_type_is_refused_when_written():
    with pytest.raises(InvalidArgument, match="Verdict"):
        records.dumps(replace(specimens.faster(), verdict="same"))


def test_a_record_of_an_older_version_takes_the_defaults():
    data = json.loads(records.dumps(specimens.faster()))
    del data["extra"], data["resolution"]
    back = records.loads(core.Evidence, json.dumps({**data, "field_of_tomorrow": 1}))
    assert specimens.faster() == back


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outcome": 3', '{"candidate": 7, "outcome": "faster"}', "17"])
def test_a_damaged_record_is_one_sentence(text):
    with pytest.raises(StoreError, match="damaged"):
        records.loads(core.Evidence, text)
