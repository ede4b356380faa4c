from collections import Counter


def evolve_colony(cells, generations):
    """Play the game of life on an endless board, return the living cells in order."""
    alive = {tuple(cell) for cell in cells}
    for _ in range(generations):
        friends = Counter([
            spot
            for y, x in alive
            for spot in ((y - 1, x - 1), (y - 1, x), (y - 1, x + 1), (y, x - 1),
                         (y, x + 1), (y + 1, x - 1), (y + 1, x), (y + 1, x + 1))])
        alive = {spot for spot, n in friends.items() if n == 3 or (n == 2 and spot in alive)}
    return sorted(alive)
