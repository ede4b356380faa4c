"""One-dimensional Patterson function of a crystal cell."""
import random
from collections import namedtuple

Atom = namedtuple("Atom", "label site electrons")


def patterson_map(atoms, cell, peaks=5):
    """Interatomic vector map of atoms on a periodic grid of ``cell`` points.

    Every ordered pair of atoms adds the product of its electron counts at the
    difference of the sites.  Returns the map, the origin peak as a share of
    the total, and the strongest non-origin peaks as (height, distance) with
    distance at most half the cell, strongest first.
    """
    if cell < 1:
        raise ValueError("empty cell")
    for atom in atoms:
        if atom.electrons < 1:
            raise ValueError("atom %s has no electrons" % atom.label)
        if not 0 <= atom.site < cell:
            raise ValueError("atom %s lies outside the cell" % atom.label)
    density = [0] * cell
    for one in atoms:
        for two in atoms:
            density[(one.site - two.site) % cell] += one.electrons * two.electrons
    total = sum(density)
    share = density[0] / total if total else 0.0
    strongest = []
    for distance in range(1, cell // 2 + 1):
        if density[distance]:
            strongest.append((density[distance], distance))
    strongest.sort(key=lambda peak: (-peak[0], peak[1]))
    return density, round(share, 6), strongest[:peaks]


def workload():
    rng = random.Random(808)
    out = []
    for cell, count in ((1500, 700), (720, 400), (15, 0)):
        out.append(([Atom("X%d" % i, rng.randrange(cell), rng.choice((1, 6, 7, 8, 16, 26)))
                     for i in range(count)], cell))
    return out
