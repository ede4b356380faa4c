from bisect import bisect_left, insort


def ladder_positions(players, games):
    points = {p: 0 for p in players}
    table = sorted((0, p) for p in points)
    places = []
    leaders = 0
    for winner, loser, stake in games:
        if winner not in points or loser not in points:
            places.append(None)
            continue
        for name, delta in ((winner, stake), (loser, -(stake // 2))):
            old = points[name]
            del table[bisect_left(table, (-old, name))]
            points[name] = old + delta
            insort(table, (-(old + delta), name))
        place = bisect_left(table, (-points[winner], winner)) + 1
        places.append(place)
        if place == 1:
            leaders += 1
    return places, leaders, [(name, points[name]) for _, name in table[:3]]
