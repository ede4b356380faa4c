"""Small objects and helpers that are written out so that other rules find more."""

import ast
import random
from pathlib import Path

import pytest

from hasten.archives import BestArchive
from hasten.code.edits import EditConflict
from hasten.code.source import parse
from hasten.core import Budget, Target
from hasten.core.facts import Facts
from hasten.proposers.original_behind import behind_test
from hasten.proposers.rules import RulesProposer
from hasten.proposers.rules._conditions import as_condition, opposite
from hasten.proposers.rules._inlining import without_returns

REGISTER = '''
class Register:
    def __init__(self):
        self.names = []

    def add(self, name):
        if name in self.names:
            raise ValueError(name)
        self.names.append(name)

    def place(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return i
        return -1


def places(names, asked):
    """Where the names stand."""
    register = Register()
    for name in names:
        register.add(name)
    return [register.place(name) for name in asked]
'''
TOTALS = '''
class Totals:
    def __init__(self):
        self.total = 0

    def add(self, n):
        self.total += n


def summed(rows):
    totals = Totals()
    for row in rows:
        totals.add(row)
    return totals.total
'''


def _candidates(source, name):
    target = Target(name=name, file=Path("shop.py"), module="shop", root=Path(), source=source)
    proposer = RulesProposer()
    found = list(proposer.propose(target, Facts(), BestArchive(), random.Random(0), Budget(60.0)))
    assert not proposer.failures
    return found


def _function(source, name):
    names = {"__name__": "fixture"}
    exec(compile(source, "fixture.py", "exec", dont_inherit=True), names)
    return names[name]


def test_what_an_object_hides_is_found_and_comes_first():
    first = _candidates(REGISTER, "places")[0]
    assert "object_of_one_function" in first.proposer and "membership_test_on_growing_list" in first.proposer
    assert first.growth == ("O(n^2)", "O(n)")
    assert "register." not in first.payload.source.partition("def places")[2]
    for arguments in ((["a", "b"], ["b", "c"]), ([], []), ([1, True], [])):
        outcomes = []
        for source in (REGISTER, first.payload.source):
            try:
                outcomes.append(_function(source, "places")(*arguments))
            except ValueError as error:
                outcomes.append(str(error))
        assert outcomes[0] == outcomes[1]


def test_nothing_is_written_out_where_no_rule_gains_from_it():
    assert all("object_of_one_function" not in candidate.proposer for candidate in _candidates(TOTALS, "summed"))


def test_the_original_can_be_kept_behind_a_test_of_the_arguments():
    first = _candidates(REGISTER, "places")[0]
    text = behind_test(REGISTER, first.payload.source, "places", "type(names) is list", "# plain")
    assert text is not None
    assert _function(text, "places")(("a", "b"), ["b"]) == _function(text, "places")(["a", "b"], ["b"]) == [1]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("False if a != b else c == d", "a == b and c == d"),
        ("True if a == b else c is None", "a == b or c is None"),
        ("a < b if c in d else False", "c in d and a < b"),
        ("False if not a or a != b else c == d", "a and a == b and (c == d)"),
        ("True if a == b else False", "a == b"),
        ("a if b else c", None),
    ],
)
def test_choices_between_truth_values_become_conditions(expression, expected):
    node = parse(expression).tree.body[0].value
    found = as_condition(node, truth=True)
    assert (found if found is None else ast.unparse(found)) == expected


def test_what_is_no_truth_value_stays_a_choice_where_the_value_counts():
    node = parse("True if a else b == c").tree.body[0].value
    assert as_condition(node, truth=False) is None
    assert as_condition(node, truth=True) is not None


def test_the_opposite_of_an_order_is_not_the_other_order():
    assert ast.unparse(opposite(parse("a < b").tree.body[0].value)) == "not a < b"


def test_a_return_in_two_loops_leaves_both():
    body = parse("for a in b:\n    for c in a:\n        return c\n    d()\n").tree.body
    found = without_returns(body, lambda value: [ast.Expr(value)] if value else [])
    expected = "for a in b:\n    for c in a:\n        c\n        break\n    else:\n        d()\n        continue\n    break"
    assert ast.unparse(ast.fix_missing_locations(ast.Module(found, []))) == expected


def test_a_loop_that_is_left_by_a_break_as_well_stays():
    body = parse("for a in b:\n    for c in a:\n        if c:\n            break\n        return c\n").tree.body
    with pytest.raises(EditConflict):
        without_returns(body, lambda value: [])
