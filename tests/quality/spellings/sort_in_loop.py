import random
from dataclasses import dataclass, field
from typing import List


# a. statistics of sensors: running median
def running_medians(values):
    window = []
    medians = []
    ignored = 0
    for v in values:
        if v is None:
            ignored += 1
            continue
        window.append(v)
        window.sort()
        n = len(window)
        if n % 2 == 1:
            medians.append(window[n // 2])
        else:
            medians.append((window[n // 2 - 1] + window[n // 2]) / 2)
    return medians, ignored


# b. sports: a helper inserts and sorts; the place of each runner when he arrived
def enter(board: list, entry: tuple) -> list:
    board.append(entry)
    board.sort(key=lambda e: (e[0], e[1]))
    return board


def gap_to_leader(board, entry):
    return entry[0] - board[0][0]


def live_board(finishes):
    board = []
    news = []
    for bib, start, end in finishes:
        entry = (end - start, bib)
        enter(board, entry)
        gap = gap_to_leader(board, entry)
        news.append("leader" if gap == 0 else f"+{gap}")
    return [bib for _, bib in board], news


# c. auctions: order book class with sorted list
@dataclass(order=True)
class Offer:
    price: int
    seq: int
    qty: int = field(compare=False)


class Book:
    def __init__(self):
        self.offers: List[Offer] = []
        self.seq = 0

    def sell(self, price, qty):
        self.seq += 1
        self.offers.append(Offer(price, self.seq, qty))
        self.offers = sorted(self.offers, key=lambda o: (o.price, o.seq))

    def buy(self, limit, qty):
        paid = 0
        while qty and self.offers and self.offers[0].price <= limit:
            best = self.offers[0]
            n = min(qty, best.qty)
            paid += n * best.price
            best.qty -= n
            qty -= n
            if best.qty == 0:
                self.offers.pop(0)
        return paid


def run_market(orders):
    book = Book()
    trades = []
    for side, price, qty in orders:
        if side == "S":
            book.sell(price, qty)
        else:
            trades.append(book.buy(price, qty))
    return trades, [(o.price, o.qty) for o in book.offers]


# d. scheduling: agenda as a sorted list used as an event queue, while loop
def simulate(starts, repeats=3):
    agenda = sorted((at, name, repeats, every) for name, at, every in starts)
    trace = []
    while agenda:
        (now, name, left, every), *agenda = agenda
        trace.append((now, name))
        if left > 1:
            agenda = sorted(agenda + [(now + every, name, left - 1, every)])
    same_time = sum(1 for x, y in zip(trace, trace[1:]) if x[0] == y[0])
    return {"trace": trace, "same_time": same_time}


def small_medians():
    return [([5, 1, 4, None, 4, 9],), ([2, 2, 2],), ([],), ([8, 7, 6, 5, 6, 7, None],)]


def large_medians():
    r = random.Random(7)
    return ([r.randrange(100000) for _ in range(10000)],)


def small_live():
    return [
        ([(7, 0, 50), (3, 10, 55), (9, 5, 60), (4, 0, 45)],),
        ([(1, 0, 10), (2, 0, 10), (3, 1, 11)],),
        ([],),
        ([(5, 2, 30), (6, 3, 30), (8, 4, 30), (2, 9, 90)],),
    ]


def large_live():
    r = random.Random(7)
    rows = []
    for bib in range(2800):
        s = r.randrange(600)
        rows.append((bib, s, s + r.randrange(2000, 9000)))
    r.shuffle(rows)
    return (rows,)


def small_market():
    return [
        ([("S", 10, 5), ("S", 9, 2), ("B", 10, 4), ("B", 8, 1)],),
        ([("S", 7, 1), ("S", 7, 1), ("B", 7, 3)],),
        ([],),
        ([("B", 5, 1), ("S", 5, 1), ("S", 4, 2), ("S", 5, 3), ("B", 6, 5)],),
    ]


def large_market():
    r = random.Random(7)
    out = []
    for _ in range(3600):
        if r.random() < 0.8:
            out.append(("S", r.randrange(100, 900), r.randrange(1, 20)))
        else:
            out.append(("B", r.randrange(100, 300), r.randrange(1, 20)))
    return (out,)


def small_simulate():
    return [
        ([("a", 0, 5), ("b", 2, 3), ("c", 2, 3)],),
        ([("x", 1, 1), ("y", 2, 1)], 4),
        ([],),
        ([("p", 9, 2), ("q", 3, 4), ("r", 3, 4), ("q", 3, 4)], 2),
    ]


def large_simulate():
    r = random.Random(7)
    return ([("job%d" % i, r.randrange(500), r.randrange(5, 500)) for i in range(1800)],)


CASES = {
    "running_medians": (small_medians, large_medians),
    "live_board": (small_live, large_live),
    "run_market": (small_market, large_market),
    "simulate": (small_simulate, large_simulate),
}
