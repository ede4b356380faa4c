"""Plug cables one by one; report when the host network first became connected and the final islands."""
import random


def network_islands(hosts, cables):
    label = {}
    for i, h in enumerate(hosts):
        label[h] = i
    redundant = 0
    connected_at = None
    if len(set(label.values())) <= 1:
        connected_at = 0
    for step, (a, b) in enumerate(cables, 1):
        if a not in label or b not in label:
            continue
        la = label[a]
        lb = label[b]
        if la == lb:
            redundant += 1
            continue
        for h in label:
            if label[h] == lb:
                label[h] = la
        if connected_at is None and len(set(label.values())) == 1:
            connected_at = step
    islands = {}
    for h in hosts:
        islands.setdefault(label[h], []).append(h)
    sizes = sorted((len(v) for v in islands.values()), reverse=True)
    return {"connected_at": connected_at, "redundant": redundant, "sizes": sizes, "islands": sorted(islands.values(), key=lambda v: (-len(v), v[0]))[:3]}


def workload():
    rnd = random.Random(46)

    def mk(n, m):
        hosts = [f"h{i}" for i in range(n)]
        return hosts, [(f"h{rnd.randrange(n)}", f"h{rnd.randrange(n + 1)}") for _ in range(m)]

    return [([], []), (["a", "b"], [("a", "a"), ("a", "z"), ("b", "a"), ("a", "b")]), mk(40, 70), mk(1200, 2500)]
