import random
from collections import Counter
from itertools import product


# a. maps: fabric claims, marked on a sheet
def overlap_area(claims, width, height):
    sheet = [[0] * width for _ in range(height)]
    for left, top, w, h in claims:
        if w <= 0 or h <= 0:
            continue
        for y in range(top, min(top + h, height)):
            for x in range(left, min(left + w, width)):
                sheet[y][x] += 1
    shared = 0
    deepest = 0
    for row in sheet:
        for n in row:
            if n > 1:
                shared += 1
            if n > deepest:
                deepest = n
    return shared, deepest


# b. games: rain spells raise the water of a board
def _raise(board: list, top: int, left: int, bottom: int, right: int, by: int) -> None:
    for r in range(top, bottom + 1):
        row = board[r]
        for c in range(left, right + 1):
            row[c] += by


def cast_spells(size: int, spells: list) -> list:
    board = [[0 for _ in range(size)] for _ in range(size)]
    ignored = 0
    for name, (top, left), (bottom, right), power in spells:
        if bottom >= size or right >= size:
            ignored += 1
            continue
        by = -power if name == "dry" else power
        _raise(board, top, left, bottom, right, by)
    lines = [" ".join(str(v) for v in row) for row in board]
    lines.append("ignored: %d" % ignored)
    return lines


# c. scheduling: rooms against hours
class Planner:
    def __init__(self, rooms, hours):
        self.rooms = rooms
        self.hours = hours
        self.booked = {}

    def book(self, first_room, last_room, start, end):
        for room in range(first_room, last_room + 1):
            for hour in range(start, end):
                self.booked[room, hour] = self.booked.get((room, hour), 0) + 1

    def free(self):
        return self.rooms * self.hours - len(self.booked)

    def conflicts(self):
        return sorted(slot for slot, n in self.booked.items() if n > 1)


def plan_rooms(rooms, hours, bookings):
    planner = Planner(rooms, hours)
    for booking in bookings:
        first, last = booking["rooms"]
        start, end = booking["hours"]
        planner.book(first, min(last, rooms - 1), start, min(end, hours))
    return {"free": planner.free(), "conflicts": planner.conflicts()}


# d. biology: cells of a plate that stayed dark after all exposures
def exposure_histogram(rows, cols, exposures):
    seen = Counter()
    for (r0, r1), (c0, c1) in exposures:
        seen.update(product(range(r0, r1), range(c0, c1)))
    histogram = Counter(seen[spot] for spot in product(range(rows), range(cols)))
    return sorted(histogram.items())


def small_claims():
    return [
        ([(1, 3, 4, 4), (3, 1, 4, 4), (5, 5, 2, 2)], 8, 8),
        ([], 3, 3),
        ([(0, 0, 2, 2), (0, 0, 2, 2), (1, 1, 9, 9), (0, 0, 0, 5)], 4, 4),
        ([(0, 0, 1, 1)], 2, 1),
    ]


def large_claims():
    rnd = random.Random(7)
    return ([(rnd.randrange(60), rnd.randrange(60), rnd.randrange(40, 90), rnd.randrange(40, 90)) for _ in range(1800)],
            130, 130)


def small_spells():
    return [
        (4, [("rain", (0, 0), (2, 2), 3), ("dry", (1, 1), (3, 3), 1), ("rain", (0, 0), (4, 4), 9)]),
        (2, []),
        (3, [("rain", (1, 1), (1, 1), 2), ("rain", (1, 1), (1, 1), 2)]),
        (1, [("dry", (0, 0), (0, 0), 5)]),
    ]


def large_spells():
    rnd = random.Random(7)
    spells = []
    for _ in range(2600):
        top, left = rnd.randrange(50), rnd.randrange(50)
        spells.append((rnd.choice(["rain", "dry"]), (top, left),
                       (top + rnd.randrange(40, 71), left + rnd.randrange(40, 71)), rnd.randrange(1, 9)))
    return (120, spells)


def small_bookings():
    return [
        (4, 10, [{"rooms": (0, 2), "hours": (1, 5)}, {"rooms": (2, 9), "hours": (4, 12)}]),
        (3, 3, []),
        (2, 4, [{"rooms": (0, 0), "hours": (0, 2)}, {"rooms": (0, 0), "hours": (0, 2)}]),
        (1, 1, [{"rooms": (0, 0), "hours": (0, 0)}]),
    ]


def large_bookings():
    rnd = random.Random(7)
    bookings = []
    for _ in range(700):
        r, h = rnd.randrange(50), rnd.randrange(60)
        bookings.append({"rooms": (r, r + rnd.randrange(30, 50)), "hours": (h, h + rnd.randrange(40, 60))})
    return (100, 120, bookings)


def small_exposures():
    return [
        (4, 4, [((0, 2), (0, 3)), ((1, 4), (1, 4))]),
        (3, 2, []),
        (2, 2, [((0, 2), (0, 2)), ((0, 2), (0, 2)), ((0, 0), (0, 2))]),
        (5, 3, [((4, 5), (0, 1))]),
    ]


def large_exposures():
    rnd = random.Random(7)
    out = []
    for _ in range(2100):
        r, c = rnd.randrange(60), rnd.randrange(60)
        out.append(((r, r + rnd.randrange(30, 61)), (c, c + rnd.randrange(30, 61))))
    return (120, 120, out)


CASES = {
    "overlap_area": (small_claims, large_claims),
    "cast_spells": (small_spells, large_spells),
    "plan_rooms": (small_bookings, large_bookings),
    "exposure_histogram": (small_exposures, large_exposures),
}
