"""The original behind its rewritten form."""

import pytest

from hasten.core.facts import Facts
from hasten.proposers.rules import fixpoint
from hasten.proposers.rules._fallback import with_fallback
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
    assert first.rationale.endswith("the original takes over where the new form raises")


def test_where_they_may_not_the_plain_form_comes_first_and_the_other_last():
    record = {"k": "typeddict", "fields": {"mail": {"k": "str"}}, "required": ["mail"]}
    candidates = _first(record)
    assert "_doubles_fast" not in candidates[0].payload.source
    assert "_doubles_fast" in candidates[-1].payload.source
