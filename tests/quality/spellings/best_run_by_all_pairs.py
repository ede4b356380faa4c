import random


# --- a: billing; classic two loops with running sum, positions kept

def best_season(profits):
    best_sum = None
    best_from = best_to = 0
    for i in range(len(profits)):
        running = 0
        for j in range(i, len(profits)):
            running += profits[j]
            if best_sum is None or running > best_sum:
                best_sum = running
                best_from, best_to = i, j
    if best_sum is None:
        return None
    return {"from": best_from, "to": best_to, "profit": best_sum}


# --- b: biology; helper gives best sum that starts at one place

def _best_from(weights: list[int], start: int) -> int:
    total = 0
    top = 0
    for w in weights[start:]:
        total += w
        top = max(top, total)
    return top


def gc_hotspot(reads: list[str], bonus: int = 1, penalty: int = 1) -> list[tuple[str, int]]:
    scored = []
    for read in reads:
        weights = [bonus if base in "GC" else -penalty for base in read.upper()]
        best = 0
        for start in range(len(weights)):
            score = _best_from(weights, start)
            if score > best:
                best = score
        scored.append((read[:4], best))
    scored.sort(key=lambda s: -s[1])
    return scored


# --- c: games; class with prefix totals

class Streaks:
    def __init__(self, deltas):
        self.totals = [0]
        for d in deltas:
            self.totals.append(self.totals[-1] + d)

    def gain(self, start, stop):
        return self.totals[stop] - self.totals[start]

    def best(self):
        top = 0
        count = len(self.totals)
        for start in range(count - 1):
            for stop in range(start + 1, count):
                g = self.gain(start, stop)
                if g > top:
                    top = g
        return top


def hottest_players(history):
    table = {}
    for player, deltas in history.items():
        table[player] = Streaks(deltas).best()
    lead = max(table.values(), default=0)
    return [f"{p}{'*' if v == lead else ''} {v:+d}" for p, v in sorted(table.items())]


# --- d: sensors; accumulate and max over all starts

def warmest_spell(temps, normal):
    from itertools import accumulate
    diffs = [t - normal for t in temps]
    if not diffs:
        return "no data"
    excess = max(max(accumulate(diffs[s:])) for s in range(len(diffs)))
    days = sum(1 for d in diffs if d > 0)
    return f"{days} warm days, best spell {excess:+d}"


def small_season():
    return [([3, -5, 4, -1, 4, -9, 7],), ([-3, -1, -2, -1],), ([],), ([0, 2, -2, 2],)]


def large_season():
    r = random.Random(7)
    return ([r.randrange(-100, 100) for _ in range(3800)],)


def small_gc():
    return [(["ACGTGGCA", "atat", "gcgc", "GGAAAACCC"],), (["GAG", "GAAG"], 2, 1), ([],), (["", "T", "C"],)]


def large_gc():
    r = random.Random(7)
    return (["".join(r.choice("ACGT") for _ in range(700)) for _ in range(14)],)


def small_hot():
    return [
        ({"ann": [1, -2, 3, 3, -1], "bob": [6], "cy": [-1], "di": []},),
        ({"x": [5, -5, 5]},),
        ({},),
        ({"p": [-1, -1], "q": [0]},),
    ]


def large_hot():
    r = random.Random(7)
    return ({f"p{i}": [r.randrange(-30, 31) for _ in range(900)] for i in range(8)},)


def small_warm():
    return [([20, 25, 18, 27, 27, 10], 21), ([1, 2], 5), ([], 3), ([7, 7, 7], 7)]


def large_warm():
    r = random.Random(7)
    return ([r.randrange(5, 36) for _ in range(4200)], 20)


CASES = {
    "best_season": (small_season, large_season),
    "gc_hotspot": (small_gc, large_gc),
    "hottest_players": (small_hot, large_hot),
    "warmest_spell": (small_warm, large_warm),
}
