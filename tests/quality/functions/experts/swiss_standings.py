"""Swiss-system chess tournament with predictable results."""
def result(ratings, white, black, number):
    """Half points for White: the stronger wins, apart from some upsets."""
    edge = ratings[white] - ratings[black] + 30
    if (ratings[white] * 7 + ratings[black] * 13 + number) % 9 == 0:
        edge = -edge
    return 1 if abs(edge) < 80 else 2 if edge > 0 else 0


def swiss_standings(ratings, rounds):
    """Play ``rounds`` rounds and return the table and the pairings of each.

    Each player in order of standing meets the best-placed free player not met
    before (or simply the next one if all were met).  With an odd field the
    lowest player without a bye sits out with a full point.  Table rows are
    (place, name, points, buchholz) in half points.
    """
    ratings = dict(ratings)
    score = dict.fromkeys(ratings, 0)
    whites = dict.fromkeys(ratings, 0)
    rivals = {name: [] for name in ratings}
    had_bye = set()

    def standings():
        places = []
        for name, rating in ratings.items():
            buchholz = 0
            for rival in rivals[name]:
                buchholz += score[rival]
            places.append((-score[name], -buchholz, -rating, name))
        places.sort()
        return places

    pairings = []
    for number in range(1, rounds + 1):
        waiting = [place[3] for place in standings()]
        if len(waiting) % 2:
            idle = next((n for n in reversed(waiting) if n not in had_bye), waiting[-1])
            waiting.remove(idle)
            had_bye.add(idle)
            score[idle] += 2
        drawn = []
        while waiting:
            one = waiting.pop(0)
            met = rivals[one]
            for at, two in enumerate(waiting):
                if two not in met:
                    break
            else:
                at = 0
            two = waiting.pop(at)
            if whites[one] > whites[two]:
                one, two = two, one
            drawn.append((one, two))
        for white, black in drawn:
            points = result(ratings, white, black, number)
            score[white] += points
            score[black] += 2 - points
            whites[white] += 1
            rivals[white].append(black)
            rivals[black].append(white)
        pairings.append(drawn)
    table = [(place, name, -points, -buchholz)
             for place, (points, buchholz, _, name) in enumerate(standings(), 1)]
    return table, pairings
