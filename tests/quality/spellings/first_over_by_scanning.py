import random
from itertools import accumulate
from typing import NamedTuple


# a. books: on which page a character of the whole text stands
def locate_pages(page_lengths, positions):
    ends = []
    total = 0
    for length in page_lengths:
        total += length
        ends.append(total)
    found = []
    outside = 0
    for pos in positions:
        page = None
        for number, end in enumerate(ends, start=1):
            if end >= pos:
                page = number
                break
        if page is None:
            outside += 1
        else:
            found.append((pos, page))
    return found, outside


# b. sports: the lap in which a driver passed a distance
def _first_reaching(marks: list, goal: int) -> int:
    i = 0
    while i < len(marks):
        if marks[i] >= goal:
            return i
        i += 1
    return -1


def lap_of_milestones(laps: list, milestones: dict) -> dict:
    driven = []
    so_far = 0
    for metres in laps:
        so_far += metres
        driven.append(so_far)
    result = {}
    for name, goal in milestones.items():
        lap = _first_reaching(driven, goal)
        result[name] = "not reached" if lap < 0 else "lap %d" % (lap + 1)
    return result


# c. games: level by experience points
class Level(NamedTuple):
    number: int
    needed: int
    title: str


class Ladder:
    def __init__(self, base, levels):
        self.levels = []
        needed = 0
        for n in range(1, levels + 1):
            needed += base + n // 3
            self.levels.append(Level(n, needed, "rank %s" % chr(65 + n % 26)))

    def goal_for(self, points):
        for level in self.levels:
            if level.needed >= points:
                return level
        return self.levels[-1]


def next_goals(base, levels, heroes):
    if levels < 1:
        return []
    ladder = Ladder(base, levels)
    goals = []
    for name, points in heroes:
        goal = ladder.goal_for(points)
        missing = max(goal.needed - points, 0)
        goals.append(f"{name}: {goal.title} ({goal.number}), {missing} to go")
    return goals


# d. sensors: the first hour at which a tank held that much
def fill_hours(inflow, wanted):
    levels = list(accumulate(abs(v) for v in inflow))

    def first_hour(amount):
        return next((h for h, level in enumerate(levels) if level >= amount), None)

    hours = [first_hour(w) for w in wanted]
    reached = [h for h in hours if h is not None]
    return hours, len(reached), max(reached, default=-1)


def small_pages():
    return [([100, 0, 50, 80], [1, 100, 101, 150, 231]), ([], [1]), ([5], []), ([3, 3, 3], [3, 3, 4])]


def large_pages():
    rnd = random.Random(7)
    return ([rnd.randrange(1500, 3000) for _ in range(3000)], [rnd.randrange(6600000) for _ in range(8000)])


def small_laps():
    return [
        ([400, 390, 410], {"a": 400, "b": 401, "c": 1200, "d": 1201}),
        ([], {"x": 1}),
        ([5], {}),
        ([10, 0, 10], {"x": 10, "y": 10, "z": 0}),
    ]


def large_laps():
    rnd = random.Random(7)
    return ([rnd.randrange(300, 500) for _ in range(2500)], {"m%d" % i: rnd.randrange(1000000) for i in range(4000)})


def small_heroes():
    return [
        (10, 5, [("ann", 10), ("bo", 11), ("cy", 999), ("di", 0)]),
        (3, 0, [("x", 1)]),
        (4, 3, []),
        (1, 6, [("a", 2), ("a", 2), ("b", 3)]),
    ]


def large_heroes():
    rnd = random.Random(7)
    return (20, 2500, [("h%d" % i, rnd.randrange(1050000)) for i in range(5000)])


def small_inflow():
    return [([5, 0, 3, 9], [5, 6, 8, 17, 18]), ([], [1]), ([4], []), ([1.5, 2.0, 2.5], [1.5, 3.5, 3.5, 6.0])]


def large_inflow():
    rnd = random.Random(7)
    return ([rnd.random() * 4 for _ in range(2500)], [rnd.random() * 5000 for _ in range(9500)])


CASES = {
    "locate_pages": (small_pages, large_pages),
    "lap_of_milestones": (small_laps, large_laps),
    "next_goals": (small_heroes, large_heroes),
    "fill_hours": (small_inflow, large_inflow),
}
