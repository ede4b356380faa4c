from __future__ import annotations

from hasten.core.values import validate
from hasten.meters.smaller import smaller


def test_containers_texts_and_numbers_are_cut() -> None:
    found = smaller({"args": [["l", [100, "abcdef", 3]], 7], "kwargs": {"k": ["d", [["a", 9], ["b", True]]]}})
    assert {"args": [["l", [4, "abc", 3]], 4], "kwargs": {"k": ["d", [["a", 4], ["b", True]]]}} == found


def test_a_call_that_is_small_already_has_no_smaller_one() -> None:
    assert smaller({"args": [["l", [1, 2]], "ab", None, -3], "kwargs": {}}) is None


def test_shared_parts_are_not_torn_apart() -> None:
    assert smaller({"args": [["l", [1, 2, 3, 4, 5]], ["r", 0]], "kwargs": {}}) is None


def test_what_comes_out_is_a_value() -> None:
    found = smaller({"args": [["t", [1000, ["s", [10, 20, 30, 40]]]], ["b", "abcdef"]], "kwargs": {}})
    assert found is not None
    for tree in found["args"]:
        validate(tree)
