def network_islands(hosts, cables):
    parent = {h: h for h in hosts}
    size = dict.fromkeys(parent, 1)
    left = len(parent)

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    redundant = 0
    connected_at = 0 if left <= 1 else None
    for step, (a, b) in enumerate(cables, 1):
        if a not in parent or b not in parent:
            continue
        ra, rb = find(a), find(b)
        if ra == rb:
            redundant += 1
            continue
        if size[ra] < size[rb]:
            ra, rb = rb, ra
        parent[rb] = ra
        size[ra] += size[rb]
        left -= 1
        if left == 1 and connected_at is None:
            connected_at = step
    islands = {}
    for h in hosts:
        islands.setdefault(find(h), []).append(h)
    groups = sorted(islands.values(), key=lambda v: (-len(v), v[0]))
    return {"connected_at": connected_at, "redundant": redundant, "sizes": [len(g) for g in sorted(groups, key=len, reverse=True)], "islands": groups[:3]}
