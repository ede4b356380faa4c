import random
from dataclasses import dataclass, field


# a. networks: plain loops over a list of labels
def count_islands(n_hosts, cables):
    if n_hosts <= 0:
        return (0, 0, [])
    net = list(range(n_hosts))
    useless = 0
    islands = n_hosts
    for a, b in cables:
        if a < 0 or b < 0 or a >= n_hosts or b >= n_hosts:
            continue
        if net[a] == net[b]:
            useless += 1
            continue
        old = net[b]
        new = net[a]
        for i in range(n_hosts):
            if net[i] == old:
                net[i] = new
        islands -= 1
    sizes = {}
    for label in net:
        sizes[label] = sizes.get(label, 0) + 1
    return (islands, useless, sorted(sizes.values(), reverse=True))


# b. billing: accounts that are the same customer, helper does the relabelling
def _merge_accounts(owner, keep, drop):
    for acct, who in owner.items():
        if who == drop:
            owner[acct] = keep


def _lowest_first(x: str, y: str) -> tuple:
    return (x, y) if x <= y else (y, x)


def consolidate_customers(balances: dict, same_person: list) -> dict:
    """Total balance per customer, the customer being named by his first account."""
    owner = {acct: acct for acct in balances}
    for left, right in same_person:
        if left not in owner or right not in owner:
            continue
        keep, drop = _lowest_first(owner[left], owner[right])
        if keep != drop:
            _merge_accounts(owner, keep, drop)
    totals = {}
    for acct, amount in balances.items():
        who = owner[acct]
        totals[who] = totals.get(who, 0) + amount
    return totals


# c. maps: a class of parcels
@dataclass
class Parcel:
    number: int
    area: int
    block: int


@dataclass
class LandRegister:
    parcels: list = field(default_factory=list)
    log: list = field(default_factory=list)

    def add(self, area):
        self.parcels.append(Parcel(len(self.parcels), area, len(self.parcels)))

    def fuse(self, p, q):
        target = self.parcels[p].block
        source = self.parcels[q].block
        if target == source:
            return False
        for parcel in self.parcels:
            if parcel.block == source:
                parcel.block = target
        self.log.append((p, q))
        return True

    def areas(self):
        result = {}
        for parcel in self.parcels:
            result.setdefault(parcel.block, []).append(parcel.area)
        return result


def largest_blocks(areas, borders, top=3):
    register = LandRegister()
    for area in areas:
        register.add(area)
    for p, q in borders:
        register.fuse(p, q)
    totals = sorted((sum(v) for v in register.areas().values()), reverse=True)
    return totals[:top], len(register.log)


# d. scheduling (cheapest links first), comprehension makes the new labelling
def cheapest_wiring(stations, links):
    group = [i for i, _ in enumerate(stations)]
    chosen = []
    cost = 0
    pending = iter(sorted(links, key=lambda link: (link[2], link[0], link[1])))
    link = next(pending, None)
    while link is not None and len(chosen) < len(stations) - 1:
        u, v, price = link
        gu, gv = group[u], group[v]
        if gu != gv:
            group = [gu if g == gv else g for g in group]
            chosen.append(f"{stations[u]}-{stations[v]}")
            cost += price
        link = next(pending, None)
    return {"cost": cost, "links": chosen, "complete": len(chosen) == max(0, len(stations) - 1)}


def small_islands():
    return [
        (6, [(0, 1), (2, 3), (1, 0), (3, 4), (9, 1)]),
        (5, [(4, 3), (3, 2), (2, 1), (1, 0), (4, 0)]),
        (0, []),
        (8, [(0, 7), (6, 1), (1, 7), (2, 2), (5, 3)]),
    ]


def large_islands():
    r = random.Random(7)
    n = 4000
    return (n, [(r.randrange(n), r.randrange(n)) for _ in range(3000)])


def small_customers():
    return [
        ({"a": 5, "b": 7, "c": 5, "d": 1}, [("b", "a"), ("c", "d"), ("a", "b")]),
        ({"x9": 10, "x1": 20, "x5": -3}, [("x9", "x5"), ("x5", "x1"), ("x1", "zz")]),
        ({}, [("a", "b")]),
        ({"p": 1, "q": 1, "r": 1, "s": 1}, [("s", "q"), ("r", "p"), ("q", "r")]),
    ]


def large_customers():
    r = random.Random(7)
    names = ["AC%05d" % i for i in range(5000)]
    return ({a: r.randrange(-500, 5000) for a in names},
            [(r.choice(names), r.choice(names)) for _ in range(4000)])


def small_blocks():
    return [
        ([3, 4, 5, 4, 1], [(0, 1), (3, 4), (1, 0)]),
        ([1, 1, 1, 1], [(3, 2), (2, 1), (1, 0)]),
        ([], []),
        ([9, 2, 7, 7, 2, 9], [(5, 0), (1, 4), (4, 5), (0, 1)], 2),
    ]


def large_blocks():
    r = random.Random(7)
    n = 6000
    return ([r.randrange(1, 400) for _ in range(n)],
            [(r.randrange(n), r.randrange(n)) for _ in range(5000)])


def small_wiring():
    return [
        (["A", "B", "C", "D"], [(0, 1, 4), (1, 2, 4), (0, 2, 1), (2, 3, 7)]),
        (["N", "S", "E"], [(0, 1, 2), (1, 0, 2)]),
        ([], []),
        (["k", "l", "m", "n", "o"], [(0, 4, 3), (4, 3, 3), (3, 0, 3), (1, 2, 1), (2, 4, 9)]),
    ]


def large_wiring():
    r = random.Random(7)
    n = 4500
    return (["st%d" % i for i in range(n)],
            [(r.randrange(n), r.randrange(n), r.randrange(900)) for _ in range(8000)])


CASES = {
    "count_islands": (small_islands, large_islands),
    "consolidate_customers": (small_customers, large_customers),
    "largest_blocks": (small_blocks, large_blocks),
    "cheapest_wiring": (small_wiring, large_wiring),
}
