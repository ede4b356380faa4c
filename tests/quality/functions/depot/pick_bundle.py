import random
from itertools import combinations


def price_of(items):
    return sum(item["price"] for item in items)


def worth_of(items):
    worth = 0
    for item in items:
        worth += item["worth"]
    return worth


def pick_bundle(items, budget, required=()):
    """The most worth within the budget; the cheaper, then the smaller bundle if equal.

    Returns (names, price, worth) or None if the required items cannot be paid.
    """
    names = [item["name"] for item in items]
    for name in required:
        if name not in names:
            raise KeyError(name)
    best = None
    for size in range(0, len(items) + 1):
        for combo in combinations(items, size):
            if price_of(combo) > budget:
                continue
            chosen = [item["name"] for item in combo]
            if not all(name in chosen for name in required):
                continue
            if best is None:
                best = combo
            elif worth_of(combo) > worth_of(best):
                best = combo
            elif worth_of(combo) == worth_of(best) and price_of(combo) < price_of(best):
                best = combo
    if best is None:
        return None
    return [item["name"] for item in best], price_of(best), worth_of(best)


def _case(seed, n, budget, required):
    rnd = random.Random(seed)
    items = [{"name": "i%d" % i, "price": rnd.randint(4, 30), "worth": rnd.randint(1, 12)} for i in range(n)]
    return items, budget, required


def workload():
    return [_case(1, 16, 110, ["i3"]), _case(2, 14, 60, [])]
