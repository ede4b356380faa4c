"""Most useful hiking gear within a weight limit: best score, items chosen."""
import random


def _best(gear, i, room):
    if i == len(gear):
        return 0, ()
    name, weight, score = gear[i]
    skip = _best(gear, i + 1, room)
    if weight > room:
        return skip
    s, names = _best(gear, i + 1, room - weight)
    take = (s + score, (name,) + names)
    if take[0] > skip[0]:
        return take
    return skip


def pack_backpack(gear, limit):
    usable = []
    too_heavy = []
    for g in gear:
        if g[1] > limit:
            too_heavy.append(g[0])
        else:
            usable.append(g)
    score, names = _best(usable, 0, limit)
    carried = sum(g[1] for g in usable if g[0] in names)
    return {"score": score, "items": list(names), "grams": carried, "too_heavy": too_heavy}


def workload():
    rnd = random.Random(45)

    def mk(n):
        return [(f"g{i}", rnd.randrange(1, 40), rnd.randrange(1, 30)) for i in range(n)]

    return [([], 5), (mk(5), 30), (mk(10), 60), (mk(21), 130)]
