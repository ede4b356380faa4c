import random
from dataclasses import dataclass, field
from itertools import accumulate


# --- a: running median of sensor values
def running_medians(values):
    seen = []
    result = []
    skipped = 0
    for v in values:
        if v < 0:
            skipped += 1
            continue
        seen.append(v)
        ordered = sorted(seen)
        n = len(ordered)
        if n % 2 == 1:
            result.append(ordered[n // 2])
        else:
            result.append((ordered[n // 2 - 1] + ordered[n // 2]) / 2)
    return result, skipped


def small_medians():
    return [([5, 2, 2, 9, 1],), ([-1, 4, 4, -3],), ([],), ([1, 2, 3, 4, 5, 6],)]


def large_medians():
    r = random.Random(7)
    return ([r.randint(0, 100000) for _ in range(3400)],)


# --- b: cut-off score in a tournament after each entry
def kth_best(scores, k):
    if len(scores) < k:
        return None
    scores = sorted(scores, reverse=True)
    return scores[k - 1]


def cutoff_history(entries: list[tuple[str, int]], k: int = 3) -> list[str]:
    accepted: list[int] = []
    names = set()
    history = []
    for name, score in entries:
        names.add(name)
        accepted.append(score)
        cut = kth_best(accepted, k)
        if cut is None:
            history.append(f"{name}: open")
        elif score >= cut:
            history.append(f"{name}: in (cut {cut})")
        else:
            history.append(f"{name}: out (cut {cut})")
    history.append(f"{len(names)} players")
    return history


def small_cutoff():
    e = [("ann", 50), ("bob", 70), ("cy", 50), ("ann", 65), ("di", 20)]
    return [(e,), (e, 1), ([], 2), (e[:2], 5)]


def large_cutoff():
    r = random.Random(7)
    return ([("p%d" % r.randint(0, 300), r.randint(0, 9999)) for _ in range(2900)], 40)


# --- c: order book: median price, items inserted and asked
@dataclass
class PriceTracker:
    prices: list = field(default_factory=list)

    def add(self, price):
        self.prices.append(price)
        self.prices.sort(key=lambda p: p)

    @property
    def lower_median(self):
        return sorted(self.prices)[(len(self.prices) - 1) // 2]


def median_changes(orders):
    """Order numbers at which the (lower) median price moved."""
    tracker = PriceTracker()
    last = None
    moves = []
    for number, order in enumerate(orders):
        if order.get("cancelled"):
            continue
        tracker.add(order["price"])
        now = tracker.lower_median
        if now != last:
            moves.append((number, last, now))
            last = now
    return moves


def small_changes():
    o = [{"price": 10}, {"price": 12}, {"price": 11, "cancelled": True}, {"price": 12}, {"price": 12}, {"price": 7}]
    return [(o,), (o[:1],), ([],), (o[::-1],)]


def large_changes():
    r = random.Random(7)
    return ([{"price": r.randint(1, 5000), "cancelled": r.random() < 0.1} for _ in range(4600)],)


# --- d: prefixes sorted within a comprehension
def percentile_track(delays, percent=90):
    if not 0 <= percent < 100:
        raise ValueError(percent)
    pick = lambda n: n * percent // 100
    track = [sorted(delays[:n])[pick(n)] for n in range(1, len(delays) + 1)]
    peaks = list(accumulate(track, max))
    return {
        "last": track[-1] if track else None,
        "peak": peaks[-1] if peaks else None,
        "sum": sum(track),
    }


def small_percentile():
    return [([3, 9, 1, 4, 4], 50), ([7, 7, 2], ), ([],), (list(range(12)), 25)]


def large_percentile():
    r = random.Random(7)
    return ([r.randint(0, 30000) for _ in range(3400)], 95)


CASES = {
    "running_medians": (small_medians, large_medians),
    "cutoff_history": (small_cutoff, large_cutoff),
    "median_changes": (small_changes, large_changes),
    "percentile_track": (small_percentile, large_percentile),
}
