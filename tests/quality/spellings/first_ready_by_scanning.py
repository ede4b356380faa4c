import random


# ---- 1: build steps -------------------------------------------------------
def build_order(targets, requires):
    """Order in which targets are built; the first ready one (as listed) always goes next."""
    known = set(targets)
    for name in targets:
        for dep in requires.get(name, ()):
            if dep not in known:
                raise ValueError("unknown target: " + dep)
    waiting = list(targets)
    built = set()
    order = []
    while waiting:
        chosen = -1
        for i in range(len(waiting)):
            ok = True
            for dep in requires.get(waiting[i], ()):
                if dep not in built:
                    ok = False
                    break
            if ok:
                chosen = i
                break
        if chosen < 0:
            return order, sorted(waiting)
        name = waiting.pop(chosen)
        built.add(name)
        order.append(name)
    return order, []


def small_build_order():
    return [
        (["app", "lib", "core", "doc"], {"app": ["lib", "core"], "lib": ["core"]}),
        (["c", "b", "a"], {"c": ["b"], "b": ["a"]}),
        (["x", "y", "z"], {"x": ["y"], "y": ["x"]}),
        ([], {}),
    ]


def large_build_order():
    n = 2600
    names = ["t%d" % i for i in range(n)]
    requires = {names[i]: [names[i + 1]] for i in range(n - 1)}
    return names, requires


# ---- 2: course plan -------------------------------------------------------
def can_take(course: str, needs: dict[str, list[str]], passed: set[str]) -> bool:
    return all(p in passed for p in needs[course])


def next_course(open_courses: list[str], needs, passed) -> str | None:
    for course in open_courses:
        if can_take(course, needs, passed):
            return course
    return None


def course_plan(catalogue: list[tuple[str, list[str]]], per_term: int) -> dict[int, list[str]]:
    needs = {code: list(pre) for code, pre in catalogue}
    open_courses = sorted(needs)
    passed: set[str] = set()
    plan: dict[int, list[str]] = {}
    taken = 0
    while (course := next_course(open_courses, needs, passed)) is not None:
        open_courses.remove(course)
        passed.add(course)
        plan.setdefault(taken // per_term + 1, []).append(course)
        taken += 1
    if open_courses:
        plan[0] = open_courses
    return plan


def small_course_plan():
    return [
        ([("MA101", []), ("MA102", ["MA101"]), ("CS201", ["MA102", "CS101"]), ("CS101", [])], 2),
        ([("A", ["C"]), ("B", ["A", "C"]), ("C", []), ("D", ["Z"])], 3),
        ([("P", []), ("Q", []), ("R", ["P", "P"])], 1),
        ([], 4),
    ]


def large_course_plan():
    rnd = random.Random(7)
    n = 1300
    codes = ["K%05d" % i for i in range(n)]
    cat = []
    for i, c in enumerate(codes):
        later = codes[i + 1:i + 3]
        cat.append((c, later))
    rnd.shuffle(cat)
    return cat, 6


# ---- 3: crafting queue in a game -----------------------------------------
class Recipe:
    def __init__(self, item, level, parts):
        self.item = item
        self.level = level
        self.parts = parts

    def ready(self, owned):
        for part in self.parts:
            if part not in owned:
                return False
        return True


class Workshop:
    def __init__(self, owned):
        self.owned = set(owned)
        self.queue = []
        self.log = []

    def enqueue(self, recipe):
        self.queue.append(recipe)

    def craft_next(self):
        for pos, recipe in enumerate(self.queue):
            if recipe.ready(self.owned):
                break
        else:
            return None
        del self.queue[pos]
        self.owned.add(recipe.item)
        self.log.append(recipe.item)
        return recipe


def craft_all(recipes, inventory):
    shop = Workshop(inventory)
    for item, level, parts in recipes:
        if item in shop.owned:
            continue
        shop.enqueue(Recipe(item, level, tuple(parts)))
    xp = 0
    while True:
        done = shop.craft_next()
        if done is None:
            break
        xp += 10 * done.level
    return {"made": shop.log, "xp": xp, "stuck": [r.item for r in shop.queue]}


def small_craft_all():
    return [
        ([("sword", 3, ["ingot", "grip"]), ("ingot", 1, ["ore"]), ("grip", 1, ["wood"])], ["ore", "wood"]),
        ([("ore", 1, []), ("bow", 2, ["string"]), ("arrow", 1, ["wood"])], ["ore", "wood"]),
        ([("a", 1, ["b"]), ("b", 2, ["a"]), ("c", 2, [])], []),
        ([], ["wood"]),
    ]


def large_craft_all():
    n = 2400
    rs = [("i%d" % i, i % 5 + 1, ["i%d" % (i + 1)] if i < n - 1 else ["ore"]) for i in range(n)]
    return rs, ["ore"]


# ---- 4: spreadsheet recalculation ----------------------------------------
def recalc(cells):
    """cells: {name: (constant, [names it adds])}; gives values in order of evaluation."""
    pending = sorted(cells)
    values = {}

    def evaluate(name):
        const, refs = cells[name]
        return (const + sum(values[r] for r in refs)) % 1000003

    while pending:
        ready = next((c for c in pending if all(r in values for r in cells[c][1])), None)
        if ready is None:
            break
        values[ready] = evaluate(ready)
        pending.remove(ready)
    values.update((c, "#CYCLE") for c in pending)
    return list(values.items())


def small_recalc():
    return [
        ({"A1": (1, ["B1"]), "B1": (2, ["C1", "C1"]), "C1": (3, [])},),
        ({"A1": (1, ["A2"]), "A2": (2, ["A1"]), "A3": (7, [])},),
        ({"X": (5, []), "Y": (5, ["X"]), "W": (0, ["X", "Y"])},),
        ({},),
    ]


def large_recalc():
    n = 1100
    return ({"R%05d" % i: (i % 13, ["R%05d" % j for j in range(i + 1, min(n, i + 3))]) for i in range(n)},)


CASES = {
    "build_order": (small_build_order, large_build_order),
    "course_plan": (small_course_plan, large_course_plan),
    "craft_all": (small_craft_all, large_craft_all),
    "recalc": (small_recalc, large_recalc),
}
