_SWAP = str.maketrans("ACGT", "TGCA")
_PAIRS = {"A": "T", "C": "G", "G": "C", "T": "A", "N": "N"}


def repeat_seeds(contig, k, min_copies):
    if k < 1:
        raise ValueError("word length %d" % k)
    contig = contig.upper()
    last = len(contig) - k
    where = {}
    for i in range(last + 1):
        where.setdefault(contig[i:i + k], []).append(i)
    seeds = []
    done = set()
    starts = bytearray(len(contig))
    for word, forward in where.items():  # in order of the first place
        if word in done or "N" in word:
            continue
        for base in word:
            _PAIRS[base]  # unknown letters are an error
        back = word.translate(_SWAP)[::-1]
        done.add(word)
        done.add(back)
        reverse = where.get(back, []) if back != word else []
        if len(forward) + len(reverse) < min_copies:
            continue
        seeds.append((word, list(forward), list(reverse)))
        for j in forward:
            starts[j] = 1
        for j in reverse:
            starts[j] = 1
    covered = 0
    to = 0
    for j, start in enumerate(starts):
        if start:
            covered += j + k - max(to, j)
            to = j + k
    top = max(seeds, key=lambda s: len(s[1]) + len(s[2]))[0] if seeds else None
    return seeds, covered / len(contig) if contig else 0.0, top
