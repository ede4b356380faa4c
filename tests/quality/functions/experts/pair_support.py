from collections import Counter
from itertools import combinations


def pair_support(baskets, minimum):
    counts = Counter()
    for basket in baskets:
        counts.update(combinations(sorted(set(basket)), 2))
    if minimum > 0:
        rows = [(a, b, c) for (a, b), c in counts.items() if c >= minimum]
    else:
        words = set()
        for basket in baskets:
            words.update(basket)
        rows = []
        for pair in combinations(sorted(words), 2):
            c = counts.get(pair, 0)
            if c >= minimum:
                rows.append(pair + (c,))
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    return rows
