import random


def neighbours(cell, width, height):
    x, y = cell
    return [(a, b) for a, b in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
            if 0 <= a < width and 0 <= b < height]


def claim_territory(width, height, moves):
    """Players take cells in turn; who first joins the left and the right edge wins.

    moves: (player, x, y). Returns (winner or None, size of the mover's region after each move
    or -1 if illegal, players by their largest region).
    """
    stones = []

    def owner(cell):
        for c, who in stones:
            if c == cell:
                return who
        return None

    def region(cell):
        who = owner(cell)
        seen = [cell]
        for c in seen:
            for other in neighbours(c, width, height):
                if other not in seen and owner(other) == who:
                    seen.append(other)
        return seen

    def largest(player):
        return max([len(region(c)) for c, who in stones if who == player], default=0)

    sizes = []
    winner = None
    for player, x, y in moves:
        if not (0 <= x < width and 0 <= y < height) or owner((x, y)) is not None:
            sizes.append(-1)
            continue
        stones.append(((x, y), player))
        area = region((x, y))
        sizes.append(len(area))
        if any(a == 0 for a, _ in area) and any(a == width - 1 for a, _ in area):
            winner = player
            break
    players = sorted(set(who for _, who in stones))
    table = sorted(players, key=lambda p: -largest(p))
    return winner, sizes, [(p, largest(p)) for p in table]


def _case(seed, w, h, n, players):
    rnd = random.Random(seed)
    return w, h, [("p%d" % min(rnd.randrange(players), rnd.randrange(players)), rnd.randint(0, w), rnd.randrange(h)) for i in range(n)]


def workload():
    return [_case(1, 17, 17, 330, 2), _case(2, 13, 13, 180, 3), _case(3, 5, 5, 40, 2)]
