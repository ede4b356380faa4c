import random

PAIRS = {"A": "T", "C": "G", "G": "C", "T": "A", "N": "N"}


def other_strand(word):
    out = ""
    for base in word:
        out = PAIRS[base] + out
    return out


def repeat_seeds(contig, k, min_copies):
    """Words of a contig that come back often enough to seed a repeat family.

    Both strands count; words with an N do not. Returns (seeds (word, forward places,
    reverse places), share of the contig under a seed, most copied word).
    """
    if k < 1:
        raise ValueError("word length %d" % k)
    contig = contig.upper()
    last = len(contig) - k
    seeds = []
    taken = []
    covered = [False] * len(contig)

    def places(word):
        return [j for j in range(last + 1) if contig[j:j + k] == word]

    for i in range(last + 1):
        word = contig[i:i + k]
        if "N" in word or word in taken:
            continue
        back = other_strand(word)
        if back in taken:
            continue
        forward = places(word)
        reverse = places(back) if back != word else []
        if len(forward) + len(reverse) < min_copies:
            continue
        taken.append(word)
        seeds.append((word, forward, reverse))
        for j in forward + reverse:
            for x in range(j, j + k):
                covered[x] = True
    top = max(seeds, key=lambda s: len(s[1]) + len(s[2]))[0] if seeds else None
    return seeds, covered.count(True) / len(contig) if contig else 0.0, top


def _case(seed, n, k, copies, unit):
    rnd = random.Random(seed)
    motif = "".join(rnd.choice("ACGT") for _ in range(unit))
    out = ""
    while len(out) < n:
        out += rnd.choice([motif, other_strand(motif)]) if rnd.random() < 0.1 else ""
        out += "".join(rnd.choice("ACGTacgtN" if rnd.random() < 0.02 else "ACGT") for _ in range(unit))
    return out[:n], k, copies


def workload():
    return [_case(1, 750, 9, 3, 20), _case(2, 450, 6, 3, 12), _case(3, 30, 2, 3, 4), ("ACG", 5, 2), ("", 3, 1)]
