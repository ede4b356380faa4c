import random
from collections import namedtuple


# logs: errors of the same host seen before
def repeat_alarms(entries, threshold):
    history = []
    alarms = []
    for number, (host, level, message) in enumerate(entries):
        if level != "ERROR":
            history.append((host, level))
            continue
        same = []
        for old_host, old_level in history:
            if old_host == host and old_level == "ERROR":
                same.append(old_host)
        history.append((host, level))
        if len(same) >= threshold:
            alarms.append("%d %s %s (%d)" % (number, host, message, len(same) + 1))
    return alarms


# sports: form of a team before each of its matches
def _previous_goals(played: list, team: str) -> list:
    goals = []
    for match in played:
        if match["home"] == team:
            goals.append(match["hg"])
        elif match["away"] == team:
            goals.append(match["ag"])
    return goals


def form_table(fixtures: list) -> list:
    played = []
    out = []
    for home, away, hg, ag in fixtures:
        before_h = _previous_goals(played, home)
        before_a = _previous_goals(played, away)
        out.append((home, away, sum(before_h[-3:]), sum(before_a[-3:]), hg - ag))
        played.append({"home": home, "away": away, "hg": hg, "ag": ag})
    return out


# billing: discount depends on earlier orders of the same customer
Order = namedtuple("Order", "customer amount paid")


class Shop:
    def __init__(self):
        self.orders = []
        self.revenue = 0

    def paid_orders_of(self, customer):
        return [o for o in self.orders if o.customer == customer and o.paid]

    def accept(self, customer, amount):
        earlier = self.paid_orders_of(customer)
        percent = 0
        if len(earlier) >= 3:
            percent = 10
        elif sum(o.amount for o in earlier) > 100:
            percent = 5
        price = amount * (100 - percent) // 100
        self.orders.append(Order(customer, price, amount % 4 != 0))
        self.revenue += price
        return price


def run_shop(purchases):
    shop = Shop()
    prices = [shop.accept(customer, amount) for customer, amount in purchases if amount > 0]
    return shop.revenue, prices


# sensors: smoothed value from the last readings of the same sensor
def smoothed(readings, width=4):
    collected = []
    series = {}
    it = iter(readings)
    reading = next(it, None)
    while reading is not None:
        sensor, value = reading
        collected.append(reading)
        mine = list(filter(lambda entry: entry[0] == sensor, collected))
        window = [v for _, v in mine[-width:]]
        series.setdefault(sensor, []).append(round(sum(window) / len(window), 2))
        reading = next(it, None)
    return {s: (len(vals), max(vals), vals[-1]) for s, vals in series.items()}


def _entries(n, k, seed):
    r = random.Random(seed)
    return [("h%d" % r.randrange(k), r.choice(["ERROR", "ERROR", "INFO"]), r.choice(["disk", "net"]))
            for _ in range(n)]


def small_alarms():
    return [([], 1), (_entries(8, 2, 1), 1), (_entries(14, 3, 2), 2), (_entries(25, 4, 3), 2)]


def large_alarms():
    return (_entries(4000, 300, 7), 5)


def _fixtures(n, k, seed):
    r = random.Random(seed)
    out = []
    for _ in range(n):
        a, b = r.sample(range(k), 2)
        out.append(("T%d" % a, "T%d" % b, r.randrange(5), r.randrange(4)))
    return out


def small_form():
    return [([],), (_fixtures(4, 3, 1),), (_fixtures(9, 4, 2),), (_fixtures(18, 5, 3),)]


def large_form():
    return (_fixtures(2000, 200, 7),)


def _purchases(n, k, seed):
    r = random.Random(seed)
    return [("c%d" % r.randrange(k), r.randrange(-3, 120)) for _ in range(n)]


def small_shop():
    return [([],), (_purchases(6, 2, 1),), (_purchases(14, 3, 2),), (_purchases(25, 4, 3),)]


def large_shop():
    return (_purchases(3600, 250, 7),)


def _readings(n, k, seed):
    r = random.Random(seed)
    return [("s%d" % r.randrange(k), r.randrange(200)) for _ in range(n)]


def small_smooth():
    return [([],), (_readings(6, 2, 1),), (_readings(14, 3, 2), 2), (_readings(25, 4, 3), 3)]


def large_smooth():
    return (_readings(3000, 150, 7),)


CASES = {
    "repeat_alarms": (small_alarms, large_alarms),
    "form_table": (small_form, large_form),
    "run_shop": (small_shop, large_shop),
    "smoothed": (small_smooth, large_smooth),
}
