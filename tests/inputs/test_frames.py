"""Frames with other rows and labels, on their encoding."""

from __future__ import annotations

import random

from hasten.core.values import to_source
from hasten.inputs.frames import fewer_rows, reindexed
from hasten.inputs.simpler import simpler_calls


def series(cells: list[int], labels: list[int]) -> list[object]:
    index = ["o", "pandas:Index", {"data": ["t", ["int64", ["t", labels]]], "names": ["l", [None]]}]
    return ["o", "pandas:Series", {"index": index, "name": None, "data": ["t", ["int64", ["t", cells]]]}]


def parts(tree: list) -> tuple[list, list]:
    fields = tree[2]
    return fields["data"][1][1][1], fields["index"][2]["data"][1][1][1]


def test_each_cell_keeps_its_type_and_each_row_its_label() -> None:
    call = {"args": [series([7, 8, 9], [0, 1, 2])], "kwargs": {}}
    made = [reindexed(call, random.Random(n))["args"][0] for n in range(200)]
    assert all(len(cells) == len(labels) for cells, labels in map(parts, made))
    assert all(set(cells) <= {7, 8, 9} for cells, _ in map(parts, made))
    assert {tuple(labels) for cells, labels in map(parts, made) if cells == [7, 8, 9]} > {(0, 1, 2), (2, 1, 0)}
    assert any(cells == [9, 8, 7] for cells, _ in map(parts, made))
    assert any(isinstance(label, str) for _, labels in map(parts, made) for label in labels)


def test_a_call_without_frames_is_left_alone() -> None:
    call = {"args": [["l", [1, 2]]], "kwargs": {}}
    assert reindexed(call, random.Random(1)) is call


def test_shrinking_takes_rows_and_never_touches_types() -> None:
    fewer = [parts(tree) for tree in fewer_rows(series([7, 8, 9], [5, 6, 7]))]
    assert ([], []) in fewer
    assert ([8, 9], [6, 7]) in fewer
    assert ([7, 8, 9], [0, 1, 2]) in fewer
    for call in simpler_calls({"args": [series([7, 8], [0, 1])], "kwargs": {}}):
        assert call["args"][0][2]["data"][1][0] == "int64"


def test_a_series_prints_as_the_call_that_makes_it() -> None:
    assert to_source(series([7, 8], [1, 0])) == "pandas.Series([7, 8], index=pandas.Index([1, 0]))"
    assert to_source(series([], [])) == (
        "pandas.Series(pandas.array([], dtype='int64'), index=pandas.Index(pandas.array([], dtype='int64')))"
    )
