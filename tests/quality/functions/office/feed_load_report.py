import random


def _watts_below(outlets, name):
    total = 0
    for o in outlets:
        if o["fed_by"] == name:
            total += o["watts"] + _watts_below(outlets, o["name"])
    return total


def _level(outlets, node):
    level = 0
    while node["fed_by"] is not None:
        parent = [o for o in outlets if o["name"] == node["fed_by"]]
        if not parent:
            raise LookupError("%s is fed by unknown %s" % (node["name"], node["fed_by"]))
        node = parent[0]
        level += 1
    return level


def feed_load_report(outlets, headroom=80):
    """Sum up the power drawn behind each feed of a data centre and list overloads.

    outlets: dicts name, fed_by (None for a mains feed), watts, limit (None = unlimited).
    Returns (indented tree lines in input order, overloaded feeds, deepest level).
    """
    lines = []
    overloaded = []
    deepest = 0
    for node in outlets:
        level = _level(outlets, node)
        load = node["watts"] + _watts_below(outlets, node["name"])
        deepest = max(deepest, level)
        lines.append("%s%s %dW" % ("  " * level, node["name"], load))
        if node["limit"] is not None and load * 100 > node["limit"] * headroom:
            overloaded.append((node["name"], load, node["limit"]))
    overloaded.sort(key=lambda x: x[2] - x[1])
    return lines, overloaded, deepest


def _tree(seed, n, reach):
    rnd = random.Random(seed)
    out = []
    for i in range(n):
        up = None if i < 2 else "pdu%d" % rnd.randrange(max(0, i - reach), i)
        out.append({"name": "pdu%d" % i, "fed_by": up, "watts": rnd.randrange(0, 300),
                    "limit": rnd.choice([None, 400, 2000, 16000])})
    rnd.shuffle(out)
    return out


def workload():
    bad = _tree(5, 4, 2)
    bad[2]["fed_by"] = "nowhere"
    return [(_tree(1, 290, 90),), (_tree(2, 150, 12), 60), (_tree(3, 3, 2),), (bad,), ([],)]
