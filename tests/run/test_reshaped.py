"""Recorded instances on a version that keeps a private attribute in another container."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.run.projects import runner, written

from hasten.run import Runner

FILES = {
    "pyproject.toml": "",
    "walk.py": """
        class Walk:
            def __init__(self, start=None):
                self._seen = []
                self._waiting = []
                self.steps = 0
            def visit(self, places):
                for place in places:
                    if place not in self._seen:
                        self._seen.append(place)
                        self._waiting.append(place)
            def take(self):
                self.steps += 1
                return self._waiting.pop(0)
    """,
}
SET = (("_seen = []", "_seen = set()"), ("_seen.append", "_seen.add"))
DEQUE = (("class Walk", "from collections import deque\nclass Walk"), ("_waiting = []", "_waiting = deque()"),
         ("pop(0)", "popleft()"))  # fmt: skip


def walk(seen: list[Any], waiting: list[Any]) -> list[Any]:
    return ["o", "$:Walk", {"_seen": ["l", seen], "_waiting": ["l", waiting], "steps": 3}]


def both(run: Runner, changes: tuple[tuple[str, str], ...], *calls: dict[str, Any]) -> list[list[dict[str, Any]]]:
    new = run.target.source
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    return [run.observe(source, calls) for source in (run.target.source, new)]


def call(*args: Any) -> dict[str, Any]:
    return {"args": list(args), "kwargs": {}}


@pytest.mark.parametrize("changes", [SET, DEQUE, SET + DEQUE])
def test_the_version_with_other_containers_is_seen_as_the_recorded_one(
    tmp_path: Path, changes: tuple[tuple[str, str], ...]
) -> None:
    run = runner(written(tmp_path, FILES) / "walk.py", "Walk.visit")
    calls = [
        call(walk([1, 2], [2]), ["l", [3, 2, 3, "a"]]),
        # A member that the list holds twice, and members of other types that are equal to one another.
        call(walk([1, 1, 2.0], []), ["l", [True, 2, 5]]),
        call(["x", "Walk()"], ["l", [4, 4]]),
    ]
    old, new = both(run, changes, *calls)
    run.close()
    assert ["returns"] * 3 == [one["out"] for one in new]
    assert [one["args"] for one in old] == [one["args"] for one in new]
    assert ["l", [1, 2, 3, "a"]] == new[0]["args"]["args"][0][2]["_seen"]


def test_a_version_that_forgets_what_it_has_seen_differs(tmp_path: Path) -> None:
    run = runner(written(tmp_path, FILES) / "walk.py", "Walk.visit")
    forgetful = (*SET, ("self._seen.add(place)", "self._seen.add(None)"))
    (old,), (new,) = both(run, forgetful, call(walk([1], []), ["l", [3]]))
    run.close()
    assert old["args"] != new["args"]


def test_what_cannot_be_a_member_raises_as_it_does_in_a_set(tmp_path: Path) -> None:
    run = runner(written(tmp_path, FILES) / "walk.py", "Walk.visit")
    (old,), (new,) = both(run, SET, call(walk([1], []), ["l", [["l", [1]]]]))
    run.close()
    assert ("returns", "raises") == (old["out"], new["out"])


def test_constructors_and_queues_are_seen_as_lists_too(tmp_path: Path) -> None:
    run = runner(written(tmp_path, FILES) / "walk.py", "Walk.take")
    old, new = both(run, SET + DEQUE, call(walk([1, 2], [7, 8, 9])), call(walk([], [])))
    run.close()
    assert [("returns", "raises")] * 2 == [tuple(one["out"] for one in side) for side in (old, new)]
    assert [one["args"] for one in old] == [one["args"] for one in new]
    begin = runner(tmp_path / "walk.py", "Walk.__init__")
    (before,), (after,) = both(begin, SET + DEQUE, call(["o", "$:Walk", {}], 5))
    begin.close()
    assert before["args"] == after["args"]


def test_an_attribute_that_is_handed_out_is_compared_as_it_is(tmp_path: Path) -> None:
    run = runner(written(tmp_path, FILES) / "walk.py", "Walk.visit")
    public = (*SET, ("self.steps += 1", "self.steps += len(list(self._seen))"))
    (old,), (new,) = both(run, public, call(walk([1], []), ["l", [3]]))
    run.close()
    assert ("returns", "raises") == (old["out"], new["out"])
