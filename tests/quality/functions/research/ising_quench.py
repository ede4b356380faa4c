"""Zero-temperature quench of a small Ising magnet."""
import random


class Lattice:
    def __init__(self, rows, coupling, field):
        self.spins = [[1 if ch == "+" else -1 for ch in row] for row in rows]
        self.height = len(rows)
        self.width = len(rows[0])
        self.coupling = coupling
        self.field = field

    def energy(self):
        total = 0
        for r in range(self.height):
            for c in range(self.width):
                spin = self.spins[r][c]
                right = self.spins[r][(c + 1) % self.width]
                below = self.spins[(r + 1) % self.height][c]
                total -= self.coupling * spin * (right + below)
                total -= self.field * spin
        return total

    def flip(self, r, c):
        self.spins[r][c] = -self.spins[r][c]

    def render(self):
        return ["".join("+" if s > 0 else "-" for s in row) for row in self.spins]


def ising_quench(rows, coupling=1, field=0, max_sweeps=20):
    """Sweep over the sites, flipping a spin whenever that lowers the energy.

    The lattice is periodic.  Returns the final rows, and for each sweep the
    (flips, energy, magnetisation); stops after a sweep without a flip.
    """
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("rows must be non-empty and of equal length")
    lattice = Lattice(rows, coupling, field)
    history = []
    for _ in range(max_sweeps):
        flips = 0
        for r in range(lattice.height):
            for c in range(lattice.width):
                before = lattice.energy()
                lattice.flip(r, c)
                if lattice.energy() < before:
                    flips += 1
                else:
                    lattice.flip(r, c)
        magnetisation = sum(sum(row) for row in lattice.spins)
        history.append((flips, lattice.energy(), magnetisation))
        if not flips:
            break
    return lattice.render(), history


def workload():
    rng = random.Random(12)

    def rows(h, w):
        return ["".join(rng.choice("+-") for _ in range(w)) for _ in range(h)]

    return [(rows(17, 16), 2, 1), (rows(1, 8), 1, 0), (rows(16, 13), -1, 0), (rows(2, 9), 1, -1)]
