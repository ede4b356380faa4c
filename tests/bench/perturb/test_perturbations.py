"""Perturbed functions mean the same: on the slow functions of the quality set, and by hand."""

from __future__ import annotations

import ast
import copy
import random
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from hasten.bench.perturb import PERTURBATIONS

DEV = sorted((Path(__file__).parents[2] / "quality" / "functions" / "dev").glob("*.py"))

BY_HAND = '''\
import math

LIMIT = 3


def helper(x):
    return x + LIMIT


def f(items, top=2):
    """Says what it does."""
    count = 0
    kept = []
    seen = {}
    for i in range(4):
        count += i
    for i, item in enumerate(items):
        if item in seen:
            continue
        seen[item] = i
        if len(seen) > 50:
            break
    pairs = [(a, b) for a in (items)
             if a for b in [a]]
    big = [x * top for x in items if x > 0 if x < 100]
    total = sum(k for k in kept)

    def inner(z):
        nonlocal count
        count += z
        return count + total

    for j in range(2, 5):
        kept.append(j)
    else:
        kept.append(-1)
    last = [i for i in range(3)]
    try:
        kept.append(10 // count)
    except ZeroDivisionError as error:
        kept.append(str(error))
    return [helper(y) for y in kept if not isinstance(y, str)], pairs, big, inner(1), i, last, math.floor(2.5)
'''


def load(source: str, name: str) -> Any:
    module = types.ModuleType("perturbed")
    sys.modules["perturbed"] = module  # dataclasses look their module up
    exec(compile(source, "perturbed.py", "exec", dont_inherit=True), module.__dict__)
    return module


def outcome(function: Any, call: tuple[Any, ...]) -> tuple[str, str]:
    arguments = copy.deepcopy(call)
    try:
        result = repr(function(*arguments))
    except Exception as error:  # noqa: BLE001 - whatever it raises is what it does
        result = f"{type(error).__name__}: {error}"
    return result, repr(arguments)


@pytest.mark.parametrize("kind", PERTURBATIONS)
@pytest.mark.parametrize("seed", range(3))
def test_by_hand_all_perturbations_change_the_text_and_nothing_else(kind: str, seed: int) -> None:
    made = PERTURBATIONS[kind](BY_HAND, "f", random.Random(seed))
    assert made is not None
    assert made != BY_HAND
    old, new = load(BY_HAND, "f"), load(made, "f")
    for call in (([3, 1, 3, 0, 200],), ([],), ([5] * 4, 3)):
        assert outcome(old.f, call) == outcome(new.f, call), made


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_functions_as_people_write_them_keep_their_meaning(path: Path) -> None:
    source = path.read_text()
    module = load(source, path.stem)
    calls = [call for call in module.workload() if len(repr(call)) < 20_000][:3]
    applied = 0
    for kind, perturb in PERTURBATIONS.items():
        made = perturb(source, path.stem, random.Random(1))
        if made is None:
            continue
        applied += 1
        assert made != source
        perturbed = load(made, path.stem)
        for call in calls:
            before = outcome(getattr(module, path.stem), call)
            assert before == outcome(getattr(perturbed, path.stem), call), f"{kind}\n{made}"
    assert applied >= 2


def test_renaming_keeps_parameters_and_renames_everything_else() -> None:
    made = PERTURBATIONS["rename"](BY_HAND, "f", random.Random(0))
    assert made is not None
    function = next(n for n in ast.parse(made).body if isinstance(n, ast.FunctionDef) and n.name == "f")
    assert ["items", "top"] == [a.arg for a in function.args.args]
    names = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    assert not names & {"kept", "seen", "count", "pairs", "big", "total", "error"}
    assert {"items", "top", "helper", "math"} <= names


@pytest.mark.parametrize("kind", PERTURBATIONS)
@pytest.mark.parametrize("source", ["def f(:", "def g(): pass", "def f(x):\n    return locals()", "f = 1"])
def test_what_cannot_be_perturbed_is_left_alone(kind: str, source: str) -> None:
    assert PERTURBATIONS[kind](source, "f", random.Random(0)) is None


def test_a_loop_that_counts_becomes_one_that_counts() -> None:
    counting = "def f():\n    n = 0\n    for i in range(7):\n        n += i\n    return n\n"
    made = PERTURBATIONS["for-as-while"](counting, "f", random.Random(0))
    assert made is not None
    assert "while i < 7" in made
    assert 21 == load(made, "f").f()
    leaking = "def f():\n    for i in range(7):\n        pass\n    return i\n"
    made = PERTURBATIONS["for-as-while"](leaking, "f", random.Random(0))
    assert made is not None
    assert 6 == load(made, "f").f()
