"""Numbers of dictionaries' states: what is written to counts as changed, what is only read does not."""

from __future__ import annotations

import sys
import types

import pytest

from hasten.run.hasten_child import versions


@pytest.mark.skipif(sys.version_info[:2] > (3, 13), reason="later versions number no states")
def test_a_write_is_seen_and_a_read_is_not() -> None:
    module, plain = types.ModuleType("m"), {"a": 1}
    module.f = len
    watched = versions.Versions()
    for place in (vars(module), plain, vars(type("C", (), {"x": 1}))):
        watched.add(place)
    plain.get("a")
    assert module.f is len
    assert [False, False, False] == watched.changed()
    module.f = max
    assert [True, False, False] == watched.changed()
    plain["b"] = 2
    assert [True, True, False] == watched.changed()


def test_a_method_put_into_a_class_is_seen() -> None:
    cls = type("C", (), {"x": 1})
    watched = versions.Versions()
    watched.add(vars(cls))
    cls.x = 2
    assert [True] == watched.changed()


def test_where_states_have_no_numbers_everything_counts_as_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_numbers_states", lambda at: False)
    watched = versions.Versions()
    watched.add({})
    assert [True] == watched.changed()
