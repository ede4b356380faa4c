from bisect import bisect_left, insort


def leaderboard(matches, places):
    best = {}
    ranked = []
    tables = []
    for number, (player, score) in enumerate(matches):
        before = best.get(player)
        if before is None or score > -before[0]:
            if before is not None:
                del ranked[bisect_left(ranked, before)]
            best[player] = entry = (-score, number, player)
            insort(ranked, entry)
        tables.append([entry[2] for entry in ranked[:places]])
    return tables
