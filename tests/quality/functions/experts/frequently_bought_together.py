from collections import Counter
from itertools import combinations


def frequently_bought_together(orders, min_orders=2, top=None):
    """Pairs of articles that are in at least min_orders orders together.

    orders: list of {"order": id, "lines": [(sku, qty), ...]}; lines with qty <= 0 are returns.
    Result: list of (sku, sku, orders with both, percent of the orders with the rarer article).
    """
    if min_orders < 1:
        raise ValueError("min_orders must be at least 1")
    singles = Counter()
    pairs = Counter()
    for order in orders:
        basket = sorted({sku for sku, qty in order["lines"] if qty > 0})
        singles.update(basket)
        pairs.update(combinations(basket, 2))
    found = []
    for (a, b), together in pairs.items():
        if together >= min_orders:
            rarer = min(singles[a], singles[b])
            found.append((a, b, together, round(100 * together / rarer, 1)))
    found.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return found if top is None else found[:top]
