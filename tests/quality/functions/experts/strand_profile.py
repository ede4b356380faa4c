_FLIP = str.maketrans("ACGT", "TGCA")


def strand_profile(reads, k, min_count):
    if k <= 0:
        raise ValueError("k must be positive")
    raw = {}
    for read in reads:
        read = read.upper()
        for at in range(len(read) - k + 1):
            word = read[at:at + k]
            raw[word] = raw.get(word, 0) + 1
    skipped = 0
    counts = {}
    allowed = frozenset("ACGT")
    for word, times in raw.items():
        if not allowed.issuperset(word):
            skipped += times
            continue
        other = word.translate(_FLIP)[::-1]
        if other < word:
            word = other
        counts[word] = counts.get(word, 0) + times
    rows = []
    for word, times in counts.items():
        if times < min_count:
            continue
        gc = word.count("G") + word.count("C")
        rows.append((word, times, round(100.0 * gc / k, 1)))
    rows.sort(key=lambda r: (-r[1], r[0]))
    return rows, skipped
