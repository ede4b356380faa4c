import random


def ranking_conflicts(first, second):
    """Compare two score lists over all pairs of items: (same order, opposite order,
    tied only in first, tied only in second, tied in both)."""
    same = opposite = only_first = only_second = both = 0
    n = len(first)
    for i in range(n):
        for j in range(i):
            if first[i] == first[j] and second[i] == second[j]:
                both += 1
            elif first[i] == first[j]:
                only_first += 1
            elif second[i] == second[j]:
                only_second += 1
            elif (first[i] < first[j]) == (second[i] < second[j]):
                same += 1
            else:
                opposite += 1
    return same, opposite, only_first, only_second, both


def workload():
    rng = random.Random(27)
    out = [([], [])]
    for n, top in ((50, 8), (620, 1000), (850, 40)):
        a = [rng.randrange(top) for _ in range(n)]
        out.append((a, [v + rng.randint(-top // 3, top // 3) for v in a]))
    return out
