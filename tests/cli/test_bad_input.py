from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from tests.cli.conftest import Project, Ran

Sentence = Callable[[Ran], str]
GIVEN = ("--inputs", "inputs.py::workload")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("slo.py::unseen", *GIVEN), ("slo.py", "slow.py")),
        (("slow.py::unsene", *GIVEN), ("unsene", "unseen")),
        (("slow.py", *GIVEN), ("slow.py", "path.py::function")),
        (("slow.py::unseen", "--inputs", "inputs.py::empty"), ("empty", "at least one")),
        (("slow.py::unseen", "--inputs", "inputs.py::broken"), ("no data today",)),
        (("slow.py::unseen", "--inputs", "inputs.py::wrong"), ("does not fit", "known")),
        (("slow.py::unseen", "--inputs", "inputs.py::nosuch"), ("nosuch",)),
        (("slow.py::unseen", "--inputs", "nosuch.py::workload"), ("nosuch.py",)),
        (("slow.py::unseen", *GIVEN, "--allow", "rust"), ("rust", "numpy")),
        (("slow.py::unseen", *GIVEN, "--budget", "soon"), ("soon", "30s")),
        (("slow.py::unseen", *GIVEN, "--level", "strict"), ("strict", "same-effects")),
        (("slow.py::unseen", *GIVEN, "--python", "/nowhere/python"), ("/nowhere/python",)),
        (("slow.py::unseen", *GIVEN, "--env", "HASTEN_NOT_SET"), ("HASTEN_NOT_SET",)),
        (("slow.py::unseen", *GIVEN, "--frobnicate"), ("--frobnicate", "--help")),
    ],
)
def test_one_sentence_that_names_the_thing(
    project: Project, one_sentence: Sentence, words: tuple[str, ...], named: tuple[str, ...]
) -> None:
    said = one_sentence(project.run("optimize", *words))
    for part in named:
        assert part in said


def test_a_file_that_does_not_parse_is_named_with_its_line(project: Project, one_sentence: Sentence) -> None:
    project.write("broken.py", "def f(:\n    pass\n")
    said = one_sentence(project.run("optimize", "broken.py::f", *GIVEN))
    assert "broken.py" in said
    assert "line 1" in said


def test_a_file_that_does_not_import_shows_the_users_own_line(project: Project, one_sentence: Sentence) -> None:
    project.write("raises.py", "LIMIT = int('many')\n\n\ndef f(x):\n    return x\n")
    said = one_sentence(project.run("optimize", "raises.py::f", *GIVEN))
    assert "raises.py does not import" in said
    assert "LIMIT = int('many')" in said


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("while True:\n        pass", "does not end"),
        ("raise ValueError('never')", "raises on every input"),
        ("import random\n    return random.SystemRandom().random()", "not repeatable"),
    ],
)
def test_a_function_that_cannot_be_judged_is_refused(
    project: Project, one_sentence: Sentence, body: str, named: str
) -> None:
    project.write("odd.py", f"def f(n):\n    {body}\n\n\ndef calls():\n    return [(1,), (2,)]\n")
    said = one_sentence(project.run("optimize", "odd.py::f", "--inputs", "odd.py::calls", "--budget", "8s"))
    assert named in said


@pytest.mark.parametrize("name", ["Shop.tax", "inner", "Shop"])
def test_names_that_are_no_target(project: Project, one_sentence: Sentence, name: str) -> None:
    project.write(
        "kinds.py",
        """
        class Shop:
            def total(self, xs):
                return sum(xs)


        def outer(xs):
            def inner(x):
                return x
            return [inner(x) for x in xs]
        """,
    )
    said = one_sentence(project.run("optimize", f"kinds.py::{name}", *GIVEN))
    assert name.split(".")[0] in said


def test_several_targets_take_no_inputs(project: Project, one_sentence: Sentence) -> None:
    said = one_sentence(project.run("optimize", "slow.py::unseen", "slow.py::unseen", *GIVEN))
    assert "--inputs" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(project: Project, one_sentence: Sentence) -> None:
    project.folder.chmod(0o500)
    try:
        said = one_sentence(project.run("optimize", "slow.py::unseen", *GIVEN))
    finally:
        project.folder.chmod(0o700)
    assert str(project.folder) in said


def test_failing_tests_are_told_before_anything_starts(project: Project, one_sentence: Sentence) -> None:
    project.write("test_slow.py", "import slow\n\n\ndef test_wrong():\n    assert slow.unseen([], []) == [1]\n")
    said = one_sentence(project.run("optimize", "slow.py::unseen", "--tests", "pytest test_slow.py"))
    assert "fails before anything was changed" in said
