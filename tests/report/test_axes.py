from hypothesis import given
from hypothesis import strategies as st

from hasten.report.axes import MOST_TICKS, log_axis

values = st.lists(st.floats(min_value=1e-9, max_value=1e9), min_size=1, max_size=8)


@given(values)
def test_every_value_lies_on_the_axis(found):
    axis = log_axis(found, start=100, stop=700)
    places = [axis.at(value) for value in sorted(found)]
    assert places == sorted(places)
    assert all(100 <= place <= 700 for place in places)


@given(values)
def test_ticks_are_few_and_inside_and_never_lacking(found):
    axis = log_axis(found, start=100, stop=700)
    ticks = axis.ticks
    assert 1 <= len(ticks) <= MOST_TICKS + 4
    assert ticks == sorted(set(ticks))
    assert all(axis.low * 0.99 <= tick <= axis.high * 1.01 for tick in ticks)


@given(values)
def test_an_axis_that_runs_backwards_turns_everything_around(found):
    forth, back = log_axis(found, start=0, stop=100), log_axis(found, start=100, stop=0)
    for value in found:
        assert abs(forth.at(value) + back.at(value) - 100) < 0.02


def test_a_single_value_sits_in_the_middle():
    assert log_axis([5.0], start=0, stop=100).at(5.0) == 50
