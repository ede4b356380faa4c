import random

_PAIR = {"A": "T", "C": "G", "G": "C", "T": "A"}


def _canonical(kmer):
    other = ""
    for base in kmer:
        other = _PAIR[base] + other
    return kmer if kmer <= other else other


def strand_profile(reads, k, min_count):
    """Canonical k-mers seen at least min_count times over all reads, with GC share.

    Returns (rows sorted by falling count, number skipped for unclear bases)."""
    if k <= 0:
        raise ValueError("k must be positive")
    seen = []
    skipped = 0
    for read in reads:
        read = read.upper()
        for at in range(len(read) - k + 1):
            word = read[at:at + k]
            if any(base not in "ACGT" for base in word):
                skipped += 1
                continue
            seen.append(_canonical(word))
    distinct = []
    for word in seen:
        if word not in distinct:
            distinct.append(word)
    rows = []
    for word in distinct:
        times = seen.count(word)
        if times < min_count:
            continue
        gc = word.count("G") + word.count("C")
        rows.append((word, times, round(100.0 * gc / k, 1)))
    rows.sort(key=lambda r: (-r[1], r[0]))
    return rows, skipped


def workload():
    out = []
    for seed, n, length, k in ((61, 25, 60, 5), (62, 14, 80, 6), (63, 20, 60, 4), (64, 3, 10, 3)):
        rng = random.Random(seed)
        reads = ["".join(rng.choice("ACGTACGTACGTACGTacgtN") for _ in range(length)) for _ in range(n)]
        out.append((reads, k, 2))
    return out
