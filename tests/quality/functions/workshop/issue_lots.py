import random


class StockCard:
    """Lots of one warehouse, issued first-in first-out."""

    def __init__(self):
        self.lots = []      # [sku, day, lot_no, left, unit_cost]

    def receive(self, lot_no, sku, qty, unit_cost, day):
        if qty <= 0:
            raise ValueError("lot %s: bad quantity %s" % (lot_no, qty))
        self.lots.append([sku, day, lot_no, qty, unit_cost])
        self.lots.sort(key=lambda lot: lot[1])

    def on_hand(self, sku, day):
        return sum(lot[3] for lot in self.lots if lot[0] == sku and lot[1] <= day)

    def issue(self, sku, qty, day):
        taken = []
        while qty > 0:
            for lot in self.lots:
                if lot[0] == sku and lot[1] <= day and lot[3] > 0:
                    break
            else:
                break
            part = min(qty, lot[3])
            lot[3] -= part
            qty -= part
            taken.append((lot[2], part, part * lot[4]))
        return taken


def issue_lots(receipts, issues):
    """FIFO consumption of (lot, sku, qty, cost, day) receipts by (day, sku, qty) issues.

    An issue that cannot be served in full is refused and takes nothing."""
    card = StockCard()
    for lot_no, sku, qty, cost, day in receipts:
        card.receive(lot_no, sku, qty, cost, day)
    lines = []
    for day, sku, qty in issues:
        if qty <= 0:
            raise ValueError("bad issue quantity")
        have = card.on_hand(sku, day)
        if have < qty:
            lines.append((day, sku, "short", qty - have, []))
            continue
        taken = card.issue(sku, qty, day)
        cost = sum(t[2] for t in taken)
        lines.append((day, sku, "ok", cost, [(lot_no, part) for lot_no, part, _ in taken]))
    return lines


def workload():
    out = []
    for seed, n, m in ((1, 330, 400), (2, 450, 500), (3, 1, 2), (4, 420, 470)):
        rng = random.Random(seed)
        skus = ["SKU%02d" % i for i in range(8)]
        receipts = [("L%04d" % i, rng.choice(skus), rng.randint(1, 60), rng.randint(90, 700),
                     rng.randint(1, 90)) for i in range(n)]
        issues = sorted((rng.randint(1, 100), rng.choice(skus), rng.randint(1, 45)) for _ in range(m))
        rng.shuffle(issues) if seed == 4 else None
        out.append((receipts, issues))
    return out
