"""Score dice rolls in all categories, keep running bests and the category picked most often."""
import random


def _score(roll, category):
    if category == "sum":
        return sum(roll)
    if category == "pair":
        return max([d * 2 for d in roll if roll.count(d) >= 2], default=0)
    if category == "two_pairs":
        pairs = sorted({d for d in roll if roll.count(d) >= 2})
        return 2 * sum(pairs[-2:]) if len(pairs) >= 2 else 0
    if category == "house":
        counts = sorted(roll.count(d) for d in set(roll))
        return 25 if counts == [2, 3] else 0
    if category == "straight":
        uniq = "".join(str(d) for d in sorted(set(roll)))
        return 30 if uniq in ("12345", "23456") else 0
    if category == "all_same":
        return 50 if roll.count(roll[0]) == len(roll) else 0
    return roll.count(int(category)) * int(category)


CATEGORIES = ["1", "2", "3", "4", "5", "6", "pair", "two_pairs", "house", "straight", "all_same", "sum"]


def dice_scores(rolls):
    best = {c: (0, None) for c in CATEGORIES}
    picks = {}
    for turn, roll in enumerate(rolls):
        if len(roll) != 5 or min(roll) < 1 or max(roll) > 6:
            raise ValueError(f"bad roll in turn {turn}")
        pick = None
        for c in CATEGORIES:
            if _score(roll, c) > best[c][0]:
                best[c] = (_score(roll, c), turn)
            if pick is None or _score(roll, c) > _score(roll, pick):
                pick = c
        picks.setdefault(pick, []).append(turn)
    return best, {c: len(t) for c, t in picks.items()}


def workload():
    rnd = random.Random(93)

    def mk(n):
        return [[rnd.randint(1, 6) for _ in range(5)] for _ in range(n)]

    return [([],), ([[1, 1, 1, 1, 1], [6, 5, 4, 3, 2], [2, 2, 3, 3, 3]],), (mk(50),), (mk(5000),)]
