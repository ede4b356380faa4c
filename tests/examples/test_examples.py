"""The example programs run on their inputs, and their inputs are repeatable."""

import copy
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ROWS = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{path.parent.name}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_names_every_example() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir() and path.name[0] not in "_."} == dict(ROWS).keys()


@pytest.mark.parametrize(("name", "function"), ROWS)
def test_example_gives_the_same_twice(name: str, function: str) -> None:
    slow = getattr(load(EXAMPLES / name / f"{name}.py"), function)
    workload = load(EXAMPLES / name / "inputs.py").workload
    calls = workload()
    assert repr(calls) == repr(workload())
    results = [slow(*copy.deepcopy(call)) for call in calls]
    assert any(results), "no input reaches the work"
    assert results == [slow(*copy.deepcopy(call)) for call in calls]


@pytest.mark.parametrize(("name", "function"), ROWS)
def test_demo_knows_the_example(name: str, function: str) -> None:
    assert f"[{name}]={function}\n" in (EXAMPLES / "demo").read_text(encoding="utf-8")
