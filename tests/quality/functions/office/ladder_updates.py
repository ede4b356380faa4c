import random
from collections import namedtuple

Move = namedtuple("Move", "player old_rank new_rank points")


def ladder_updates(results, start_points=1000, floor=0, watch=None):
    """Replay match results on the season ladder and report the rank changes.

    results: (winner, loser, stake). Ladder order: points down, then wins down, then name.
    Returns (rank moves of the watched players, final ladder as text lines).
    """
    board = []
    moves = []

    def entry(name):
        for row in board:
            if row["name"] == name:
                return row
        row = {"name": name, "points": start_points, "wins": 0}
        board.append(row)
        return row

    for winner, loser, stake in results:
        if winner == loser:
            raise ValueError("%s played alone" % winner)
        w, l = entry(winner), entry(loser)
        ladder = sorted(board, key=lambda r: (-r["points"], -r["wins"], r["name"]))
        before = [ladder.index(w) + 1, ladder.index(l) + 1]
        stake = min(stake, l["points"] - floor)
        w["points"] += stake
        w["wins"] += 1
        l["points"] -= stake
        ladder = sorted(board, key=lambda r: (-r["points"], -r["wins"], r["name"]))
        after = [ladder.index(w) + 1, ladder.index(l) + 1]
        for row, a, b in zip((w, l), before, after):
            if a != b and (watch is None or row["name"] in watch):
                moves.append(tuple(Move(row["name"], a, b, row["points"])))
    board.sort(key=lambda r: (-r["points"], -r["wins"], r["name"]))
    return moves, ["%3d. %-8s %d/%d" % (i, r["name"], r["points"], r["wins"]) for i, r in enumerate(board, 1)]


def _results(seed, n, players):
    rnd = random.Random(seed)
    return [tuple("gamer%d" % p for p in rnd.sample(range(players), 2)) + (rnd.randint(1, 30),) for _ in range(n)]


def workload():
    return [(_results(1, 500, 200),), (_results(2, 400, 90), 60, 0, ["gamer3", "gamer5", "gamer70"]),
            (_results(3, 3, 3),), ([],)]
