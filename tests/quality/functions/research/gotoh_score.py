"""Global alignment score with affine gap costs (Gotoh), semi-global ends."""
import random

LOW = -10 ** 9


def substitution(a, b, match, mismatch):
    if a == b:
        return match
    purines = "AG"
    if (a in purines) == (b in purines):
        return mismatch + 1         # transition: cheaper
    return mismatch


def gotoh_score(query, target, match=5, mismatch=-4, gap_open=-10, gap_extend=-1):
    """Best score of the whole query inside the target; target ends are free.

    Returns (score, end) where end is the first position in the target at
    which the best alignment may stop.  An empty query scores (0, 0).
    """
    if gap_open > 0 or gap_extend > 0:
        raise ValueError("gap costs must not be positive")
    rows, cols = len(query), len(target)
    scores = {(a, b): substitution(a, b, match, mismatch)
              for a in set(query) for b in set(target)}
    best = [0] * (cols + 1)
    down = [LOW] * (cols + 1)
    for i in range(1, rows + 1):
        new_best = [gap_open + (i - 1) * gap_extend]
        new_down = [new_best[0]]
        right = LOW
        base = query[i - 1]
        for j in range(1, cols + 1):
            new_down.append(max(best[j] + gap_open, down[j] + gap_extend))
            right += gap_extend
            if new_best[j - 1] + gap_open > right:
                right = new_best[j - 1] + gap_open
            diagonal = best[j - 1] + scores[base, target[j - 1]]
            new_best.append(max(diagonal, new_down[j], right))
        best, down = new_best, new_down
    score = max(best)
    return score, best.index(score)


def workload():
    rng = random.Random(55)
    target = "".join(rng.choice("ACGT") for _ in range(520))
    query = "".join(b if rng.random() > 0.1 else rng.choice("ACGT") for b in target[120:300] if rng.random() > 0.03)
    return [(query, target), ("ACGGT", "TTACGT"), ("", "ACG"), (target[:60], query, 2, -3, -5, -2)]
