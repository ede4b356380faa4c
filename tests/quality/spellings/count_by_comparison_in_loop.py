import random
from dataclasses import dataclass


# --- sports: rank of each swimmer by counting better times
def assign_ranks(results):
    ranked = []
    medals = [0, 0, 0]
    for name, ms in results:
        if ms is None:
            ranked.append((name, "DNF"))
            continue
        rank = 1
        for _other, other_ms in results:
            if other_ms is not None and other_ms < ms:
                rank += 1
        if rank <= 3:
            medals[rank - 1] += 1
        ranked.append((name, rank))
    return ranked, medals


# --- maps: points in an interval along a road, helper
def count_between(positions: list, low: int, high: int) -> int:
    n = 0
    for p in positions:
        if low <= p <= high:
            n += 1
    return n


def busiest_section(crash_positions: list, sections: list) -> dict:
    counts = []
    for section in sections:
        name, low, high = section
        if low > high:
            low, high = high, low
        counts.append((count_between(crash_positions, low, high), name))
    if not counts:
        return {"worst": None, "max": 0, "empty": []}
    top = max(c for c, _ in counts)
    return {
        "worst": [name for c, name in counts if c == top],
        "max": top,
        "empty": sorted(name for c, name in counts if c == 0),
    }


# --- billing: percentiles in a class
@dataclass
class SalaryBook:
    salaries: list

    def above(self, amount):
        return len([s for s in self.salaries if s > amount])

    def below(self, amount):
        return len([s for s in self.salaries if s < amount])

    def percentile(self, amount):
        if not self.salaries:
            return 0
        return self.below(amount) * 100 // len(self.salaries)


def salary_report(people: dict, offers: list) -> list:
    book = SalaryBook(list(people.values()))
    report = []
    for offer in offers:
        if offer <= 0:
            report.append("invalid")
        else:
            report.append("%d: p%d, %d earn more" % (offer, book.percentile(offer), book.above(offer)))
    return report


# --- networks: concurrent connections at given times, sum with generator
def load_at(times, sessions):
    opened = [s[0] for s in sessions]
    closed = [s[1] for s in sessions]
    load = {}
    for t in times:
        if t in load:
            continue
        load[t] = sum(o <= t for o in opened) - sum(1 for c in closed if c <= t)
    peak = max(load.values(), default=0)
    at = sorted(t for t, n in load.items() if n == peak)
    return peak, at[:3], [load[t] for t in times]


def small_ranks():
    return [
        ([("a", 500), ("b", 480), ("c", None), ("d", 500), ("e", 700)],),
        ([],),
        ([("x", 1), ("y", 1)],),
        ([("x", 3), ("y", 2), ("z", 1), ("w", 0)],),
    ]


def large_ranks():
    r = random.Random(7)
    return ([("s%d" % i, r.randrange(50000, 60000) if i % 40 else None) for i in range(2800)],)


def small_sections():
    return [
        ([3, 5, 5, 9, 20], [("n", 0, 5), ("m", 9, 4), ("s", 30, 40)]),
        ([], [("n", 0, 5)]),
        ([1, 2], []),
        ([7, 7, 7], [("b", 7, 7), ("a", 6, 8), ("c", 8, 8)]),
    ]


def large_sections():
    r = random.Random(7)
    pos = [r.randrange(100000) for _ in range(3500)]
    sec = []
    for i in range(2500):
        low = r.randrange(100000)
        sec.append(("sec%d" % i, low, low + r.randrange(5000)))
    return (pos, sec)


def small_salaries():
    return [
        ({"a": 100, "b": 200, "c": 200, "d": 50}, [150, 200, 0, 10]),
        ({}, [100]),
        ({"a": 1}, []),
        ({"a": 5, "b": 5}, [5, 4, 6, 5]),
    ]


def large_salaries():
    r = random.Random(7)
    return ({"p%d" % i: r.randrange(30000, 90000) for i in range(2800)}, [r.randrange(25000, 95000) for _ in range(2000)])


def small_load():
    return [
        ([1, 5, 5, 9], [(0, 4), (1, 6), (5, 9)]),
        ([], [(0, 4)]),
        ([3, 1], []),
        ([2, 2, 3, 0], [(2, 3), (2, 3), (0, 2)]),
    ]


def large_load():
    r = random.Random(7)
    ses = []
    for _ in range(2500):
        s = r.randrange(86400)
        ses.append((s, s + r.randrange(3600)))
    return ([r.randrange(90000) for _ in range(1600)], ses)


CASES = {
    "assign_ranks": (small_ranks, large_ranks),
    "busiest_section": (small_sections, large_sections),
    "salary_report": (small_salaries, large_salaries),
    "load_at": (small_load, large_load),
}
