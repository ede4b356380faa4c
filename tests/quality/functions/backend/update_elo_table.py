import random


def update_elo_table(matches, start=1500.0):
    """Play the matches (white, black, score of white: 0, 0.5 or 1) through the Elo table in sequence.

    New players move twice as fast for their first 20 games. Returns (rating table, best first with
    (player, rating rounded to 0.1, games), biggest upset as (gap, winner, loser) or None).
    """
    ratings = {}
    games = {}
    upset = None
    upset_gap = 0.0
    for white, black, score in matches:
        if white == black:
            raise ValueError("%s plays against itself" % white)
        ra = ratings.get(white, start)
        rb = ratings.get(black, start)
        ga = games.get(white, 0)
        gb = games.get(black, 0)
        expected = 1.0 / (1.0 + 10.0 ** ((rb - ra) / 400.0))
        delta = score - expected
        if score == 1:
            if rb - ra > upset_gap:
                upset_gap = rb - ra
                upset = (white, black)
        elif score == 0:
            if ra - rb > upset_gap:
                upset_gap = ra - rb
                upset = (black, white)
        elif score != 0.5:
            raise ValueError("bad score %r" % (score,))
        ratings[white] = ra + (40.0 if ga < 20 else 20.0) * delta
        ratings[black] = rb - (40.0 if gb < 20 else 20.0) * delta
        games[white] = ga + 1
        games[black] = gb + 1
    order = sorted(ratings, key=lambda p: (-ratings[p], p))
    table = [(p, round(ratings[p], 1), games[p]) for p in order]
    return table, (round(upset_gap, 1),) + upset if upset else None


def workload():
    rng = random.Random(64)
    strength = [rng.gauss(0, 1) for _ in range(400)]
    matches = []
    for _ in range(90000):
        a, b = rng.sample(range(400), 2)
        edge = strength[a] - strength[b] + rng.gauss(0, 1)
        matches.append(("p%03d" % a, "p%03d" % b, 0.5 if abs(edge) < 0.2 else 1 if edge > 0 else 0))
    return [(matches,)]
