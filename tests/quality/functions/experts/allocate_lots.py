from bisect import bisect_left
from datetime import date


def allocate_lots(lots, orders, allow_partial=False):
    days = {}

    def day(text):
        d = days.get(text)
        if d is None:
            y, m, dd = text.split("-")
            d = days[text] = date(int(y), int(m), int(dd)).toordinal()
        return d

    shelves = {}
    for i, lot in enumerate(lots):
        shelf = shelves.setdefault(lot["sku"], [])
        if lot["qty"] > 0:
            shelf.append((day(lot["expires"]), i))
    for shelf in shelves.values():
        shelf.sort()
    picks = []
    backorders = []
    for order_id, sku, qty, ship, min_life in orders:
        if qty <= 0:
            continue
        shelf = shelves.get(sku)
        if shelf is None:
            backorders.append((order_id, sku, qty, "unknown sku"))
            continue
        start = bisect_left(shelf, (day(ship) + min_life, -1))
        end = start
        size = len(shelf)
        available = 0
        while end < size and available < qty:
            available += lots[shelf[end][1]]["qty"]
            end += 1
        if available < qty and not (allow_partial and available):
            backorders.append((order_id, sku, qty - available, "short"))
            continue
        left = qty
        keep = end
        for k in range(start, end):
            lot = lots[shelf[k][1]]
            have = lot["qty"]
            take = left if left < have else have
            lot["qty"] = have - take
            left -= take
            picks.append((order_id, lot["lot"], take))
            if take < have:
                keep = k
        del shelf[start:keep]
        if left:
            backorders.append((order_id, sku, left, "partial"))
    return picks, backorders
