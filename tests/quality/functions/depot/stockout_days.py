import random
from datetime import date, timedelta


def on_hand(sku, day, opening, movements):
    total = opening.get(sku, 0)
    for when, item, delta in movements:
        if item == sku and when <= day:
            total += delta
    return total


def days_between(first, last):
    day = date.fromisoformat(first)
    end = date.fromisoformat(last)
    out = []
    while day <= end:
        out.append(day.isoformat())
        day += timedelta(days=1)
    return out


def stockout_days(opening, movements, first, last):
    """Per sku the stretches (first day, number of days) that ended with nothing on the shelf."""
    skus = list(opening)
    for _, sku, _ in movements:
        if sku not in skus:
            skus.append(sku)
    report = {}
    for sku in sorted(skus):
        gaps = []
        began = None
        length = 0
        for day in days_between(first, last):
            if on_hand(sku, day, opening, movements) <= 0:
                if began is None:
                    began = day
                    length = 0
                length += 1
            elif began is not None:
                gaps.append((began, length))
                began = None
        if began is not None:
            gaps.append((began, length))
        if gaps:
            report[sku] = gaps
    return report


def workload():
    rnd = random.Random(5)
    skus = ["P%02d" % i for i in range(24)]
    opening = {s: rnd.randint(0, 40) for s in skus[:20]}
    base = date(2023, 12, 20)
    moves = []
    for _ in range(700):
        day = (base + timedelta(days=rnd.randrange(120))).isoformat()
        moves.append((day, rnd.choice(skus), rnd.choice([-6, -4, -3, -2, 10])))
    return [(opening, moves, "2024-01-01", "2024-03-10")]
