import random
from itertools import combinations


def _support(pair, baskets):
    a, b = pair
    return sum(1 for basket in baskets if a in basket and b in basket)


def _count_containing(sku, baskets):
    return sum(1 for basket in baskets if sku in basket)


def frequently_bought_together(orders, min_orders=2, top=None):
    """Pairs of articles that are in at least min_orders orders together.

    orders: list of {"order": id, "lines": [(sku, qty), ...]}; lines with qty <= 0 are returns.
    Result: list of (sku, sku, orders with both, percent of the orders with the rarer article).
    """
    if min_orders < 1:
        raise ValueError("min_orders must be at least 1")
    baskets = [{sku for sku, qty in order["lines"] if qty > 0} for order in orders]
    skus = sorted(set().union(*baskets))
    found = []
    for pair in combinations(skus, 2):
        together = _support(pair, baskets)
        if together >= min_orders:
            rarer = min(_count_containing(pair[0], baskets), _count_containing(pair[1], baskets))
            found.append((pair[0], pair[1], together, round(100 * together / rarer, 1)))
    found.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return found if top is None else found[:top]


def _orders(rng, n, articles):
    skus = [f"ART-{i:03d}" for i in range(articles)]
    orders = []
    for i in range(n):
        start = int(rng.random() ** 2 * articles)
        lines = []
        for _ in range(rng.choice([0, 1, 1, 2, 3, 4, 6])):
            sku = skus[(start + rng.choice([0, 1, 2, 3, rng.randrange(articles)])) % articles]
            lines.append((sku, rng.choice([1, 1, 1, 2, 5, -1])))
        orders.append({"order": 7000 + i, "lines": lines})
    return orders


def workload():
    rng = random.Random(1111)
    return [
        ([],),
        (_orders(rng, 10, 4), 1),
        (_orders(rng, 220, 90), 2),
        (_orders(rng, 350, 70), 3, 25),
    ]
