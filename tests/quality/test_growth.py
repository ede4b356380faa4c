"""Growth classes of functions of known growth: never a wrong class for the plain ones (all: benchmarks/complexity.py)."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from hasten.core import Target
from hasten.core.values import from_plain
from hasten.meters.complexity import growth_along, label_of
from hasten.run import Runner, Sandbox, find_interpreter

FOLDER = Path(__file__).parent / "growth"


def known() -> ModuleType:
    spec = importlib.util.spec_from_file_location("known_growth", FOLDER / "known.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["known_growth"] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_at_least_sixty_and_every_one_can_be_called() -> None:
    spec = importlib.util.spec_from_file_location("growth_functions", FOLDER / "growth_functions.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = known().KNOWN
    assert 60 <= len(rows) == len({row.name for row in rows})
    for row in rows:
        getattr(module, row.name)(*row.args)


@pytest.mark.quality
@pytest.mark.slow
@pytest.mark.parametrize("name", ["total", "tally_words", "all_pairs", "edit_distance", "matrix_product", "subset_sums"])
def test_a_plain_function_is_named_right_or_not_at_all(name: str) -> None:
    row = next(r for r in known().KNOWN if r.name == name)
    source = (FOLDER / "growth_functions.py").read_text()
    target = Target(name=name, file=FOLDER / "growth_functions.py", module="growth_functions", root=FOLDER, source=source)
    call = {"args": [from_plain(a) for a in row.args], "kwargs": {}}
    with Runner(Sandbox(find_interpreter(None, FOLDER), FOLDER, FOLDER), target) as runner:
        found = growth_along(runner, source, call, None, rng=random.Random(1), budget_s=2.5)
    assert label_of(found.time) in (row.time, None)
    assert label_of(found.memory) in (row.memory, None)
