"""What a version keeps from call to call."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from hasten.run.hasten_child import retained


class _MadeUp:
    """An object of a library that imports what it is asked for, as far as it is installed."""

    def __getattr__(self, name: str) -> object:
        raise ModuleNotFoundError(name)


def _module(monkeypatch: pytest.MonkeyPatch, name: str, file: Path) -> types.ModuleType:
    found = types.ModuleType(name)
    found.__file__ = str(file)
    monkeypatch.setitem(sys.modules, name, found)
    return found


def test_of_installed_packages_only_the_one_under_test_is_looked_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = tmp_path / "site-packages"
    own = _module(monkeypatch, "trees.compare", installed / "trees" / "compare.py")
    _module(monkeypatch, "trees.nodes", installed / "trees" / "nodes.py")
    _module(monkeypatch, "matrices", installed / "matrices.py")
    found = retained.state(own, [str(installed)])
    assert {"module trees.compare", "module trees.nodes"} <= set(found)
    assert "module matrices" not in found
    _module(monkeypatch, "helpers_of_mine", tmp_path / "src" / "helpers_of_mine.py")
    assert "module helpers_of_mine" in retained.state(own, [str(installed), str(tmp_path / "src")])


def test_an_attribute_that_fails_in_its_own_way_is_no_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = _module(monkeypatch, "trees", tmp_path / "trees.py")
    own.lazy = _MadeUp()
    before = retained.state(own, [str(tmp_path)])
    own.kept = [1]
    after = retained.state(own, [str(tmp_path)])
    assert before["module trees"] != after["module trees"]
