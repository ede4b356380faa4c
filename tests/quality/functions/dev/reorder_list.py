"""Nightly reorder proposal of the warehouse."""

import random

MIN_COVER_DAYS = 14


def daily_use(history):
    """Mean use per day, rounded up to whole pieces."""
    if not history:
        return 0
    return -(-sum(history) // len(history))


def reorder_list(stock: list[dict], incoming: list[dict], blocked: list[str]) -> list[tuple[str, int]]:
    """Articles to order with their quantities, in the order of the stock list.

    What is on its way counts as stock. Articles that purchasing has blocked are left out.
    """
    skus_incoming = [delivery["sku"] for delivery in incoming]
    proposal = []
    for article in stock:
        sku = article["sku"]
        if sku in blocked:
            continue
        available = article["on_hand"]
        if sku in skus_incoming:
            # several deliveries of one article are possible
            for i in range(len(incoming)):
                if incoming[i]["sku"] == sku:
                    available += incoming[i]["quantity"]
        wanted = daily_use(article["history"]) * MIN_COVER_DAYS
        if available < wanted:
            pack = article["pack_size"]
            missing = wanted - available
            proposal.append((sku, (missing + pack - 1) // pack * pack))
    return proposal


def workload():
    rng = random.Random(501)
    calls = []
    for n_stock, n_incoming, n_blocked in ((2200, 1500, 400), (600, 900, 40), (30, 12, 4), (1, 0, 0)):
        skus = [f"A{rng.randrange(10**6):06d}" for _ in range(n_stock)]
        stock = [
            {
                "sku": sku,
                "on_hand": rng.randrange(60),
                "pack_size": rng.choice([1, 6, 10, 24]),
                "history": [rng.randrange(9) for _ in range(rng.randrange(8))],
            }
            for sku in skus
        ]
        incoming = [{"sku": rng.choice(skus), "quantity": rng.randint(1, 48)} for _ in range(n_incoming)]
        blocked = rng.sample(skus, n_blocked) + ["Z000000"]
        calls.append((stock, incoming, blocked))
    calls.append(([], [{"sku": "A1", "quantity": 3}], []))
    return calls
