"""Stock levels from the movement journal."""

SIGNS = {"receipt": 1, "return": 1, "sale": -1, "scrap": -1}


def _move(levels, warehouse, sku, delta):
    shelf = levels.get(warehouse)
    if shelf is None:
        shelf = levels[warehouse] = {}
    new = shelf.get(sku, 0) + delta
    if new < 0:
        raise ValueError(f"{warehouse}: {sku} would fall to {new}")
    shelf[sku] = new


def replay_stock_movements(opening, movements):
    """Levels per warehouse and sku after all movements, plus the skus that are sold out.

    movements: (kind, warehouse, sku, qty) or ("transfer", warehouse, sku, qty, target)
    """
    levels = {warehouse: dict(shelf) for warehouse, shelf in opening.items()}
    for movement in movements:
        kind, warehouse, sku, qty = movement[:4]
        if kind == "transfer":
            target = movement[4]
            _move(levels, warehouse, sku, -qty)
            _move(levels, target, sku, qty)
        elif kind in SIGNS:
            _move(levels, warehouse, sku, SIGNS[kind] * qty)
        else:
            raise ValueError(f"unknown movement {kind!r}")
    sold_out = sorted(
        (warehouse, sku)
        for warehouse, shelf in levels.items()
        for sku, qty in shelf.items()
        if qty == 0
    )
    return levels, sold_out
