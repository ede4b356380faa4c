import random
from dataclasses import dataclass
from itertools import combinations


# --- a: cargo loading with a bit mask
def load_drone(parcels, limit):
    n = len(parcels)
    best_value = 0
    best_mask = 0
    for mask in range(1 << n):
        weight = 0
        value = 0
        ok = True
        for i in range(n):
            if mask & (1 << i):
                weight += parcels[i]["kg"]
                if weight > limit:
                    ok = False
                    break
                value += parcels[i]["fee"]
        if not ok:
            continue
        if value > best_value:
            best_value = value
            best_mask = mask
    return {"fee": best_value, "parcels": bin(best_mask).count("1")}


def small_load():
    p = [{"kg": 3, "fee": 4}, {"kg": 4, "fee": 5}, {"kg": 2, "fee": 3}, {"kg": 3, "fee": 4}]
    return [(p, 6), (p, 12), ([], 5), (p, 1)]


def large_load():
    r = random.Random(7)
    return ([{"kg": r.randint(2, 30), "fee": r.randint(5, 90)} for _ in range(18)], 70)


# --- b: tasks in a sprint, recursive helper with list slices
def best_plan(tasks, hours):
    if not tasks:
        return 0
    _, need, gain = tasks[0]
    without = best_plan(tasks[1:], hours)
    if need > hours:
        return without
    return max(without, gain + best_plan(tasks[1:], hours - need))


def sprint_values(backlog: list[tuple[str, int, int]], teams: dict[str, int]) -> list[str]:
    usable = []
    for name, need, gain in backlog:
        if need <= 0 or gain <= 0:
            continue
        usable.append((name, need, gain))
    lines = []
    for team in sorted(teams):
        hours = teams[team]
        lines.append(f"{team:<6}{hours:>4}h {best_plan(usable, hours):>5}")
    return lines


def small_sprint():
    b = [("login", 5, 8), ("search", 8, 9), ("theme", 3, 2), ("bug", 0, 4), ("cart", 5, 8)]
    return [(b, {"red": 10, "blue": 13}), (b, {"x": 0}), (b, {}), ([], {"red": 5})]


def large_sprint():
    r = random.Random(7)
    b = [("t%d" % i, r.randint(2, 20), r.randint(3, 40)) for i in range(20)]
    return (b, {"red": 80, "blue": 90})


# --- c: adventurer's bag
@dataclass(frozen=True)
class Item:
    name: str
    weight: int
    gold: int


class Bag:
    def __init__(self, items, capacity):
        self.items = items
        self.capacity = capacity
        self.best = (0, ())

    def explore(self, i=0, used=0, gold=0, taken=()):
        if used > self.capacity:
            return
        if i == len(self.items):
            if gold > self.best[0]:
                self.best = (gold, taken)
            return
        it = self.items[i]
        self.explore(i + 1, used + it.weight, gold + it.gold, taken + (it.name,))
        self.explore(i + 1, used, gold, taken)


def fill_bag(rows, capacity):
    bag = Bag([Item(*r) for r in rows], capacity)
    bag.explore()
    gold, names = bag.best
    return gold, ", ".join(sorted(names))


def small_bag():
    rows = [("ring", 1, 30), ("sword", 9, 40), ("helm", 4, 25), ("coin", 1, 30)]
    return [(rows, 6), (rows, 11), ([], 3), (rows, 0)]


def large_bag():
    r = random.Random(7)
    return ([("i%02d" % i, r.randint(1, 15), r.randint(10, 99)) for i in range(21)], 85)


# --- d: adverts in a commercial break, all combinations
def fill_break(spots: dict, seconds: int):
    """Best income for one break; the spots are name -> (length, price)."""
    names = sorted(spots)
    allowed = (
        group
        for size in range(len(names) + 1)
        for group in combinations(names, size)
        if sum(spots[n][0] for n in group) <= seconds
    )
    income = max(sum(spots[n][1] for n in group) for group in allowed)
    average = income / seconds if seconds else 0.0
    return {"income": income, "per_second": round(average, 3)}


def small_break():
    s = {"soap": (20, 300), "car": (30, 500), "tea": (15, 260), "gum": (15, 260)}
    return [(s, 45), (s, 60), ({}, 30), (s, 0)]


def large_break():
    r = random.Random(7)
    return ({"ad%d" % i: (r.choice([10, 15, 20, 25, 30, 45]), r.randint(100, 900)) for i in range(18)}, 150)


CASES = {
    "load_drone": (small_load, large_load),
    "sprint_values": (small_sprint, large_sprint),
    "fill_bag": (small_bag, large_bag),
    "fill_break": (small_break, large_break),
}
