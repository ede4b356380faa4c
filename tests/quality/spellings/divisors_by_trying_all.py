import random
from itertools import takewhile


# --- a: scheduling; plain loop

def shift_lengths(minutes, shortest=1):
    lengths = []
    if minutes < 1:
        return lengths
    for d in range(1, minutes + 1):
        if minutes % d != 0:
            continue
        if d < shortest:
            continue
        lengths.append((d, minutes // d))
    return lengths


# --- b: sums with helper; classify numbers

def _aliquot(n: int) -> int:
    total = 0
    for d in range(1, n // 2 + 1):
        if n % d == 0:
            total += d
    return total


def classify(numbers: list[int]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {"deficient": [], "perfect": [], "abundant": []}
    for n in numbers:
        if n <= 0:
            continue
        s = _aliquot(n)
        if s == n:
            groups["perfect"].append(n)
        elif s < n:
            groups["deficient"].append(n)
        else:
            groups["abundant"].append(n)
    return groups


# --- c: layout of a photo sheet; class with property

class PhotoSheet:
    def __init__(self, count):
        self.count = count

    @property
    def layouts(self):
        rows = 1
        shapes = []
        while rows <= self.count:
            cols, rest = divmod(self.count, rows)
            if not rest:
                shapes.append((rows, cols))
            rows += 1
        return shapes

    def squarest(self):
        return min(self.layouts, key=lambda s: (abs(s[0] - s[1]), s[0]))


def arrange_albums(albums):
    plan = {}
    for title, photos in albums:
        if photos == 0:
            plan[title] = "empty"
            continue
        r, c = PhotoSheet(photos).squarest()
        plan[title] = f"{r} x {c}"
    return plan


# --- d: game gears; generators and sum, common divisors

def gear_teeth_options(wheels, low=2):
    def fits(n):
        return sum(1 for d in range(low, n + 1) if n % d == 0)

    counts = {n: fits(n) for n in wheels if n > 0}
    ranked = sorted(counts, key=lambda n: (-counts[n], n))
    head = list(takewhile(lambda n: counts[n] == counts[ranked[0]], ranked))
    return {"best": head, "options": [counts.get(n, 0) for n in wheels]}


def small_shift():
    return [(480,), (36, 4), (0,), (13, 2)]


def large_shift():
    return (5040 * 1440, 15)


def small_class():
    return [([6, 28, 12, 7, 12, 1, 0],), ([496, 500, 500],), ([],), ([4, 9, -3],)]


def large_class():
    r = random.Random(7)
    return ([r.randrange(20000, 60000) for _ in range(300)],)


def small_alb():
    return [
        ([("trip", 12), ("cat", 16), ("none", 0), ("x", 7), ("y", 12)],),
        ([("a", 1)],),
        ([],),
        ([("b", 30), ("b", 36)],),
    ]


def large_alb():
    r = random.Random(7)
    return ([(f"al{i}", r.randrange(5000, 30000)) for i in range(250)],)


def small_gear():
    return [([12, 18, 12, 7],), ([16, 81], 3), ([],), ([1, 2, 0],)]


def large_gear():
    r = random.Random(7)
    return ([r.randrange(10000, 50000) for _ in range(250)],)


CASES = {
    "shift_lengths": (small_shift, large_shift),
    "classify": (small_class, large_class),
    "arrange_albums": (small_alb, large_alb),
    "gear_teeth_options": (small_gear, large_gear),
}
