"""K-mers that occur at least min_count times in a strand, with count, gc content and first gap."""
import random


def _positions(strand, kmer):
    found = []
    at = strand.find(kmer)
    while at != -1:
        found.append(at)
        at = strand.find(kmer, at + 1)
    return found


def repeated_kmers(strand, k, min_count):
    strand = strand.upper()
    seen = set()
    rows = []
    for i in range(len(strand) - k + 1):
        kmer = strand[i:i + k]
        if kmer in seen or "N" in kmer:
            continue
        seen.add(kmer)
        pos = _positions(strand, kmer)
        if len(pos) >= min_count:
            gc = kmer.count("G") + kmer.count("C")
            gap = pos[1] - pos[0] if len(pos) > 1 else 0
            rows.append((kmer, len(pos), gc, gap))
    rows.sort(key=lambda r: -r[1])
    return rows


def workload():
    rnd = random.Random(15)

    def mk(n):
        core = "".join(rnd.choice("ACGT") for _ in range(60))
        parts = []
        while sum(map(len, parts)) < n:
            parts.append("".join(rnd.choice("ACGTacgN") for _ in range(90)))
            a = rnd.randrange(40)
            parts.append(core[a:a + 20])
        return "".join(parts)[:n]

    return [("", 3, 1), ("aaaaNaaa", 2, 2), (mk(800), 5, 2), (mk(12000), 9, 2)]
