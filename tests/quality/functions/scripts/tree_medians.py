import random


def spread(node, parent, so_far, edges):
    total = so_far
    for u, v, w in edges:
        if u == node and v != parent:
            total += spread(v, u, so_far + w, edges)
        elif v == node and u != parent:
            total += spread(u, v, so_far + w, edges)
    return total


def tree_medians(n, edges):
    """Weighted tree with nodes 1..n and edges (u, v, w).

    Returns (smallest total distance to all nodes, nodes reaching it, largest total).
    """
    totals = [spread(node, 0, 0, edges) for node in range(1, n + 1)]
    if not totals:
        return None
    low = min(totals)
    medians = [i + 1 for i in range(n) if totals[i] == min(totals)]
    return low, medians, max(totals)


def workload():
    rng = random.Random(5)
    out = [(0, []), (1, []), (2, [(1, 2, 4)])]
    for n, span in ((80, 80), (140, 5)):
        edges = [(max(1, v - rng.randint(1, span)), v, rng.randint(1, 9)) for v in range(2, n + 1)]
        edges = [(v, u, w) if rng.random() < 0.5 else (u, v, w) for u, v, w in edges]
        rng.shuffle(edges)
        out.append((n, edges))
    return out
