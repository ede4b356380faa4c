from bisect import bisect_left, insort
from datetime import timedelta


def issue_stock_fefo(movements, min_shelf_days=0):
    open_lots = {}      # sku -> sorted list of (expiry, lot, seq)
    left = []
    skus = []
    picks = []
    backorders = []
    shelf = timedelta(days=min_shelf_days)
    for n, mv in enumerate(movements, 1):
        qty = mv["qty"]
        if qty <= 0:
            raise ValueError("movement %d: bad quantity %r" % (n, qty))
        sku = mv["sku"]
        if mv["kind"] == "in":
            insort(open_lots.setdefault(sku, []), (mv["expiry"], mv["lot"], len(left)))
            left.append(qty)
            skus.append(sku)
            continue
        wanted = qty
        rows = open_lots.get(sku)
        if rows:
            ref = mv["ref"]
            start = i = bisect_left(rows, (mv["day"] + shelf,))
            while wanted and i < len(rows):
                _, lot, seq = rows[i]
                have = left[seq]
                if have > wanted:
                    left[seq] = have - wanted
                    picks.append(f"{ref}:{lot}x{wanted}")
                    wanted = 0
                    break
                left[seq] = 0
                wanted -= have
                picks.append(f"{ref}:{lot}x{have}")
                i += 1
            del rows[start:i]
        if wanted:
            backorders.append((mv["ref"], sku, wanted))
    remaining = {}
    for sku, q in zip(skus, left):
        if q:
            remaining[sku] = remaining.get(sku, 0) + q
    return picks, backorders, remaining
