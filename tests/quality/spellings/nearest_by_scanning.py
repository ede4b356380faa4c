import random


# a. networks: every customer gets the mast whose position is nearest to the house
def assign_masts(houses, masts):
    assigned = []
    if not masts:
        return [None for _ in houses]
    farthest = 0
    for house in houses:
        best = masts[0]
        best_distance = abs(masts[0] - house)
        for i in range(1, len(masts)):
            distance = abs(masts[i] - house)
            if distance < best_distance:
                best_distance = distance
                best = masts[i]
        assigned.append(best)
        if best_distance > farthest:
            farthest = best_distance
    assigned.append(("farthest", farthest))
    return assigned


# b. logs: the reading of the temperature log that goes with an alarm
def _closest_reading(readings: list, when: int, max_gap: int = 10 ** 9):
    found = None
    gap = max_gap + 1
    for stamp, value in readings:
        d = when - stamp if when > stamp else stamp - when
        if d < gap:
            found, gap = (stamp, value), d
    return found


def annotate_alarms(alarms: list, readings: list, max_gap: int) -> dict:
    out = {}
    missing = 0
    for alarm_id, when in alarms:
        hit = _closest_reading(readings, when, max_gap)
        if hit is None:
            missing += 1
            continue
        out[alarm_id] = f"{hit[1]} degrees ({hit[0] - when:+d}s)"
    out["missing"] = missing
    return out


# c. inventory: resistors of the nearest value in stock
class Drawer:
    def __init__(self, ohms, label):
        self.ohms = ohms
        self.label = label

    def off_by(self, wanted):
        return abs(self.ohms - wanted)


class Cabinet:
    def __init__(self, stock):
        self.drawers = [Drawer(ohms, label) for ohms, label in stock]

    def nearest(self, wanted):
        best = None
        for drawer in self.drawers:
            if best is None or drawer.off_by(wanted) < best.off_by(wanted):
                best = drawer
        return best


def pick_parts(stock, order):
    cabinet = Cabinet(stock)
    if not cabinet.drawers:
        return []
    picks = []
    for wanted in order:
        drawer = cabinet.nearest(wanted)
        picks.append((wanted, drawer.label, drawer.off_by(wanted)))
    return picks


# d. billing: unmatched payments and the open amounts they are closest to
def suggest_matches(payments, open_amounts):
    amounts = sorted(set(open_amounts))
    exact = set(amounts)
    suggestions = {
        ref: min(amounts, key=lambda a: (abs(a - paid), a))
        for ref, paid in payments.items()
        if amounts and paid not in exact
    }
    diffs = sum(abs(payments[ref] - a) for ref, a in suggestions.items())
    return suggestions, diffs


def small_masts():
    return [([1, 5, 9, 5], [4, 6, 10]), ([], [1]), ([3, 4], []), ([7, 7, 0], [7, 7])]


def large_masts():
    rnd = random.Random(7)
    return ([rnd.randrange(100000) for _ in range(2200)], [rnd.randrange(100000) for _ in range(2000)])


def small_alarms():
    readings = [(10, 20), (20, 21), (20, 22), (40, 19)]
    return [
        ([("a", 15), ("b", 20), ("c", 90), ("d", 31)], readings, 10),
        ([], readings, 5),
        ([("a", 3)], [], 5),
        ([("x", 30), ("y", 30)], readings, 100),
    ]


def large_alarms():
    rnd = random.Random(7)
    readings = [(i * 60 + rnd.randrange(60), rnd.randrange(15, 30)) for i in range(2500)]
    return ([("a%d" % i, rnd.randrange(150000)) for i in range(3200)], readings, 300)


def small_stock():
    stock = [(100, "A1"), (220, "A2"), (220, "B1"), (1000, "B2")]
    return [(stock, [150, 160, 220, 5000]), (stock, []), ([], [5]), ([(10, "x"), (12, "y")], [11, 11])]


def large_stock():
    rnd = random.Random(7)
    return ([(rnd.randrange(1, 10 ** 6), "D%d" % i) for i in range(1000)],
            [rnd.randrange(1, 10 ** 6) for i in range(1800)])


def small_payments():
    return [
        ({"r1": 99, "r2": 50, "r3": 75}, [100, 50, 50, 70, 80]),
        ({}, [1, 2]),
        ({"q": 4}, []),
        ({"q": 4, "p": 6}, [5, 5, 1]),
    ]


def large_payments():
    rnd = random.Random(7)
    return ({"R%d" % i: rnd.randrange(10 ** 6) for i in range(1300)}, [rnd.randrange(10 ** 6) for _ in range(1500)])


CASES = {
    "assign_masts": (small_masts, large_masts),
    "annotate_alarms": (small_alarms, large_alarms),
    "pick_parts": (small_stock, large_stock),
    "suggest_matches": (small_payments, large_payments),
}
