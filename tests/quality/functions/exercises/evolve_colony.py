import random


def evolve_colony(cells, generations):
    """Play the game of life on an endless board, return the living cells in order."""
    alive = []
    for cell in cells:
        if tuple(cell) not in alive:
            alive.append(tuple(cell))

    def around(cell):
        y, x = cell
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                if dy or dx:
                    yield y + dy, x + dx

    for _ in range(generations):
        following = []
        interesting = list(alive)
        for cell in alive:
            for other in around(cell):
                if other not in interesting:
                    interesting.append(other)
        for cell in interesting:
            friends = sum(1 for other in around(cell) if other in alive)
            if friends == 3 or (friends == 2 and cell in alive):
                following.append(cell)
        alive = following
    return sorted(alive)


def workload():
    rng = random.Random(69)
    soup = [(rng.randrange(9), rng.randrange(9)) for _ in range(45)]
    gliders = [(y + s, x + s) for s in (0, 12, 30)
               for y, x in ((0, 1), (1, 2), (2, 0), (2, 1), (2, 2))]
    r_pentomino = [[0, 1], [0, 2], [1, 0], [1, 1], [2, 1]]
    return [(soup, 8), (gliders, 10), (r_pentomino, 25)]
