import random
from typing import NamedTuple


# a. scheduling: earliest days of tasks, listed with the last ones first
def earliest_days(tasks):
    day = {}
    for name, length, needs in tasks:
        day[name] = 0
    length_of = {name: length for name, length, needs in tasks}
    changed = True
    while changed:
        changed = False
        for name, length, needs in tasks:
            for need in needs:
                if need not in day:
                    continue
                ready = day[need] + length_of[need]
                if ready > day[name]:
                    day[name] = ready
                    changed = True
    finish = max((day[n] + length_of[n] for n in day), default=0)
    return sorted(day.items(), key=lambda item: (item[1], item[0])), finish


# b. maps: snow slides down a slope until no step is higher than allowed
def _sweep(heights: list, steepest: int) -> bool:
    moved = False
    for i in range(len(heights) - 1):
        lowest = heights[i + 1] - steepest
        if heights[i] < lowest:
            heights[i] = lowest
            moved = True
    return moved


def fill_slope(heights: list, steepest: int) -> tuple:
    profile = list(heights)
    before = sum(profile)
    while _sweep(profile, steepest):
        pass
    return profile, sum(profile) - before


# c. files: which modules have to be built again
class Module(NamedTuple):
    name: str
    uses: tuple
    touched: bool

    def outdated(self, stale):
        return self.touched or any(u in stale for u in self.uses)


class Build:
    def __init__(self, modules):
        self.modules = modules
        self.stale = set()

    def round(self):
        before = len(self.stale)
        for module in self.modules:
            if module.name not in self.stale and module.outdated(self.stale):
                self.stale.add(module.name)
        return len(self.stale) > before


def modules_to_build(rows):
    build = Build([Module(name, tuple(uses), touched) for name, uses, touched in rows])
    while build.round():
        pass
    return [m.name for m in build.modules if m.name in build.stale]


# d. spreadsheets: cells that refer to other cells
def resolve_references(cells):
    values = dict(cells)

    def resolve(ref):
        text = values[ref]
        if not text.startswith("="):
            return False
        other = values.get(text[1:], "=")
        if other.startswith("="):
            return False
        values[ref] = other
        return True

    resolved = 0
    while done := sum([resolve(ref) for ref in values]):
        resolved += done
    broken = [ref for ref, text in values.items() if text.startswith("=")]
    return values, resolved, broken


def small_tasks():
    return [
        ([("paint", 2, ["walls"]), ("walls", 5, ["base", "plan"]), ("base", 3, ["plan"]), ("plan", 1, [])],),
        ([],),
        ([("b", 1, ["a", "zz"]), ("a", 4, []), ("c", 1, ["a"]), ("d", 0, ["a"])],),
        ([("x", 3, [])],),
    ]


def large_tasks():
    rnd = random.Random(7)
    tasks = []
    for i in range(1300):
        needs = ["t%d" % (i - 1)] if i else []
        if i > 5:
            needs.append("t%d" % (i - rnd.randrange(2, 5)))
        tasks.append(("t%d" % i, rnd.randrange(1, 9), needs))
    tasks.reverse()
    return (tasks,)


def small_slope():
    return [([1, 2, 9, 3, 3, 12], 2), ([], 1), ([5, 5, 5], 0), ([0, 0, 0, 10], 3)]


def large_slope():
    rnd = random.Random(7)
    return ([rnd.randrange(50) for _ in range(2500)] + [2000 * 3 + 50], 3)


def small_modules():
    return [
        ([("app", ["ui", "db"], False), ("ui", ["core"], False), ("db", [], False), ("core", [], True)],),
        ([],),
        ([("a", ["b"], False), ("b", ["a"], False), ("c", [], True), ("d", ["c"], False)],),
        ([("x", [], False), ("x2", ["x"], True)],),
    ]


def large_modules():
    rnd = random.Random(7)
    n = 1300
    rows = []
    for i in range(n):
        uses = ["m%d" % (i + 1)] if i + 1 < n else []
        if i % 3 == 0:
            uses.append("lib%d" % rnd.randrange(20))
        rows.append(("m%d" % i, uses, i == n - 1))
    return (rows,)


def small_cells():
    return [
        ({"A1": "=A2", "A2": "=A3", "A3": "7", "B1": "=A3"},),
        ({},),
        ({"A1": "=B1", "B1": "=A1", "C1": "x", "C2": "=C1", "C3": "=Z9"},),
        ({"A1": "5", "A2": "5"},),
    ]


def large_cells():
    n = 1500
    cells = {"A%d" % i: "=A%d" % (i + 1) for i in range(1, n)}
    cells["A%d" % n] = "42"
    return (cells,)


CASES = {
    "earliest_days": (small_tasks, large_tasks),
    "fill_slope": (small_slope, large_slope),
    "modules_to_build": (small_modules, large_modules),
    "resolve_references": (small_cells, large_cells),
}
