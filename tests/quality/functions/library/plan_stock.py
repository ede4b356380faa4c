import random
from collections import namedtuple
from dataclasses import dataclass, replace

# lead: days from re-order to arrival, life: days a lot can be sold, pack: re-orders are multiples of this
Item = namedtuple("Item", "name lead life safety pack")
Order = namedtuple("Order", "day number wanted")


@dataclass
class Lot:
    number: int
    item: str
    left: int
    expiry: int


class Planner:
    def __init__(self, items):
        self.items = {item.name: item for item in items}
        self.stock = []
        self.lots = 0

    def on_hand(self, name):
        return sum(lot.left for lot in self.stock if lot.item == name)

    def receive(self, day, name, quantity):
        self.lots += 1
        self.stock.append(Lot(self.lots, name, quantity, day + self.items[name].life))

    def expire(self, day):
        spoilt = [(day, lot.item, lot.number, lot.left) for lot in self.stock if lot.expiry <= day]
        self.stock = [lot for lot in self.stock if lot.expiry > day]
        return spoilt

    def serve(self, order):
        """Take all that an order wants, first expiring first; None (and nothing taken) if something is short."""
        stock = [replace(lot) for lot in self.stock]
        picks = []
        for name, quantity in order.wanted.items():
            for lot in sorted(stock, key=lambda lot: (lot.expiry, lot.number)):
                if lot.item == name and quantity:
                    taken = min(lot.left, quantity)
                    lot.left -= taken
                    quantity -= taken
                    picks.append((name, lot.number, taken))
            stock = [lot for lot in stock if lot.left]
            if quantity:
                return None
        self.stock = stock
        return picks

    def reorder(self, day, name, orders, span):
        """How much to re-order so that the stock outlasts the lead time at the demand of the last `span` days."""
        _, lead, _, safety, pack = self.items[name]
        demand = sum(order.wanted.get(name, 0) for order in orders if day - span < order.day <= day)
        point = -(-demand * lead // span) + safety
        short = point - self.on_hand(name)
        return max(0, (short // pack + 1) * pack)


def plan_stock(items, deliveries, orders, days, span=7, patience=4):
    """Play the days 0 to days - 1 of a store: expiry, deliveries, orders, re-orders.

    Items are (name, lead, life, safety, pack), deliveries (day, name, quantity), orders (day, number, wanted).
    Orders are served whole or not at all, waiting ones first, and are lost after `patience` days.
    Returns (served as (day, number, picks), lost, spoilt lots, re-orders, what is left per item).
    """
    planner = Planner([Item(*item) for item in items])
    orders = [Order(*order) for order in orders]
    wishes = deliveries + [(order.day, name, quantity) for order in orders for name, quantity in order.wanted.items()]
    for item in planner.items.values():
        if min(item.lead, item.life, item.pack, span) < 1:
            raise ValueError("%s: lead, life, pack and span must be positive" % item.name)
    for day, name, quantity in wishes:
        if name not in planner.items:
            raise ValueError("unknown item %r" % (name,))
        if quantity < 1 or not 0 <= day < days:
            raise ValueError("cannot plan %r of %s on day %r" % (quantity, name, day))
    served, lost, spoilt, reorders, waiting = [], [], [], [], []
    for day in range(days):
        spoilt += planner.expire(day)
        for due, name, quantity in deliveries + [(r[1], r[2], r[3]) for r in reorders]:
            if due == day:
                planner.receive(day, name, quantity)
        still = []
        for order in waiting + [order for order in orders if order.day == day]:
            picks = planner.serve(order)
            if picks is not None:
                served.append((day, order.number, picks))
            elif day - order.day >= max(patience, 1):
                lost.append(order.number)
            else:
                still.append(order)
        waiting = still
        for name in planner.items:
            quantity = planner.reorder(day, name, orders, span)
            if quantity and not any(due > day for _, due, other, _ in reorders if other == name):
                reorders.append((day, day + planner.items[name].lead, name, quantity))
    return served, lost, spoilt, reorders, {name: planner.on_hand(name) for name in planner.items}


def _store(rnd, kinds, days, busy):
    names = ["item%02d" % k for k in range(kinds)]
    items = [(n, rnd.randint(1, 6), rnd.randint(3, 25), rnd.randint(0, 9), rnd.choice((1, 6, 10))) for n in names]
    deliveries = [(rnd.randrange(days), rnd.choice(names), rnd.randint(1, 20)) for _ in range(days)]
    orders = [(day, "%d-%d" % (day, k), {rnd.choice(names): rnd.randint(1, 9) for _ in range(k % 3 + 1)})
              for day in range(days) for k in range(rnd.randint(0, busy))]
    return items, deliveries, orders, days


def workload():
    rnd = random.Random(3100)
    return [_store(rnd, 14, 90, 9), _store(rnd, 6, 60, 7) + (5, 2), _store(rnd, 2, 12, 1)]
