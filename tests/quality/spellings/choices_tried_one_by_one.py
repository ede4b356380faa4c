import random
from itertools import combinations


# a. billing: which sums can be paid with some of the coupons
def reachable_totals(coupons, limit):
    n = len(coupons)
    totals = []
    seen = set()
    for mask in range(1 << n):
        total = 0
        for i in range(n):
            if mask >> i & 1:
                total += coupons[i]
        if total > limit or total in seen:
            continue
        seen.add(total)
        totals.append(total)
    totals.sort()
    return totals


# b. inventory: boxes packed into a van, as full as it gets
def _all_choices(items: list, start: int = 0):
    if start == len(items):
        yield []
        return
    for rest in _all_choices(items, start + 1):
        yield rest
        yield [items[start]] + rest


def _load(choice: list) -> int:
    return sum(choice)


def fill_van(volumes: list, capacity: int) -> dict:
    if capacity < 0:
        raise ValueError("capacity")
    usable = [v for v in volumes if 0 < v <= capacity]
    best = 0
    for choice in _all_choices(usable):
        load = _load(choice)
        if best < load <= capacity:
            best = load
    return {"load": best, "left": capacity - best, "too_big": len(volumes) - len(usable)}


# c. sports: two teams that are as equal as possible
class Squad:
    def __init__(self, players):
        self.players = players
        self.best_gap = None

    def strength(self):
        return sum(s for _, s in self.players)

    def split(self, i, home, away):
        if i == len(self.players):
            gap = abs(home - away)
            if self.best_gap is None or gap < self.best_gap:
                self.best_gap = gap
            return
        skill = self.players[i][1]
        self.split(i + 1, home + skill, away)
        self.split(i + 1, home, away + skill)


def fairest_gap(players):
    squad = Squad([(name, int(skill)) for name, skill in players])
    squad.split(0, 0, 0)
    return f"{len(players)} players, strength {squad.strength()}, gap {squad.best_gap}"


# d. games: how many ways of choosing cards give a certain sum
def count_hands(cards, target):
    values = [v for v in cards if v > 0]
    ways = sum(
        1
        for size in range(len(values) + 1)
        for hand in combinations(values, size)
        if sum(hand) == target
    )
    signs = {target: ways}
    if not values:
        signs["empty"] = True
    return signs


def small_totals():
    return [([5, 10, 5, 20], 30), ([], 10), ([3, 3, 3, 7], 9), ([8, 1, 2], 100)]


def large_totals():
    rnd = random.Random(7)
    return ([rnd.randrange(1, 40) * 5 for _ in range(18)], 1500)


def small_van():
    return [([4, 9, 3, 20], 14), ([], 5), ([5, 5, 5], 11), ([7, 6, 2, 2], 0)]


def large_van():
    rnd = random.Random(7)
    return ([rnd.randrange(20, 90) for _ in range(20)], 437)


def small_squad():
    return [([("a", 5), ("b", 3), ("c", 3)],), ([],), ([("x", 9), ("y", 1), ("z", 4), ("w", 4)],), ([("q", 2)],)]


def large_squad():
    rnd = random.Random(7)
    return ([("p%d" % i, rnd.randrange(30, 100)) for i in range(20)],)


def small_hands():
    return [([1, 2, 3, 4, 5], 6), ([], 0), ([2, 2, 2, 0], 4), ([7, 3], 1)]


def large_hands():
    rnd = random.Random(7)
    return ([rnd.randrange(1, 14) for _ in range(21)], 70)


CASES = {
    "reachable_totals": (small_totals, large_totals),
    "fill_van": (small_van, large_van),
    "fairest_gap": (small_squad, large_squad),
    "count_hands": (small_hands, large_hands),
}
