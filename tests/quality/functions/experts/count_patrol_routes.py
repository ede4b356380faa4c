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
    row = [0] * n
    row[index[gate]] = 1
    # the matrix is symmetric, so its rows are its columns
    left = max(legs, 0)
    while left:
        if left & 1:
            row = [sum(map(int.__mul__, row, col)) % mod for col in step]
        left >>= 1
        if left:
            step = [[sum(map(int.__mul__, r, col)) % mod for col in step] for r in step]
    reachable = [p for p in posts if row[index[p]]]
    return {p: row[index[p]] for p in posts}, reachable, sum(row) % mod
