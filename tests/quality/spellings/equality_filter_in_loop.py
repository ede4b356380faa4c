import random
from typing import NamedTuple


# --- billing: statements, nested loop
def customer_statements(customers, invoices):
    statements = []
    grand = 0
    for cid, name in customers:
        lines = []
        subtotal = 0
        for inv in invoices:
            if inv["customer"] != cid:
                continue
            lines.append("%s %d" % (inv["no"], inv["cents"]))
            subtotal += inv["cents"]
        if not lines:
            statements.append(name + ": nothing due")
        else:
            statements.append("%s: %s = %d" % (name, "; ".join(lines), subtotal))
        grand += subtotal
    return statements, grand


# --- biology: exons by gene, parallel lists, inner loop over indexes
def transcript_lengths(genes, exon_gene, exon_start, exon_end, min_len=1):
    lengths = {}
    n = len(exon_gene)
    for gene in genes:
        total = 0
        first = None
        for k in range(n):
            if exon_gene[k] == gene:
                size = exon_end[k] - exon_start[k]
                if size >= min_len:
                    total += size
                    if first is None or exon_start[k] < first:
                        first = exon_start[k]
        if first is not None:
            lengths[gene] = (first, total)
    return lengths


# --- sports: class with matches, method loops inline over teams
class Match(NamedTuple):
    home: str
    away: str
    score: tuple


class Season:
    def __init__(self, raw):
        self.matches = [Match(h, a, (x, y)) for h, a, x, y in raw]
        self.table = {}

    def tally(self, teams):
        for team in teams:
            won = lost = 0
            for m in self.matches:
                if m.home == team:
                    if m.score[0] > m.score[1]:
                        won += 1
                    elif m.score[0] < m.score[1]:
                        lost += 1
            self.table[team] = (won, lost)
        return self

    @property
    def unbeaten(self):
        return sorted(t for t, (w, l) in self.table.items() if l == 0 and w > 0)


def home_records(teams, raw):
    season = Season(raw).tally(teams)
    return season.table, season.unbeaten


# --- sensors: mean value for each device, comprehensions
def device_summary(readings):
    devices = sorted({dev for dev, _ in readings})
    summary = []
    for dev in devices:
        values = [v for d, v in readings if d == dev]
        summary.append((dev, len(values), min(values), max(values), round(sum(values) / len(values), 3)))
    noisy = [row[0] for row in summary if row[3] - row[2] > 50]
    return summary, noisy


def small_statements():
    inv = [
        {"no": "i1", "customer": 1, "cents": 500},
        {"no": "i2", "customer": 2, "cents": 40},
        {"no": "i3", "customer": 1, "cents": 500},
        {"no": "i4", "customer": 9, "cents": 1},
    ]
    return [
        ([(1, "al"), (2, "bo"), (3, "cy")], inv),
        ([], inv),
        ([(1, "al")], []),
        ([(1, "al"), (1, "al2")], inv),
    ]


def large_statements():
    r = random.Random(7)
    cust = [(i, "cust%d" % i) for i in range(2000)]
    inv = [{"no": "i%d" % k, "customer": r.randrange(2100), "cents": r.randrange(9000)} for k in range(4000)]
    return (cust, inv)


def small_exons():
    return [
        (["g1", "g2", "g3"], ["g1", "g2", "g1", "g4"], [10, 5, 3, 1], [20, 9, 8, 2]),
        ([], ["g1"], [1], [2]),
        (["g1"], [], [], []),
        (["g2", "g2", "g1"], ["g2", "g1", "g2"], [7, 7, 7], [8, 7, 9], 2),
    ]


def large_exons():
    r = random.Random(7)
    genes = ["gene%d" % i for i in range(1800)]
    owner = [r.choice(genes) for _ in range(4500)]
    start = [r.randrange(100000) for _ in owner]
    return (genes, owner, start, [s + r.randrange(5, 400) for s in start])


def small_season():
    raw = [("A", "B", 2, 1), ("B", "A", 0, 0), ("A", "C", 1, 1), ("C", "B", 0, 3)]
    return [
        (["A", "B", "C", "D"], raw),
        ([], raw),
        (["A"], []),
        (["C", "A", "A"], raw + raw),
    ]


def large_season():
    r = random.Random(7)
    teams = ["team%d" % i for i in range(1500)]
    return (teams, [(r.choice(teams), r.choice(teams), r.randrange(5), r.randrange(5)) for _ in range(4500)])


def small_devices():
    return [
        ([("d2", 5), ("d1", 90), ("d2", 7), ("d1", 10)],),
        ([],),
        ([("x", 1), ("x", 1), ("x", 2)],),
        ([("b", -60), ("a", 0), ("b", 60), ("c", 3), ("a", 0)],),
    ]


def large_devices():
    r = random.Random(7)
    return ([("dev%d" % r.randrange(1500), r.randrange(100)) for _ in range(5000)],)


CASES = {
    "customer_statements": (small_statements, large_statements),
    "transcript_lengths": (small_exons, large_exons),
    "home_records": (small_season, large_season),
    "device_summary": (small_devices, large_devices),
}
