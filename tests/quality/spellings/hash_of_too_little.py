import random
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple


# a. parsing: a hand-made symbol table, the bucket chosen by the length of the name
def symbol_uses(tokens, slots=64):
    table = [[] for _ in range(slots)]
    order = []
    for line, name in tokens:
        if not name or not (name[0].isalpha() or name[0] == "_"):
            continue
        h = len(name) * 31 % slots
        bucket = table[h]
        for entry in bucket:
            if entry[0] == name:
                entry[1] += 1
                entry[2] = line
                break
        else:
            entry = [name, 1, line]
            bucket.append(entry)
            order.append(entry)
    return ["%s x%d (last %d)" % (name, uses, last) for name, uses, last in order]


# b. maps: points hashed by their level only, helper counts the visits
class Cell:
    def __init__(self, x, y, level=0):
        self.x = x
        self.y = y
        self.level = level

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y and self.level == other.level

    def __hash__(self):
        return hash(self.level)


def mark(visited, cell):
    before = visited.get(cell, 0)
    visited[cell] = before + 1
    return before == 0


def walk(moves, level=0):
    x = y = 0
    visited = {}
    fresh = 0
    for dx, dy in moves:
        x += dx
        y += dy
        if mark(visited, Cell(x, y, level)):
            fresh += 1
    most = max(visited.values()) if visited else 0
    return {"end": (x, y), "fresh": fresh, "most": most}


# c. inventory: dataclass whose hash is the warehouse
@dataclass(eq=True)
class Lot:
    warehouse: str
    sku: str
    batch: int

    def __hash__(self) -> int:
        return hash(self.warehouse)

    @property
    def label(self) -> str:
        return f"{self.warehouse}/{self.sku}#{self.batch}"


class Stock:
    def __init__(self):
        self.on_hand = {}

    def receive(self, lot, pieces):
        if lot in self.on_hand:
            self.on_hand[lot] += pieces
        else:
            self.on_hand[lot] = pieces

    def short(self, minimum):
        return [lot.label for lot, n in self.on_hand.items() if n < minimum]


def lots_below(deliveries, minimum=10):
    stock = Stock()
    for warehouse, sku, batch, pieces in deliveries:
        if pieces > 0:
            stock.receive(Lot(warehouse, sku, batch), pieces)
    return sorted(stock.short(minimum)), sum(stock.on_hand.values())


# d. games: positions counted in a Counter, hashed by the number of pieces
class Position(NamedTuple):
    board: str
    turn: str

    def __hash__(self):
        return hash((self.turn, len(self.board) - self.board.count(".")))


def repeated_positions(history, times=2):
    seen = Counter(Position(b, t) for b, t in history)
    repeated = [(p.turn + ":" + p.board, n) for p, n in seen.items() if n >= times]
    distinct = len(seen)
    return distinct, sorted(repeated, key=lambda item: (-item[1], item[0]))[:20]


def small_symbols():
    return [
        ([(1, "foo"), (1, "bar"), (2, "foo"), (3, "12"), (4, "_x")],),
        ([(1, "aa"), (2, "bb"), (3, "aa"), (4, "bb"), (5, "cc")], 4),
        ([],),
        ([(1, "i"), (1, "i"), (2, "n"), (2, ""), (9, "i")],),
    ]


def large_symbols():
    r = random.Random(7)
    return ([(i // 8, "v%04d" % r.randrange(3000)) for i in range(9000)],)


def small_walk():
    return [
        ([(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)],),
        ([(0, 0), (0, 0), (2, 2)], 3),
        ([],),
        ([(1, 1), (-1, -1), (1, 1), (-1, -1), (1, 1)], 1),
    ]


def large_walk():
    r = random.Random(7)
    return ([(r.choice((0, 1, 1)), r.choice((-1, 0, 1))) for _ in range(2200)],)


def small_lots():
    return [
        ([("N", "nut", 1, 4), ("N", "nut", 1, 5), ("N", "nut", 2, 30), ("S", "nut", 1, 2)],),
        ([("A", "x", 1, 3), ("A", "x", 1, 7), ("A", "y", 1, 0)], 11),
        ([],),
        ([("Q", "s", 1, 1), ("Q", "t", 1, 1), ("Q", "s", 1, 1), ("R", "s", 1, 1)], 2),
    ]


def large_lots():
    r = random.Random(7)
    return ([(r.choice(("NORTH", "SOUTH")), "sku%d" % r.randrange(700), r.randrange(3), r.randrange(1, 9))
             for _ in range(2200)],)


def small_positions():
    return [
        ([("x.o", "w"), ("xo.", "b"), ("x.o", "w"), ("..o", "b")],),
        ([("x", "w"), ("x", "w"), ("x", "w"), ("x", "b")], 3),
        ([],),
        ([("ab..", "w"), (".ab.", "w"), ("..ab", "w"), ("ab..", "w"), (".ab.", "w")],),
    ]


def large_positions():
    r = random.Random(7)
    out = []
    for _ in range(4500):
        cells = list("KQRk" + "." * 12)
        r.shuffle(cells)
        out.append(("".join(cells), "w"))
    return (out,)


CASES = {
    "symbol_uses": (small_symbols, large_symbols),
    "walk": (small_walk, large_walk),
    "lots_below": (small_lots, large_lots),
    "repeated_positions": (small_positions, large_positions),
}
