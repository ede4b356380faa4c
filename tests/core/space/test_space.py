from __future__ import annotations

import random

import pytest

from hasten.core.space import Choice, Flag, Float, Int, Names, Space
from hasten.errors import InvalidArgument

SPACE = Space((
    Choice(name="level", options=("-O2", "-O3"), group="flags"),
    Flag(name="lto", on="-flto", off="", group="flags"),
    Int(name="jobs", low=1, high=64, log=True, when={"lto": (True,)}, text="-flto={}", group="flags"),
    Int(name="even", low=2, high=9, step=2),
    Float(name="share", low=0.1, high=10.0, log=True, default=1.0),
    Names(name="passes", names=("a", "b", "c"), most=4),
    Names(name="order", names=("x", "y", "z"), least=1, most=3, repeats=False, default=("x",)),
))  # fmt: skip


def test_every_draw_neighbour_and_child_is_a_point_of_the_space() -> None:
    rng = random.Random(0)
    for _ in range(300):
        one, other = SPACE.sample(rng), SPACE.sample(rng)
        for values in (one, SPACE.mutate(one, rng), SPACE.crossover(one, other, rng)):
            assert dict(values) == dict(SPACE.checked(values))
            assert len(SPACE.features(one)) == len(SPACE.features(values))
            assert all(0 <= x <= 1 for x in SPACE.features(values))


def test_a_knob_exists_only_under_its_condition() -> None:
    assert "jobs" not in SPACE.default()
    assert dict(SPACE.checked({"lto": True}))["jobs"] == 1
    with pytest.raises(InvalidArgument, match="exists only when lto is True"):
        SPACE.checked({"jobs": 4})


def test_groups_join_the_texts_of_active_knobs() -> None:
    assert SPACE.written(SPACE.default())["flags"] == "-O2"
    assert SPACE.written(SPACE.checked({"lto": True, "jobs": 4}))["flags"] == "-O2 -flto -flto=4"


def test_a_point_is_found_by_its_values_whatever_their_order() -> None:
    values = SPACE.checked({"level": "-O3"})
    assert SPACE.key(values) == SPACE.key(dict(reversed(list(values.items()))))
    assert SPACE.key(values) != SPACE.key(SPACE.default())


def test_a_neighbour_differs_where_there_is_another_value() -> None:
    rng = random.Random(3)
    for knob in SPACE.knobs:
        for _ in range(30):
            assert knob.changed(knob.start, rng) != knob.start, knob.name


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Space(()), "no knobs"),
        (lambda: Space((Flag(name="a"), Flag(name="a"))), "declared twice"),
        (lambda: Space((Flag(name="a b"),)), "letters, digits"),
        (lambda: Space((Flag(name="a", when={"b": (True,)}),)), "not declared before it"),
        (lambda: Space((Flag(name="a"), Flag(name="b", when={"a": (3,)}))), "cannot be met: a: 3 is neither"),
        (
            lambda: Space((
                Choice(name="a", options=("x", "y")), Flag(name="b", when={"a": ("x",)}),
                Flag(name="c", when={"b": (True,), "a": ("y",)}),
            )),
            "no value of 'a' suits it",
        ),
        (lambda: Choice(name="a", options=()), "no options"),
        (lambda: Choice(name="a", options=("x", "x")), "option twice"),
        (lambda: Choice(name="a", options=("x",), default="z"), "none of its options"),
        (lambda: Int(name="a", low=3, high=1), "low must not be above high"),
        (lambda: Int(name="a", low=0, high=8, log=True), "low above 0"),
        (lambda: Int(name="a", low=0, high=8, default=9), "outside 0 to 8"),
        (lambda: Names(name="a", names=("x",), least=2, repeats=False), "lengths 2 to 8"),
        (lambda: SPACE.checked({"nothing": 1}), "no knob 'nothing'"),
        (lambda: SPACE.checked({"even": 3}), "no step of 2"),
        (lambda: SPACE.checked({"passes": ("q",)}), "none of its names"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_name(make, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidArgument, match=says):
        make()


def test_true_is_not_one() -> None:
    space = Space((Choice(name="a", options=(1, True, "1")),))
    assert len({space.key(space.checked({"a": value})) for value in (1, True, "1")}) == 3
