"""One wrong step of a combination is found by the counterexample and left out; the others stay."""

from __future__ import annotations

import ast
import random
from functools import partial
from pathlib import Path

import pytest

from hasten.archives import BestArchive
from hasten.builders import PythonBuilder
from hasten.code.edits import Edits
from hasten.core import Artifact, Budget, Candidate, Counterexample, Evidence, Facts, SourceEdit, Target, Verdict
from hasten.proposers.rules import RulesProposer, all_rules, rule_name
from hasten.proposers.rules._finding import Finding
from hasten.search import CulpritMender

SOURCE = '''
def report(names: list[str], known: list[str]) -> list[tuple[str, int]]:
    """New names with their number."""
    seen = []
    out = []
    for name in names:
        if name not in known and name not in seen:
            seen.append(name)
            out.append((name, names.count(name) + 10))
    return out
'''
CALL = (["a", "b", "a"], ["b"])


class Off:
    """A rule that takes a number for one larger: wrong wherever it fires."""

    __doc__ = ""

    def __init__(self, number: int) -> None:
        self.number, self.__name__ = number, f"hasten.proposers.rules.off_{number}"

    def find(self, code):
        for node in code.all(ast.Constant):
            if node.value == self.number:
                yield Finding(node, "faster", partial(self.change, node), ("O(n^3)", "O(1)"))

    def change(self, node: ast.Constant, edits: Edits) -> None:
        edits.replace(node, f"{self.number + 1}")


def result(source: str) -> object:
    scope: dict[str, object] = {}
    exec(compile(source, "m.py", "exec"), scope)  # texts of this file and of the project's rules
    return scope["report"](*CALL)  # type: ignore[operator]


def mended(*wrong: Off, candidate: Candidate | None = None) -> tuple[list[Candidate], RulesProposer, list[str]]:
    """What the mender makes of the first combination (or of a candidate), with the versions that were compared."""
    compared: list[str] = []

    def differs(old: Artifact, new: Artifact) -> bool:
        compared.append(new.source)
        return result(old.source) != result(new.source)

    target = Target(name="report", file=Path("m.py"), module="m", root=Path(), source=SOURCE)
    right = [rule for rule in all_rules() if rule_name(rule) in (
        "membership_test_on_list", "membership_test_on_growing_list", "count_in_loop")]
    proposer = RulesProposer(rules=[*right, *wrong])
    made = proposer.propose(target, Facts(), BestArchive(), random.Random(1), Budget(seconds=9.0))
    candidate = candidate or next(iter(made))
    builder = PythonBuilder()
    mender = CulpritMender([proposer], builder=builder, differs=differs)
    found = []
    for _ in range(9):
        counterexample = Counterexample("value", "report(...)", "1", "2")
        verdict = Verdict("differs", "same-value", counterexample=counterexample)
        evidence = Evidence(candidate, "differs", verdict=verdict, reason="differs: value")
        new = list(mender.mend(target, Facts(), evidence))
        found += new
        if not new:
            break
        candidate = new[0]
    return found, proposer, compared


def text(candidate: Candidate) -> str:
    assert isinstance(candidate.payload, SourceEdit)
    return candidate.payload.source


def test_the_step_that_differs_is_left_out_and_the_others_stay() -> None:
    found, _, _ = mended(Off(10))
    assert len(found) == 1
    assert result(text(found[0])) == result(SOURCE)
    assert "known_set" in text(found[0]) and "names_counts[name]" in text(found[0]) and "seen = set()" in text(found[0])
    assert "off_10" not in found[0].proposer and "count_in_loop" in found[0].proposer


def test_one_wrong_step_after_the_other_is_left_out() -> None:
    found, _, _ = mended(Off(10), Off(11))  # 10 becomes 11, which becomes 12
    assert [result(text(c)) == result(SOURCE) for c in found][-1]
    assert "off_" not in found[-1].proposer


def test_bisection_compares_few_versions() -> None:
    _, _, compared = mended(Off(10))
    # The end of the combination and of what it was mended to, and two halvings.
    assert len(compared) <= 5


@pytest.mark.parametrize("candidate", [Candidate(SourceEdit(SOURCE + "\n# x\nX = 1\n"), "somebody")])
def test_what_somebody_else_made_is_left_alone(candidate: Candidate) -> None:
    assert mended(Off(10), candidate=candidate)[0] == []


def test_a_difference_that_no_step_shows_mends_nothing() -> None:
    assert mended()[0] == []
