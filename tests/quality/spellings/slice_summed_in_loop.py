import random
from typing import NamedTuple


# ---- 1: range reports -----------------------------------------------------
def range_totals(sales, queries):
    """Units sold from day a to day b, both included (1-based)."""
    report = []
    best = None
    for a, b in queries:
        if a < 1 or b > len(sales) or a > b:
            report.append(None)
            continue
        total = 0
        for day in range(a - 1, b):
            total += sales[day]
        report.append(total)
        if best is None or total > best[0]:
            best = (total, a, b)
    return report, best


def small_range_totals():
    return [
        ([3, 0, 4, 4, 1], [(1, 5), (2, 2), (3, 4), (4, 9), (1, 5)]),
        ([1, 1, 1], [(3, 1), (1, 1), (3, 3)]),
        ([9], [(1, 1)]),
        ([], [(1, 1)]),
    ]


def large_range_totals():
    rnd = random.Random(7)
    n = 5000
    q = [tuple(sorted((rnd.randrange(1, n + 1), rnd.randrange(1, n + 1)))) for _ in range(5000)]
    return [rnd.randrange(50) for _ in range(n)], q


# ---- 2: balance point -----------------------------------------------------
def left_weight(masses: list[int], i: int) -> int:
    return sum(masses[:i])


def right_weight(masses: list[int], i: int) -> int:
    return sum(masses[i + 1:])


def balance_points(masses: list[int], slack: int = 0) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {"even": [], "left": [], "right": []}
    for i, m in enumerate(masses):
        if m < 0:
            raise ValueError(f"negative mass at {i}")
        diff = left_weight(masses, i) - right_weight(masses, i)
        if abs(diff) <= slack:
            out["even"].append(i)
        elif diff > 0:
            out["left"].append(i)
        else:
            out["right"].append(i)
    return out


def small_balance_points():
    return [([1, 2, 3, 3],), ([5, 0, 5], 1), ([0, 0, 0],), ([],)]


def large_balance_points():
    rnd = random.Random(7)
    return [rnd.randrange(100) for _ in range(8000)], 50


# ---- 3: GC content of windows --------------------------------------------
class Window(NamedTuple):
    start: int
    stop: int


class Strand:
    def __init__(self, bases):
        self.bases = bases.upper()

    def gc(self, win):
        piece = self.bases[win.start:win.stop]
        return piece.count("G") + piece.count("C")

    def windows(self, width, stride):
        start = 0
        while start + width <= len(self.bases):
            yield Window(start, start + width)
            start += stride


def gc_islands(bases, width, percent, stride=1):
    strand = Strand(bases)
    islands = []
    for win in strand.windows(width, stride):
        if strand.gc(win) * 100 < percent * width:
            continue
        if islands and islands[-1][1] >= win.start:
            islands[-1] = (islands[-1][0], win.stop)
        else:
            islands.append(tuple(win))
    return islands


def small_gc_islands():
    return [("atGCGCatatatCCGGat", 4, 75), ("GGGGAAAAGGGG", 4, 100, 2), ("ACGT", 3, 50), ("", 2, 50)]


def large_gc_islands():
    rnd = random.Random(7)
    return "".join(rnd.choice("ACGT") for _ in range(40000)), 12000, 50


# ---- 4: votes up to a moment ---------------------------------------------
def lead_changes(ballots):
    """Moments at which another candidate comes to lead (ties keep the leader)."""
    names = sorted({b for b in ballots if b})

    def standing(upto):
        return {n: ballots[:upto].count(n) for n in names}

    leader, changes = None, []
    for t in range(1, len(ballots) + 1):
        votes = standing(t)
        if not votes:
            continue
        top = max(names, key=votes.get)
        if votes[top] > votes.get(leader, 0):
            leader = top
            changes.append((t, top, votes[top]))
    return changes


def small_lead_changes():
    return [(["a", "b", "b", "", "a", "a"],), (["x", "", "x"],), ([None, "q", "p", "p"],), ([],)]


def large_lead_changes():
    rnd = random.Random(7)
    return ([rnd.choice(["ann", "bob", ""]) for _ in range(5500)],)


CASES = {
    "range_totals": (small_range_totals, large_range_totals),
    "balance_points": (small_balance_points, large_balance_points),
    "gc_islands": (small_gc_islands, large_gc_islands),
    "lead_changes": (small_lead_changes, large_lead_changes),
}
