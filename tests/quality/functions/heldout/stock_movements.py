"""Answers the auditors' questions about stock movements."""

import random


def stock_movements(movements: list[int], periods: list[tuple[int, int]]) -> list[dict]:
    """Net movement, and the number of days with outgoing stock, of each period (first day, last day; both included).

    ``movements`` holds one net quantity per day. Periods that reach beyond the book are cut to it.
    """
    answers = []
    for first, last in periods:
        if first < 0:
            first = 0
        net = 0
        outgoing = 0
        day = first
        while day <= last and day < len(movements):
            net += movements[day]
            if movements[day] < 0:
                outgoing += 1
            day += 1
        answers.append({"net": net, "outgoing_days": outgoing})
    return answers


def workload():
    rng = random.Random(2003)
    calls = []
    for n_days, n_periods in ((3650, 900), (730, 1500), (40, 20), (1, 2)):
        movements = [rng.randint(-60, 60) for _ in range(n_days)]
        periods = []
        for _ in range(n_periods):
            first = rng.randrange(-5, n_days)
            periods.append((first, first + rng.randrange(n_days)))
        calls.append((movements, periods))
    calls.append(([], [(0, 3)]))
    calls.append(([1, -1], [(1, 0), (5, 9)]))
    return calls
