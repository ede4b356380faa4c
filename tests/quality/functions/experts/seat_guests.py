def seat_guests(guests, likes, rivals, host=None):
    n = len(guests)
    if not n:
        return [], 0
    points = {}
    for who, whom, p in likes:
        points[who, whom] = points.get((who, whom), 0) + p
        if who != whom:
            points[whom, who] = points.get((whom, who), 0) + p
    apart = set(rivals)
    links = []
    for a in range(n):
        row = []
        for b in range(n):
            x, y = guests[a], guests[b]
            if a != b and (x, y) not in apart and (y, x) not in apart:
                row.append((1 << b, b, points.get((x, y), 0)))
        links.append(row)
    full = (1 << n) - 1
    # best[seated][last]: the most points from the guests still to come, None if impossible
    best = [None] * (full + 1)
    best[full] = [0] * n
    for seated in range(full - 1, 0, -1):
        row = [None] * n
        for last in range(n):
            if not seated >> last & 1:
                continue
            top = None
            for bit, b, p in links[last]:
                if not seated & bit:
                    rest = best[seated | bit][b]
                    if rest is not None and (top is None or rest + p > top):
                        top = rest + p
            row[last] = top
        best[seated] = row
    total = None
    for a in range(n):
        if host is None or guests[a] == host:
            value = best[1 << a][a]
            if value is not None and (total is None or value > total):
                total = value
                last = a
    if total is None:
        return None
    order = [guests[last]]
    seated = 1 << last
    left = total
    while seated != full:
        for bit, b, p in links[last]:
            if not seated & bit:
                rest = best[seated | bit][b]
                if rest is not None and rest + p == left:
                    break
        order.append(guests[b])
        seated |= bit
        last = b
        left = rest
    return order, total
