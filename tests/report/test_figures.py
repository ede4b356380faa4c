import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasten.report import figures

positive = st.floats(min_value=1e-9, max_value=1e9)


@pytest.mark.parametrize(("value", "text"), [
    (19.63, "19.6"), (1.0, "1.00"), (9.996, "10.0"), (0.08123, "0.0812"), (1234.5, "1,230"), (99.95, "100"),
    (0.0, "0"), (-2.5, "-2.50"), (math.inf, "∞"), (math.nan, "unknown"), (0.000123456, "0.000123"),
])
def test_three_significant_digits(value, text):
    assert text == figures.rounded(value)


@given(positive)
def test_a_rounded_figure_is_within_half_a_unit_of_its_last_digit(value):
    assert math.isclose(value, float(figures.rounded(value).replace(",", "")), rel_tol=0.00501)


@pytest.mark.parametrize(("value", "text"), [
    (19.63, "19.6x"), (1.0, "1.00x"), (1.003, "1.003x"), (0.9974, "0.997x"), (1.0004, "1.0004x"), (1.03, "1.03x"),
    (11303.0, "11,300x"), (0.5, "0.500x"),
])
def test_factors_keep_the_digit_that_parts_them_from_1(value, text):
    assert text == figures.factor(value)


@given(st.floats(min_value=0.9, max_value=1.1))
def test_a_factor_beside_1_is_never_shown_on_the_other_side(value):
    shown = float(figures.bare_factor(value))
    assert (shown - 1) * (value - 1) >= 0


@pytest.mark.parametrize(("value", "text"), [
    (12.0, ">= 12x"), (12.3, ">= 12.3x"), (12.39, ">= 12.3x"), (1234.0, ">= 1,230x"),
    (1.5, ">= 1.5x"), (100.0, ">= 100x"),
])
def test_bounds(value, text):
    assert text == figures.at_least(value)


@given(positive)
def test_a_bound_is_never_rounded_up(value):
    shown = float(figures.at_least(value).removeprefix(">= ").removesuffix("x").replace(",", ""))
    assert shown <= value * (1 + 1e-9)
    assert shown >= value * 0.98


@pytest.mark.parametrize(("value", "text"), [
    (0.0119, "11.9 ms"), (6.1e-4, "610 µs"), (2.3, "2.30 s"), (9.996e-7, "1.00 µs"), (0, "0 s"), (4e-9, "4.00 ns"),
    (3e-10, "0.300 ns"), (75.0, "75.0 s"), (math.nan, "unknown"),
])
def test_times_take_the_unit_that_fits(value, text):
    assert text == figures.seconds(value)


@given(st.floats(min_value=1e-9, max_value=999.4))
def test_a_time_never_needs_four_digits_before_the_point(value):
    number = figures.seconds(value).split()[0]
    assert re.fullmatch(r"\d{1,3}(\.\d+)?", number)


@pytest.mark.parametrize(("value", "text"), [
    (161_000, "161 kB"), (999, "999 B"), (999_600, "1.00 MB"), (2.5e9, "2.50 GB"), (0, "0 B"),
])
def test_memory_takes_the_unit_that_fits(value, text):
    assert text == figures.memory(value)


@pytest.mark.parametrize(("before", "after", "text"), [
    (100, 103, "+3 %"), (100, 60, "-40 %"), (1000, 1002, "±0 %"), (1000, 25_000, "+2,400 %"),
    (0, 12_000, "0 B → 12.0 kB"),
])
def test_changes(before, after, text):
    assert text == figures.change(before, after)


@pytest.mark.parametrize(("number", "text"), [(1, "1 input"), (0, "0 inputs"), (1204, "1,204 inputs")])
def test_counts_agree_with_their_noun(number, text):
    assert text == figures.count(number, "input")


@pytest.mark.parametrize(("text", "pretty"), [
    ("O(n^2)", "O(n²)"), ("O(2^n)", "O(2ⁿ)"), ("O(n**3)", "O(n³)"), ("O(n log n)", "O(n log n)"), ("O(n²)", "O(n²)"),
])
def test_growth_as_people_write_it(text, pretty):
    assert pretty == figures.growth(text)


@pytest.mark.parametrize(("text", "short"), [
    ("10.0 ms", "10 ms"), ("1.00x", "1x"), ("1.50x", "1.5x"), ("100x", "100x"), ("1,000", "1,000"), ("0.0100", "0.01"),
])
def test_ticks_are_trimmed(text, short):
    assert short == figures.trimmed(text)


@pytest.mark.parametrize(
    "low, high, text",
    [(18.9, 20.4, "[18.9, 20.4]"), (109.63, 110.3, "[109.6, 110.3]"), (110.01, 110.04, "[110.01, 110.04]"), (2, 2, "[2.00, 2.00]")],
)
def test_the_ends_of_an_interval_look_different_where_they_are(low, high, text):
    assert text == figures.interval(low, high)


@given(st.floats(1.001, 9e5), st.floats(1.0001, 1.5))
def test_an_interval_shows_both_ends_to_three_digits_at_least(low, wider):
    shown = [float(end.replace(",", "")) for end in figures.interval(low, low * wider).strip("[]").split(", ")]
    assert shown == pytest.approx([low, low * wider], rel=6e-3)
