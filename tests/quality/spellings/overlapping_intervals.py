import random
from dataclasses import dataclass
from itertools import combinations


# --- a: merging busy times, restart after each merge
def busy_blocks(bookings):
    blocks = []
    for b in bookings:
        if b["to"] > b["from"]:
            blocks.append([b["from"], b["to"]])
    merged = True
    while merged:
        merged = False
        for i in range(len(blocks)):
            for j in range(i + 1, len(blocks)):
                if blocks[i][0] <= blocks[j][1] and blocks[j][0] <= blocks[i][1]:
                    blocks[i][0] = min(blocks[i][0], blocks[j][0])
                    blocks[i][1] = max(blocks[i][1], blocks[j][1])
                    del blocks[j]
                    merged = True
                    break
            if merged:
                break
    blocks.sort()
    return ["%d-%d" % (s, e) for s, e in blocks]


def small_busy():
    b = [{"from": 1, "to": 4}, {"from": 8, "to": 9}, {"from": 3, "to": 6}, {"from": 6, "to": 7}, {"from": 5, "to": 5}]
    return [(b,), (b[:2],), ([],), (b + b,)]


def large_busy():
    r = random.Random(7)
    out = []
    for _ in range(330):
        s = r.randint(0, 20000)
        out.append({"from": s, "to": s + r.randint(1, 90)})
    return (out,)


# --- b: double bookings of rooms
def clash(a, b):
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def double_bookings(rows: list[tuple[str, int, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for room, _, _ in rows:
        counts.setdefault(room, 0)
    for i in range(len(rows)):
        for j in range(len(rows)):
            if i < j and clash(rows[i], rows[j]):
                counts[rows[i][0]] += 1
    return counts


def small_double():
    r = [("A", 9, 11), ("A", 10, 12), ("B", 9, 11), ("A", 11, 13), ("B", 9, 11)]
    return [(r,), (r[:1],), ([],), (r + r[:2],)]


def large_double():
    r = random.Random(7)
    rows = []
    for _ in range(1600):
        s = r.randint(0, 50000)
        rows.append((r.choice("AB"), s, s + r.randint(10, 60)))
    return (rows,)


# --- c: covered bases on a chromosome, marking each
@dataclass
class Gene:
    chrom: str
    start: int
    end: int

    def positions(self):
        return range(self.start, self.end + 1)


class Coverage:
    def __init__(self):
        self.marked = {}

    def mark(self, gene):
        bases = self.marked.setdefault(gene.chrom, set())
        for p in gene.positions():
            bases.add(p)

    def covered(self, chrom):
        return len(self.marked.get(chrom, ()))


def gene_coverage(rows, lengths):
    cov = Coverage()
    for chrom, start, end in rows:
        if start > end:
            start, end = end, start
        cov.mark(Gene(chrom, start, end))
    return {c: (cov.covered(c), 100.0 * cov.covered(c) / n) for c, n in lengths.items() if n}


def small_coverage():
    g = [("1", 10, 20), ("1", 15, 25), ("2", 9, 5), ("1", 40, 40)]
    return [(g, {"1": 100, "2": 50}), (g, {"3": 10}), ([], {"1": 10}), (g + g, {"1": 64})]


def large_coverage():
    r = random.Random(7)
    rows = []
    for _ in range(1500):
        s = r.randint(1, 400000)
        rows.append((r.choice("123"), s, s + r.randint(200, 3000)))
    return (rows, {"1": 410000, "2": 410000, "3": 410000})


# --- d: players online at the same time
def peak_players(sessions: list) -> tuple:
    valid = [(a, b) for a, b in sessions if a < b]
    peak = max(
        (sum(1 for a, b in valid if a <= t < b), -t) for t, _ in valid
    ) if valid else (0, 0)
    met = sum(1 for (a, b), (c, d) in combinations(valid, 2) if max(a, c) < min(b, d))
    return peak[0], -peak[1], met


def small_peak():
    s = [(1, 5), (2, 6), (5, 8), (4, 4), (2, 3)]
    return [(s,), (s[:1],), ([],), (s + s,)]


def large_peak():
    r = random.Random(7)
    out = []
    for _ in range(1400):
        a = r.randint(0, 86400)
        out.append((a, a + r.randint(60, 7200)))
    return (out,)


CASES = {
    "busy_blocks": (small_busy, large_busy),
    "double_bookings": (small_double, large_double),
    "gene_coverage": (small_coverage, large_coverage),
    "peak_players": (small_peak, large_peak),
}
