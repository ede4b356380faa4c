import random
from itertools import combinations


def pair_support(baskets, minimum):
    """Pairs of words found together in at least `minimum` baskets, as (a, b, count)
    with a < b, most frequent first, then alphabetical."""
    vocabulary = []
    for basket in baskets:
        for word in basket:
            if word not in vocabulary:
                vocabulary.append(word)
    rows = []
    for a, b in combinations(sorted(vocabulary), 2):
        together = sum(1 for basket in baskets if a in basket and b in basket)
        if together >= minimum:
            rows.append((a, b, together))
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def workload():
    rng = random.Random(9)
    out = [([["x", "x"], []], 0)]
    for docs, words, size, least in ((20, 25, 5, 1), (100, 90, 8, 2), (150, 110, 6, 3)):
        out.append(([["w%02d" % int(rng.random() ** 2 * words) for _ in range(rng.randint(1, size))]
                     for _ in range(docs)], least))
    return out
