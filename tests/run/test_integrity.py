"""The guard over the child side: it watches what exists, and notices each way of replacing it."""

from __future__ import annotations

import importlib
import pkgutil
import types
from collections.abc import Iterator
from typing import Any

import pytest

import hasten.run.hasten_child as child
from hasten.run.hasten_child import integrity


@pytest.fixture
def modules() -> Iterator[dict[str, types.ModuleType]]:
    """The child side with its functions restored afterwards."""
    names = [found.name for found in pkgutil.iter_modules(child.__path__) if found.name not in ("boot", "zygote")]
    found = {name: importlib.import_module(f"hasten.run.hasten_child.{name}") for name in names}
    before = {name: dict(vars(module)) for name, module in found.items()}
    yield found
    for name, module in found.items():
        vars(module).update(before[name])


def test_everything_that_is_watched_exists(modules: dict[str, types.ModuleType]) -> None:
    for where, wanted in integrity._WATCHED.items():
        module, _, cls = where.partition(".")
        owner: Any = getattr(modules[module], cls) if cls else modules[module]
        assert set(wanted) <= vars(owner).keys(), where
    assert [name for name, module in modules.items() if hasattr(module, integrity._TABLE)]


def test_nothing_altered(modules: dict[str, types.ModuleType]) -> None:
    assert [] == integrity.Guard(modules).altered()


def test_a_function_replaced(modules: dict[str, types.ModuleType]) -> None:
    guard = integrity.Guard(modules)
    modules["wire"].send = lambda *_: None  # type: ignore[attr-defined]
    assert ["hasten_child.wire.send"] == guard.altered()


def test_a_function_removed(modules: dict[str, types.ModuleType]) -> None:
    guard = integrity.Guard(modules)
    del modules["observer"].observe_call
    assert ["hasten_child.observer.observe_call"] == guard.altered()


def test_code_exchanged(modules: dict[str, types.ModuleType]) -> None:
    guard = integrity.Guard(modules)
    function = modules["observer"].observe_call
    before = function.__code__
    function.__code__ = (lambda context, call_tree: None).__code__
    try:
        assert ["hasten_child.observe_call"] == guard.altered()
    finally:
        function.__code__ = before


def test_a_method_replaced(modules: dict[str, types.ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    guard = integrity.Guard(modules)
    monkeypatch.setattr(modules["streams"].Streams, "end", lambda self: ["", ""])
    assert ["hasten_child.streams.Streams.end"] == guard.altered()


def test_an_entry_of_the_table_replaced(modules: dict[str, types.ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    guard = integrity.Guard(modules)
    (table,) = [getattr(module, integrity._TABLE) for module in modules.values() if hasattr(module, integrity._TABLE)]
    monkeypatch.setitem(table, next(iter(table)), lambda *_: 7)
    assert 1 == len(guard.altered())
