import random
from dataclasses import dataclass


@dataclass
class Order:
    oid: str
    side: str
    price: int
    qty: int
    seq: int


def _live(book, oid):
    return any(o.oid == oid for o in book)


def cross_orders(events):
    """Match limit orders (oid, 'B'/'S', price, qty) by price then time; side 'C' cancels.

    Returns (trades, resting buys, resting sells, cancels that found nothing)."""
    book = []
    trades = []
    lost = 0
    for seq, (oid, side, price, qty) in enumerate(events):
        if side == "C":
            before = len(book)
            book = [o for o in book if o.oid != oid]
            if len(book) == before:
                lost += 1
            continue
        if side not in ("B", "S"):
            raise ValueError("unknown side %r" % (side,))
        if _live(book, oid):
            raise ValueError("order %s is already in the book" % oid)
        order = Order(oid, side, price, qty, seq)
        while order.qty > 0:
            others = [o for o in book if o.side != order.side]
            if order.side == "B":
                others.sort(key=lambda o: (o.price, o.seq))
                others = [o for o in others if o.price <= order.price]
            else:
                others.sort(key=lambda o: (-o.price, o.seq))
                others = [o for o in others if o.price >= order.price]
            if not others:
                break
            best = others[0]
            n = min(best.qty, order.qty)
            trades.append((order.oid, best.oid, best.price, n))
            best.qty -= n
            order.qty -= n
            if best.qty == 0:
                book.remove(best)
        if order.qty > 0:
            book.append(order)
    buys = [(o.oid, o.price, o.qty) for o in book if o.side == "B"]
    sells = [(o.oid, o.price, o.qty) for o in book if o.side == "S"]
    return trades, buys, sells, lost


def workload():
    out = []
    for seed, n in ((111, 600), (112, 750), (113, 15)):
        rng = random.Random(seed)
        events = []
        for i in range(n):
            if i > 5 and rng.random() < 0.12:
                events.append(("o%d" % rng.randrange(i), "C", 0, 0))
            else:
                side = rng.choice("BS")
                mid = 1000 + (-12 if side == "B" else 12)
                events.append(("o%d" % i, side, mid + rng.randint(-30, 30), rng.randint(1, 90)))
        out.append((events,))
    return out
