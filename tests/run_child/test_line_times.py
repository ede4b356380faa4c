"""Seconds by line while a call runs."""

import signal
import time

from hasten.run.hasten_child import line_times

SOURCE = """
def work(n):
    total = 0
    for i in range(n):
        total += abs(i)
    return total


def f(n):
    few = work(n // 50)
    much = work(n)
    return few + much


def fails(n):
    work(n)
    raise ValueError(n)
"""


def taken(tmp_path, name, n=200_000, most_s=0.05):
    path = tmp_path / "m.py"
    path.write_text(SOURCE)
    names: dict = {}
    exec(compile(SOURCE, str(path), "exec"), names)
    made = []

    def make():
        made.append(n)
        return lambda: names[name](n)

    spent, whole = line_times.of_calls(make, str(path), most_s, 0.0005)
    return dict(map(tuple, spent)), whole, len(made)


def line_of(text):
    return SOURCE.split("\n").index(text) + 1


def test_time_goes_to_the_line_that_spends_it_and_to_its_callers(tmp_path):
    spent, whole, _ = taken(tmp_path, "f")
    much = spent[line_of("    much = work(n)")]
    assert much > 0.6 * whole
    assert much > 5 * spent.get(line_of("    few = work(n // 50)"), 0.0)
    inside = spent.get(line_of("    for i in range(n):"), 0.0) + spent.get(line_of("        total += abs(i)"), 0.0)
    assert inside > 0.6 * whole


def test_short_calls_are_made_again_until_the_time_is_up(tmp_path):
    _, whole, made = taken(tmp_path, "work", n=200)
    assert made > 3
    assert whole < 5.0


def test_a_call_that_raises_is_looked_at_too_and_the_handler_is_put_back(tmp_path):
    before = signal.getsignal(signal.SIGALRM)
    spent, _, _ = taken(tmp_path, "fails")
    assert spent[line_of("    work(n)")] > 0
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    time.sleep(0.002)
