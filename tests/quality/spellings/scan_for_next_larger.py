import random


# --- a: weather; nested for with break and else

def days_to_warmer(temps):
    waits = []
    never = 0
    for i in range(len(temps)):
        for j in range(i + 1, len(temps)):
            if temps[j] > temps[i]:
                waits.append(j - i)
                break
        else:
            waits.append(0)
            never += 1
    return waits, never


# --- b: city skyline; helper returns index of the next taller building

def _next_taller(heights: list[int], start: int) -> int | None:
    pos = start + 1
    while pos < len(heights):
        if heights[pos] > heights[start]:
            return pos
        pos += 1
    return None


def blocked_views(street: list[tuple[str, int]]) -> dict[str, str]:
    heights = [h for _, h in street]
    views = {}
    for k, (name, floors) in enumerate(street):
        if floors <= 0:
            continue
        taller = _next_taller(heights, k)
        if taller is None:
            views[name] = "free view"
        else:
            views[name] = f"blocked by {street[taller][0]} after {taller - k}"
    return views


# --- c: stock market; class with method

class Quote:
    def __init__(self, day, price):
        self.day = day
        self.price = price


class Chart:
    def __init__(self, rows):
        self.quotes = [Quote(d, p) for d, p in rows]

    def recovery(self, index):
        here = self.quotes[index]
        for later in self.quotes[index + 1:]:
            if later.price > here.price:
                return later
        return None


def recovery_report(rows, limit=30):
    chart = Chart(rows)
    quick = 0
    open_days = []
    total = 0
    for i in range(len(rows)):
        hit = chart.recovery(i)
        if hit is None:
            open_days.append(rows[i][0])
            continue
        wait = hit.day - rows[i][0]
        total += wait
        if wait <= limit:
            quick += 1
    return {"quick": quick, "open": open_days, "total": total}


# --- d: scores of a game; next() over a generator

def next_record(scores):
    pairs = [
        (s, next((t for t in scores[i + 1:] if t > s), None))
        for i, s in enumerate(scores)
    ]
    beaten = {}
    for s, t in pairs:
        if t is not None:
            beaten[t] = beaten.get(t, 0) + 1
    top = sorted(beaten.items(), key=lambda kv: (-kv[1], kv[0]))[:3]
    return [t for _, t in pairs], top


def small_days():
    return [([20, 21, 19, 19, 25, 18],), ([3, 3, 3],), ([],), ([1, 2, 1, 2],)]


def large_days():
    r = random.Random(7)
    return ([9000 - 3 * i + r.randrange(3) for i in range(4000)],)


def small_street():
    return [
        ([("a", 3), ("b", 1), ("c", 0), ("d", 5), ("e", 5), ("f", 2)],),
        ([("x", 2)],),
        ([],),
        ([("p", 4), ("q", 4), ("r", 6)],),
    ]


def large_street():
    r = random.Random(7)
    return ([(f"h{i}", 6000 - 2 * i + r.randrange(2)) for i in range(3200)] + [("tower", 9000)],)


def small_rec():
    return [
        ([(1, 10), (2, 9), (4, 9), (5, 12), (9, 11)],),
        ([(1, 5), (50, 6)], 10),
        ([],),
        ([(1, 3), (2, 3), (3, 2)],),
    ]


def large_rec():
    r = random.Random(7)
    return ([(i, 40000 - 5 * i + r.randrange(9)) for i in range(5000)],)


def small_next():
    return [([5, 3, 4, 4, 9, 1],), ([2, 2],), ([],), ([1, 3, 2, 3],)]


def large_next():
    r = random.Random(7)
    return ([40000 - 4 * i + r.randrange(7) for i in range(5500)] + [50000],)


CASES = {
    "days_to_warmer": (small_days, large_days),
    "blocked_views": (small_street, large_street),
    "recovery_report": (small_rec, large_rec),
    "next_record": (small_next, large_next),
}
