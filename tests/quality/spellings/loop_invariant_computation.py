import random
from dataclasses import dataclass


# ---- 1: share of total ----------------------------------------------------
def spending_shares(payments):
    """Per mille of the whole for each payment and whether it beats the average."""
    clean = []
    for who, cents in payments:
        if cents > 0:
            clean.append((who, cents))
    rows = []
    above = 0
    for i in range(len(clean)):
        total = 0
        for _, cents in clean:
            total += cents
        who, cents = clean[i]
        share = cents * 1000 // total
        if cents * len(clean) > total:
            above += 1
            rows.append((who, share, "+"))
        else:
            rows.append((who, share, ""))
    return rows, above


def small_spending_shares():
    return [([("ann", 50), ("bob", 150), ("ann", 50), ("cy", -3)],), ([("x", 1), ("y", 1), ("z", 1)],), ([("q", 0), ("r", 9)],), ([],)]


def large_spending_shares():
    rnd = random.Random(7)
    return ([("p%d" % (i % 40), rnd.randrange(1, 999)) for i in range(4000)],)


# ---- 2: masking words -----------------------------------------------------
def banned_set(raw: str) -> set[str]:
    return {w.strip().lower() for w in raw.split(",") if w.strip()}


def is_banned(word: str, raw: str) -> bool:
    return word.strip(".,!?").lower() in banned_set(raw)


def censor(text: str, banned: str, mask: str = "*") -> str:
    out: list[str] = []
    hits = 0
    for word in text.split():
        if is_banned(word, banned):
            hits += 1
            out.append(mask * len(word))
        else:
            out.append(word)
    return f"{' '.join(out)} [{hits}]"


def small_censor():
    return [
        ("Darn it, the heck with darn!", "darn, heck"),
        ("all fine here", ""),
        ("a b a B", "A,,b ", "#"),
        ("", "x"),
    ]


def large_censor():
    rnd = random.Random(7)
    ws = ["w%d" % i for i in range(3000)]
    return " ".join(rnd.choice(ws) for _ in range(1300)), ", ".join(ws[:1300])


# ---- 3: delivery stops ----------------------------------------------------
@dataclass(frozen=True)
class Stop:
    name: str
    x: int
    y: int


class Route:
    def __init__(self, stops: list[Stop]):
        self.stops = stops

    def centre(self) -> tuple[int, int]:
        n = len(self.stops)
        return sum(s.x for s in self.stops) // n, sum(s.y for s in self.stops) // n

    @property
    def box(self) -> tuple[int, int]:
        xs = [s.x for s in self.stops]
        return min(xs), max(xs)

    def describe(self, stop: Stop) -> str:
        cx, cy = self.centre()
        lo, hi = self.box
        side = "W" if stop.x < cx else "E"
        edge = "!" if stop.x in (lo, hi) else ""
        return f"{stop.name}:{side}{abs(stop.x - cx) + abs(stop.y - cy)}{edge}"


def route_sheet(rows: list[tuple[str, int, int]]) -> dict[str, list[str]]:
    route = Route([Stop(*r) for r in rows])
    sheet: dict[str, list[str]] = {}
    for stop in route.stops:
        sheet.setdefault(stop.name[:1].upper(), []).append(route.describe(stop))
    return sheet


def small_route_sheet():
    return [
        ([("mill", 0, 0), ("market", 4, 4), ("bank", 8, 2)],),
        ([("a", 1, 1), ("a", 1, 1), ("b", 1, 7)],),
        ([("solo", 3, 3)],),
        ([],),
    ]


def large_route_sheet():
    rnd = random.Random(7)
    return ([(rnd.choice("abcdef") + str(i), rnd.randrange(1000), rnd.randrange(1000)) for i in range(2100)],)


# ---- 4: read coverage -----------------------------------------------------
def rare_kmers(reference, reads, k=3):
    """Which reads have which windows that the reference lacks."""
    reference = reference.upper()

    def windows(seq):
        return (seq[i:i + k] for i in range(len(seq) - k + 1))

    missing = {
        n: [w for w in windows(read.upper()) if w not in set(windows(reference))]
        for n, read in enumerate(reads)
        if len(read) >= k
    }
    return {n: ws for n, ws in missing.items() if ws}, len(missing)


def small_rare_kmers():
    return [
        ("ACGTACGT", ["ACGA", "cgta", "TTTT", "AC"]),
        ("AAAA", ["AAAAT", "TAAAA"], 4),
        ("AC", ["ACG"]),
        ("", []),
    ]


def large_rare_kmers():
    rnd = random.Random(7)
    ref = "".join(rnd.choice("ACGT") for _ in range(1500))
    return ref, ["".join(rnd.choice("ACGT") for _ in range(14)) for _ in range(140)], 5


CASES = {
    "spending_shares": (small_spending_shares, large_spending_shares),
    "censor": (small_censor, large_censor),
    "route_sheet": (small_route_sheet, large_route_sheet),
    "rare_kmers": (small_rare_kmers, large_rare_kmers),
}
