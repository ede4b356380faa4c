import random


def _points(name, games):
    pts = 0
    for white, black, result in games:
        if white == name:
            pts += {"1": 2, "=": 1, "0": 0}[result]
        elif black == name:
            pts += {"1": 0, "=": 1, "0": 2}[result]
    return pts


def _buchholz(name, games):
    total = 0
    for white, black, _ in games:
        if white == name:
            total += _points(black, games)
        elif black == name:
            total += _points(white, games)
    return total


def ladder_places(members, games):
    """Chess club table: points (half points doubled), then sum of opponents' points.

    Returns (printed lines in order of place, {place: number sharing it})."""
    table = []
    for m in members:
        table.append((m["name"], _points(m["name"], games), _buchholz(m["name"], games), m["club"]))
    placed = []
    shared = {}
    for name, pts, tie, club in table:
        place = 1
        for _, pts2, tie2, _ in table:
            if pts2 > pts or (pts2 == pts and tie2 > tie):
                place += 1
        placed.append((place, name, pts, tie, club))
        shared[place] = shared.get(place, 0) + 1
    placed.sort(key=lambda row: (row[0], row[1]))
    lines = ["%3d. %-12s %4.1f  (%d) %s" % (place, name, pts / 2, tie, club)
             for place, name, pts, tie, club in placed]
    return lines, shared


def workload():
    out = []
    for seed, n, g in ((31, 70, 340), (32, 30, 120), (33, 90, 400)):
        rng = random.Random(seed)
        members = [{"name": "P%03d" % i, "club": rng.choice(["North", "Quay", "Mill"])} for i in range(n)]
        games = []
        for _ in range(g):
            a, b = rng.sample(members, 2)
            games.append((a["name"], b["name"] if rng.random() < 0.95 else "guest", rng.choice("1=0")))
        out.append((members, games))
    return out
