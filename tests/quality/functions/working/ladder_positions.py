"""After each ladder game report the winner's position in the standings (points desc, name asc)."""
import random


def ladder_positions(players, games):
    points = {p: 0 for p in players}
    places = []
    leaders = 0
    for winner, loser, stake in games:
        if winner not in points or loser not in points:
            places.append(None)
            continue
        points[winner] += stake
        points[loser] -= stake // 2
        table = sorted(points.items(), key=lambda kv: (-kv[1], kv[0]))
        for place, (name, _) in enumerate(table, 1):
            if name == winner:
                break
        places.append(place)
        if place == 1:
            leaders += 1
    final = sorted(points.items(), key=lambda kv: (-kv[1], kv[0]))
    return places, leaders, final[:3]


def workload():
    rnd = random.Random(6)

    def mk(p, g):
        names = [f"pl{rnd.randrange(10 ** 6)}" for _ in range(p)]
        games = []
        for _ in range(g):
            a, b = rnd.choice(names), rnd.choice(names)
            games.append((a, b if rnd.random() < 0.97 else "ghost", rnd.choice([10, 10, 15, 25])))
        return names, games

    return [(["bo", "al"], []), (["bo", "al"], [("bo", "al", 5), ("al", "al", 3), ("x", "al", 1)]), mk(20, 40), mk(300, 1800)]
