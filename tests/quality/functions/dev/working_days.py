"""Working days between two dates, for the promise of delivery on the web shop."""

import datetime
import random

ONE_DAY = datetime.timedelta(days=1)


def is_weekend(day):
    return day.weekday() in (5, 6)


def working_days(orders: list[tuple[datetime.date, datetime.date]], holidays: list[datetime.date]) -> list[int]:
    """Number of working days of each order, first day included, last day excluded; 0 when the dates are reversed."""
    result = []
    for placed, delivered in orders:
        days = 0
        day = placed
        while day < delivered:
            if not is_weekend(day) and day not in holidays:
                days += 1
            day = day + ONE_DAY
        result.append(days)
    return result


def workload():
    rng = random.Random(365)
    base = datetime.date(2022, 1, 1)
    holidays = sorted({base + datetime.timedelta(days=rng.randrange(1100)) for _ in range(36)})
    calls = []
    for n, longest in ((450, 400), (300, 60), (12, 14)):
        orders = []
        for _ in range(n):
            placed = base + datetime.timedelta(days=rng.randrange(700))
            orders.append((placed, placed + datetime.timedelta(days=rng.randrange(-2, longest))))
        calls.append((orders, holidays))
    calls.append(([(base, base), (base, base - ONE_DAY)], []))
    calls.append(([], holidays))
    calls.append(([(base, base + datetime.timedelta(days=30))], [base + ONE_DAY, base + ONE_DAY]))
    return calls
