import random


def league_table(matches):
    """From (home, away, home goals, away goals): return the ranking as tuples (team,
    points, goal difference, goals, played), by points, difference, goals, name."""
    table = {}
    for home, away, scored, conceded in matches:
        if home not in table:
            table[home] = [0, 0, 0, 0]
        if away not in table:
            table[away] = [0, 0, 0, 0]
        a = table[home]
        b = table[away]
        if scored > conceded:
            a[0] += 3
        elif scored < conceded:
            b[0] += 3
        else:
            a[0] += 1
            b[0] += 1
        a[1] += scored - conceded
        b[1] += conceded - scored
        a[2] += scored
        b[2] += conceded
        a[3] += 1
        b[3] += 1
    ranking = sorted(table, key=lambda t: (-table[t][0], -table[t][1], -table[t][2], t))
    return [(team, *table[team]) for team in ranking]


def workload():
    rng = random.Random(34)
    teams = ["team%03d" % i for i in range(900)]
    calls = []
    for count in (100000, 100000, 60000):
        calls.append(([(rng.choice(teams), rng.choice(teams), rng.randint(0, 5), rng.randint(0, 4))
                       for _ in range(count)],))
    return calls
