"""Months of different size, as the shop's export gives them."""

import random

REGIONS = ["north", "south", "east", "west", "islands", "abroad"]


def month(rng, n_orders, n_customers, n_refunds):
    """One month: orders of known and of a few deleted customers, some of them refunded."""
    customers = [{"id": 5000 + i, "region": rng.choice(REGIONS)} for i in range(n_customers)]
    rng.shuffle(customers)
    orders = []
    for number in range(n_orders):
        items = []
        for _ in range(rng.randint(1, 4)):
            item = {"quantity": rng.randint(1, 5), "unit_cents": rng.randint(99, 19999)}
            if rng.random() < 0.2:
                item["discount"] = rng.choice([5, 10, 15])
            items.append(item)
        buyer = 5000 + rng.randrange(n_customers + max(1, n_customers // 20))
        orders.append({"number": 100000 + number, "customer_id": buyer, "items": items})
    refunded = [100000 + number for number in rng.sample(range(n_orders), n_refunds)]
    return orders, customers, refunded


def workload():
    rng = random.Random(20240131)
    return [
        month(rng, 4000, 2500, 300),
        month(rng, 1500, 1200, 100),
        month(rng, 120, 80, 10),
        month(rng, 3, 2, 1),
        ([], [{"id": 1, "region": "north"}], []),
        ([{"number": 7, "customer_id": 1, "items": []}], [], [8]),
    ]
