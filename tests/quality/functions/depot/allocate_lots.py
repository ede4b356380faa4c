import random
from datetime import datetime, timedelta


def _day(text):
    return datetime.strptime(text, "%Y-%m-%d")


def allocate_lots(lots, orders, allow_partial=False):
    """First-expired-first-out allocation. lots: dicts lot/sku/qty/expires, changed in place.

    orders: (order id, sku, qty, ship date, days of shelf life wanted after shipping).
    Returns (picks, backorders).
    """
    picks = []
    backorders = []
    for order_id, sku, qty, ship, min_life in orders:
        if qty <= 0:
            continue
        known = [lot["sku"] for lot in lots]
        if sku not in known:
            backorders.append((order_id, sku, qty, "unknown sku"))
            continue
        usable = []
        for lot in lots:
            if lot["sku"] != sku or lot["qty"] <= 0:
                continue
            if _day(lot["expires"]) >= _day(ship) + timedelta(days=min_life):
                usable.append(lot)
        usable = sorted(usable, key=lambda lot: _day(lot["expires"]))
        available = sum([lot["qty"] for lot in usable])
        if available < qty and not (allow_partial and available):
            backorders.append((order_id, sku, qty - available, "short"))
            continue
        left = qty
        for lot in usable:
            take = min(left, lot["qty"])
            if take:
                lot["qty"] -= take
                left -= take
                picks.append((order_id, lot["lot"], take))
        if left:
            backorders.append((order_id, sku, left, "partial"))
    return picks, backorders


def _case(seed, n_lots, n_skus, n_orders, partial):
    rnd = random.Random(seed)
    base = datetime(2024, 1, 1)
    lots = [{"lot": "L%04d" % i, "sku": "S%d" % rnd.randrange(n_skus), "qty": rnd.randint(0, 30),
             "expires": (base + timedelta(days=rnd.randint(20, 300))).strftime("%Y-%m-%d")}
            for i in range(n_lots)]
    orders = [(i, "S%d" % rnd.randrange(n_skus + 2), rnd.randint(0, 25),
               (base + timedelta(days=i // 10)).strftime("%Y-%m-%d"), rnd.choice([10, 30, 90]))
              for i in range(n_orders)]
    return lots, orders, partial


def workload():
    return [_case(1, 900, 45, 600, False), _case(2, 500, 20, 300, True)]
