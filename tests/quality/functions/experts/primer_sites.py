from collections import Counter
from itertools import accumulate

_COMP = str.maketrans("ACGT", "TGCA")


def primer_sites(sequence, length, gc_low=40, gc_high=60, max_run=4):
    seq = sequence.upper().replace("U", "T")
    if not set(seq).issubset("ACGT"):
        raise ValueError("not a nucleotide: %s" % next(c for c in seq if c not in "ACGT"))
    if length < 1:
        raise ValueError("length")
    sites = []
    why = {"gc": 0, "run": 0, "repeat": 0}
    n = len(seq) - length + 1
    if n <= 0:
        return sites, why
    gcs = list(accumulate([c in "GC" for c in seq], initial=0))
    windows = [seq[p:p + length] for p in range(n)]
    counts = Counter(windows)
    bad_gc = bad_run = repeat = 0
    size = len(seq)
    too_long = [0] * (size + 1)       # prefix counts of positions ending a run > max_run
    run = 0
    prev = ""
    need = max_run + 1 if max_run > 0 else 1
    for i, c in enumerate(seq):
        run = run + 1 if c == prev else 1
        prev = c
        too_long[i + 1] = too_long[i] + (run >= need)
    for p in range(n):
        gc = (gcs[p + length] - gcs[p]) * 100 // length
        if gc < gc_low or gc > gc_high:
            bad_gc += 1
            continue
        # a run of `need` inside the window ends at p + need - 1 or later
        if need <= length and too_long[p + length] > too_long[p + need - 1]:
            bad_run += 1
            continue
        w = windows[p]
        if counts[w] > 1:
            repeat += 1
            continue
        mirror = w[::-1].translate(_COMP)
        if mirror != w and mirror in counts:
            repeat += 1
            continue
        sites.append((p, w, gc))
    why["gc"] = bad_gc
    why["run"] = bad_run
    why["repeat"] = repeat
    return sites, why
