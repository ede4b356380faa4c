import random
from dataclasses import dataclass
from typing import Iterable


# --- inventory: order lines without a product record, flag loop
def orders_without_product(orders, products):
    orphans = []
    value = 0
    for order_id, sku, qty in orders:
        if qty <= 0:
            continue
        known = False
        for p in products:
            if p["sku"] == sku:
                known = True
                break
        if not known:
            orphans.append(order_id)
        else:
            value += qty
    return {"orphans": orphans, "units": value}


# --- maps: which cities have a station, helper with return True
def has_station(stations, city):
    for _code, town, _lat in stations:
        if town.lower() == city:
            return True
    return False


def uncovered_cities(cities: list[str], stations: list[tuple[str, str, int]]) -> str:
    gaps = []
    n = 0
    for city in cities:
        name = city.strip()
        if name == "":
            continue
        n += 1
        if has_station(stations, name.lower()):
            continue
        gaps.append(name)
    if not gaps:
        return "all %d covered" % n
    return "%d/%d: %s" % (len(gaps), n, ", ".join(gaps))


# --- scheduling: course enrolments, dataclass + method
@dataclass(frozen=True)
class Enrolment:
    student: int
    course: str


class Registry:
    def __init__(self, rows: Iterable[tuple]):
        self._rows = [Enrolment(int(s), c) for s, c in rows]

    def is_enrolled(self, student: int) -> bool:
        return any(e.student == student for e in self._rows)

    def __len__(self):
        return len(self._rows)


def inactive_students(students, rows):
    reg = Registry(rows)
    out = []
    for sid, name in students.items():
        if not reg.is_enrolled(sid):
            out.append((name, sid))
    out.sort()
    return out, len(reg)


# --- games: achievements, any() in comprehension over dict values
def locked_achievements(catalogue, events, player):
    mine = [ev for ev in events if ev[0] == player]
    locked = [a for a in catalogue if not any(goal == a for (_, goal, _) in mine)]
    points = sum(pts for name, pts in catalogue.items() if name not in locked[:1])
    progress = 100 * (len(catalogue) - len(locked)) // max(1, len(catalogue))
    return locked, points, "%d%%" % progress


def small_orders():
    p = [{"sku": "a", "price": 3}, {"sku": "b", "price": 4}, {"sku": "a", "price": 5}]
    return [
        ([(1, "a", 2), (2, "z", 1), (3, "b", 0), (4, "z", 9)], p),
        ([], p),
        ([(1, "a", 2), (1, "a", 2)], []),
        ([(7, "b", 2), (7, "b", 2), (8, "q", 1)], p),
    ]


def large_orders():
    r = random.Random(7)
    prods = [{"sku": "S%05d" % i, "price": i % 90} for i in range(3000)]
    r.shuffle(prods)
    return ([(k, "S%05d" % r.randrange(3600), r.randrange(1, 9)) for k in range(4000)], prods)


def small_cities():
    st = [("BE", "Bern", 46), ("ZU", "Zurich", 47), ("BE2", "bern", 46)]
    return [
        (["Bern", " zurich", "Chur", ""], st),
        ([], st),
        (["Chur", "Chur"], []),
        (["BERN", "Zurich"], st),
    ]


def large_cities():
    r = random.Random(7)
    towns = ["Town%04d" % i for i in range(3800)]
    st = [("c%d" % i, t, i % 90) for i, t in enumerate(r.sample(towns, 2600))]
    return (towns, st)


def small_students():
    return [
        ({1: "al", 2: "bo", 3: "cy"}, [("1", "math"), ("1", "art"), ("9", "art")]),
        ({}, [("1", "math")]),
        ({1: "x", 2: "x"}, []),
        ({5: "e", 4: "d", 6: "e"}, [("5", "a"), ("5", "a")]),
    ]


def large_students():
    r = random.Random(7)
    studs = {i: "name%d" % (i * 7919 % 3600) for i in range(3600)}
    return (studs, [(str(r.randrange(3600)), "c%d" % r.randrange(40)) for _ in range(3200)])


def small_achievements():
    cat = {"win": 5, "run": 1, "jump": 2}
    ev = [("p1", "win", 3), ("p2", "run", 4), ("p1", "win", 9), ("p1", "jump", 9)]
    return [
        (cat, ev, "p1"),
        (cat, [], "p1"),
        ({}, ev, "p1"),
        (cat, ev, "p2"),
    ]


def large_achievements():
    r = random.Random(7)
    cat = {"ach%d" % i: r.randrange(1, 50) for i in range(2600)}
    names = list(cat)
    return (cat, [("me", r.choice(names), t) for t in range(3000)], "me")


CASES = {
    "orders_without_product": (small_orders, large_orders),
    "uncovered_cities": (small_cities, large_cities),
    "inactive_students": (small_students, large_students),
    "locked_achievements": (small_achievements, large_achievements),
}
