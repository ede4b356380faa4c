"""Globals are compared before and after a call by looks of the same closeness."""

from __future__ import annotations

import types

import pytest

from hasten.run.hasten_child import observer


def context() -> observer.Context:
    module = types.ModuleType("m")
    exec("TABLE = list(range(50))\ndef f(x):\n    return x in TABLE\n", vars(module))
    return observer.Context(module, "m", "f", ["TABLE"])


def test_a_large_global_does_not_differ_for_being_looked_at_less_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observer, "WATCH_MOST", 40)
    monkeypatch.setattr(observer, "_SHORT_TEXT", 0)
    seen = context()
    for _ in range(3):
        assert seen.globals_before() == seen.globals()


def test_a_change_is_seen_at_the_first_look_and_a_new_object_later_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observer, "WATCH_MOST", 40)
    monkeypatch.setattr(observer, "_SHORT_TEXT", 0)
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


def test_how_closely_a_global_is_looked_at_depends_on_its_size_and_never_on_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = iter(range(10**6))
    monkeypatch.setattr(observer, "_process_time", lambda: float(next(ticks)))
    for rows, seen_again in ((100, True), (4000, False)):
        seen = context()
        seen.module.TABLE = [[k] for k in range(rows)]
        seen.globals_before()
        before = seen.globals_before()
        seen.module.TABLE[0][0] = -1
        assert seen_again == (before != seen.globals())
