"""Match refund rows to the first not yet refunded order of the same customer and amount."""
import random


def match_refunds(orders, refunds):
    used = []
    matches = []
    orphans = []
    refunded_cents = 0
    for refund in refunds:
        if refund["cents"] <= 0:
            orphans.append((refund["id"], "bad amount"))
            continue
        hit = None
        for idx, order in enumerate(orders):
            if order["customer"] != refund["customer"]:
                continue
            if order["cents"] != refund["cents"]:
                continue
            if idx in used:
                continue
            hit = idx
            break
        if hit is None:
            orphans.append((refund["id"], "no order"))
        else:
            used.append(hit)
            matches.append((refund["id"], orders[hit]["id"]))
            refunded_cents += refund["cents"]
    return {"matches": matches, "orphans": orphans, "refunded": f"{refunded_cents / 100:.2f}"}


def workload():
    rnd = random.Random(11)
    out = [([], [{"id": "r1", "customer": "c1", "cents": 100}])]
    for n in (30, 600, 2200):
        orders = [{"id": f"o{i}", "customer": f"c{rnd.randrange(n // 4 + 1)}", "cents": rnd.choice([499, 999, 1999, 2500])} for i in range(n)]
        refunds = [{"id": f"r{i}", "customer": f"c{rnd.randrange(n // 4 + 1)}", "cents": rnd.choice([499, 999, 1999, 2500, 0, -5])} for i in range(n // 2)]
        out.append((orders, refunds))
    return out
