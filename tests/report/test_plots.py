import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from hasten.core import SizeRow
from hasten.report.plots import IntervalRow, interval_plot, size_plot

anything = st.floats(allow_nan=True, allow_infinity=True)
ratios = st.floats(min_value=1e-6, max_value=1e6)


def drawable(*values):
    return all(1e-15 <= value <= 1e15 for value in values)


def parsed(markup):
    return ET.fromstring(str(markup))


def places(svg):
    for element in svg.iter():
        for name in ("x", "x1", "x2", "cx", "width"):
            if name in element.attrib:
                yield float(element.attrib[name])


@given(
    st.lists(st.tuples(st.text(max_size=6), ratios, ratios, ratios, st.booleans()), min_size=1, max_size=4),
    st.booleans(),
)
def test_intervals_are_well_formed_and_inside(found, zoom):
    rows = [
        IntervalRow(label.replace("\x00", ""), *sorted_factors(a, b, c), dots=(a, b), counted=counted)
        for label, a, b, c, counted in found
        if all(ch.isprintable() for ch in label)
    ]
    plot = interval_plot(rows, resolution=0.02, zoom=zoom)
    if rows:
        assert all(0 <= place <= 760 for place in places(parsed(plot)))
        assert len(rows) == len(parsed(plot).findall(".//g"))


def sorted_factors(a, b, c):
    low, middle, high = sorted((a, b, c))
    return middle, low, high


@given(anything, anything, anything)
def test_figures_that_cannot_be_drawn_are_left_out(estimate, low, high):
    plot = interval_plot([IntervalRow("x", estimate, low, high)], resolution=0.02)
    assert bool(plot) == drawable(estimate, low, high)


def test_a_bound_reaches_to_the_edge():
    svg = parsed(interval_plot([IntervalRow("all", 12.0, 12.0, None)], resolution=0.02))
    bars = [line for line in svg.iter("line") if "interval" in line.get("class", "")]
    bar = max(float(line.get("x2")) - float(line.get("x1")) for line in bars)
    assert bar > 60
    assert any(text.text == ">= 12x" for text in svg.iter("text"))


def test_one_is_always_marked_unless_zoomed_far_away():
    row = [IntervalRow("all", 19.6, 18.9, 20.4)]
    ones = [
        sum(line.get("class") == "one" for line in parsed(interval_plot(row, resolution=0.02, zoom=zoom)).iter("line"))
        for zoom in (False, True)
    ]
    assert [1, 0] == ones
    near = interval_plot([IntervalRow("all", 1.01, 0.99, 1.02)], resolution=0.02, zoom=True)
    assert 1 == sum(line.get("class") == "one" for line in parsed(near).iter("line"))


@given(st.lists(st.tuples(st.integers(0, 10**9), anything, anything), max_size=6))
def test_times_by_size_are_well_formed_and_inside(found):
    rows = [SizeRow(size, old, new, 1.0, 1.0, 1.0) for size, old, new in found]
    shown = [row for row in rows if drawable(row.size, row.old, row.new)]
    plot = size_plot(rows)
    assert bool(plot) == bool(shown)
    if plot:
        circles = [circle for circle in parsed(plot).iter("circle") if circle.find("title") is not None]
        assert 2 * len(shown) == len(circles)
        assert all(0 <= place <= 760 for place in places(parsed(plot)))


def test_the_plot_speaks():
    plot = parsed(size_plot([SizeRow(2000, 0.0119, 6.1e-4, 19.6, 18.9, 20.4)]))
    assert plot.get("aria-label").endswith("size 2,000: 11.9 ms before, 610 µs after")
