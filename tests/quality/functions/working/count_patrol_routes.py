"""Number of guard patrol routes with a fixed number of legs from the gate to each post, modulo a prime."""


def _mul(a, b, mod):
    n = len(a)
    out = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * b[k][j]
            out[i][j] = s % mod
    return out


def count_patrol_routes(posts, doors, gate, legs, mod=1000003):
    index = {p: i for i, p in enumerate(posts)}
    if gate not in index:
        raise KeyError(gate)
    n = len(posts)
    step = [[0] * n for _ in range(n)]
    for a, b in doors:
        step[index[a]][index[b]] += 1
        if a != b:
            step[index[b]][index[a]] += 1
    power = [[1 if i == j else 0 for j in range(n)] for i in range(n)]
    for _ in range(legs):
        power = _mul(power, step, mod)
    row = power[index[gate]]
    reachable = [p for p in posts if row[index[p]]]
    return {p: row[index[p]] for p in posts}, reachable, sum(row) % mod


def workload():
    posts = ["gate", "yard", "hall", "roof", "lab", "dock", "attic"]
    doors = [("gate", "yard"), ("yard", "hall"), ("hall", "hall"), ("hall", "roof"), ("lab", "hall"), ("lab", "dock"), ("dock", "gate"), ("yard", "hall")]
    return [(["gate"], [], "gate", 0), (posts, doors, "lab", 3), (posts, doors, "gate", 60), (posts, doors, "gate", 5000)]
