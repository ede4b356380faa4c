"""The trees made here mean the same to the child: it rebuilds the values and encodes them back to the same trees."""

from __future__ import annotations

import enum
import random
import types
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import list_of, signature, signatures

from hasten.core.values import call_source, canonical, has_refs, validate, walk
from hasten.inputs.boundary_tables import NUMPY_SCALARS, TABLES, UNTYPED
from hasten.inputs.generate import Generator
from hasten.inputs.mutate import Mutator
from hasten.inputs.signature import Signature
from hasten.inputs.sweep import sweep
from hasten.run.hasten_child import codec


@dataclass
class Point:
    x: Any = 0
    label: Any = ""
    next: Any = None


class Color(enum.Enum):
    RED = 1
    BLUE = 2


MODULE = types.ModuleType("under_test")
MODULE.Point, MODULE.Color = Point, Color  # type: ignore[attr-defined]
NAMES = codec.names_for(MODULE)
Point.__module__ = Color.__module__ = "under_test"
# Values with more than one tree for the same value: what was an expression comes back as a scalar.
_REWRITTEN = '["x"'


def overfull(call: Any) -> bool:
    """Whether a bounded deque was given more than it keeps; in calls with aliases nothing is taken out for it."""
    deques = [part for _, part in walk(call) if isinstance(part, list) and part[:2] == ["u", "collections:deque"]]
    return has_refs(call) and any(len(part[2][1]) > (part[3]["maxlen"] or len(part[2][1])) for part in deques)


def back(call: Any) -> Any:
    args, kwargs = codec.decode_call(call, NAMES)
    return codec.encode_call(args, kwargs, module_name="under_test")


@settings(max_examples=30, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_generated_and_mutated_calls_survive_the_child(found: Signature, seed: int) -> None:
    generator, mutator, rng = Generator(found, kin=0.0), Mutator(found), random.Random(seed)
    calls = [generator.call(rng) for _ in range(6)]
    calls.extend([mutator.mutate(calls[place % 6], rng, calls) for place in range(12)])
    for call in calls:
        seen = back(call)
        validate(seen)
        if _REWRITTEN not in canonical(call) and not overfull(call):
            assert canonical(call) == canonical(seen)


@settings(max_examples=8, deadline=None)
@given(signatures)
def test_boundary_calls_survive_the_child(found: Signature) -> None:
    for call in sweep(found, limit=60):
        seen = back(call)
        if _REWRITTEN not in canonical(call) and not overfull(call):
            assert canonical(call) == canonical(seen)


def test_aliases_mean_the_same_object() -> None:
    call = next(call for call in sweep(signature(list_of(list_of({"k": "int"})))) if has_refs(call))
    args, _ = codec.decode_call(call, NAMES)
    assert args[0][0] is args[0][-1]


@pytest.mark.parametrize("kind", sorted(TABLES))
def test_tables_are_values_that_the_child_can_make(kind: str) -> None:
    for tree in TABLES[kind]:
        codec.decode(tree, NAMES)


def test_untyped_tables_too() -> None:
    pytest.importorskip("numpy")
    for tree in [*UNTYPED, *NUMPY_SCALARS]:
        codec.decode(tree, NAMES)


@settings(max_examples=40, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_printed_calls_make_the_same_arguments(found: Signature, seed: int) -> None:
    call = Generator(found, kin=0.0).call(random.Random(seed))
    collected: list[Any] = []
    names = {**NAMES, "f": lambda *args, **kwargs: collected.append((args, kwargs))}
    eval(call_source("f", call), names)
    args, kwargs = collected[0]
    again = codec.encode_call(args, kwargs, module_name="under_test")
    assert canonical(back(call)).replace('"map"', '"gen"') == canonical(again).replace('"map"', '"gen"')
