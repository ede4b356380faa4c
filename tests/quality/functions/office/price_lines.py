import random
from datetime import date, timedelta
from decimal import Decimal, ROUND_HALF_UP


def price_lines(lines, price_list):
    """Price order lines with the price valid on the order date.

    price_list rows: (sku, valid_from ISO string, price Decimal), several per sku in any order;
    of equal dates the later row counts. Returns (priced lines, grand total, unpriced skus).
    """
    priced = []
    total = Decimal("0.00")
    unpriced = []
    for line in lines:
        best_from = None
        best_price = None
        for sku, valid_from, price in price_list:
            if sku.upper() != line["sku"].upper():
                continue
            start = date.fromisoformat(valid_from)
            if start > line["ordered"]:
                continue
            if best_from is None or start >= best_from:
                best_from = start
                best_price = price
        if best_price is None:
            if line["sku"] not in unpriced:
                unpriced.append(line["sku"])
            continue
        amount = (best_price * line["qty"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        total += amount
        priced.append({**line, "price": best_price, "since": best_from.isoformat(), "amount": amount})
    return priced, total, unpriced


def _case(seed, n, skus, versions):
    rnd = random.Random(seed)
    d0 = date(2022, 1, 1)
    pl = []
    for s in range(skus):
        for _ in range(rnd.randint(1, versions)):
            pl.append(("ab-%03d" % s, (d0 + timedelta(days=rnd.randrange(700))).isoformat(),
                       Decimal(rnd.randrange(100, 99999)) / 1000))
    rnd.shuffle(pl)
    lines = [{"no": i, "sku": rnd.choice(["AB-%03d", "ab-%03d"]) % rnd.randrange(skus + 3),
              "ordered": d0 + timedelta(days=rnd.randrange(800)), "qty": rnd.randint(1, 40)} for i in range(n)]
    return lines, pl


def workload():
    return [_case(1, 700, 60, 26), _case(2, 1200, 10, 60), _case(3, 4, 2, 2), ([], [])]
