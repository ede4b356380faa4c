"""Swiss-system chess tournament with predictable results."""
import random
from dataclasses import dataclass, field


@dataclass
class Game:
    white: str
    black: str
    white_points: int       # in half points: 2 win, 1 draw, 0 loss

    def points_of(self, name):
        return self.white_points if name == self.white else 2 - self.white_points

    def rival_of(self, name):
        return self.black if name == self.white else self.white


@dataclass
class Tournament:
    ratings: dict
    games: list = field(default_factory=list)
    byes: list = field(default_factory=list)

    def games_of(self, name):
        return [g for g in self.games if name in (g.white, g.black)]

    def score(self, name):
        return sum(g.points_of(name) for g in self.games_of(name)) + 2 * self.byes.count(name)

    def buchholz(self, name):
        return sum(self.score(g.rival_of(name)) for g in self.games_of(name))

    def standings(self):
        return sorted(self.ratings, key=lambda name: (
            -self.score(name), -self.buchholz(name), -self.ratings[name], name))

    def have_met(self, one, two):
        return any(two in (g.white, g.black) for g in self.games_of(one))

    def whites(self, name):
        return sum(1 for g in self.games if g.white == name)


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
    event = Tournament(dict(ratings))
    pairings = []
    for number in range(1, rounds + 1):
        waiting = event.standings()
        if len(waiting) % 2:
            idle = next((n for n in reversed(waiting) if n not in event.byes), waiting[-1])
            waiting.remove(idle)
            event.byes.append(idle)
        drawn = []
        while waiting:
            one = waiting.pop(0)
            two = next((n for n in waiting if not event.have_met(one, n)), waiting[0])
            waiting.remove(two)
            if event.whites(one) > event.whites(two):
                one, two = two, one
            drawn.append((one, two))
        for white, black in drawn:
            event.games.append(Game(white, black, result(event.ratings, white, black, number)))
        pairings.append(drawn)
    table = [(place, name, event.score(name), event.buchholz(name))
             for place, name in enumerate(event.standings(), 1)]
    return table, pairings


def workload():
    rng = random.Random(64)
    return [({"P%02d" % i: rng.randrange(1400, 2300) for i in range(n)}, rounds)
            for n, rounds in ((57, 9), (24, 9), (4, 5))]
