"""The whole oracle on wrong and right rewrites of our own."""

from __future__ import annotations

import sys
import types
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.oracles import language_pairs, library_pairs, own_pairs
from tests.oracles.own_pairs import Pair

from hasten.code.globals_used import globals_named
from hasten.core import Artifact, Candidate, SourceEdit, Target, Verdict
from hasten.oracles import DifferentialOracle
from hasten.run import Runner, Sandbox, find_interpreter

pytest.importorskip("numpy")

PANDAS = find_spec("pandas") is not None
PAIRS = [
    pair
    for pair in (*own_pairs.PAIRS, *language_pairs.PAIRS, *library_pairs.PAIRS)
    if PANDAS or "import pandas" not in pair.old
]
WRONG = [pair for pair in PAIRS if pair.category != "same"]
_INPUTS = """
import collections, datetime, math
from decimal import Decimal
import numpy as np
try:
    import pandas as pd
except ImportError:
    pass

def recorded(module):
    names = {{**globals(), **vars(module), "datetime": datetime}}
    return [eval(call, names) for call in {calls!r}]
"""


def seen(source: str, witness: str) -> str:
    """What a witness sees of one version."""
    module = types.ModuleType("own_pair")
    vars(module)["Decimal"] = Decimal
    sys.modules["own_pair"] = module
    try:
        exec(source, vars(module))
        exec(witness, vars(module))
        return repr(vars(module)["R"])
    finally:
        del sys.modules["own_pair"]


@pytest.mark.parametrize("pair", WRONG, ids=lambda pair: pair.category)
def test_each_wrong_rewrite_has_a_witness(pair: Pair) -> None:
    assert seen(pair.old, pair.witness) != seen(pair.new, pair.witness)


def verdict_on(folder: Path, pair: Pair) -> Verdict:
    files = {"old.py": pair.old, "new.py": pair.new, "inputs.py": _INPUTS.format(calls=pair.recorded)}
    for name, text in files.items():
        (folder / name).write_text(text)
    old = Target("f", folder / "old.py", "old", folder, pair.old)
    new = Target("f", folder / "new.py", "new", folder, pair.new)
    watch = sorted({*globals_named(pair.old, "f"), *globals_named(pair.new, "f")})
    remake = {"file": str(folder / "inputs.py"), "name": "recorded"}
    sandbox = Sandbox(find_interpreter(sys.executable, folder), folder, folder)
    with Runner(sandbox, old, watch=watch, places={pair.new: new}, remake=remake) as runner:
        answer = runner.workload(pair.old, remake)
        assert "error" not in answer
        oracle = DifferentialOracle(runner, "f", recorded=answer["calls"])
        return oracle.check(*(Artifact(Candidate(SourceEdit(s), "given"), s) for s in (pair.old, pair.new)))


@pytest.mark.slow
def misses(folder_of: Any, pairs: list[Pair]) -> list[tuple[str, str, Any]]:
    """Pairs on which the verdict is wrong."""
    found = []
    for pair in pairs:
        verdict = verdict_on(folder_of.mktemp("pair"), pair)
        if (verdict.word == "differs") != (pair.category != "same"):
            found.append((pair.category, verdict.word, verdict.counterexample))
    return found


@pytest.mark.slow
def test_nearly_all_wrong_ones_are_caught_and_no_right_one(tmp_path_factory: Any) -> None:
    missed = misses(tmp_path_factory, PAIRS)
    wrong = [miss for miss in missed if miss[0] != "same"]
    assert [] == [miss for miss in missed if miss[0] == "same"]
    assert len(wrong) <= len(WRONG) * 0.1, wrong


def test_of_every_fifth_pair_nearly_all_are_judged_right(tmp_path_factory: Any) -> None:
    assert len(misses(tmp_path_factory, PAIRS[::5])) <= 2
