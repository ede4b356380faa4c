import random


def overlap(left, right, shortest):
    for size in range(min(len(left), len(right)), shortest - 1, -1):
        if left[len(left) - size:] == right[:size]:
            return size
    return 0


def read_overlaps(reads, shortest):
    """(i, j, size) for all ordered pairs of different reads where a suffix of read i
    is a prefix of read j, longest such size, at least `shortest` (>= 1).
    Longest overlaps first, then by i and j."""
    found = []
    for i in range(len(reads)):
        for j in range(len(reads)):
            if i != j:
                size = overlap(reads[i], reads[j], shortest)
                if size > 0:
                    found.append((i, j, size))
    found.sort(key=lambda row: (-row[2], row[0], row[1]))
    return found


def workload():
    rng = random.Random(64)
    out = [(["ACG"], 1), (["ACA", "ACA", "A", ""], 1)]
    for n, size, genome, least in ((20, 30, 200, 4), (68, 60, 900, 5), (90, 50, 2000, 6)):
        g = "".join(rng.choice("ACGT") for _ in range(genome))
        reads = []
        for _ in range(n):
            at = rng.randrange(genome - size)
            reads.append(g[at:at + size - rng.randrange(10)])
        out.append((reads, least))
    return out
