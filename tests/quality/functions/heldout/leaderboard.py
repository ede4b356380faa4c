"""The high-score table of an arcade game, kept up to date after every match."""

import random


def leaderboard(matches: list[tuple[str, int]], places: int) -> list[list[str]]:
    """The table (player names, best first) after each match.

    A player counts with the best of their matches. Among equal scores the one who reached it first is ahead.
    """
    tables = []
    for n in range(1, len(matches) + 1):
        best = {}
        for number, (player, score) in enumerate(matches[:n]):
            if player not in best or score > best[player][0]:
                # the number of the match decides between equals
                best[player] = (score, number)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1]))
        tables.append([player for player, _ in ranked[:places]])
    return tables


def workload():
    rng = random.Random(256)
    calls = []
    for n, n_players, places in ((800, 120, 10), (600, 15, 3), (10, 4, 2)):
        matches = [(f"P{rng.randrange(n_players):02d}", rng.randrange(0, 5000, 50)) for _ in range(n)]
        calls.append((matches, places))
    calls.append(([], 5))
    calls.append(([("A", 1)], 0))
    return calls
