import random


# ---- 1: depth of employees ------------------------------------------------
def level(boss, person):
    above = boss.get(person)
    if above is None:
        return 0
    return level(boss, above) + 1


def org_levels(rows):
    """How many people stand on each level of the hierarchy."""
    boss = {}
    for person, chief in rows:
        if person == chief:
            chief = None
        boss[person] = chief
    counts = {}
    deepest = None
    for person in boss:
        n = level(boss, person)
        counts[n] = counts.get(n, 0) + 1
        if deepest is None or n > deepest[0]:
            deepest = (n, person)
    return counts, deepest


def small_org_levels():
    return [
        ([("ann", None), ("bob", "ann"), ("cy", "bob"), ("dee", "ann"), ("eve", "cy")],),
        ([("x", "x"), ("y", "x"), ("z", "q")],),
        ([("p", "o"), ("o", "n")],),
        ([],),
    ]


def large_org_levels():
    rows = []
    for k in range(10):
        rows += [("e%d-%d" % (k, i), "e%d-%d" % (k, i - 1) if i else None) for i in range(650)]
    return (rows,)


# ---- 2: terms of a recurrence --------------------------------------------
def balance_after(month: int, start: int, deposits: list[int]) -> int:
    if month == 0:
        return start
    before = balance_after(month - 1, start, deposits)
    return before + before // 200 + deposits[month - 1]


def fee(balance: int) -> int:
    return 0 if balance >= 10_000 else 3


def savings_table(start: int, plans: dict[str, list[int]], goal: int) -> tuple[list[str], int]:
    table: list[str] = []
    fees = 0
    for name, deposits in plans.items():
        for month in range(1, len(deposits) + 1):
            balance = balance_after(month, start, deposits)
            fees += fee(balance)
            table.append(f"{name} {month:>3} {balance:>8}{' *' if balance >= goal else ''}")
    return table, fees


def small_savings_table():
    return [
        (1000, {"fix": [50, 50, -20, 9000], "flex": [50, 50]}, 2000),
        (0, {"a": [1, 1, 1], "b": []}, 3),
        (20_000, {"k": [0]}, 5),
        (5, {}, 0),
    ]


def large_savings_table():
    rnd = random.Random(7)
    return 1000, {f"plan{k}": [rnd.randrange(-20, 20) for _ in range(600)] for k in range(7)}, 2000


# ---- 3: weights of folders ------------------------------------------------
class Folder:
    def __init__(self, name, size, parent=None):
        self.name = name
        self.size = size
        self.children = []
        if parent is not None:
            parent.children.append(self)

    @property
    def total(self):
        return self.size + sum(child.total for child in self.children)


def disk_usage(entries, threshold):
    """entries: (name, parent or None, bytes), parents first; lists the folders over the threshold."""
    folders = {}
    for name, parent, size in entries:
        if name in folders:
            folders[name].size += size
            continue
        folders[name] = Folder(name, size, folders.get(parent))
    big = []
    for folder in folders.values():
        used = folder.total
        if used >= threshold:
            big.append((used, folder.name))
    big.sort(key=lambda p: (-p[0], p[1]))
    return big


def small_disk_usage():
    return [
        ([("/", None, 5), ("usr", "/", 10), ("lib", "usr", 100), ("tmp", "/", 1), ("lib", "usr", 20)], 10),
        ([("a", None, 1), ("b", "a", 1), ("c", "b", 1)], 0),
        ([("x", "nowhere", 4), ("y", None, 4)], 4),
        ([], 1),
    ]


def large_disk_usage():
    ent = []
    for k in range(25):
        ent += [("f%d-%d" % (k, i), "f%d-%d" % (k, i - 1) if i else None, i % 50) for i in range(280)]
    return ent, 3000


# ---- 4: longest chains of dominoes / falling jumps -----------------------
def longest_slides(heights):
    """For each place the longest way down going right, each time to the next lower place."""

    def next_lower(i):
        return next((j for j in range(i + 1, len(heights)) if heights[j] < heights[i]), None)

    jump = [next_lower(i) for i in range(len(heights))]

    def slide(i):
        return 1 if jump[i] is None else 1 + slide(jump[i])

    lengths = [slide(i) for i in range(len(heights))]
    best = max(lengths, default=0)
    return {"best": best, "starts": [i for i, n in enumerate(lengths) if n == best], "sum": sum(lengths)}


def small_longest_slides():
    return [([5, 3, 4, 3, 1],), ([2, 2, 2],), ([1, 5, 4, 9, 0],), ([],)]


def large_longest_slides():
    return ([900 - (i % 700) + (i % 3) // 2 for i in range(7000)],)


CASES = {
    "org_levels": (small_org_levels, large_org_levels),
    "savings_table": (small_savings_table, large_savings_table),
    "disk_usage": (small_disk_usage, large_disk_usage),
    "longest_slides": (small_longest_slides, large_longest_slides),
}
