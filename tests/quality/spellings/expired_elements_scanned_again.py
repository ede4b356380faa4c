import random
from dataclasses import dataclass


# networks: sessions open when a request comes in
def concurrent_sessions(requests, timeout):
    opened = []
    peaks = []
    top = 0
    for stamp, user in requests:
        active = 0
        for begin, _owner in opened:
            if begin + timeout <= stamp:
                continue
            active += 1
        opened.append((stamp, user))
        active += 1
        peaks.append(active)
        if active > top:
            top = active
    return top, peaks


# scheduling: meeting rooms
def _free_room(bookings: list, start: int) -> int:
    taken = set()
    for end, room in bookings:
        if end > start:
            taken.add(room)
    room = 1
    while room in taken:
        room += 1
    return room


def assign_rooms(meetings: list) -> dict:
    bookings: list = []
    plan = {}
    for start, end, title in sorted(meetings):
        if end <= start:
            continue
        room = _free_room(bookings, start)
        bookings.append((end, room))
        plan.setdefault(room, []).append(title)
    return plan


# games: spells with a duration
@dataclass
class Effect:
    name: str
    strength: int
    until: int

    def active(self, tick):
        return tick < self.until


class Hero:
    def __init__(self):
        self.effects = []

    def add(self, effect):
        self.effects.append(effect)

    def power(self, tick):
        total = 0
        for effect in self.effects:
            if effect.active(tick):
                total += effect.strength
        return total


def power_curve(casts, ticks):
    hero = Hero()
    by_tick = {}
    for tick, name, strength, duration in casts:
        by_tick.setdefault(tick, []).append(Effect(name, strength, tick + duration))
    curve = []
    for tick in range(ticks):
        for effect in by_tick.get(tick, ()):
            hero.add(effect)
        curve.append(hero.power(tick))
    return curve


# inventory: batches with a best-before day, sold oldest first
def daily_waste(deliveries, orders):
    stock = [[day, best, amount] for day, best, amount in sorted(deliveries)]
    sold = {}
    i = 0
    while i < len(orders):
        day, wanted = orders[i]
        good = (b for b in stock if b[0] <= day < b[1] and b[2] > 0)
        got = 0
        for batch in good:
            if got >= wanted:
                break
            take = min(wanted - got, batch[2])
            batch[2] -= take
            got += take
        sold[day] = sold.get(day, 0) + got
        i += 1
    left = sum(b[2] for b in stock)
    return {"sold": sold, "left": left}


def _reqs(n, gap, seed):
    r = random.Random(seed)
    t, out = 0, []
    for _ in range(n):
        t += r.randrange(gap)
        out.append((t, r.choice("abcde")))
    return out


def small_sessions():
    return [([], 5), (_reqs(6, 4, 1), 5), (_reqs(10, 3, 2), 4), (_reqs(20, 4, 3), 9)]


def large_sessions():
    return (_reqs(3800, 6, 7), 40)


def _meet(n, span, seed):
    r = random.Random(seed)
    return [(s, s + r.randrange(0, 6), "m%d" % i) for i, s in enumerate(r.randrange(span) for _ in range(n))]


def small_rooms():
    return [([],), (_meet(5, 6, 1),), (_meet(10, 12, 2),), (_meet(20, 14, 3),)]


def large_rooms():
    return (_meet(6800, 7400, 7),)


def _casts(n, span, seed):
    r = random.Random(seed)
    return [(r.randrange(span), r.choice(["haste", "shield", "rage"]), r.randrange(1, 9), r.randrange(1, 12))
            for _ in range(n)]


def small_casts():
    return [([], 3), (_casts(4, 6, 1), 8), (_casts(9, 10, 2), 10), (_casts(15, 12, 3), 20)]


def large_casts():
    return (_casts(3600, 3600, 7), 3600)


def _goods(n, m, span, seed):
    r = random.Random(seed)
    d = [(s, s + r.randrange(2, 9), r.randrange(1, 20)) for s in (r.randrange(span) for _ in range(n))]
    return (d, sorted((r.randrange(span), r.randrange(1, 25)) for _ in range(m)))


def small_goods():
    return [([], [(1, 2)]), _goods(4, 3, 6, 1), _goods(8, 8, 9, 2), _goods(14, 12, 12, 3)]


def large_goods():
    return _goods(3600, 3600, 3600, 7)


CASES = {
    "concurrent_sessions": (small_sessions, large_sessions),
    "assign_rooms": (small_rooms, large_rooms),
    "power_curve": (small_casts, large_casts),
    "daily_waste": (small_goods, large_goods),
}
