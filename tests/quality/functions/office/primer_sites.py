import random

PAIR = {"A": "T", "C": "G", "G": "C", "T": "A"}


def primer_sites(sequence, length, gc_low=40, gc_high=60, max_run=4):
    """Find primer candidates: unique windows of fair GC content without long runs.

    A window is unique when neither it nor its reverse complement occurs elsewhere.
    Returns ([(position, primer, gc percent)], reasons for rejections).
    """
    seq = sequence.upper().replace("U", "T")
    for ch in seq:
        if ch not in PAIR:
            raise ValueError("not a nucleotide: %s" % ch)
    if length < 1:
        raise ValueError("length")
    sites = []
    why = {"gc": 0, "run": 0, "repeat": 0}
    for pos in range(len(seq) - length + 1):
        window = seq[pos:pos + length]
        gc = len([c for c in window if c in "GC"]) * 100 // length
        if gc < gc_low or gc > gc_high:
            why["gc"] += 1
            continue
        run = longest = 0
        for k in range(length):
            run = run + 1 if k and window[k] == window[k - 1] else 1
            longest = max(longest, run)
        if longest > max_run:
            why["run"] += 1
            continue
        mirror = "".join(PAIR[c] for c in reversed(window))
        copies = 0
        for other in range(len(seq) - length + 1):
            if other != pos and (seq[other:other + length] == window or seq[other:other + length] == mirror):
                copies += 1
        if copies:
            why["repeat"] += 1
            continue
        sites.append((pos, window, gc))
    return sites, why


def _dna(seed, n, repeats):
    rnd = random.Random(seed)
    s = "".join(rnd.choice("ACGT") if rnd.random() < .8 else rnd.choice("GA") * rnd.randint(1, 5) for _ in range(n))
    for _ in range(repeats):
        a = rnd.randrange(len(s))
        s += s[a:a + rnd.randint(5, 40)]
    return s


def workload():
    return [(_dna(1, 480, 6), 12), (_dna(2, 400, 0), 6, 30, 70, 3), (_dna(3, 12, 0).lower(), 4), ("ACGU", 9)]
