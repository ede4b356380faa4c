def tree_medians(n, edges):
    if n < 1:
        return None
    near = [[] for _ in range(n + 1)]
    for u, v, w in edges:
        near[u].append((v, w))
        near[v].append((u, w))
    parent = [0] * (n + 1)
    weight = [0] * (n + 1)
    order = [1]
    base = 0
    depth = [0] * (n + 1)
    for node in order:
        up = parent[node]
        d = depth[node]
        base += d
        for other, w in near[node]:
            if other != up:
                parent[other] = node
                weight[other] = w
                depth[other] = d + w
                order.append(other)
    size = [1] * (n + 1)
    for node in reversed(order):
        size[parent[node]] += size[node]
    totals = [0] * (n + 1)
    totals[1] = base
    for node in order[1:]:
        totals[node] = totals[parent[node]] + weight[node] * (n - 2 * size[node])
    del totals[0]
    low = min(totals)
    return low, [i for i, t in enumerate(totals, 1) if t == low], max(totals)
