import random
from typing import NamedTuple


# --- spreadsheets: sort cells' columns, .index in a loop
def apply_column_updates(header, row, updates):
    new_row = list(row)
    unknown = []
    changed = 0
    for name, value in updates:
        try:
            col = header.index(name)
        except ValueError:
            unknown.append(name)
            continue
        if new_row[col] != value:
            new_row[col] = value
            changed += 1
    return new_row, unknown, changed


# --- sports: finishing places, helper with loop over indexes
def find_place(finish_order, runner):
    for i in range(len(finish_order)):
        if finish_order[i] == runner:
            return i + 1
    return -1


def award_points(finish_order, teams):
    table = {}
    missing = []
    for team, runners in teams.items():
        total = 0
        for runner in runners:
            place = find_place(finish_order, runner)
            if place < 0:
                missing.append(runner)
                continue
            total += max(1, 500 - place)
        table[team] = total
    ranking = sorted(table.items(), key=lambda t: (-t[1], t[0]))
    return ranking, missing


# --- maps: a route of named stops, NamedTuple and class
class Trip(NamedTuple):
    rider: str
    start: str
    end: str


class Line:
    def __init__(self, stops, minutes=3):
        self.stops = stops
        self.minutes = minutes

    def position(self, name):
        return self.stops.index(name) if name in self.stops else None

    def duration(self, trip):
        a = self.position(trip.start)
        b = self.position(trip.end)
        if a is None or b is None:
            return None
        return abs(b - a) * self.minutes


def total_riding_time(stops, trips):
    line = Line(stops)
    per_rider = {}
    refused = 0
    for fields in trips:
        trip = Trip(*fields)
        t = line.duration(trip)
        if t is None:
            refused += 1
        else:
            per_rider[trip.rider] = per_rider.get(trip.rider, 0) + t
    return dict(sorted(per_rider.items())), refused


# --- games: cards sorted by a custom deck order, builtins
def encode_moves(deck: list, plays: list) -> str:
    slots = (next((i for i, card in enumerate(deck) if card == p), None) for p in plays)
    codes = ["?" if s is None else format(s, "x") for s in slots]
    checksum = sum(len(c) for c in codes) % 97
    return "-".join(codes) + "#" + str(checksum)


def small_updates():
    h = ["id", "name", "qty", "name"]
    return [
        (h, [1, "bolt", 5, "x"], [("qty", 7), ("name", "nut"), ("zip", 0), ("qty", 7)]),
        (h, [1, "bolt", 5, "x"], []),
        ([], [], [("qty", 1)]),
        (["a", "b"], [0, 0], [("b", 1), ("b", 2), ("a", 0)]),
    ]


def large_updates():
    r = random.Random(7)
    header = ["col_%04d" % i for i in range(6000)]
    ups = [("col_%04d" % r.randrange(6100), r.randrange(50)) for _ in range(8000)]
    return (header, [0] * 6000, ups)


def small_points():
    return [
        (["ann", "bob", "cid", "bob"], {"red": ["bob", "cid"], "blue": ["ann", "zoe"]}),
        ([], {"red": ["x"]}),
        (["a", "b"], {}),
        (["a", "b", "c", "d"], {"q": ["d", "d"], "p": ["d", "d"], "r": ["a"]}),
    ]


def large_points():
    r = random.Random(7)
    names = ["runner%d" % i for i in range(3500)]
    order = names[:]
    r.shuffle(order)
    return (order[:3300], {"team%d" % k: names[k::50] for k in range(50)})


def small_trips():
    s = ["Oak", "Elm", "Ash", "Fir"]
    return [
        (s, [("al", "Oak", "Fir"), ("bo", "Ash", "Elm"), ("al", "Elm", "Elm")]),
        (s, []),
        ([], [("al", "Oak", "Fir")]),
        (s + ["Oak"], [("al", "Fir", "Oak"), ("cy", "Yew", "Oak"), ("al", "Fir", "Oak")]),
    ]


def large_trips():
    r = random.Random(7)
    stops = ["Stop %d" % i for i in range(3500)]
    return (stops, [("r%d" % r.randrange(90), r.choice(stops), r.choice(stops)) for _ in range(4200)])


def small_deck():
    return [
        (["AS", "KD", "7C", "KD"], ["7C", "KD", "2H", "AS"]),
        (["AS"], []),
        ([], ["AS"]),
        ([10, 20, 30] * 6, [30, 20, 10, 30, 5]),
    ]


def large_deck():
    r = random.Random(7)
    deck = [r.randrange(10000) for _ in range(3000)]
    return (deck, [r.choice(deck) if r.random() < 0.95 else -1 for _ in range(7000)])


CASES = {
    "apply_column_updates": (small_updates, large_updates),
    "award_points": (small_points, large_points),
    "total_riding_time": (small_trips, large_trips),
    "encode_moves": (small_deck, large_deck),
}
