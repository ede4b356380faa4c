"""Longest run of tracks two listeners played in the same order (first in A, then first in B)."""
import random


def shared_listening_run(plays_a, plays_b):
    a = [p["track"] for p in plays_a if p["seconds"] >= 30]
    b = [p["track"] for p in plays_b if p["seconds"] >= 30]
    best = 0
    where = (-1, -1)
    for i in range(len(a)):
        for j in range(len(b)):
            k = 0
            while i + k < len(a) and j + k < len(b) and a[i + k] == b[j + k]:
                k += 1
            if k > best:
                best = k
                where = (i, j)
    return {"length": best, "a_from": where[0], "b_from": where[1], "tracks": a[where[0]:where[0] + best] if best else []}


def workload():
    rnd = random.Random(33)

    def mk(n, pool):
        return [{"track": f"t{rnd.randrange(pool)}", "seconds": rnd.choice([5, 31, 180, 200, 240])} for _ in range(n)]

    x, y = mk(700, 40), mk(900, 40)
    y[300:420] = x[100:220]
    return [([], mk(3, 2)), (mk(12, 3), mk(9, 3)), (mk(90, 5), mk(70, 5)), (x, y)]
