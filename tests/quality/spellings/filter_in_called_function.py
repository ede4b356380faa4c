import random
from dataclasses import dataclass


# --- scheduling: helper that collects a person's appointments, loop with continue
def appointments_of(calendar, person):
    found = []
    for day, who, hours in calendar:
        if who != person:
            continue
        found.append((day, hours))
    return found


def weekly_load(staff, calendar, limit=40):
    overloaded = []
    idle = 0
    plan = {}
    for person in staff:
        mine = appointments_of(calendar, person)
        if len(mine) == 0:
            idle += 1
            continue
        hours = 0
        for _, h in mine:
            hours += h
        plan[person] = (min(d for d, _ in mine), hours)
        if hours > limit:
            overloaded.append(person)
    return plan, overloaded, idle


# --- inventory: helper that sums movements over dict records
def stock_level(movements: list[dict], sku: str) -> int:
    level = 0
    for m in movements:
        if m["sku"] == sku:
            level += m["qty"] if m["kind"] == "in" else -m["qty"]
    return level


def shortage_report(skus: list[str], movements: list[dict], safety: int = 2) -> str:
    rows = []
    short = 0
    for sku in skus:
        level = stock_level(movements, sku)
        flag = ""
        if level < safety:
            short += 1
            flag = " !"
        rows.append(f"{sku:>6} {level:4d}{flag}")
    rows.append(f"{short} short of {len(skus)}")
    return "\n".join(rows)


# --- parsing: a tree of nodes with children found by parent id, class
@dataclass
class Node:
    ident: int
    parent: int
    text: str


class Outline:
    def __init__(self, records):
        self.nodes = [Node(*rec) for rec in records]

    def children(self, ident):
        return [n for n in self.nodes if n.parent == ident]

    def lines(self, root=0):
        stack = [(n, 0) for n in reversed(self.children(root))]
        while stack:
            node, depth = stack.pop()
            yield "  " * depth + node.text
            for child in reversed(self.children(node.ident)):
                stack.append((child, depth + 1))


def render_outline(records):
    outline = Outline(records)
    out = list(outline.lines())
    deepest = max(((len(s) - len(s.lstrip(" "))) // 2 for s in out), default=-1)
    return out, deepest + 1


# --- biology: nested function with filter over the observation list
def species_overview(observations, wanted):
    def sightings(species):
        return filter(lambda ob: ob[1] == species, observations)

    def sites(species):
        return sorted({site for site, _, _ in sightings(species)})

    overview = {
        sp: {"n": sum(ob[2] for ob in sightings(sp)), "sites": sites(sp)[:4]}
        for sp in wanted
    }
    never = [sp for sp, info in overview.items() if not info["sites"]]
    return overview, never


def small_load():
    cal = [(3, "al", 20), (1, "bo", 8), (2, "al", 25), (5, "zz", 1)]
    return [
        (["al", "bo", "cy"], cal),
        ([], cal),
        (["al", "bo"], []),
        (["bo", "al", "bo"], cal, 7),
    ]


def large_load():
    r = random.Random(7)
    staff = ["emp%d" % i for i in range(1800)]
    return (staff, [(r.randrange(5), "emp%d" % r.randrange(1900), r.randrange(1, 12)) for _ in range(5000)])


def small_stock():
    mv = [
        {"sku": "a", "kind": "in", "qty": 5},
        {"sku": "b", "kind": "in", "qty": 1},
        {"sku": "a", "kind": "out", "qty": 2},
        {"sku": "a", "kind": "out", "qty": 2},
    ]
    return [
        (["a", "b", "c"], mv),
        ([], mv),
        (["a"], []),
        (["b", "a", "a"], mv + mv, 3),
    ]


def large_stock():
    r = random.Random(7)
    mv = [{"sku": "S%d" % r.randrange(1600), "kind": r.choice(["in", "in", "out"]), "qty": r.randrange(1, 6)} for _ in range(4500)]
    return (["S%d" % i for i in range(1600)], mv)


def small_outline():
    return [
        ([(1, 0, "Intro"), (2, 1, "Aim"), (3, 0, "End"), (4, 1, "Aim"), (5, 2, "Deep")],),
        ([],),
        ([(1, 0, "only")],),
        ([(9, 8, "c"), (8, 7, "b"), (7, 0, "a"), (6, 0, "a"), (5, 99, "lost")],),
    ]


def large_outline():
    r = random.Random(7)
    return ([(i, r.randrange(max(1, i - 200), i) if i > 3 else 0, "item %d" % i) for i in range(1, 4200)],)


def small_species():
    obs = [("pond", "frog", 3), ("wood", "owl", 1), ("lake", "frog", 2), ("pond", "frog", 1)]
    return [
        (obs, ["frog", "newt", "owl"]),
        ([], ["frog"]),
        (obs, []),
        (obs * 2, ["owl", "owl", "frog"]),
    ]


def large_species():
    r = random.Random(7)
    obs = [("site%d" % r.randrange(30), "sp%d" % r.randrange(900), r.randrange(1, 5)) for _ in range(3500)]
    return (obs, ["sp%d" % i for i in range(950)])


CASES = {
    "weekly_load": (small_load, large_load),
    "shortage_report": (small_stock, large_stock),
    "render_outline": (small_outline, large_outline),
    "species_overview": (small_species, large_species),
}
