import random
from datetime import date, timedelta


def points_statement(bookings, first, last, valid_days=365):
    """Daily statement of a loyalty account: balance and points expiring that day.

    bookings: (date, points); positive points lapse valid_days later, negative
    ones are corrections and lapse together with the year they were booked in.
    """
    if last < first:
        raise ValueError("statement ends before it begins")
    rows = []
    peak = None
    day = first
    while day <= last:
        balance = 0
        lapsing = 0
        for booked, points in bookings:
            if points >= 0:
                ends = booked + timedelta(days=valid_days)
            else:
                ends = date(booked.year + 1, 1, 1)
            if booked <= day and day < ends:
                balance += points
            if ends == day and ends > booked:
                lapsing += points
        if not rows or rows[-1][1] != balance or lapsing:
            rows.append((day.isoformat(), balance, lapsing))
        if peak is None or balance > peak[1]:
            peak = (day, balance)
        day = day + timedelta(days=1)
    return {"rows": rows, "peak": "%s %d" % peak, "days": (last - first).days + 1}


def _bookings(seed, n, d0, days):
    rnd = random.Random(seed)
    return [(d0 + timedelta(days=rnd.randrange(days)), rnd.choice([-1, 1, 1, 1]) * rnd.randint(1, 250)) for _ in range(n)]


def workload():
    d = date(2021, 1, 1)
    return [(_bookings(1, 260, d, 900), date(2021, 6, 1), date(2023, 9, 30)),
            (_bookings(2, 500, d, 400), date(2021, 1, 1), date(2022, 3, 31), 90),
            (_bookings(3, 5, d, 20), d, d + timedelta(days=30), 10), ([], d, d)]
