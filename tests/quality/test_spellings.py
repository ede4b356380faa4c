"""The spellings can be run, and the rules see no fewer of them than they did, without running anything."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.quality.test_experts import load

from hasten.code.function import Program
from hasten.code.source import parse
from hasten.core.facts import Facts
from hasten.proposers.rules import find_all
from hasten.proposers.rules._finding import RuleFailure
from hasten.scan.codes import CODES

SPELLINGS = Path(__file__).parent / "spellings"
FILES = sorted(SPELLINGS.glob("*.py"))

#: Of how many functions something is said that is more than the constant.
SEEN = 195


def test_every_kind_has_its_spellings() -> None:
    for path in FILES:
        module = load(path)
        assert len(module.CASES) >= 3, path
        assert all(callable(getattr(module, name)) for name in module.CASES), path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_small_inputs_give_the_same_again(path: Path) -> None:
    module = load(path)
    for name, (small, _) in module.CASES.items():
        for call in small():
            function = getattr(module, name)
            assert repr(function(*copy.deepcopy(call))) == repr(function(*copy.deepcopy(call))), name


def found(path: Path) -> Iterator[str]:
    """The functions of a file of which a rule says that they grow too fast."""

    def failed(failure: RuleFailure) -> None:
        raise AssertionError(f"{failure.rule} raised on {path.name}: {failure.error!r}")

    for name in load(path).CASES:
        program = Program(parse(path.read_text(encoding="utf-8")), name, Facts())
        if any(not CODES[place.rule].startswith("HS5") for place in find_all(program, on_failure=failed)):
            yield name


def test_no_fewer_are_seen() -> None:
    assert sum(len(list(found(path))) for path in FILES) >= SEEN
