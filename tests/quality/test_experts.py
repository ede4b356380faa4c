"""The expert's version of every slow function gives what the original gives."""

import copy
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FUNCTIONS = Path(__file__).parent / "functions"
SETS = {"dev": 20, "heldout": 20, "working": 40, "aside": 20, "workshop": 24, "exercises": 24, "office": 26, "scripts": 26, "clinic": 24, "depot": 24, "backend": 24, "research": 24, "puzzles": 24, "tooling": 24, "library": 24, "business": 24}
SLOW_FILES = sorted(path for name in SETS for path in (FUNCTIONS / name).glob("*.py"))


def load(path: Path) -> ModuleType:
    name = f"quality_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def outcome(function: Callable[..., Any], call: tuple[Any, ...]) -> tuple[str, str]:
    """What a call returns or raises, and what became of its arguments, as text."""
    arguments = copy.deepcopy(call)
    try:
        result = repr(function(*arguments))
    except Exception as error:  # noqa: BLE001 - whatever a call raises is its outcome
        result = f"{type(error).__name__}: {error}"
    return result, repr(arguments)


def test_the_sets_are_whole() -> None:
    names = {name: {path.stem for path in (FUNCTIONS / name).glob("*.py")} for name in SETS}
    assert {name: len(found) for name, found in names.items()} == SETS
    assert set.union(*names.values()) == {path.stem for path in (FUNCTIONS / "experts").glob("*.py")}


@pytest.mark.slow
@pytest.mark.parametrize("path", SLOW_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_expert_agrees(path: Path) -> None:
    module = load(path)
    slow = getattr(module, path.stem)
    fast = getattr(load(FUNCTIONS / "experts" / path.name), path.stem)
    calls = module.workload()
    assert repr(calls) == repr(module.workload()), "the workload is not repeatable"
    for call in calls:
        assert outcome(slow, call) == outcome(fast, call)
