import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.errors import InvalidArgument
from hasten.report.caveats import CAVEATS, caveat, fields_of

PROMISED = {
    "minor-faults-differ", "wall-and-cpu-part", "load-high", "steal", "unstable", "gc-matters", "hit-rate-dependent",
    "children-hidden", "threads-hidden", "too-short", "no-bubblewrap", "no-cgroup", "slower-on-some-sizes",
    "faster-above", "faster-below", "not-compiled", "backend-missing",
    "weak-search", "memory-higher", "memory-bound", "inputs-generated", "float-order", "recursion-depth", "few-calls",
    "censored",
    "not-resolvable", "accepts-fewer-inputs", "hash-seed", "same-workload", "experimental", "not-parallel",
}
TEXTS = {"reason", "example"}


def values(name, number):
    made = {"sizes": [20, 2000], **dict.fromkeys(TEXTS, "it is short")}
    return {field: made.get(field, number) for field in fields_of(name)}


def test_the_list_is_the_promised_one():
    assert PROMISED == set(CAVEATS)


@pytest.mark.parametrize("name", sorted(CAVEATS))
def test_a_caveat_is_a_finding_and_then_advice(name):
    for given_values in ({}, values(name, 2.0)):
        found = caveat(name, **given_values)
        says, mark, advice = found.text.rpartition("; ")
        assert (name, "; ") == (found.name, mark)
        assert len(says) > 20 and len(advice) > 10
        assert says[0].islower() and not found.text.endswith(".") and "{" not in found.text


@pytest.mark.parametrize("name", sorted(name for name in CAVEATS if fields_of(name)))
def test_the_numbers_are_shown_when_all_are_given(name):
    full = values(name, 2.0)
    assert "(" in caveat(name, **full).text
    first = next(iter(full))
    assert caveat(name).text == caveat(name, **{k: v for k, v in full.items() if k != first}).text


@given(st.sampled_from(sorted(CAVEATS)), st.floats(min_value=0, max_value=1e12))
def test_no_number_breaks_a_text(name, number):
    assert caveat(name, **values(name, number)).text


def test_numbers_are_written_like_everywhere():
    assert "(2.4 % of the time)" in caveat("steal", share=0.024).text
    assert "(sizes 20, 2,000)" in caveat("slower-on-some-sizes", sizes=[20, 2000]).text
    assert "(161 kB before, 2.50 MB after)" in caveat("memory-higher", before=161_000, after=2_500_000).text


def test_values_without_a_place_are_left_out():
    assert caveat("hit-rate-dependent") == caveat("hit-rate-dependent", side=1.0)


def test_an_unknown_name_is_refused_with_the_list():
    with pytest.raises(InvalidArgument, match="load-high"):
        caveat("load-hihg")


def test_a_value_of_the_wrong_type_is_refused():
    with pytest.raises(InvalidArgument, match="does not fit"):
        caveat("load-high", load="much", cores=2)
