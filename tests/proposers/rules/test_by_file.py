"""Every rule against its fixture file: what it makes of the code, where it stays silent, and that results agree.

A fixture file has cases of two kinds. ``== fires: NAME`` holds the code ``-- before`` and ``-- after``, and ``--
inputs``: an expression over ``rng`` that gives an argument tuple. ``== silent: NAME`` holds ``-- code`` in which the
rule must find nothing. The last function of the code is the target.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hasten.code.function import Program
from hasten.code.source import ParsedModule
from hasten.core.facts import Facts
from hasten.proposers.rules import all_rules, find_all, fixpoint, rule_name
from hasten.proposers.rules._registry import applied, opens

FIXTURES = Path(__file__).parent / "fixtures"
RULES = {rule_name(rule): rule for rule in all_rules()}
_CASE = re.compile(r"^== (fires|silent): (.+)$", re.MULTILINE)
_PART = re.compile(r"^-- (before|after|inputs|code)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One case of a fixture file."""

    rule: str
    kind: str
    name: str
    parts: dict[str, str]

    @property
    def target(self) -> str:
        """The function that is the target."""
        return re.findall(r"^def (\w+)", self.parts["before"], re.MULTILINE)[-1]


def cases(kind: str) -> list[Case]:
    """All cases of one kind, of all fixture files."""
    found = []
    for path in sorted(FIXTURES.glob("*.txt")):
        pieces = _CASE.split(path.read_text(encoding="utf-8"))[1:]
        for is_kind, name, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
            if is_kind == kind:
                parts = _PART.split(text)[1:]
                texts = {part: body.strip("\n") + "\n" for part, body in zip(parts[::2], parts[1::2], strict=True)}
                found.append(Case(path.stem, kind, name.strip(), texts))
    return found


def _name(case: Case) -> str:
    return f"{case.rule}-{case.name.replace(' ', '_')}"


def _raise(failure):
    raise failure.error


def _found(source: str, target: str, rule: str):
    program = Program(ParsedModule(source), target)
    return list(find_all(program, rules=[RULES[rule]], on_failure=_raise))


def _function(source: str, name: str) -> Callable[..., Any]:
    """The function of a fixture's source, which this repository wrote."""
    names: dict[str, Any] = {"__name__": "fixture"}
    exec(compile(source, "fixture.py", "exec", dont_inherit=True), names)
    return names[name]


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, str, str]:
    """What a call shows: the result with its type, or the exception's type, and the arguments afterwards."""
    given = copy.deepcopy(arguments)
    try:
        result = function(*given)
    except Exception as error:  # noqa: BLE001 - whatever the fixture raises is its outcome
        return "raises", type(error).__name__, repr(given)
    return "returns", repr(result), repr(given)


def _sampled(case: Case, count: int = 40) -> list[tuple[Any, ...]]:
    # The trailing comma makes one argument a tuple of one.
    make = eval(f"lambda rng: ({case.parts['inputs'].strip()},)")
    rng = random.Random(20240811)
    return [make(rng) for _ in range(count)]


def made(case: Case):
    """What the rule makes of a case, whether it changes the work or lays patterns open to others."""
    rule = RULES[case.rule]
    return fixpoint(case.parts["before"], case.target, Facts(), rules=[rule], opening=opens(rule), on_failure=_raise)


@pytest.mark.parametrize("case", cases("fires"), ids=_name)
def test_the_rule_makes_of_it_what_the_file_says(case):
    after, steps = made(case)
    assert steps, "the rule does not fire"
    assert case.parts["after"] == after


@pytest.mark.parametrize("case", cases("fires"), ids=_name)
def test_every_form_agrees_with_the_original_on_sampled_inputs(case):
    arguments = _sampled(case)
    original = _function(case.parts["before"], case.target)
    expected = [_outcome(original, given) for given in arguments]
    assert any(kind == "returns" for kind, _, _ in expected), "the inputs do not fit the function"
    found = _found(case.parts["before"], case.target, case.rule)
    # A plain form that has a guarded twin need not hold for odd elements; the guarded one must.
    guarded = {located.finding.node for located in found if located.finding.guarded}
    sure = [located for located in found if located.finding.guarded or located.finding.node not in guarded]
    texts = [applied(located, _raise) for located in sure]
    for text in [*texts, *([] if guarded else [case.parts["after"]])]:
        if text is not None:
            variant = _function(text, case.target)
            assert expected == [_outcome(variant, given) for given in arguments]


@pytest.mark.parametrize("case", cases("silent"), ids=_name)
def test_the_rule_leaves_alone_what_it_must(case):
    source = case.parts["code"]
    for name in ParsedModule(source).functions:
        assert [] == [located.rationale for located in _found(source, name, case.rule)]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_a_case_that_fires_and_one_that_does_not(rule):
    assert any(case.rule == rule for case in cases("fires"))
    assert any(case.rule == rule for case in cases("silent"))
