"""Which private attributes may change their container without anyone noticing."""

from __future__ import annotations

import textwrap

import pytest

from hasten.code.private_containers import affected, private_containers, reshaped
from hasten.code.source import ParsedModule

WALK = """
    class Walk:
        __slots__ = ("_seen", "_waiting")
        def __init__(self, start):
            self._seen = [start]
            self._waiting = []
        def visit(self, place):
            if place not in self._seen:
                self._seen.append(place)
                self._waiting.append(place)
        def take(self):
            return self._waiting.pop(0) if self._waiting else None
        def other(self):
            return 1
"""


def found(source: str) -> dict[str, tuple[str, set[str]]]:
    containers = private_containers(ParsedModule(textwrap.dedent(source)))
    return {name: (one.kind, one.functions) for name, one in containers.items()}


def test_each_attribute_has_its_kind_and_the_functions_that_touch_it() -> None:
    assert {
        "Walk._seen": ("list", {"Walk.__init__", "Walk.visit"}),
        "Walk._waiting": ("list", {"Walk.__init__", "Walk.visit", "Walk.take"}),
    } == found(WALK)


@pytest.mark.parametrize(
    "body",
    [
        "return self._seen",
        "return [other(x) for x in self._seen]",
        "return sorted(self._seen, key=other)",
        "for x in self._seen:\n            other(x)",
        "self._seen = other",
        "return self._seen == other._seen",
        "return self._seen + [1]",
        "other(self._seen)",
        "held = self._seen or None",
        "del self._seen",
        "self._seen += [1]",
        "return self._seen.index(other)",
        "return self._seen.append(other)",
        "return getattr(self, other)",
        "return self.__dict__",
        "return other in self._seen in [other]",
    ],
)
def test_a_use_that_may_give_it_away_keeps_the_list(body: str) -> None:
    assert "Walk._seen" not in found(textwrap.dedent(WALK) + f"    def more(self, other):\n        {body}\n")


@pytest.mark.parametrize("body", ["return [x for x in self._seen if x > other]", "return sorted(self._seen)"])
def test_going_through_it_in_order_gives_nothing_away(body: str) -> None:
    assert "Walk._seen" in found(textwrap.dedent(WALK) + f"    def more(self, other):\n        {body}\n")


def test_attributes_without_an_underscore_count_only_where_they_are_asked_for() -> None:
    module = ParsedModule(textwrap.dedent(WALK).replace("_seen", "seen"))
    assert ["Walk._waiting"] == sorted(private_containers(module))
    assert ["Walk._waiting", "Walk.seen"] == sorted(private_containers(module, public=True))


@pytest.mark.parametrize(
    "line",
    [
        "Walk(1)._seen = []",
        "operator(Walk(1), '_seen')",
        "print(vars(Walk(1)))",
        "class Other:\n    def __init__(self):\n        self._seen = 1",
        "match Walk(1):\n    case Walk(_seen=xs):\n        pass",
        "import pickle",
        "from elsewhere import *",
        "_seen = 1",
    ],
)
def test_nothing_else_in_the_module_may_reach_it(line: str) -> None:
    assert "Walk._seen" not in found(textwrap.dedent(WALK) + line + "\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class Walk:", "class Walk(Base):"),
        ("class Walk:", "@decorated\nclass Walk:"),
        ("def __init__(self, start):", "def begin(self, start):"),
        ("self._seen = [start]", "self._seen = list(start, 2)"),
    ],
)
def test_a_class_that_is_not_plain_keeps_its_lists(old: str, new: str) -> None:
    source = textwrap.dedent(WALK)
    assert old in source
    assert "Walk._seen" not in found(source.replace(old, new))


def test_a_private_list_that_became_a_set_or_deque_is_the_same_thing_in_another_shape() -> None:
    old = textwrap.dedent(WALK)
    new = old.replace("[start]", "{start}").replace("_seen.append", "_seen.add")
    queue = "from collections import deque\n" + new.replace("_waiting = []", "_waiting = deque()").replace(
        "pop(0)", "popleft()"
    )
    assert {"Walk._seen": "set"} == reshaped(old, new)
    assert {"Walk._seen": "set", "Walk._waiting": "deque"} == reshaped(old, queue)
    assert {"Walk.__init__", "Walk.visit"} == affected(old, new)
    assert {} == reshaped(old, new.replace("other(self):\n        return 1", "other(self):\n        return self._seen"))
    assert {} == reshaped(old, old.replace("return 1", "return 2"))
    assert {} == reshaped(new, old)


def test_mangled_names_are_those_of_run_time() -> None:
    source = textwrap.dedent(WALK).replace('"_seen", ', "").replace("._seen", ".__seen")
    assert "Walk._Walk__seen" in found(source)
