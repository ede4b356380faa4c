import random
from typing import NamedTuple


# --- a: inversions in a play list

def disorder(playlist, order):
    rank = {}
    for k, song in enumerate(order):
        rank.setdefault(song, k)
    played = [rank[s] for s in playlist if s in rank]
    swaps = 0
    n = len(played)
    for i in range(n - 1):
        for j in range(i + 1, n):
            if played[i] > played[j]:
                swaps += 1
    if n < 2:
        return 0, 0
    return swaps, swaps * 100 // (n * (n - 1) // 2)


# --- b: statistics of two groups with a comparing helper (Mann-Whitney)

def _compare(a: int, b: int) -> int:
    if a > b:
        return 2
    if a == b:
        return 1
    return 0


def u_statistic(treated: list[int], control: list[int]) -> dict[str, int]:
    u = 0
    for t in treated:
        for c in control:
            u += _compare(t, c)
    pairs = len(treated) * len(control)
    return {"u2": u, "other": 2 * pairs - u, "pairs": pairs}


# --- c: sports; NamedTuple objects and a class that counts

class Entry(NamedTuple):
    bib: int
    first_leg: int
    second_leg: int


class Relay:
    def __init__(self, rows):
        self.entries = sorted((Entry(*row) for row in rows), key=lambda e: (e.first_leg, e.second_leg))

    def overtakings(self):
        count = 0
        for pos, ahead in enumerate(self.entries):
            for behind in self.entries[pos + 1:]:
                if ahead.second_leg > behind.second_leg:
                    count += 1
        return count


def race_summary(races):
    summary = []
    for title, rows in races:
        rows = [r for r in rows if r[1] > 0 and r[2] > 0]
        relay = Relay(rows)
        summary.append(f"{title}: {len(rows)} runners, {relay.overtakings()} overtakings")
    return "\n".join(summary)


# --- d: prices; generator sums, per element counts

def smaller_later(prices):
    after = [sum(p < price for p in prices[i + 1:]) for i, price in enumerate(prices)]
    worst = max(after, default=0)
    return {"drops": sum(after), "days": [i for i, a in enumerate(after) if a == worst and a]}


def small_dis():
    return [
        (["c", "a", "b", "d", "a"], ["a", "b", "c", "d"]),
        (["x", "y"], ["y", "x"]),
        ([], ["a"]),
        (["q", "a", "zz", "a"], ["a", "q", "a"]),
    ]


def large_dis():
    r = random.Random(7)
    o = [f"s{i}" for i in range(3000)]
    return ([r.choice(o) for _ in range(3500)], o)


def small_u():
    return [([5, 7, 7, 9], [4, 7, 8]), ([1], [2]), ([], [3]), ([2, 2], [2, 2, 1])]


def large_u():
    r = random.Random(7)
    return ([r.randrange(5000) for _ in range(2200)], [r.randrange(5000) for _ in range(1700)])


def small_race():
    return [
        ([("A", [(1, 50, 60), (2, 52, 55), (3, 52, 58), (4, 49, 61)]), ("B", [(1, 5, 0)])],),
        ([("C", [(1, 1, 1), (2, 1, 1)])],),
        ([],),
        ([("D", []), ("E", [(1, 9, 3), (2, 8, 4), (3, 7, 5)])],),
    ]


def large_race():
    r = random.Random(7)
    return ([(f"R{k}", [(i, r.randrange(1, 9000), r.randrange(1, 9000)) for i in range(1700)]) for k in range(3)],)


def small_later():
    return [([5, 3, 4, 4, 1],), ([1, 2, 3],), ([],), ([2, 2, 1, 3, 1],)]


def large_later():
    r = random.Random(7)
    return ([r.randrange(4000) for _ in range(3800)],)


CASES = {
    "disorder": (small_dis, large_dis),
    "u_statistic": (small_u, large_u),
    "race_summary": (small_race, large_race),
    "smaller_later": (small_later, large_later),
}
