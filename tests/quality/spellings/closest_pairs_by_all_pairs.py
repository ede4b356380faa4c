import random
from dataclasses import dataclass
from itertools import combinations


# --- a: scheduling; nested index loops with early zero

def tightest_gap(departures):
    minutes = []
    for text in departures:
        hour, sep, minute = text.partition(":")
        if not sep:
            continue
        minutes.append(int(hour) * 60 + int(minute))
    best = -1
    for i in range(len(minutes)):
        for j in range(i + 1, len(minutes)):
            gap = minutes[i] - minutes[j]
            if gap < 0:
                gap = -gap
            if best < 0 or gap < best:
                best = gap
    if best < 0:
        return "no two departures"
    return f"{best // 60}h{best % 60:02d}"


# --- b: inventory; helper compares one to the rest

def _closest(price: int, others: list[int]) -> int:
    least = None
    for other in others:
        d = abs(price - other)
        if least is None or d < least:
            least = d
    return least


def price_spacing(shelves: dict[str, list[int]]) -> dict[str, int]:
    spacing = {}
    for shelf, prices in shelves.items():
        if len(prices) < 2:
            continue
        best = max(prices) - min(prices)
        for k, price in enumerate(prices):
            rest = prices[k + 1:]
            if rest:
                best = min(best, _closest(price, rest))
        spacing[shelf] = best
    return spacing


# --- c: sports; dataclass with diff method

@dataclass
class Swimmer:
    name: str
    time: int

    def gap_to(self, other):
        return abs(self.time - other.time)


class Heat:
    def __init__(self, entries):
        self.swimmers = [Swimmer(n, t) for n, t in entries if t > 0]

    def closest_finish(self):
        gap = float("inf")
        for a in self.swimmers:
            for b in self.swimmers:
                if a is b:
                    continue
                gap = min(gap, a.gap_to(b))
        return gap


def photo_finishes(heats, limit):
    needed = []
    for number, entries in enumerate(heats, 1):
        gap = Heat(entries).closest_finish()
        if gap <= limit:
            needed.append((number, gap))
    return needed


# --- d: sensors; combinations and min

def sampling_resolution(stamps):
    unique = set(stamps)
    repeats = len(stamps) - len(unique)
    step = min((abs(a - b) for a, b in combinations(unique, 2)), default=None)
    span = max(unique) - min(unique) if unique else 0
    return {"step": step, "repeats": repeats, "span": span}


def small_gap():
    return [(["8:05", "9:30", "8:17", "12:00", "x"],), (["7:00", "7:00", "9:00"],), ([],), (["10:00", "23:59"],)]


def large_gap():
    r = random.Random(7)
    return ([f"{r.randrange(900000)}:{r.randrange(60)}" for _ in range(3000)],)


def small_space():
    return [
        ({"tea": [300, 250, 410, 255], "jam": [99, 99], "ham": [5]},),
        ({"x": [1, 10, 100]},),
        ({},),
        ({"y": [], "z": [4, 1]},),
    ]


def large_space():
    r = random.Random(7)
    return ({f"s{i}": [r.randrange(10 ** 8) for _ in range(1200)] for i in range(7)},)


def small_photo():
    return [
        ([[("a", 501), ("b", 499), ("c", 510)], [("d", 400), ("e", 450)], [("f", 7), ("g", 7), ("h", 0)]], 5),
        ([[("a", 1)], []], 9),
        ([], 3),
        ([[("a", 10), ("b", 20)], [("a", 10), ("b", 20)]], 10),
    ]


def large_photo():
    r = random.Random(7)
    return ([[(f"n{i}", r.randrange(1, 10 ** 6)) for i in range(420)] for _ in range(7)], 3)


def small_res():
    return [([10, 40, 25, 40, 31],), ([5, 5],), ([],), ([1, 100, 51],)]


def large_res():
    r = random.Random(7)
    return ([r.randrange(10 ** 9) for _ in range(3000)],)


CASES = {
    "tightest_gap": (small_gap, large_gap),
    "price_spacing": (small_space, large_space),
    "photo_finishes": (small_photo, large_photo),
    "sampling_resolution": (small_res, large_res),
}
