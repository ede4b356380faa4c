import random
from dataclasses import dataclass


# a. networks: which address blocks an address belongs to
def match_blocks(blocks, addresses):
    hits = {}
    unmatched = []
    for address in addresses:
        names = []
        for name, low, high in blocks:
            if address < low:
                continue
            if address > high:
                continue
            names.append(name)
        if names:
            hits[address] = names
        else:
            unmatched.append(address)
    return hits, unmatched


# b. biology: number of genes over a position of the chromosome
def _covers(gene: tuple, position: int) -> bool:
    _, start, end = gene
    return start <= position < end


def _depth(genes: list, position: int) -> int:
    n = 0
    for gene in genes:
        if _covers(gene, position):
            n += 1
    return n


def coverage_report(genes: list, positions: list) -> str:
    genes = [g for g in genes if g[1] < g[2]]
    parts = []
    peak = 0
    for position in positions:
        depth = _depth(genes, position)
        peak = max(peak, depth)
        parts.append(str(depth))
    return "%s; peak %d" % (" ".join(parts), peak)


# c. scheduling: who was at work when something was reported
@dataclass(frozen=True)
class Shift:
    worker: str
    start: int
    end: int

    def includes(self, minute: int) -> bool:
        return self.start <= minute <= self.end


class Roster:
    def __init__(self, rows):
        self.shifts = [Shift(*row) for row in rows]

    def on_duty(self, minute):
        return [s.worker for s in self.shifts if s.includes(minute)]


def blame(rows, incidents):
    roster = Roster(rows)
    tally = {}
    alone = 0
    for minute in incidents:
        workers = roster.on_duty(minute)
        if len(workers) == 1:
            alone += 1
        for worker in workers:
            tally[worker] = tally.get(worker, 0) + 1
    return sorted(tally.items(), key=lambda item: (-item[1], item[0])), alone


# d. parsing: fresh ingredients, by ranges of their numbers
def count_fresh(text):
    top, _, bottom = text.partition("\n\n")
    ranges = [tuple(map(int, line.split("-"))) for line in top.splitlines()]
    numbers = [int(line) for line in bottom.split()]
    fresh = [n for n in numbers if any(a <= n <= b for a, b in ranges)]
    return len(fresh), sum(fresh)


def small_blocks():
    blocks = [("lan", 10, 19), ("dmz", 15, 30), ("one", 15, 15), ("far", 90, 99)]
    return [(blocks, [15, 10, 31, 19, 99, 15]), ([], [1]), (blocks, []), (blocks, [5, 50, 20])]


def large_blocks():
    rnd = random.Random(7)
    blocks = []
    for i in range(2500):
        low = rnd.randrange(10 ** 7)
        blocks.append(("net%d" % i, low, low + rnd.randrange(10000)))
    return (blocks, [rnd.randrange(10 ** 7) for _ in range(4500)])


def small_genes():
    genes = [("g1", 5, 20), ("g2", 10, 30), ("g3", 10, 12), ("g4", 9, 9)]
    return [(genes, [4, 5, 9, 10, 12, 30, 10]), ([], [1]), (genes, []), (genes, [29, 20])]


def large_genes():
    rnd = random.Random(7)
    genes = []
    for i in range(2000):
        start = rnd.randrange(10 ** 6)
        genes.append(("g%d" % i, start, start + rnd.randrange(5, 9000)))
    return (genes, [rnd.randrange(10 ** 6) for _ in range(1600)])


def small_shifts():
    rows = [("ann", 0, 60), ("bo", 30, 90), ("ann", 80, 120), ("cy", 60, 61)]
    return [(rows, [0, 60, 85, 130, 120, 60]), ([], [4]), (rows, []), (rows, [20, 20, 75])]


def large_shifts():
    rnd = random.Random(7)
    rows = []
    for _ in range(1800):
        start = rnd.randrange(500000)
        rows.append(("w%d" % rnd.randrange(40), start, start + rnd.randrange(240, 540)))
    return (rows, [rnd.randrange(500000) for _ in range(2000)])


def small_fresh():
    return [
        ("3-5\n10-14\n16-20\n12-18\n\n1\n5\n8\n11\n17\n32\n11",),
        ("\n\n5\n6",),
        ("1-1\n\n1\n1\n2",),
        ("7-9\n9-12\n\n",),
    ]


def large_fresh():
    rnd = random.Random(7)
    ranges = []
    for _ in range(1500):
        low = rnd.randrange(10 ** 9)
        ranges.append("%d-%d" % (low, low + rnd.randrange(300000)))
    numbers = [str(rnd.randrange(10 ** 9)) for _ in range(4000)]
    return ("\n".join(ranges) + "\n\n" + "\n".join(numbers),)


CASES = {
    "match_blocks": (small_blocks, large_blocks),
    "coverage_report": (small_genes, large_genes),
    "blame": (small_shifts, large_shifts),
    "count_fresh": (small_fresh, large_fresh),
}
