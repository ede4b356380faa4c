import random
from datetime import date, timedelta


def price_holds(quotes, tolerance=0):
    """For each quote find the next day on which the price rises above it.

    quotes: list of (ISO date, cents), one a trading day; gaps allowed. A rise counts when
    the later price is more than `tolerance` cents higher. Returns (rows (date, cents, days
    held or None), longest hold, best resale (profit, bought, sold)).
    """
    parsed = []
    for day, cents in sorted(quotes):
        if cents is None:
            continue
        if parsed and parsed[-1][0].isoformat() == day:
            raise ValueError("two quotes on " + day)
        parsed.append((date.fromisoformat(day), cents))
    rows = []
    longest = 0
    resale = (0, None, None)
    for i in range(len(parsed)):
        day, cents = parsed[i]
        held = None
        j = i + 1
        while j < len(parsed):
            if parsed[j][1] > cents + tolerance:
                held = (parsed[j][0] - day).days
                longest = max(longest, held)
                break
            j += 1
        for later, price in parsed[i + 1:]:
            if price - cents > resale[0]:
                resale = (price - cents, day.isoformat(), later.isoformat())
        rows.append((day.isoformat(), cents, held))
    return rows, longest, resale


def _quotes(seed, n, drift):
    rnd = random.Random(seed)
    d = date(2012, 2, 1)
    c = 90000
    out = []
    for _ in range(n):
        d += timedelta(days=rnd.choice([1, 1, 1, 1, 3]))
        c = max(50, c + rnd.randint(-60, 60) + drift)
        out.append((d.isoformat(), c if rnd.random() < .98 else None))
    rnd.shuffle(out)
    return out


def workload():
    return [(_quotes(1, 1300, -12),), (_quotes(2, 900, 2), 150), (_quotes(3, 5, 0),), ([],)]
