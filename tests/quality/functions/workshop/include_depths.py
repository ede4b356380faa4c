import random


def _find(units, name):
    for u in units:
        if u["name"] == name:
            return u
    return None


def include_depths(units):
    """Nesting of compilation units {'name', 'parent'}: (name, depth, root) per unit.

    A unit caught in (or hanging below) a circular include gets depth None."""
    seen = []
    for u in units:
        if u["name"] in seen:
            raise ValueError("duplicate unit " + str(u["name"]))
        seen.append(u["name"])
    rows = []
    deepest = 0
    for u in units:
        chain = [u["name"]]
        looped = False
        parent = u["parent"]
        while parent is not None:
            if parent in chain:
                looped = True
                break
            chain.append(parent)
            above = _find(units, parent)
            if above is None:       # outside the project, take it as root
                break
            parent = above["parent"]
        if looped:
            rows.append((u["name"], None, None))
        else:
            rows.append((u["name"], len(chain) - 1, chain[-1]))
            deepest = max(deepest, len(chain) - 1)
    return rows, deepest


def workload():
    out = []
    for seed, n, back in ((51, 260, 6), (52, 160, 3), (53, 300, 12), (54, 8, 2)):
        rng = random.Random(seed)
        units = []
        for i in range(n):
            parent = None if i == 0 else "u%d" % max(0, i - rng.randint(1, back))
            if rng.random() < 0.01:
                parent = "system.h"
            units.append({"name": "u%d" % i, "parent": parent})
        if seed == 52:
            units[90]["parent"] = "u150"
        rng.shuffle(units)
        out.append((units,))
    return out
