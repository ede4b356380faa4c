"""Cheapest one-to-one assignment of couriers to districts; forbidden pairs are None."""
import random
from itertools import permutations


def assign_couriers(names, costs):
    n = len(names)
    if any(len(row) != n for row in costs) or len(costs) != n:
        raise ValueError("cost table must be square")
    best = None
    best_perm = None
    for perm in permutations(range(n)):
        total = 0
        ok = True
        for district in range(n):
            c = costs[perm[district]][district]
            if c is None:
                ok = False
                break
            total += c
        if ok and (best is None or total < best):
            best = total
            best_perm = perm
    if best_perm is None:
        return {"total": None, "plan": []}
    return {"total": best, "plan": [(d, names[best_perm[d]]) for d in range(n)]}


def workload():
    rnd = random.Random(64)

    def mk(n):
        return [f"c{i}" for i in range(n)], [[None if rnd.random() < 0.05 else rnd.randrange(5, 30) for _ in range(n)] for _ in range(n)]

    return [([], []), (["a", "b"], [[1, None], [2, None]]), mk(4), mk(9)]
