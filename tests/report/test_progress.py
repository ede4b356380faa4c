import io
from dataclasses import replace

import pytest
from rich.console import Console

from hasten.core import Budget, Listener, RaceResult
from hasten.report.progress import ProgressDisplay, rough_speedup
from hasten.testing import specimens


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def display(clock, **how):
    stream = io.StringIO()
    return ProgressDisplay("slow.py::dedupe", Budget(seconds=60), Console(file=stream, **how), clock=clock), stream


def test_elsewhere_than_on_a_terminal_a_few_lines_tell():
    clock = Clock()
    shown, stream = display(clock)
    with shown:
        shown.phase("searching")
        clock.now += 14
        for fate in specimens.fates():
            shown.tell(fate)
        for _ in range(50):
            shown.tell(specimens.differs())
    lines = stream.getvalue().splitlines()
    assert lines[0] == "slow.py::dedupe: searching"
    assert lines[1].startswith("slow.py::dedupe: 4 tried · 3 refused · about 19.")
    assert lines[1].endswith("so far · 14 s of 60 s")
    assert 2 == len(lines)


def test_a_better_candidate_is_worth_a_line_and_a_little_better_one_is_not():
    shown, stream = display(Clock())
    with shown:
        for ratio in (2.0, 2.05, 2.1, 4.0):
            shown.tell(replace(specimens.faster(), speedup=None, race=RaceResult("new", 8, 25.0, ratio)))
    assert ["2.00x", "4.00x"] == [line.split("about ")[1].split()[0] for line in stream.getvalue().splitlines()]


def test_a_refused_candidate_is_never_the_best():
    shown, stream = display(Clock())
    with shown:
        shown.tell(replace(specimens.differs(), race=RaceResult("new", 8, 25.0, 900.0)))
    assert stream.getvalue() == ""
    assert "about" not in shown.status


@pytest.mark.parametrize("width", [20, 80])
def test_on_a_terminal_one_line_moves_and_goes_away(width):
    shown, stream = display(Clock(), force_terminal=True, width=width)
    with shown:
        shown.phase("confirming")
        shown.tell(specimens.faster())
    text = stream.getvalue()
    assert "slow.py" in text
    assert text.endswith("\x1b[2K")  # the line is erased, so that the report stands alone


def test_the_line_is_taken_away_when_the_search_fails():
    shown, stream = display(Clock(), force_terminal=True)
    with pytest.raises(KeyboardInterrupt), shown:
        raise KeyboardInterrupt
    assert stream.getvalue().endswith("\x1b[2K")


def test_it_is_a_listener():
    shown, _ = display(Clock())
    listener: Listener = shown
    listener.tell(specimens.differs())
    assert shown.status.startswith("1 tried · 1 refused")


def test_the_rough_figure_is_the_confirmed_one_where_there_is_one():
    assert specimens.faster().speedup.estimate == rough_speedup(specimens.faster())
    bound = replace(specimens.faster().speedup, bound=True, low=12.0)
    assert rough_speedup(replace(specimens.faster(), speedup=bound)) == 12.0
    assert rough_speedup(specimens.refused()) is None
