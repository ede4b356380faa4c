"""FIFO cost of goods sold: process buy/sell movements, return cost per sale and remaining stock."""
import random


def fifo_cost(movements):
    shelf = []
    costs = []
    short = []
    for kind, ref, qty, price in movements:
        if qty < 0:
            raise ValueError(f"negative quantity in {ref}")
        if kind == "buy":
            for _ in range(qty):
                shelf.append(price)
        else:
            cost = 0
            taken = 0
            while taken < qty and len(shelf) > 0:
                cost += shelf.pop(0)
                taken += 1
            if taken < qty:
                short.append((ref, qty - taken))
            costs.append((ref, taken, cost, qty * price - cost if taken == qty else None))
    value = sum(shelf)
    return {"sales": costs, "short": short, "stock": len(shelf), "value": value}


def workload():
    rnd = random.Random(40)

    def mk(n, q):
        rows = []
        for i in range(n):
            if rnd.random() < 0.56:
                rows.append(("buy", f"b{i}", rnd.randrange(q), rnd.randrange(100, 180)))
            else:
                rows.append(("sell", f"s{i}", rnd.randrange(q), rnd.randrange(150, 260)))
        return rows

    return [([],), ([("sell", "s0", 3, 9), ("buy", "b", 0, 4), ("buy", "c", 2, 5), ("sell", "d", 2, 9)],), (mk(40, 20),), (mk(700, 500),)]
