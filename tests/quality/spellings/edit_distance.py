import random
from dataclasses import dataclass


# --- a: spelling suggestions for a product search box
def suggest_products(query, catalogue, limit=3):
    query = query.strip().lower()
    scored = []
    for name in catalogue:
        cand = name.lower()
        rows = len(query) + 1
        cols = len(cand) + 1
        table = []
        for i in range(rows):
            table.append([0] * cols)
        for i in range(rows):
            table[i][0] = i
        for j in range(cols):
            table[0][j] = j
        for i in range(1, rows):
            for j in range(1, cols):
                if query[i - 1] == cand[j - 1]:
                    cost = 0
                else:
                    cost = 1
                table[i][j] = min(table[i - 1][j] + 1,
                                  table[i][j - 1] + 1,
                                  table[i - 1][j - 1] + cost)
        scored.append((table[rows - 1][cols - 1], name))
    scored.sort()
    return [name for dist, name in scored[:limit]]


def small_suggest():
    cat = ["Hammer", "Hamster", "Hummer", "Drill", "Drill bit", "Saw", "saw"]
    return [("hamer", cat), ("dril ", cat, 2), ("saw", cat), ("x", [])]


def large_suggest():
    r = random.Random(7)
    cat = ["".join(r.choice("abcdefgh ") for _ in range(r.randint(10, 18))) for _ in range(6500)]
    return ("garden chace", cat)


# --- b: barcodes from a sequencer assigned to their samples
def mismatch_cost(read, ref):
    if not read:
        return 2 * len(ref)
    if not ref:
        return 2 * len(read)
    if read[0] == ref[0]:
        return mismatch_cost(read[1:], ref[1:])
    swap = 1 + mismatch_cost(read[1:], ref[1:])
    drop = 2 + mismatch_cost(read[1:], ref)
    insert = 2 + mismatch_cost(read, ref[1:])
    return min(swap, drop, insert)


def assign_barcodes(reads: list[str], barcodes: dict[str, str], cutoff: int = 4) -> dict[str, int]:
    counts = {sample: 0 for sample in barcodes.values()}
    counts["unknown"] = 0
    for read in reads:
        if "N" in read:
            counts["unknown"] += 1
            continue
        best, owner = None, "unknown"
        for code, sample in barcodes.items():
            c = mismatch_cost(read, code)
            if c <= cutoff and (best is None or c < best):
                best, owner = c, sample
        counts[owner] += 1
    return counts


def small_barcodes():
    codes = {"ACGT": "s1", "TTGA": "s2", "CCCA": "s1"}
    return [(["ACGT", "ACGA", "TTGA", "NCGT"], codes), (["GGGG", "TGA", "TGA"], codes, 2),
            ([], codes), (["", "A"], {})]


def large_barcodes():
    r = random.Random(7)
    seq = lambda n: "".join(r.choice("ACGT") for _ in range(n))
    codes = {seq(7): "s%d" % (i % 3) for i in range(4)}
    return ([seq(7) for _ in range(36)], codes)


# --- c: comparing two versions of a legal text line by line
@dataclass
class LineAligner:
    old: list
    new: list
    gap: int = 3

    def change(self, a: str, b: str) -> int:
        if a == b:
            return 0
        return 2 if a.lower() == b.lower() else 4

    def cost(self, i: int, j: int) -> int:
        if i == len(self.old):
            return (len(self.new) - j) * self.gap
        if j == len(self.new):
            return (len(self.old) - i) * self.gap
        kept = self.change(self.old[i], self.new[j]) + self.cost(i + 1, j + 1)
        removed = self.gap + self.cost(i + 1, j)
        added = self.gap + self.cost(i, j + 1)
        return min(kept, removed, added)


def revision_report(old_text: str, new_text: str, gap: int = 3) -> str:
    old = [ln.strip() for ln in old_text.splitlines() if ln.strip()]
    new = [ln.strip() for ln in new_text.splitlines() if ln.strip()]
    total = LineAligner(old, new, gap).cost(0, 0)
    worst = gap * (len(old) + len(new))
    if worst == 0:
        return "both empty"
    return f"{total}/{worst} ({100 - 100 * total // worst}% same)"


def small_revision():
    return [("a\nb\nc", "a\nB\nc\nd"), ("x\n\ny\n", "y\nx", 1), ("", ""), ("one", "")]


def large_revision():
    r = random.Random(7)
    w = ["shall", "Shall", "may", "must", "not"]
    return ("\n".join(r.choice(w) for _ in range(9)), "\n".join(r.choice(w) for _ in range(9)))


# --- d: melodies, nested function with closure
def closest_melody(hummed, songs):
    def distance(tune):
        def walk(i, j):
            if i < 0 or j < 0:
                return (i + 1) + (j + 1)
            return min(
                walk(i - 1, j - 1) + min(abs(hummed[i] - tune[j]), 2),
                walk(i - 1, j) + 1,
                walk(i, j - 1) + 1,
            )
        return walk(len(hummed) - 1, len(tune) - 1)

    if not songs:
        return None
    title = min(sorted(songs), key=lambda t: distance(songs[t]))
    return title, len(songs[title])


def small_melody():
    songs = {"ode": (4, 4, 5, 7, 7), "twinkle": (0, 0, 7, 7, 9), "jacob": (0, 2, 4, 0), "jack": (0, 2, 4, 0)}
    return [((4, 4, 5, 7), songs), ((0, 2, 4, 1), songs), ((), songs), ((1,), {})]


def large_melody():
    r = random.Random(7)
    t = lambda n: tuple(r.randint(0, 9) for _ in range(n))
    return (t(7), {"s%d" % i: t(7) for i in range(26)})


CASES = {
    "suggest_products": (small_suggest, large_suggest),
    "assign_barcodes": (small_barcodes, large_barcodes),
    "revision_report": (small_revision, large_revision),
    "closest_melody": (small_melody, large_melody),
}
