CATEGORIES = ["1", "2", "3", "4", "5", "6", "pair", "two_pairs", "house", "straight", "all_same", "sum"]


def _table(roll):
    counts = [roll.count(d) for d in range(7)]
    pairs = [d for d in range(6, 0, -1) if counts[d] >= 2]
    shape = sorted(c for c in counts if c)
    scores = [counts[d] * d for d in range(1, 7)]
    scores.append(2 * pairs[0] if pairs else 0)
    scores.append(2 * (pairs[0] + pairs[1]) if len(pairs) >= 2 else 0)
    scores.append(25 if shape == [2, 3] else 0)
    scores.append(30 if len(shape) == 5 and (not counts[1] or not counts[6]) else 0)
    scores.append(50 if shape == [5] else 0)
    scores.append(sum(roll))
    return scores, CATEGORIES[scores.index(max(scores))]


def dice_scores(rolls):
    best = {c: (0, None) for c in CATEGORIES}
    picks = {}
    known = {}
    for turn, roll in enumerate(rolls):
        key = tuple(sorted(roll))
        pick = known.get(key)
        if pick is None:
            if len(roll) != 5 or key[0] < 1 or key[-1] > 6:
                raise ValueError(f"bad roll in turn {turn}")
            # only the first turn with these dice can beat a best score
            scores, pick = _table(roll)
            known[key] = pick
            for c, s in zip(CATEGORIES, scores):
                if s > best[c][0]:
                    best[c] = (s, turn)
        picks[pick] = picks.get(pick, 0) + 1
    return best, picks
