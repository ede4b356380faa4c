import random
from itertools import islice
from dataclasses import dataclass


# text: share of distinct words after each line
def vocabulary_growth(lines):
    growth = []
    for i in range(len(lines)):
        if not lines[i].strip():
            growth.append((i, None))
            continue
        known = set()
        words = 0
        for k in range(i + 1):
            for word in lines[k].lower().split():
                known.add(word)
                words += 1
        growth.append((i, len(known) * 100 // words))
    return growth


# billing: state of all accounts after each booking
def _balances_until(bookings: list, upto: int) -> dict:
    state: dict = {}
    for account, amount in bookings[:upto]:
        state[account] = state.get(account, 0) + amount
    return state


def first_overdrafts(bookings: list, limit: int = 0) -> dict:
    overdrafts: dict = {}
    for i, (account, amount) in enumerate(bookings, 1):
        if amount >= 0:
            continue
        balance = _balances_until(bookings, i)[account]
        if balance < limit and account not in overdrafts:
            overdrafts[account] = (i, balance)
    return overdrafts


# games: inventory of a player at every step
@dataclass
class Journey:
    steps: list

    def bag_at(self, step):
        bag = []
        for kind, item in self.steps[:step + 1]:
            if kind == "take":
                bag.append(item)
            elif kind == "drop" and bag and bag[-1] == item:
                bag.pop()
        return bag

    def load_at(self, step):
        return len(self.bag_at(step))


def heaviest_moment(steps, capacity):
    journey = Journey(list(steps))
    heaviest, moment = 0, None
    overloaded = []
    for step in range(len(steps)):
        load = journey.load_at(step)
        if load > heaviest:
            heaviest, moment = load, step
        if load > capacity:
            overloaded.append(step)
    return {"max": heaviest, "at": moment, "over": overloaded}


# sensors: records, a reading higher than everything before it
def record_days(readings, warmup=1):
    if len(readings) <= warmup:
        return []
    highs = [max(islice(readings, i)) for i in range(1, len(readings))]
    lows = [min(readings[:i]) for i in range(1, len(readings))]
    days = []
    for day, (value, high, low) in enumerate(zip(readings[1:], highs, lows), 1):
        if day >= warmup and (value > high or value < low):
            days.append("day %d: %s %d" % (day, "high" if value > high else "low", value))
    return days


def _lines(n, k, seed):
    r = random.Random(seed)
    return [" ".join("w%d" % r.randrange(k) for _ in range(r.randrange(0, 9))) for _ in range(n)]


def small_lines():
    return [([],), (_lines(4, 5, 1),), (_lines(8, 12, 2),), (["A a b", "", "b C", "b"],)]


def large_lines():
    return (_lines(1100, 700, 7),)


def _book(n, k, seed):
    r = random.Random(seed)
    return [("acc%d" % r.randrange(k), r.randrange(-60, 70)) for _ in range(n)]


def small_book():
    return [([],), (_book(6, 2, 1),), (_book(14, 3, 2),), (_book(25, 4, 3), -20)]


def large_book():
    return (_book(3400, 60, 7),)


def _steps(n, seed):
    r = random.Random(seed)
    return [(r.choice(["take", "take", "drop", "walk"]), r.choice("abc")) for _ in range(n)]


def small_steps():
    return [([], 2), (_steps(6, 1), 1), (_steps(12, 2), 3), (_steps(20, 3), 5)]


def large_steps():
    return (_steps(3000, 7), 900)


def _temps(n, seed):
    r = random.Random(seed)
    return [r.randrange(-20, 40) + i // 50 for i in range(n)]


def small_temps():
    return [([],), (_temps(6, 1),), (_temps(12, 2), 3), ([5, 5, 6, 4, 4, 9],)]


def large_temps():
    return (_temps(4500, 7), 10)


CASES = {
    "vocabulary_growth": (small_lines, large_lines),
    "first_overdrafts": (small_book, large_book),
    "heaviest_moment": (small_steps, large_steps),
    "record_days": (small_temps, large_temps),
}
