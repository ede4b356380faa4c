import random
from datetime import date, timedelta


def issue_stock_fefo(movements, min_shelf_days=0):
    """Book goods receipts and issues, consuming lots first-expired-first-out.

    Movements are dicts in booking order. Returns (picks, backorders, remaining).
    """
    lots = []
    picks = []
    backorders = []
    for n, mv in enumerate(movements, 1):
        if mv["qty"] <= 0:
            raise ValueError("movement %d: bad quantity %r" % (n, mv["qty"]))
        if mv["kind"] == "in":
            lots.append({"sku": mv["sku"], "lot": mv["lot"], "expiry": mv["expiry"], "left": mv["qty"]})
            continue
        wanted = mv["qty"]
        # oldest expiry first; lots too close to expiry are not shipped
        limit = mv["day"] + timedelta(days=min_shelf_days)
        usable = [l for l in lots if l["sku"] == mv["sku"] and l["left"] > 0 and l["expiry"] >= limit]
        usable = sorted(usable, key=lambda l: (l["expiry"], l["lot"]))
        for l in usable:
            if wanted == 0:
                break
            take = min(wanted, l["left"])
            l["left"] -= take
            wanted -= take
            picks.append(f"{mv['ref']}:{l['lot']}x{take}")
        if wanted:
            backorders.append((mv["ref"], mv["sku"], wanted))
    remaining = {}
    for l in lots:
        if l["left"]:
            remaining[l["sku"]] = remaining.get(l["sku"], 0) + l["left"]
    return picks, backorders, remaining


def _movements(seed, n, skus):
    rnd = random.Random(seed)
    day = date(2023, 1, 2)
    out = []
    for i in range(n):
        if rnd.random() < 0.2:
            day += timedelta(days=1)
        sku = "SKU%02d" % rnd.randrange(skus)
        if rnd.random() < 0.5:
            out.append({"kind": "in", "day": day, "sku": sku, "lot": "L%05d" % i,
                        "expiry": day + timedelta(days=rnd.randint(20, 200)), "qty": rnd.randint(5, 60)})
        else:
            out.append({"kind": "out", "day": day, "sku": sku, "ref": "SO%d" % i, "qty": rnd.randint(1, 50)})
    return out


def workload():
    return [(_movements(1, 2700, 6), 10), (_movements(2, 2000, 3),), (_movements(3, 30, 2), 0), ([], 5)]
