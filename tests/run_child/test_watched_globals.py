"""Globals are compared before and after a call by looks of the same closeness."""

from __future__ import annotations

import types

import pytest

from hasten.run.hasten_child import observer


def context() -> observer.Context:
    module = types.ModuleType("m")
    exec("TABLE = list(range(50))\ndef f(x):\n    return x in TABLE\n", vars(module))
    return observer.Context(module, "m", "f", ["TABLE"])


def test_a_global_that_takes_long_to_look_at_does_not_differ_for_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observer, "WATCH_LIMIT_S", -1.0)
    seen = context()
    for _ in range(3):
        assert seen.globals_before() == seen.globals()


def test_a_change_is_seen_at_the_first_look_and_a_new_object_later_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observer, "WATCH_LIMIT_S", -1.0)
    seen = context()
    before = seen.globals_before()
    seen.module.TABLE[0] = -1
    assert before != seen.globals()
    before = seen.globals_before()
    seen.module.TABLE.append(1)
    assert before != seen.globals()
    before = seen.globals_before()
    seen.module.TABLE = list(seen.module.TABLE)
    assert before != seen.globals()
