"""Group puzzle words into anagram families and pick each family's display word."""
import random


def word_puzzle_families(words, min_len=3):
    families = []
    skipped = []
    for w in words:
        w = w.strip().lower()
        if len(w) < min_len or not w.isalpha():
            skipped.append(w)
            continue
        placed = False
        for fam in families:
            if sorted(fam[0]) == sorted(w):
                if w not in fam:
                    fam.append(w)
                placed = True
                break
        if not placed:
            families.append([w])
    result = []
    for fam in families:
        if len(fam) > 1:
            result.append({"show": min(fam), "size": len(fam), "words": fam})
    return result, skipped


def workload():
    rnd = random.Random(16)

    def mk(n, alpha):
        return ["".join(rnd.choice(alpha) for _ in range(rnd.randint(2, 6))) for _ in range(n)]

    return [([],), ([" Tea", "eat", "ate ", "eat", "x1y", "no"],), (mk(200, "abc"),), (mk(900, "abcdefgh"),)]
