"""One-dimensional Patterson function of a crystal cell."""
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
    # The correlation is one product of two big integers, a digit for each site.
    weight = [0] * cell
    for atom in atoms:
        weight[atom.site] += atom.electrons
    total = sum(weight) ** 2
    width = (total.bit_length() + 7) // 8 + 1
    ahead = int.from_bytes(b"".join([w.to_bytes(width, "little") for w in weight]), "little")
    back = int.from_bytes(b"".join([w.to_bytes(width, "little") for w in reversed(weight)]), "little")
    digits = (ahead * back).to_bytes(2 * cell * width, "little")
    spread = [int.from_bytes(digits[i:i + width], "little")
              for i in range(0, len(digits), width)]
    density = [spread[cell - 1 + d] + (spread[d - 1] if d else 0) for d in range(cell)]
    share = density[0] / total if total else 0.0
    strongest = []
    for distance in range(1, cell // 2 + 1):
        if density[distance]:
            strongest.append((density[distance], distance))
    strongest.sort(key=lambda peak: (-peak[0], peak[1]))
    return density, round(share, 6), strongest[:peaks]
