from bisect import bisect_right
from datetime import date
from decimal import Decimal, ROUND_HALF_UP


def price_lines(lines, price_list):
    by_sku = {}
    for sku, valid_from, price in price_list:
        by_sku.setdefault(sku.upper(), []).append((valid_from, price))
    ready = {}
    cent = Decimal("0.01")
    priced = []
    total = Decimal("0.00")
    unpriced = {}
    for line in lines:
        raw = line["sku"]
        key = raw.upper()
        entry = ready.get(key)
        if entry is None:
            rows = [(date.fromisoformat(v), p) for v, p in by_sku.get(key, ())]
            rows.sort(key=lambda r: r[0])
            entry = ready[key] = ([r[0] for r in rows], [r[1] for r in rows], [r[0].isoformat() for r in rows])
        starts, prices, texts = entry
        i = bisect_right(starts, line["ordered"]) - 1
        if i < 0:
            unpriced[raw] = None
            continue
        price = prices[i]
        amount = (price * line["qty"]).quantize(cent, ROUND_HALF_UP)
        total += amount
        priced.append({**line, "price": price, "since": texts[i], "amount": amount})
    return priced, total, list(unpriced)
