"""Every algorithm of the index against its own reference, and the text that is proposed against the algorithm."""

import ast
import random

import pytest
from in_process import module_of

from hasten.code.source import ParsedModule
from hasten.proposers.algorithms.arguments import Argument
from hasten.proposers.algorithms.emit import replaced
from hasten.proposers.algorithms.index import load_index
from hasten.proposers.algorithms.kinds import KINDS
from hasten.proposers.algorithms.recognise import Ending, Match
from hasten.proposers.algorithms.suites import suite_for
from hasten.proposers.algorithms.values import form, fresh, joint_form

INDEX = load_index()
#: References are slow on purpose: larger integers than this are left to the recognition tests.
LARGEST = {"count_partitions": 40, "count_partitions_into_small": 40, "fewest_squares": 24}
LARGEST |= {
    "best_unbounded_knapsack": 11,
    "count_grid_paths": 10,
    "count_pythagorean_triples": 60,
    "nth_ugly_number": 60,
    "is_sum_of_two_squares": 100,
}
MOST_CASES = 45


def cases_of(entry):
    largest = LARGEST.get(entry.name, 200)
    suite = suite_for(tuple(KINDS[kind].pool for kind in entry.takes))
    small = [
        args
        for args in suite
        if all(arg <= largest for arg in args if type(arg) is int)
        and all(len(arg) < 15 for arg in args if type(arg) is str)
    ]
    required = module_of(f"def required({', '.join(entry.parameters)}): return {entry.requires or True}").required
    usable = []
    for args in small:
        try:
            usable += [args] if required(*args) else []
        except (IndexError, TypeError, ValueError):
            continue
    return usable if len(usable) <= MOST_CASES else random.Random(5).sample(usable, MOST_CASES)


def outcome(function, args):
    copies = [fresh(arg) for arg in args]
    try:
        value = function(*copies)
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError) as error:
        return type(error).__name__, form(copies)
    return joint_form(value, copies)


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_fast_does_what_the_reference_does(entry):
    cases = cases_of(entry)
    assert len(cases) >= 8
    for args in cases:
        assert outcome(entry.reference, args) == outcome(entry.fast, args), args


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_fast_leaves_its_arguments_alone(entry):
    for args in cases_of(entry)[:12]:
        before, after = ([fresh(arg) for arg in args] for _ in range(2))
        try:
            entry.fast(*after)
        except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
            continue
        assert form(before) == form(after)


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_the_proposed_text_does_what_fast_does(entry):
    """With other names for parameters, and with an exception where nothing is found."""
    names = [f"value_{place}" for place in range(len(entry.parameters))]
    header = f'import os\n\n\ndef target({", ".join(names)}):\n    """Kept."""\n    # replaced\n    return os.sep\n'
    module = ParsedModule(header)
    arguments = tuple(Argument(name, lambda args: args, name) for name in names)
    nothing = Ending("raise EOFError('nothing')")
    source = replaced(
        module, module.functions["target"], Match(entry, arguments, nothing=nothing, unconditional=True), []
    )
    assert source is not None
    assert "replaced" not in source and '"""Kept."""' in source
    target = module_of(source).target

    def expected(*args):
        result = entry.fast(*args)
        return result if result is not None else "nothing"

    def actual(*args):
        try:
            return target(*args)
        except EOFError:
            return "nothing"

    for args in cases_of(entry):
        assert outcome(expected, args) == outcome(actual, args), args


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_an_entry_says_what_it_is(entry):
    assert entry.fast.__doc__ and entry.exact and entry.source
    assert all(growth.startswith("O(") for growth in entry.growth)
    assert len(entry.takes) == len(entry.parameters)
    assert set(entry.bakes) <= set(entry.parameters)
    if entry.requires:
        names = {node.id for node in ast.walk(ast.parse(entry.requires)) if isinstance(node, ast.Name)}
        assert names & set(entry.parameters)


def test_names_are_unique():
    names = [entry.name for entry in INDEX]
    assert len(names) == len(set(names)) > 400
