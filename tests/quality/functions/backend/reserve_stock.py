import random
from collections import namedtuple

Line = namedtuple("Line", "sku qty")
Order = namedtuple("Order", "ref customer lines split_allowed")


class OutOfStock(Exception):
    def __init__(self, sku, missing):
        super().__init__(f"{sku} short by {missing}")
        self.sku = sku
        self.missing = missing


def _take(stock, line, split_allowed):
    picks = []
    if line.qty <= 0:
        raise ValueError(f"bad quantity for {line.sku}")
    # one warehouse if possible
    for site in stock:
        if stock[site].get(line.sku, 0) >= line.qty:
            stock[site][line.sku] -= line.qty
            return [(site, line.sku, line.qty)]
    need = line.qty
    if split_allowed:
        for site in stock:
            got = min(need, stock[site].get(line.sku, 0))
            if got:
                stock[site][line.sku] -= got
                picks.append((site, line.sku, got))
                need -= got
            if not need:
                return picks
    raise OutOfStock(line.sku, need)


def reserve_stock(stock, orders):
    """Reserve orders all-or-nothing, in sequence, against stock {site: {sku: qty}} (changed in place).

    Returns ({order ref: picks}, [(order ref, reason)], {sku: units short over the rejected orders}).
    """
    reserved = {}
    rejected = []
    shortage = {}
    for order in orders:
        before = {site: dict(levels) for site, levels in stock.items()}
        picks = []
        try:
            if order.ref in reserved:
                raise ValueError(f"order {order.ref} seen twice")
            for line in order.lines:
                picks.extend(_take(stock, line, order.split_allowed))
        except (OutOfStock, ValueError) as exc:
            for site, levels in before.items():
                stock[site].update(levels)
            rejected.append((order.ref, str(exc)))
            if isinstance(exc, OutOfStock):
                shortage[exc.sku] = shortage.get(exc.sku, 0) + exc.missing
        else:
            reserved[order.ref] = picks
    return reserved, rejected, shortage


def workload():
    rng = random.Random(606)
    skus = ["SKU%05d" % i for i in range(1200)]
    stock = {site: {sku: rng.randrange(0, 30) for sku in rng.sample(skus, 1000)} for site in ("AMS", "BRU", "CGN", "LIL")}
    orders = []
    for n in range(1500):
        lines = tuple(Line(rng.choice(skus), rng.randrange(1, 26)) for _ in range(rng.randrange(1, 5)))
        if rng.random() < 0.02:
            lines += (Line(rng.choice(skus), 0),)
        orders.append(Order("O%d" % (n if rng.random() < 0.98 else max(0, n - 3)), rng.randrange(99), lines, rng.random() < 0.5))
    return [(stock, orders)]
