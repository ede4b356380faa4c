import random
from typing import NamedTuple


# sports: rank by number of better runners
def race_ranks(results):
    ranks = []
    ties = 0
    for name, seconds in results:
        better = 0
        same = 0
        for _, other in results:
            if other < seconds:
                better += 1
            elif other == seconds:
                same += 1
        if same > 1:
            ties += 1
        ranks.append((better + 1, name))
    ranks.sort()
    return ties, ["%d. %s" % pair for pair in ranks]


# billing: revenue below each price limit
def _sum_below(sales: list, limit: int) -> int:
    total = 0
    for _sku, price, pieces in sales:
        if price >= limit:
            continue
        total += price * pieces
    return total


def revenue_by_limit(sales: list, limits: list) -> dict:
    everything = sum(price * pieces for _, price, pieces in sales)
    report = {}
    for limit in limits:
        if limit < 0:
            continue
        below = _sum_below(sales, limit)
        report[limit] = (below, everything - below)
    return report


# logs: sessions that had already begun, or already ended, at a given time
class Span(NamedTuple):
    begin: int
    end: int


class SpanList:
    def __init__(self, pairs):
        self.spans = [Span(min(p), max(p)) for p in pairs]

    def begun(self, t):
        return len([s for s in self.spans if s.begin <= t])

    def ended(self, t):
        return len([s for s in self.spans if s.end < t])

    def load(self, t):
        return self.begun(t) - self.ended(t)


def load_at(pairs, times):
    spans = SpanList(pairs)
    loads = [(t, spans.load(t)) for t in times]
    peak = 0
    for _, load in loads:
        if load > peak:
            peak = load
    return loads, peak


# inventory: percentile of each new price among the earlier ones
def price_percentiles(prices):
    seen = []
    out = []

    def cheaper(limit):
        return sum(p <= limit for p in seen)

    for price in prices:
        out.append(100 * cheaper(price) // len(seen) if seen else 100)
        seen.append(price)
    buckets = dict.fromkeys(range(0, 101, 25), 0)
    for percent in out:
        buckets[percent // 25 * 25] += 1
    return out, buckets


def _race(n, k, seed):
    r = random.Random(seed)
    return ([("runner%d" % i, r.randrange(k)) for i in range(n)],)


def small_race():
    return [([],), _race(5, 4, 1), _race(10, 8, 2), _race(16, 40, 3)]


def large_race():
    return _race(3000, 2000, 7)


def _sales(n, m, k, seed):
    r = random.Random(seed)
    return ([("s%d" % i, r.randrange(1, k), r.randrange(1, 5)) for i in range(n)],
            [r.randrange(-2, k) for _ in range(m)])


def small_sales():
    return [([], [4]), _sales(5, 3, 6, 1), _sales(10, 5, 12, 2), _sales(15, 9, 10, 3)]


def large_sales():
    return _sales(2800, 2800, 5000, 7)


def _spans(n, m, k, seed):
    r = random.Random(seed)
    return ([(r.randrange(k), r.randrange(k)) for _ in range(n)], [r.randrange(k) for _ in range(m)])


def small_spans():
    return [([], [1, 2]), _spans(4, 4, 8, 1), _spans(9, 6, 12, 2), _spans(15, 8, 20, 3)]


def large_spans():
    return _spans(2200, 2000, 5000, 7)


def _prices(n, k, seed):
    r = random.Random(seed)
    return ([r.randrange(k) for _ in range(n)],)


def small_prices():
    return [([],), _prices(6, 4, 1), _prices(12, 9, 2), _prices(20, 30, 3)]


def large_prices():
    return _prices(3600, 3000, 7)


CASES = {
    "race_ranks": (small_race, large_race),
    "revenue_by_limit": (small_sales, large_sales),
    "load_at": (small_spans, large_spans),
    "price_percentiles": (small_prices, large_prices),
}
