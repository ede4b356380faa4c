def ladder_places(members, games):
    white_pts = {"1": 2, "=": 1, "0": 0}
    points, foes = {}, {}
    bad = {}
    for no, (white, black, result) in enumerate(games):
        gain = white_pts.get(result)
        if gain is None:
            bad.setdefault(white, result)
            bad.setdefault(black, result)
            gain = 1
        points[white] = points.get(white, 0) + gain
        foes.setdefault(white, []).append(black)
        if black != white:
            points[black] = points.get(black, 0) + 2 - gain
            foes.setdefault(black, []).append(white)
    table = []
    for m in members:
        name = m["name"]
        met = foes.get(name, ())
        if bad:
            for who in (name, *met):
                if who in bad:
                    raise KeyError(bad[who])
        tie = 0
        for foe in met:
            tie += points[foe]
        table.append((name, points.get(name, 0), tie, m["club"]))
    first = {}
    for place, key in enumerate(sorted(((row[1], row[2]) for row in table), reverse=True), 1):
        first.setdefault(key, place)
    placed = []
    shared = {}
    for name, pts, tie, club in table:
        place = first[pts, tie]
        placed.append((place, name, pts, tie, club))
        shared[place] = shared.get(place, 0) + 1
    placed.sort(key=lambda row: (row[0], row[1]))
    lines = ["%3d. %-12s %4.1f  (%d) %s" % (place, name, pts / 2, tie, club)
             for place, name, pts, tie, club in placed]
    return lines, shared
