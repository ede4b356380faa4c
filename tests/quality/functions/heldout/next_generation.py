"""One evening's game of life for the lobby display."""

import random


def neighbours(cell):
    row, column = cell
    around = []
    for r in (row - 1, row, row + 1):
        for c in (column - 1, column, column + 1):
            if (r, c) != (row, column):
                around.append((r, c))
    return around


def next_generation(alive: list[tuple[int, int]], rounds: int = 1) -> list[tuple[int, int]]:
    """Living cells after the given number of rounds, sorted; the board has no edge."""
    alive = list(set(alive))
    for _ in range(rounds):
        candidates = list(alive)
        for cell in alive:
            for other in neighbours(cell):
                if other not in candidates:
                    candidates.append(other)
        following = []
        for cell in candidates:
            n = len([other for other in neighbours(cell) if other in alive])
            if n == 3 or (n == 2 and cell in alive):
                following.append(cell)
        alive = following
    return sorted(alive)


def workload():
    rng = random.Random(1970)

    def soup(size, share):
        return [(r, c) for r in range(size) for c in range(size) if rng.random() < share]

    glider = [(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    return [
        (soup(24, 0.3), 4),
        (soup(36, 0.15),),
        (glider, 12),
        (glider + [(40, 40), (40, 41), (40, 42)], 3),
        ([(5, 5)], 1),
        ([], 4),
        (glider, 0),
    ]
