import random
from dataclasses import dataclass


# inventory: total stock after every movement
def stock_totals(initial, movements):
    stock = list(initial)
    totals = []
    rejected = 0
    for shelf, change in movements:
        if shelf >= len(stock) or stock[shelf] + change < 0:
            rejected += 1
            continue
        stock[shelf] += change
        total = 0
        for amount in stock:
            total += amount
        totals.append(total)
    highest = max(totals) if totals else 0
    return {"totals": totals, "highest": highest, "rejected": rejected}


# billing: credit exposure after each change of a customer's debt
def _exposure(debts: dict) -> int:
    exposure = 0
    for customer in debts:
        exposure += debts[customer]
    return exposure


def breaches(changes: list, ceiling: int) -> list:
    debts: dict = {}
    found = []
    above = False
    for number, (customer, debt) in enumerate(changes):
        debts[customer] = debt
        now = _exposure(debts)
        if now > ceiling and not above:
            found.append((number, customer, now))
        above = now > ceiling
    return found


# games: strength of an army while units are hit
@dataclass
class Unit:
    health: int
    weapon: int


class Army:
    def __init__(self, units):
        self.units = [Unit(h, w) for h, w in units]

    @property
    def strength(self):
        return sum(u.weapon * u.health for u in self.units)

    def hit(self, index, damage):
        unit = self.units[index % len(self.units)]
        unit.health = max(0, unit.health - damage)


def battle_log(units, hits, flee_below):
    army = Army(units)
    log = []
    if not army.units:
        return log
    for index, damage in hits:
        army.hit(index, damage)
        if army.strength < flee_below:
            log.append("flee at %d" % army.strength)
            break
        log.append("%d" % army.strength)
    return log


# networks: balance load, moving one unit at a time to the lightest line
def spread_load(lines, packets):
    loads = dict.fromkeys(lines, 0)
    shares = []
    i = 0
    while i < len(packets) and loads:
        line, size = packets[i]
        i += 1
        if line not in loads:
            continue
        loads[line] = loads[line] + size
        shares.append(loads[line] * 100 // (sum(loads.values()) or 1))
    return shares, sorted(loads.items())[:10]


def _stock(n, m, seed):
    r = random.Random(seed)
    return ([r.randrange(20) for _ in range(n)], [(r.randrange(n + 1), r.randrange(-9, 10)) for _ in range(m)])


def small_stock():
    return [([], [(0, 1)]), _stock(3, 6, 1), _stock(5, 10, 2), _stock(8, 20, 3)]


def large_stock():
    return _stock(3000, 4000, 7)


def _debts(n, k, c, seed):
    r = random.Random(seed)
    return ([("c%d" % r.randrange(k), r.randrange(50)) for _ in range(n)], c)


def small_debts():
    return [([], 5), _debts(8, 3, 60, 1), _debts(15, 4, 90, 2), _debts(30, 6, 150, 3)]


def large_debts():
    return _debts(5000, 3000, 50000, 7)


def _army(n, m, low, seed):
    r = random.Random(seed)
    return ([(r.randrange(5, 30), r.randrange(1, 5)) for _ in range(n)],
            [(r.randrange(n), r.randrange(1, 4)) for _ in range(m)], low)


def small_army():
    return [([], [(0, 1)], 3), _army(2, 5, 40, 1), _army(4, 10, 10, 2), _army(6, 25, 190, 3)]


def large_army():
    return _army(1500, 1700, 10, 7)


def _packets(n, m, seed):
    r = random.Random(seed)
    return (["l%d" % i for i in range(n)], [("l%d" % r.randrange(n + 1), r.randrange(40)) for _ in range(m)])


def small_packets():
    return [([], [("a", 1)]), _packets(2, 6, 1), _packets(4, 10, 2), _packets(6, 20, 3)]


def large_packets():
    return _packets(4500, 5000, 7)


CASES = {
    "stock_totals": (small_stock, large_stock),
    "breaches": (small_debts, large_debts),
    "battle_log": (small_army, large_army),
    "spread_load": (small_packets, large_packets),
}
