from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.cli.conftest import Project, Ran

FASTER = '''
    def unseen(names: list[str], known: list[str]) -> list[str]:
        before = set(known)
        return list(dict.fromkeys(name for name in names if name not in before))
'''
WRONG = '''
    def unseen(names: list[str], known: list[str]) -> list[str]:
        return sorted(set(names) - set(known))
'''
GIVEN = ("--inputs", "inputs.py::workload", "--budget", "10s")


def test_a_change_of_behaviour_ends_with_one(project: Project) -> None:
    project.write("wrong.py", WRONG)
    ran = project.run(
        "check-claim", "slow.py::unseen", "wrong.py::unseen", "--claim", "2x", *GIVEN, "--json", "found.json"
    )
    assert 1 == ran.code, ran.err
    assert ran.out.startswith('changes behaviour: "2x"')
    found = json.loads((project.folder / "found.json").read_text())
    assert ("hasten.claim/1", "changes_behaviour", 2.0) == (found["schema"], found["answer"], found["claim"]["factor"])
    assert found["evidence"]["counterexample"] is not None


def test_a_claim_that_cannot_be_read_is_one_sentence(project: Project, one_sentence: Callable[[Ran], str]) -> None:
    said = one_sentence(project.run("check-claim", "slow.py::unseen", "slow.py::unseen", "--claim", "much better"))
    assert "much better" in said
    assert "15 % faster" in said


@pytest.mark.slow
def test_a_true_claim_is_confirmed_and_an_exaggerated_one_is_not(project: Project) -> None:
    project.write("fast.py", FASTER)
    words = ("check-claim", "slow.py::unseen", "fast.py::unseen", *GIVEN)
    assert 0 == project.run(*words, "--claim", "20 % faster").code
    ran = project.run(*words, "--claim", "5000x", "--json", "-")
    assert 3 == ran.code, ran.err
    assert "not_confirmed" == json.loads(ran.out)["answer"]
