"""The original behind its rewritten form."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from hasten.archives import BestArchive
from hasten.core import Budget, Target
from hasten.core.facts import Facts, ParameterFacts
from hasten.proposers.rules import RulesProposer, fixpoint
from hasten.proposers.rules._fallback import with_fallback, with_integer_test
from hasten.proposers.rules._proposer import may_raise

SOURCE = '''
def doubles(rows: list[dict], known: list) -> list[int]:
    """Numbers of the rows that occurred before."""
    # from the second on
    found = []
    for i, row in enumerate(rows):
        if any(r["mail"] == row["mail"] for r in rows[:i]):
            found.append(i)
    return found
'''


def _function(source, name="doubles"):
    names = {}
    exec(compile(source, "fixture.py", "exec"), names)
    return names[name]


def _both(source=SOURCE, name="doubles"):
    new, steps = fixpoint(source, name, Facts())
    assert steps
    return new, with_fallback(source, new)


def test_rows_without_the_key_are_handled_as_before():
    new, text = _both()
    assert text is not None
    odd = [{}]
    with pytest.raises(KeyError):
        _function(new)(odd, [])
    assert _function(SOURCE)(odd, []) == _function(text)(odd, []) == []


def test_exceptions_are_those_of_the_original():
    _, text = _both()
    rows = [{"mail": []}, {}]
    for function in (_function(SOURCE), _function(text)):
        with pytest.raises(KeyError) as caught:
            function(rows, [])
        assert caught.value.__context__ is None


def test_the_original_stays_with_its_docstring_signature_and_comments():
    _, text = _both()
    assert text.count("Numbers of the rows") == 1
    assert "def doubles(rows: list[dict], known: list) -> list[int]:" in text
    assert "    # from the second on\n    found = []" in text.split("def doubles")[1]


def test_a_function_with_effects_gets_none():
    source = SOURCE.replace("    found = []\n", "    found = []\n    known.append(1)\n")
    _, text = _both(source)
    assert text is None


def test_nothing_changed_means_nothing_to_fall_back_from():
    assert with_fallback(SOURCE, SOURCE) is None
    assert with_fallback(SOURCE, "def f(:") is None


def test_records_may_raise_and_lists_of_numbers_do_not():
    from hasten.core.facts import ParameterFacts

    open_record = {"k": "list", "of": {"k": "typeddict", "fields": {"a": {"k": "int"}}}}
    assert may_raise(Facts(parameters=(ParameterFacts("rows", open_record),)))
    assert not may_raise(Facts(parameters=(ParameterFacts("xs", {"k": "list", "of": {"k": "int"}}),)))


def _first(domain):
    from pathlib import Path

    from hasten.core import Budget, Target
    from hasten.core.facts import ParameterFacts
    from hasten.proposers.rules import RulesProposer

    target = Target("doubles", Path("/tmp/m.py"), "m", Path("/tmp"), SOURCE)
    facts = Facts(parameters=(ParameterFacts("rows", {"k": "list", "of": domain}),))
    return list(RulesProposer().propose(target, facts, None, None, Budget()))


def test_where_keys_may_be_missing_the_form_with_the_original_comes_first():
    record = {"k": "typeddict", "fields": {"mail": {"k": "str"}}, "open": True}
    first, second, *_ = _first(record)
    assert "_doubles_fast" in first.payload.source and "_doubles_fast" not in second.payload.source
    assert first.rationale.endswith("the original for anything else")


def test_where_they_may_not_the_plain_form_comes_first_and_what_differs_is_left_to_menders():
    record = {"k": "typeddict", "fields": {"mail": {"k": "str"}}, "required": ["mail"]}
    assert not any("_doubles_fast" in candidate.payload.source for candidate in _first(record))


def test_without_a_test_of_the_arguments_the_form_with_the_original_comes_last():
    candidates = _first({"k": "callable"})
    assert "_doubles_fast" not in candidates[0].payload.source
    assert "_doubles_fast" in candidates[-1].payload.source


AVERAGES = """
def averages(values, width):
    \"\"\"Means of all windows.\"\"\"
    out = []
    for i in range(len(values) - width + 1):
        total = 0
        for j in range(i, i + width):
            total += values[j]
        out.append(total / width)
    return out
"""
WHOLE = (ParameterFacts("values", {"k": "list", "of": {"k": "int"}}), ParameterFacts("width", {"k": "int"}))


def test_floats_and_other_sequences_go_the_plain_way_where_nothing_declares_integers():
    facts = Facts(parameters=WHOLE)
    new, steps = fixpoint(AVERAGES, "averages", facts)
    assert any(step.integers for step in steps)
    text = with_integer_test(AVERAGES, new, "averages", facts)
    old, fast = _function(AVERAGES, "averages"), _function(text, "averages")
    values = [0.1, 0.7, 1e16, 1.0, 0.2, -1e16, 3.0] * 3
    assert _function(new, "averages")(values, 3) != old(values, 3)
    for given in ([1, 2, 3, 4, 5, 6], values, tuple(values), [True, 2, 3], [], range(7)):
        assert old(given, 2) == fast(given, 2)
        assert list(map(type, old(given, 2))) == list(map(type, fast(given, 2)))
    assert "_averages_fast" in text
    assert text.count("Means of all windows") == 1


def test_hints_that_declare_integers_need_no_test():
    hinted = tuple(replace(p, hint="int" if p.name == "width" else "list[int]") for p in WHOLE)
    facts = Facts(parameters=hinted)
    new, _ = fixpoint(AVERAGES, "averages", facts)
    assert with_integer_test(AVERAGES, new, "averages", facts) is None


def test_the_form_for_integers_goes_before_the_plain_one():
    target = Target(name="averages", file=Path("m.py"), module="m", root=Path(), source=AVERAGES)
    found = list(
        RulesProposer().propose(target, Facts(parameters=WHOLE), BestArchive(), random.Random(1), Budget(seconds=9.0))
    )
    assert "type(value) is int" in found[0].payload.source
    assert any("type(value) is int" not in candidate.payload.source for candidate in found)


COUNTED = """
def counted(n, seen):
    seen.append(n)
    i = 0
    while (1 << i) <= n:
        i += 1
    return i
"""


def test_a_function_with_effects_may_ask_for_integers_because_only_one_form_runs():
    mixed = {"k": "union", "of": [{"k": "int"}, {"k": "bool"}]}
    facts = Facts(parameters=(ParameterFacts("n", mixed), ParameterFacts("seen", {"k": "any"})))
    new, _ = fixpoint(COUNTED, "counted", facts)
    text = with_integer_test(COUNTED, new, "counted", facts)
    old, fast = _function(COUNTED, "counted"), _function(text, "counted")
    for given in (5, 0, -3, True, 7.5, 2**70):
        left, right = [], []
        assert old(given, left) == fast(given, right)
        assert left == right == [given]


def test_integers_that_lie_too_deep_for_the_test_are_not_taken_for_tested():
    deep = {"k": "list", "of": {"k": "typeddict", "fields": {"n": {"k": "int"}}}}
    facts = Facts(parameters=(*WHOLE, ParameterFacts("rows", deep)))
    new, _ = fixpoint(AVERAGES, "averages", facts)
    assert with_integer_test(AVERAGES, new, "averages", facts) is None
