def league_table(matches):
    """From (home, away, home goals, away goals): return the ranking as tuples (team,
    points, goal difference, goals, played), by points, difference, goals, name."""
    table = {}
    for home, away, scored, conceded in matches:
        host = table.get(home)
        if host is None:
            host = table[home] = [0, 0, 0, 0]
        guest = table.get(away)
        if guest is None:
            guest = table[away] = [0, 0, 0, 0]
        difference = scored - conceded
        if difference > 0:
            host[0] += 3
        elif difference < 0:
            guest[0] += 3
        else:
            host[0] += 1
            guest[0] += 1
        host[1] += difference
        guest[1] -= difference
        host[2] += scored
        guest[2] += conceded
        host[3] += 1
        guest[3] += 1
    ranking = sorted(table, key=lambda t: (-table[t][0], -table[t][1], -table[t][2], t))
    return [(team, *table[team]) for team in ranking]
