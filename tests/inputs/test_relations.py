"""Relations between arguments hold for what the generator makes."""

from __future__ import annotations

import random

from hasten.inputs.relations import relations_for
from hasten.inputs.signature import Parameter, Signature

INT = {"k": "int"}
EDGES = {"k": "list", "of": {"k": "list", "of": INT}}


def test_a_row_that_stands_in_two_places_has_ids_too() -> None:
    parameters = (
        Parameter("n", "positional_or_keyword", INT),
        Parameter("edges", "positional_or_keyword", EDGES),
    )
    rows = [["@", "row", ["l", [3, 8]]], ["r", "row"]]
    seen = set()
    for relation in relations_for(Signature(parameters)):
        values = {"n": 1, "edges": ["l", rows]}
        relation(values, random.Random(1))
        seen.add(values["n"])
    assert 9 in seen


def test_a_value_written_as_an_expression_has_no_parts_to_be_copied() -> None:
    items = {"k": "list", "of": {"k": "float"}}
    parameters = (Parameter("xs", "positional_or_keyword", items), Parameter("ys", "positional_or_keyword", items))
    for seed in range(20):
        for relation in relations_for(Signature(parameters)):
            values = {"xs": ["x", "numpy.float64(2.0)"], "ys": ["l", [1.0]]}
            relation(values, random.Random(seed))
            assert all(isinstance(tree[1], str) for tree in values.values() if tree[0] == "x")
