"""Random calls: in the domain, reproducible, and likely to show what chance does not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import FLOAT, INT, STR, list_of, signature, signatures

from hasten.core.values import canonical, has_refs, to_plain, validate
from hasten.inputs.constants import harvest
from hasten.inputs.generate import Generator, off_domain_calls
from hasten.inputs.signature import Parameter, Signature

SOURCE = "def f(x):\n    if len(x) > 40 or 'needle' in x: return 7919"


@settings(max_examples=60, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_generated_calls_are_valid_and_lie_in_the_domain(found: Signature, seed: int) -> None:
    generator, rng = Generator(found, harvest(SOURCE), kin=0.0), random.Random(seed)
    for _ in range(20):
        call = generator.call(rng)
        validate(call)
        assert found.admits(call), call


@settings(max_examples=20, deadline=None)
@given(signatures, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_calls(found: Signature, seed: int) -> None:
    texts = []
    for _ in range(2):
        generator, rng = Generator(found, harvest(SOURCE), numpy=True), random.Random(seed)
        texts.append([canonical(generator.call(rng)) for _ in range(20)])
    assert texts[0] == texts[1]


def calls(found: Signature, count: int = 3000, source: str = "") -> list[list[object]]:
    generator, rng = Generator(found, harvest(source), kin=0.0), random.Random(5)
    made = [generator.call(rng) for _ in range(count)]
    plain = [call["args"] for call in made if not has_refs(call) and '["x"' not in canonical(call)]
    return [[to_plain(tree) for tree in args] for args in plain]


def test_elements_indices_and_sums_of_other_arguments_occur() -> None:
    made = calls(signature(list_of(INT), INT))
    for shows in (
        lambda xs, k: k in xs,
        lambda xs, k: k not in xs,
        lambda xs, k: xs and k == len(xs),
        lambda xs, k: xs and k == len(xs) - 1,
        lambda xs, k: xs and k == -len(xs),
        lambda xs, k: k == -1,
        lambda xs, k: len(xs) > 2 and any(x + y == k for i, x in enumerate(xs) for y in xs[:i]),
        lambda xs, k: len(set(xs)) < len(xs),
        lambda xs, k: len(xs) > 2 and xs == sorted(xs),
        lambda xs, k: len(xs) > 60,
    ):
        assert sum(1 for xs, k in made if shows(xs, k)) >= 10


def test_texts_are_related() -> None:
    made = calls(signature(STR, STR))
    for shows in (
        lambda a, b: len(a) > 2 and a != b and a in b,
        lambda a, b: len(a) > 2 and a != b and sorted(a) == sorted(b),
        lambda a, b: len(a) > 2 and a == b,
        lambda a, b: len(a) > 2 and b == a[::-1],
    ):
        assert sum(1 for a, b in made if shows(a, b)) >= 10


def test_lists_of_equal_length_and_aliases_occur() -> None:
    found = signature(list_of(INT), list_of(INT))
    generator, rng = Generator(found, kin=0.0), random.Random(3)
    made = [generator.call(rng) for _ in range(2000)]
    assert sum(has_refs(call) for call in made) >= 5
    plain = [call["args"] for call in made if not has_refs(call)]
    assert sum(len(a[1]) == len(b[1]) > 2 for a, b in plain) >= 50


def test_intervals_are_ordered_and_rows_tie() -> None:
    made = calls(signature(list_of({"k": "tuple", "items": [INT, INT]})))
    assert sum(1 for (rows,) in made if len(rows) > 2 and all(a <= b for a, b in rows)) >= 50
    assert sum(1 for (rows,) in made if len({a for a, _ in rows}) < len(set(rows))) >= 50


def test_constants_of_the_code_turn_up() -> None:
    made = calls(signature(STR), source=SOURCE)
    assert sum(1 for (text,) in made if "needle" in text) >= 20
    made = calls(signature(INT), source=SOURCE)
    assert sum(1 for (number,) in made if abs(number - 7919) <= 1) >= 10


def test_special_floats_turn_up_among_others() -> None:
    made = calls(signature(list_of(FLOAT)))
    assert sum(1 for (xs,) in made if len(xs) > 2 and any(x != x for x in xs) and any(x == x for x in xs)) >= 10
    assert sum(1 for (xs,) in made if any(str(x) == "-0.0" for x in xs)) >= 10


def test_soft_bounds_are_left_now_and_then_and_hard_ones_never() -> None:
    soft = calls(signature({"k": "int", "low": 1, "soft": True}))
    outside = sum(1 for (n,) in soft if n < 1)
    assert 10 <= outside <= len(soft) / 3
    assert not [n for (n,) in calls(signature({"k": "int", "low": 1, "high": 5})) if not 1 <= n <= 5]


def test_near_relatives_come_only_when_asked() -> None:
    found = signature({"k": "dict", "key": STR, "value": INT})
    rng = random.Random(0)
    with_kin, without = Generator(found, kin=0.3), Generator(found, kin=0.0)
    assert any(with_kin.call(rng)["args"][0][0] == "u" for _ in range(200))
    assert all(without.call(rng)["args"][0][0] == "d" for _ in range(200))


def test_every_kind_of_parameter_is_filled_as_python_allows() -> None:
    found = Signature(
        (
            Parameter("a", "positional_only", INT),
            Parameter("b", "positional_only", INT, optional=True),
            Parameter("c", "positional_or_keyword", INT, optional=True),
            Parameter("rest", "var_positional", STR),
            Parameter("d", "keyword_only", INT),
            Parameter("e", "keyword_only", INT, optional=True),
            Parameter("more", "var_keyword", INT),
        )
    )
    generator, rng = Generator(found, kin=0.0), random.Random(2)
    made = [generator.call(rng) for _ in range(500)]
    assert all(found.admits(call) for call in made)
    assert any(len(call["args"]) > 4 for call in made)
    assert any("c" in call["kwargs"] for call in made)
    assert all("d" in call["kwargs"] for call in made)
    assert {True, False} == {"e" in call["kwargs"] for call in made}


def test_off_domain_calls_leave_the_domain_in_one_argument() -> None:
    found = signature(INT, STR)
    made = off_domain_calls(found, random.Random(1), 20)
    assert made
    for call in made:
        validate(call)
        assert not found.admits(call)
