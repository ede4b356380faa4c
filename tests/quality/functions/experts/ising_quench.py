"""Zero-temperature quench of a small Ising magnet."""


def ising_quench(rows, coupling=1, field=0, max_sweeps=20):
    """Sweep over the sites, flipping a spin whenever that lowers the energy.

    The lattice is periodic.  Returns the final rows, and for each sweep the
    (flips, energy, magnetisation); stops after a sweep without a flip.
    """
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("rows must be non-empty and of equal length")
    height, width = len(rows), len(rows[0])
    spins = [[1 if ch == "+" else -1 for ch in row] for row in rows]
    bonds = 0
    for r, row in enumerate(spins):
        below = spins[(r + 1) % height]
        for c, spin in enumerate(row):
            bonds += spin * (row[(c + 1) % width] + below[c])
    magnetisation = sum(map(sum, spins))
    history = []
    # A bond of a site with itself (one row or column) never changes.
    sideways, upright = width > 1, height > 1
    for _ in range(max_sweeps):
        flips = 0
        for r, row in enumerate(spins):
            above = spins[r - 1]
            below = spins[(r + 1) % height]
            for c, spin in enumerate(row):
                around = 0
                if sideways:
                    around = row[c - 1] + row[c + 1 - width]
                if upright:
                    around += above[c] + below[c]
                if spin * (coupling * around + field) < 0:
                    row[c] = -spin
                    flips += 1
                    bonds -= 2 * spin * around
                    magnetisation -= 2 * spin
        history.append((flips, -coupling * bonds - field * magnetisation, magnetisation))
        if not flips:
            break
    return ["".join(["+" if s > 0 else "-" for s in row]) for row in spins], history
