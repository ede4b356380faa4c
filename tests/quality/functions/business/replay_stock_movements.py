"""Stock levels from the movement journal, written without side effects."""
import random
from functools import reduce

SIGNS = {"receipt": 1, "return": 1, "sale": -1, "scrap": -1}


def _moved(levels, warehouse, sku, delta):
    shelf = levels.get(warehouse, {})
    new = shelf.get(sku, 0) + delta
    if new < 0:
        raise ValueError(f"{warehouse}: {sku} would fall to {new}")
    return {**levels, warehouse: {**shelf, sku: new}}


def _apply(levels, movement):
    kind, warehouse, sku, qty = movement[:4]
    if kind == "transfer":
        target = movement[4]
        return _moved(_moved(levels, warehouse, sku, -qty), target, sku, qty)
    try:
        sign = SIGNS[kind]
    except KeyError:
        raise ValueError(f"unknown movement {kind!r}") from None
    return _moved(levels, warehouse, sku, sign * qty)


def replay_stock_movements(opening, movements):
    """Levels per warehouse and sku after all movements, plus the skus that are sold out.

    movements: (kind, warehouse, sku, qty) or ("transfer", warehouse, sku, qty, target)
    """
    levels = reduce(_apply, movements, opening)
    sold_out = sorted(
        (warehouse, sku)
        for warehouse, shelf in levels.items()
        for sku, qty in shelf.items()
        if qty == 0
    )
    return levels, sold_out


def _journal(rng, n, skus, warehouses):
    opening = {w: {f"S{i:04d}": rng.randint(0, 4) for i in range(0, skus, 2)} for w in warehouses[:-1]}
    now = {(w, s): q for w, shelf in opening.items() for s, q in shelf.items()}
    movements = []
    for _ in range(n):
        w, s, q = rng.choice(warehouses), f"S{rng.randrange(skus):04d}", rng.randint(0, 3)
        if now.get((w, s), 0) >= q and rng.random() < .7:
            kind = rng.choice(["sale", "sale", "scrap", "transfer"])
        else:
            kind = rng.choice(["receipt", "receipt", "return"])
        if kind == "transfer":
            t = rng.choice(warehouses)
            movements.append((kind, w, s, q, t))
            now[w, s] = now.get((w, s), 0) - q
            now[t, s] = now.get((t, s), 0) + q
        else:
            movements.append((kind, w, s, q))
            now[w, s] = now.get((w, s), 0) + SIGNS[kind] * q
    return opening, movements


def workload():
    rng = random.Random(1212)
    return [
        ({}, []),
        _journal(rng, 20, 6, ["W1", "W2"]),
        _journal(rng, 4000, 1200, ["NORTH", "SOUTH", "WEST"]),
        _journal(rng, 6000, 900, ["HH", "B"]),
    ]
