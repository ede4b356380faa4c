"""Global alignment score with affine gap costs (Gotoh), semi-global ends."""

LOW = -10 ** 9


def gotoh_score(query, target, match=5, mismatch=-4, gap_open=-10, gap_extend=-1):
    """Best score of the whole query inside the target; target ends are free.

    Returns (score, end) where end is the first position in the target at
    which the best alignment may stop.  An empty query scores (0, 0).
    """
    if gap_open > 0 or gap_extend > 0:
        raise ValueError("gap costs must not be positive")
    cols = len(target)
    tables = {}
    for a in set(query):
        purine = a in "AG"
        tables[a] = [match if a == b else mismatch + 1 if (b in "AG") == purine else mismatch
                     for b in target]
    best = [0] * (cols + 1)
    down = [LOW] * cols
    left = gap_open
    for a in query:
        corner = best[0]
        new_best = [left]
        append = new_best.append
        here = left
        left += gap_extend
        right = LOW
        j = 0
        for up, gain in zip(best[1:], tables[a]):
            score = up + gap_open
            fall = down[j] + gap_extend
            if fall < score:
                fall = score
            down[j] = fall
            j += 1
            here += gap_open
            right += gap_extend
            if right < here:
                right = here
            here = corner + gain
            corner = up
            if here < fall:
                here = fall
            if here < right:
                here = right
            append(here)
        best = new_best
    score = max(best)
    return score, best.index(score)
