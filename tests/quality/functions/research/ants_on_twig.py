import random

LEFT, RIGHT = -1, 1


class Ant:
    def __init__(self, name, place, heading):
        self.name = name
        self.place = place      # in half centimetres
        self.heading = heading

    def turn(self):
        self.heading = -self.heading


def ants_on_twig(length, ants):
    """Ants walk one centimetre a second and turn round whenever they meet.

    ``ants`` is a list of (name, position, 'L' or 'R') with distinct integer
    positions strictly inside the twig.  Returns the list of falls as
    (second, side, name) in order, the number of meetings, and the names of
    the ants that fall last.
    """
    walkers = []
    taken = set()
    for name, position, heading in ants:
        if not 0 < position < length:
            raise ValueError("%s is not on the twig" % name)
        if position in taken:
            raise ValueError("two ants at %d" % position)
        if heading not in ("L", "R"):
            raise ValueError("%s looks nowhere" % name)
        taken.add(position)
        walkers.append(Ant(name, 2 * position, LEFT if heading == "L" else RIGHT))

    end = 2 * length
    falls = []
    meetings = 0
    tick = 0
    while walkers:
        tick += 1
        spots = {}
        still = []
        for ant in walkers:
            ant.place += ant.heading
            if ant.place <= 0:
                falls.append((tick // 2, "L", ant.name))
            elif ant.place >= end:
                falls.append((tick // 2, "R", ant.name))
            else:
                still.append(ant)
                if ant.place in spots:
                    ant.turn()
                    spots[ant.place].turn()
                    meetings += 1
                else:
                    spots[ant.place] = ant
        walkers = still
    falls.sort()
    last = [name for second, _, name in falls if second == falls[-1][0]]
    return falls, meetings, last


def workload():
    rng = random.Random(77)
    out = []
    for length, count in ((1000, 140), (2400, 90)):
        spots = rng.sample(range(1, length), count)
        out.append((length, [("ant%02d" % i, p, rng.choice("LR"))
                             for i, p in enumerate(spots)]))
    out.append((5, []))
    return out
