"""Aliases written out, for objects that refer to each other."""

from __future__ import annotations

from hasten.core.tree.walk import size
from hasten.inputs.signature import expanded


def test_objects_with_more_paths_than_can_be_written_out_are_cut() -> None:
    inner = ["l", [["l", [["r", n] for n in range(1, 31) if n != me]] for me in range(1, 31)]]
    found = expanded({"args": [inner], "kwargs": {}})
    assert size(found) < 2_000_000


def test_aliases_of_a_few_objects_are_all_written_out() -> None:
    found = expanded({"args": [["l", [["l", [1]], ["r", 1], ["r", 0]]]], "kwargs": {}})
    assert [["l", [["l", [1]], ["l", [1]], None]]] == found["args"]
