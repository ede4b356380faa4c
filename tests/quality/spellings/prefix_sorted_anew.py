import random
from dataclasses import dataclass, field


# a. sports: the median result after each round
def running_medians(scores):
    medians = []
    changes = 0
    for n in range(1, len(scores) + 1):
        ordered = sorted(scores[:n])
        mid = n // 2
        if n % 2:
            median = ordered[mid]
        else:
            median = (ordered[mid - 1] + ordered[mid]) // 2
        if medians and medians[-1] != median:
            changes += 1
        medians.append(median)
    return medians, changes


# b. billing: what the k dearest orders so far come to
def _kth_dearest(amounts: list, k: int):
    if len(amounts) < k:
        return None
    return sorted(amounts, reverse=True)[k - 1]


def discount_thresholds(orders: list, k: int) -> list:
    report = []
    for i, (customer, amount) in enumerate(orders):
        so_far = [a for _, a in orders[:i + 1]]
        limit = _kth_dearest(so_far, k)
        if limit is None:
            report.append((customer, amount, "open"))
        elif amount >= limit:
            report.append((customer, amount, "discount"))
        else:
            report.append((customer, amount, limit))
    return report


# c. sensors: outliers against the quartiles of everything read until then
@dataclass
class Probe:
    readings: list = field(default_factory=list)

    def add(self, value):
        self.readings.append(value)

    def quantile(self, part, parts):
        ordered = sorted(self.readings)
        return ordered[(len(ordered) - 1) * part // parts]

    def is_outlier(self, value):
        if len(self.readings) < 4:
            return False
        low, high = self.quantile(1, 4), self.quantile(3, 4)
        reach = 1.5 * (high - low)
        return value < low - reach or value > high + reach


def find_outliers(values):
    probe = Probe()
    found = {}
    for position, value in enumerate(values):
        probe.add(value)
        if probe.is_outlier(value):
            found.setdefault(value, []).append(position)
    return found


# d. networks: the closest two arrivals among the first n packets
def smallest_gap_history(arrivals):
    def smallest_gap(times):
        ordered = sorted(times)
        return min((b - a for a, b in zip(ordered, ordered[1:])), default=None)

    prefixes = (arrivals[:n] for n in range(2, len(arrivals) + 1))
    gaps = [smallest_gap(p) for p in prefixes]
    return {"gaps": gaps, "first_clash": next((i for i, g in enumerate(gaps, 2) if g == 0), None)}


def small_scores():
    return [([5, 1, 4, 4, 9, 0],), ([],), ([3, 3, 3],), ([10, 7],)]


def large_scores():
    rnd = random.Random(7)
    return ([rnd.randrange(10000) for _ in range(3200)],)


def small_orders():
    return [
        ([("a", 5), ("b", 7), ("a", 7), ("c", 1), ("b", 9)], 2),
        ([], 1),
        ([("x", 4), ("x", 4)], 1),
        ([("x", 4), ("y", 3)], 3),
    ]


def large_orders():
    rnd = random.Random(7)
    return ([("c%d" % rnd.randrange(50), rnd.randrange(100000)) for _ in range(2600)], 20)


def small_values():
    return [([5, 6, 5, 7, 60, 6, -40, 60],), ([],), ([1, 1, 1, 1, 2, 2],), ([3, 2, 1],)]


def large_values():
    rnd = random.Random(7)
    return ([int(rnd.gauss(500, 60)) for _ in range(2600)],)


def small_arrivals():
    return [([10, 40, 25, 30, 30],), ([],), ([5],), ([9, 1, 5, 3],)]


def large_arrivals():
    rnd = random.Random(7)
    return (rnd.sample(range(10 ** 7), 2400),)


CASES = {
    "running_medians": (small_scores, large_scores),
    "discount_thresholds": (small_orders, large_orders),
    "find_outliers": (small_values, large_values),
    "smallest_gap_history": (small_arrivals, large_arrivals),
}
