import random
import copy
from dataclasses import dataclass, field


# ---- 1: stock orders ------------------------------------------------------
def fill_orders(stock, orders):
    """orders: (id, [(sku, qty), ...]); an order is filled whole or not at all."""
    stock = dict(stock)
    filled = []
    refused = []
    for order_id, lines in orders:
        before = stock.copy()
        ok = True
        for sku, qty in lines:
            if stock.get(sku, 0) < qty:
                ok = False
                break
            stock[sku] = stock[sku] - qty
        if ok:
            filled.append(order_id)
        else:
            stock = before
            refused.append(order_id)
    return filled, refused, stock


def small_fill_orders():
    return [
        ({"nut": 5, "bolt": 3}, [(1, [("nut", 2), ("bolt", 1)]), (2, [("nut", 2), ("bolt", 9)]), (3, [("nut", 3)])]),
        ({"a": 1}, [(7, [("a", 1), ("a", 1)]), (8, [("a", 1)])]),
        ({"x": 4, "y": 0}, [(1, []), (2, [("y", 1)]), (3, [("x", 4)])]),
        ({}, []),
    ]


def large_fill_orders():
    rnd = random.Random(7)
    n = 9000
    stock = {"sku%d" % i: rnd.randrange(1, 9) for i in range(n)}
    orders = [(k, [("sku%d" % rnd.randrange(n), rnd.randrange(1, 5)) for _ in range(3)]) for k in range(n)]
    return stock, orders


# ---- 2: transfers between accounts ---------------------------------------
class Rejected(Exception):
    pass


def apply_changes(accounts: dict[str, int], changes: list[tuple[str, int]], floor: int) -> None:
    for name, delta in changes:
        if name not in accounts:
            raise Rejected("no account " + name)
        accounts[name] += delta
        if accounts[name] < floor:
            raise Rejected("below floor: " + name)


def settle(accounts: dict[str, int], batches: list[list[tuple[str, int]]], floor: int = 0) -> dict:
    accounts = dict(accounts)
    errors: list[str] = []
    for number, changes in enumerate(batches, start=1):
        if not changes:
            continue
        backup = dict(accounts)
        try:
            apply_changes(accounts, changes, floor)
        except Rejected as exc:
            errors.append(f"{number}: {exc}")
            accounts = backup
    return {"accounts": accounts, "errors": errors, "total": sum(accounts.values())}


def small_settle():
    return [
        ({"ann": 10, "bob": 0}, [[("ann", -4), ("bob", 4)], [("bob", 3), ("ann", -9)], [("zoe", 1)]]),
        ({"a": 1, "b": 1}, [[("a", 1), ("b", -2)], [], [("a", -1), ("b", 1)]], -1),
        ({"q": 0}, [[("q", -1), ("q", 1)], [("q", 1), ("q", -1)]]),
        ({}, []),
    ]


def large_settle():
    rnd = random.Random(7)
    n = 7000
    names = ["c%d" % i for i in range(n)]
    acc = {x: rnd.randrange(100) for x in names}
    bat = []
    for _ in range(n):
        amt = rnd.randrange(1, 60)
        bat.append([(rnd.choice(names), amt), (rnd.choice(names), -amt)])
    return acc, bat


# ---- 3: room bookings -----------------------------------------------------
@dataclass
class Timetable:
    slots: dict = field(default_factory=dict)
    saved: dict | None = None

    def begin(self):
        self.saved = copy.copy(self.slots)

    def rollback(self):
        self.slots = self.saved
        self.saved = None

    def place(self, room, hour, who):
        if (room, hour) in self.slots:
            return False
        self.slots[(room, hour)] = who
        return True

    def book(self, who, wishes):
        self.begin()
        for room, hour in wishes:
            if not self.place(room, hour, who):
                self.rollback()
                return False
        return True


def book_rooms(requests):
    table = Timetable()
    answers = []
    for who, wishes in requests:
        answers.append(f"{who}:{'yes' if table.book(who, wishes) else 'no'}")
    hours = {}
    for (room, _hour), _who in table.slots.items():
        hours[room] = hours.get(room, 0) + 1
    return " ".join(answers), hours


def small_book_rooms():
    return [
        ([("ann", [("A", 9), ("A", 10)]), ("bob", [("B", 9), ("A", 10)]), ("cy", [("B", 9)])],),
        ([("x", [("R", 1), ("R", 1)]), ("y", [("R", 1)]), ("z", [("R", 1)])],),
        ([("p", []), ("q", [("S", 3)])],),
        ([],),
    ]


def large_book_rooms():
    rnd = random.Random(7)
    return ([("u%d" % k, [("R%d" % rnd.randrange(600), rnd.randrange(80)) for _ in range(3)]) for k in range(5500)],)


# ---- 4: config patches ----------------------------------------------------
def patch_settings(settings, patches, limit=100):
    """Patches are mappings; '-' deletes, numbers are added. A bad patch leaves no trace."""
    current = {k: v for k, v in settings.items() if isinstance(v, int)}

    def attempt(patch):
        nonlocal current
        snapshot = {**current}
        for key, val in patch.items():
            if val == "-":
                if current.pop(key, None) is None:
                    break
            else:
                current[key] = current.get(key, 0) + val
                if not 0 <= current[key] <= limit:
                    break
        else:
            return True
        current = snapshot
        return False

    outcome = [attempt(p) for p in patches]
    return {"accepted": sum(outcome), "flags": "".join("ny"[o] for o in outcome), "settings": sorted(current.items())}


def small_patch_settings():
    return [
        ({"w": 5, "h": 90, "t": "x"}, [{"w": 3, "h": 20}, {"h": "-"}, {"h": "-", "w": 1}, {"w": 1, "new": 2}]),
        ({"a": 1}, [{"a": -1}, {"a": -1}, {"b": 3, "a": "-"}], 3),
        ({"k": 0}, []),
        ({}, [{}]),
    ]


def large_patch_settings():
    rnd = random.Random(7)
    n = 8000
    s = {"k%d" % i: rnd.randrange(100) for i in range(n)}
    ps = []
    for _ in range(n):
        p = {"k%d" % rnd.randrange(n): rnd.randrange(-40, 40) for _ in range(3)}
        if rnd.random() < 0.1:
            p["k%d" % rnd.randrange(n)] = "-"
        ps.append(p)
    return s, ps


CASES = {
    "fill_orders": (small_fill_orders, large_fill_orders),
    "settle": (small_settle, large_settle),
    "book_rooms": (small_book_rooms, large_book_rooms),
    "patch_settings": (small_patch_settings, large_patch_settings),
}
