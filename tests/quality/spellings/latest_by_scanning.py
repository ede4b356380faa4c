import random


# a. billing: prices that hold from a certain day on
def invoice_lines(price_list, purchases):
    lines = []
    total = 0
    for day, amount in purchases:
        price = None
        for i in range(len(price_list)):
            if price_list[i][0] <= day:
                price = price_list[i][1]
            else:
                break
        if price is None:
            lines.append((day, amount, "no price"))
            continue
        total += price * amount
        lines.append((day, amount, price * amount))
    return lines, total


# b. configuration: values with a history
def _value_at(history: list, version: int, default=None):
    value = default
    for since, new_value in history:
        if since > version:
            return value
        value = new_value
    return value


def settings_at(changes: dict, questions: list) -> list:
    answers = []
    for key, version in questions:
        if key not in changes:
            answers.append(f"{key}@{version}: unknown")
            continue
        value = _value_at(changes[key], version, "unset")
        answers.append(f"{key}@{version}: {value}")
    return answers


# c. scheduling: trains of a timetable
class Train:
    def __init__(self, leaves, rides, name):
        self.leaves = leaves
        self.rides = rides
        self.name = name

    @property
    def arrives(self):
        return self.leaves + self.rides


class Timetable:
    def __init__(self, trains):
        self.trains = sorted((Train(*t) for t in trains), key=lambda t: t.leaves)

    def next_after(self, minute):
        for train in self.trains:
            if train.leaves >= minute:
                return train
        return None


def waiting_times(trains, passengers):
    table = Timetable(trains)
    waits = {}
    stranded = []
    for name, minute in passengers:
        train = table.next_after(minute)
        if train is None:
            stranded.append(name)
        else:
            waits[name] = (train.name, train.leaves - minute, train.arrives)
    return waits, stranded


# d. versions: the newest backup that was taken before a crash
def restore_points(backups, crashes):
    stamps = sorted(b["time"] for b in backups)
    names = {b["time"]: b["name"] for b in backups}

    def last_before(crash):
        return max((s for s in stamps if s < crash), default=None)

    plan = [(crash, last_before(crash)) for crash in sorted(set(crashes))]
    lost = sum(crash - s for crash, s in plan if s is not None)
    return [f"{crash} <- {names.get(s, 'nothing')}" for crash, s in plan], lost


def small_prices():
    prices = [(3, 100), (5, 110), (5, 115), (9, 90)]
    return [(prices, [(1, 2), (3, 1), (5, 1), (100, 3)]), ([], [(1, 1)]), (prices, []), (prices, [(8, 2), (8, 2)])]


def large_prices():
    rnd = random.Random(7)
    prices = sorted((rnd.randrange(100000), rnd.randrange(100, 999)) for _ in range(3000))
    return (prices, [(rnd.randrange(100000), rnd.randrange(1, 9)) for _ in range(6000)])


def small_settings():
    changes = {"font": [(1, "serif"), (4, "mono"), (4, "sans")], "size": []}
    return [
        (changes, [("font", 0), ("font", 4), ("font", 3), ("size", 3), ("tab", 1)]),
        ({}, [("font", 1)]),
        (changes, []),
        (changes, [("font", 99), ("font", 99)]),
    ]


def large_settings():
    rnd = random.Random(7)
    changes = {}
    for key in ("font", "size", "theme"):
        stamps = sorted(rnd.sample(range(200000), 3500))
        changes[key] = [(s, "v%d" % rnd.randrange(100)) for s in stamps]
    return (changes, [(rnd.choice(["font", "size", "theme"]), rnd.randrange(200000)) for _ in range(9000)])


def small_trains():
    trains = [(60, 10, "RE1"), (30, 12, "S5"), (60, 5, "RE2"), (90, 10, "RE1")]
    return [
        (trains, [("ann", 30), ("bob", 31), ("cy", 91), ("di", 60)]),
        ([], [("ann", 1)]),
        (trains, []),
        (trains, [("a", 0), ("b", 0), ("c", 90)]),
    ]


def large_trains():
    rnd = random.Random(7)
    trains = [(rnd.randrange(100000), rnd.randrange(5, 90), "T%d" % i) for i in range(3000)]
    return (trains, [("p%d" % i, rnd.randrange(100000)) for i in range(9000)])


def small_backups():
    backups = [{"time": 10, "name": "mon"}, {"time": 30, "name": "wed"}, {"time": 20, "name": "tue"}]
    return [(backups, [15, 20, 31, 5, 15]), ([], [3]), (backups, []), (backups, [30, 30, 11])]


def large_backups():
    rnd = random.Random(7)
    return ([{"time": rnd.randrange(10 ** 6), "name": "b%d" % i} for i in range(2500)],
            [rnd.randrange(10 ** 6) for _ in range(4500)])


CASES = {
    "invoice_lines": (small_prices, large_prices),
    "settings_at": (small_settings, large_settings),
    "waiting_times": (small_trains, large_trains),
    "restore_points": (small_backups, large_backups),
}
