import random
from dataclasses import dataclass


# --- a: smallest period of each signal
def signal_periods(signals):
    report = {}
    for name, text in signals:
        n = len(text)
        if n == 0:
            report[name] = 0
            continue
        period = n
        for p in range(1, n):
            if text[p:] == text[:n - p]:
                period = p
                break
        repeats = n // period
        report[name] = (period, repeats)
    return report


def small_signals():
    return [([("a", "abcabcab"), ("b", "aaaa"), ("c", "abcd")],), ([("x", ""), ("x", "aba")],), ([],),
            ([("q", "abaab"), ("r", "abaaba")],)]


def large_signals():
    return ([("s%d" % i, "a" * 11000 + "b" + "a" * (11000 + i)) for i in range(5)],)


# --- b: smallest rotation of necklaces (to compare them)
def rotations(beads):
    result = []
    for k in range(len(beads)):
        result.append(beads[k:] + beads[:k])
    return result


def smallest_rotation(beads):
    best = beads
    for turned in rotations(beads):
        if turned < best:
            best = turned
    return best


def distinct_necklaces(necklaces: list[str]) -> list[tuple[str, int]]:
    seen: dict[str, int] = {}
    for n in necklaces:
        n = n.strip().upper()
        if not n:
            continue
        key = smallest_rotation(n)
        seen[key] = seen.get(key, 0) + 1
    return sorted((key[:12], count) for key, count in seen.items())


def small_necklaces():
    return [(["rgb", "gbr", "bgr", "RGB"],), (["", "r"],), ([],), (["abab", "baba", "aabb"],)]


def large_necklaces():
    r = random.Random(7)
    out = ["".join(r.choice("ab") for _ in range(3000)) for _ in range(40)]
    return (out + ["a" * 5999 + "b"],)


# --- c: repeated motif in DNA, overlapping, with slicing
@dataclass
class Motif:
    name: str
    seq: str

    def at(self, genome: str, i: int) -> bool:
        return genome[i:i + len(self.seq)] == self.seq

    def positions(self, genome: str) -> list:
        return [i for i in range(len(genome)) if self.at(genome, i)]


def motif_table(genome, motifs):
    genome = genome.upper()
    lines = []
    for name, seq in sorted(motifs.items()):
        if not seq:
            continue
        where = Motif(name, seq.upper()).positions(genome)
        first = where[0] if where else "-"
        lines.append(f"{name}\t{len(where)}\t{first}")
    return "\n".join(lines)


def small_motif():
    return [("ACACACGT", {"a": "aca", "b": "GT", "c": "TTT"}), ("AAAA", {"x": "aa"}), ("", {"x": "A"}), ("AC", {"e": ""})]


def large_motif():
    r = random.Random(7)
    g = "".join(r.choice("ACGT") for _ in range(260000))
    return (g, {"tata": "TATAAA", "caat": "CCAAT", "gc": "GGGCGG", "kozak": "ACCATGG", "a5": "AAAAA"})


# --- d: is the shift plan a repetition of a shorter one; comprehension over unit lengths
def shift_cycles(plans: list) -> list:
    def unit(plan):
        n = len(plan)
        return next((plan[:k] for k in range(1, n + 1)
                     if all(plan[i:i + k] == plan[:k][:n - i] for i in range(0, n, k))), plan)

    cycles = [unit(list(p)) for p in plans]
    return [(len(c), len(p) % len(c) == 0 if c else False) for c, p in zip(cycles, plans)]


def small_shift():
    return [(["ELNELN", "EELEEL", "EEEE", "ELNE"],), ([[1, 2, 1], []],), ([],), (["ABABAC"],)]


def large_shift():
    return (["D" * 1500 + "N" + "D" * (1500 + i) for i in range(7)],)


CASES = {
    "signal_periods": (small_signals, large_signals),
    "distinct_necklaces": (small_necklaces, large_necklaces),
    "motif_table": (small_motif, large_motif),
    "shift_cycles": (small_shift, large_shift),
}
