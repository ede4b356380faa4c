import random
from dataclasses import dataclass


# --- a: billing, plain class with loop

class RateCard:
    def __init__(self, bands):
        self.bands = list(bands)

    def charge(self, customer, units):
        widest = 0
        base_total = 0
        for limit, rate in self.bands:
            if limit > widest:
                widest = limit
            base_total += rate
        if units <= 0:
            return customer, 0
        average = base_total // len(self.bands)
        if units > widest:
            return customer, units * average + 250
        return customer, units * average


def bill_customers(bands, usage):
    if not bands:
        return []
    card = RateCard(bands)
    invoices = []
    for customer, units in usage:
        name, cents = card.charge(customer, units)
        if cents == 0:
            continue
        invoices.append(f"{name}: {cents // 100}.{cents % 100:02d}")
    return invoices


# --- b: text filter, helper method doing the part

class WordFilter:
    def __init__(self, words: list[str], min_len: int = 2):
        self.words = words
        self.min_len = min_len

    def _normalised(self) -> set[str]:
        return {w.strip().lower() for w in self.words if len(w) >= self.min_len}

    def is_blocked(self, token: str) -> bool:
        banned = self._normalised()
        return token.lower() in banned


def mask_message(words: list[str], message: str) -> tuple[str, int]:
    flt = WordFilter(words)
    out = []
    hits = 0
    for token in message.split():
        bare = token.strip(".,!?")
        if bare and flt.is_blocked(bare):
            out.append("*" * len(token))
            hits += 1
        else:
            out.append(token)
    return " ".join(out), hits


# --- c: scores in a dataclass

@dataclass
class League:
    teams: list
    points: dict

    def rank_of(self, team):
        table = sorted(self.teams, key=lambda t: (-self.points.get(t, 0), t))
        places = {}
        for place, name in enumerate(table, start=1):
            places[name] = place
        return places.get(team)


def fixtures_report(teams, points, fixtures):
    league = League(teams, points)
    upsets = []
    unknown = 0
    for home, away, winner in fixtures:
        rank_home = league.rank_of(home)
        rank_away = league.rank_of(away)
        if rank_home is None or rank_away is None:
            unknown += 1
            continue
        favourite = home if rank_home < rank_away else away
        if winner != favourite:
            upsets.append((home, away, abs(rank_home - rank_away)))
    return {"upsets": upsets, "unknown": unknown, "played": len(fixtures)}


# --- d: sensors, builtins and floats, __call__

class Calibration:
    __slots__ = ("readings", "scale")

    def __init__(self, readings, scale=100):
        self.readings = tuple(readings)
        self.scale = scale

    def __call__(self, value):
        low, high = min(self.readings), max(self.readings)
        mean = sum(self.readings) / len(self.readings)
        if high == low:
            return 0.0
        return round((value - mean) / (high - low) * self.scale, 3)


def calibrate_series(reference, series):
    if not reference:
        return {}
    cal = Calibration(reference)
    return {
        name: [cal(v) for v in values]
        for name, values in sorted(series.items())
        if values
    }


def small_bill():
    bands = [(10, 5), (50, 4), (200, 4)]
    return [
        (bands, [("ann", 5), ("bob", 250), ("cy", 0), ("ann", 5)]),
        (bands[:1], [("x", 11), ("y", 10)]),
        ([], [("x", 1)]),
        (bands, [("a", 200), ("b", 201), ("c", -4)]),
    ]


def large_bill():
    r = random.Random(7)
    bands = [(r.randrange(1, 5000), r.randrange(1, 90)) for _ in range(2500)]
    return (bands, [(f"c{i}", r.randrange(0, 6000)) for i in range(2500)])


def small_mask():
    return [
        (["Foo ", "bar", "x"], "foo Bar! x baz, bar bar"),
        (["darn"], "oh darn it, DARN."),
        ([], "nothing to see"),
        (["a", "bb"], ""),
    ]


def large_mask():
    r = random.Random(7)
    words = [f"Word{r.randrange(9000)}" for _ in range(1500)]
    return (words, " ".join(f"word{r.randrange(9000)}," for _ in range(1200)))


def small_fix():
    t = ["lions", "bears", "owls", "cats"]
    p = {"lions": 9, "bears": 9, "owls": 3}
    return [
        (t, p, [("lions", "owls", "owls"), ("bears", "lions", "lions"), ("cats", "dogs", "cats")]),
        (t, p, [("cats", "bears", "cats"), ("cats", "bears", "cats")]),
        ([], {}, [("a", "b", "a")]),
        (t, {}, [("owls", "bears", "owls"), ("bears", "cats", "draw")]),
    ]


def large_fix():
    r = random.Random(7)
    t = [f"team{i}" for i in range(700)]
    p = {n: r.randrange(100) for n in t}
    fx = []
    for _ in range(400):
        h, a = r.sample(t, 2)
        fx.append((h, a, r.choice((h, a))))
    return (t, p, fx)


def small_cal():
    return [
        ([1, 2, 3, 4], {"t1": [2, 3], "t0": [4, 4], "e": []}),
        ([5, 5], {"a": [1, 2]}),
        ([], {"a": [1]}),
        ([0, 10], {"a": [5, 10, 0, 5]}),
    ]


def large_cal():
    r = random.Random(7)
    ref = [r.randrange(10000) for _ in range(4000)]
    return (ref, {f"s{i}": [r.randrange(10000) for _ in range(100)] for i in range(25)})


CASES = {
    "bill_customers": (small_bill, large_bill),
    "mask_message": (small_mask, large_mask),
    "fixtures_report": (small_fix, large_fix),
    "calibrate_series": (small_cal, large_cal),
}
