import random
from itertools import permutations


def liking(a, b, likes):
    total = 0
    for who, whom, points in likes:
        if (who, whom) == (a, b) or (who, whom) == (b, a):
            total += points
    return total


def seat_guests(guests, likes, rivals, host=None):
    """Best seating along one side of a table: (order, points), the first one if equal.

    likes: (who, whom, points) counts between neighbours; rivals (pairs) may not sit together;
    the host sits at the beginning.
    """
    if not guests:
        return [], 0
    best = None
    best_points = None
    for order in permutations(guests):
        if host is not None and order[0] != host:
            continue
        bad = False
        for left, right in zip(order, order[1:]):
            if (left, right) in rivals or (right, left) in rivals:
                bad = True
        if bad:
            continue
        points = 0
        for i in range(len(order) - 1):
            points += liking(order[i], order[i + 1], likes)
        if best is None or points > best_points:
            best = list(order)
            best_points = points
    if best is None:
        return None
    return best, best_points


def _case(seed, n, m, host):
    rnd = random.Random(seed)
    guests = ["g%d" % i for i in range(n)]
    rnd.shuffle(guests)
    likes = [tuple(rnd.sample(guests, 2)) + (rnd.randint(-3, 5),) for _ in range(m)]
    rivals = [tuple(rnd.sample(guests, 2)) for _ in range(n // 3)]
    return guests, likes, rivals, host


def workload():
    return [_case(1, 8, 7, None), _case(2, 7, 7, "g2")]
