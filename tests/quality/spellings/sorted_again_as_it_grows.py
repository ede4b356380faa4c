import random


# ---- 1: running median of response times ---------------------------------
def running_medians(samples):
    seen = []
    medians = []
    worst_jump = 0
    for value in samples:
        if value < 0:
            continue
        seen.append(value)
        ordered = sorted(seen)
        half = len(ordered) // 2
        if len(ordered) % 2:
            med = ordered[half]
        else:
            med = (ordered[half - 1] + ordered[half]) // 2
        if medians and abs(med - medians[-1]) > worst_jump:
            worst_jump = abs(med - medians[-1])
        medians.append(med)
    return medians, worst_jump


def small_running_medians():
    return [([5, 1, 9, 9, 2],), ([3, -1, 3, 3, 8, 0],), ([7, 100],), ([],)]


def large_running_medians():
    rnd = random.Random(7)
    return ([rnd.randrange(100000) for _ in range(3200)],)


# ---- 2: price quantiles by product ---------------------------------------
def quantile(values: list[float], q: float) -> float:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(q * len(ranked)))]


def flag_expensive(sales: list[tuple[str, float]], q: float = 0.9, warmup: int = 3) -> list[tuple[int, str, float]]:
    history: dict[str, list[float]] = {}
    flagged = []
    for row, (product, price) in enumerate(sales):
        past = history.setdefault(product, [])
        if len(past) >= warmup:
            bar = quantile(past, q)
            if price > bar:
                flagged.append((row, product, price - bar))
        past.append(price)
    return flagged


def small_flag_expensive():
    return [
        ([("tea", 2.5), ("tea", 2.5), ("tea", 3.0), ("tea", 3.25), ("jam", 9.0), ("tea", 1.0), ("tea", 8.5)],),
        ([("a", 1.0), ("b", 1.0), ("a", 2.0), ("b", 0.5), ("a", 1.5)], 0.5, 1),
        ([("x", 1.0), ("x", 5.0)], 0.5, 2),
        ([],),
    ]


def large_flag_expensive():
    rnd = random.Random(7)
    return ([(rnd.choice(["tea", "jam", "rye"]), rnd.randrange(100, 100000) / 4) for _ in range(5800)],)


# ---- 3: match ratings -----------------------------------------------------
class Ladder:
    def __init__(self):
        self.points = []
        self.names = {}

    def enter(self, name, pts):
        self.points.append((-pts, name))
        self.names[name] = pts

    @property
    def table(self):
        return sorted(self.points)

    def rank_of(self, name):
        want = (-self.names[name], name)
        table = self.table
        lo, hi = 0, len(table)
        while lo < hi:
            mid = (lo + hi) // 2
            if table[mid] < want:
                lo = mid + 1
            else:
                hi = mid
        return lo + 1

    def leader(self):
        return self.table[0][1]


def season(finishers):
    ladder = Ladder()
    report = []
    for name, pts in finishers:
        if name in ladder.names:
            report.append(f"{name} again")
            continue
        ladder.enter(name, pts)
        report.append(f"{name} #{ladder.rank_of(name)} of {len(ladder.points)}, {ladder.leader()} leads")
    return report


def small_season():
    return [
        ([("ann", 10), ("bob", 30), ("cy", 10), ("ann", 99), ("dee", 20)],),
        ([("z", 0), ("y", 0), ("x", 0)],),
        ([("one", 5)],),
        ([],),
    ]


def large_season():
    rnd = random.Random(7)
    return ([("n%04d" % i, rnd.randrange(3000)) for i in range(1400)],)


# ---- 4: k-th smallest queries over a growing log -------------------------
from collections import defaultdict
from itertools import islice


def answer_queries(events):
    """events: (host, value) adds; (host, None, k) asks for the k smallest of the host."""
    by_host = defaultdict(list)

    def smallest(host, k):
        return list(islice(sorted(by_host[host]), k))

    answers = []
    for host, *rest in events:
        match rest:
            case [None, k]:
                low = smallest(host, k)
                answers.append({"host": host, "low": low, "sum": sum(low)})
            case [value]:
                by_host[host].append(value)
    totals = {h: len(v) for h, v in sorted(by_host.items())}
    return answers, totals


def small_answer_queries():
    return [
        ([("a", 5), ("a", 2), ("a", None, 1), ("b", 9), ("a", 2), ("a", None, 3), ("b", None, 5)],),
        ([("q", None, 2), ("q", 1), ("q", 1), ("q", None, 1)],),
        ([("m", 4)],),
        ([],),
    ]


def large_answer_queries():
    rnd = random.Random(7)
    ev = []
    for _ in range(4500):
        h = rnd.choice(["alpha", "beta"])
        ev.append((h, rnd.randrange(10 ** 6)))
        ev.append((h, None, rnd.randrange(1, 4)))
    return (ev,)


CASES = {
    "running_medians": (small_running_medians, large_running_medians),
    "flag_expensive": (small_flag_expensive, large_flag_expensive),
    "season": (small_season, large_season),
    "answer_queries": (small_answer_queries, large_answer_queries),
}
