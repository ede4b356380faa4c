import random

CORNERS = ["ne", "se", "nw", "sw"]


class Box:
    def __init__(self, x, y, w, h):
        self.x, self.y, self.w, self.h = x, y, w, h

    def overlaps(self, other):
        if self.x + self.w <= other.x or other.x + other.w <= self.x:
            return False
        return not (self.y + self.h <= other.y or other.y + other.h <= self.y)

    def holds(self, x, y):
        return self.x < x < self.x + self.w and self.y < y < self.y + self.h


def box_for(place, corner, size):
    w = size * len(place["name"])
    x = place["x"] if corner[1] == "e" else place["x"] - w
    y = place["y"] if corner[0] == "s" else place["y"] - size
    return Box(x, y, w, size)


def place_labels(places, size, max_labels=None):
    """Put map labels by population without covering labels or other places' dots."""
    placed = []
    hidden = []
    waiting = list(places)
    while waiting:
        waiting = sorted(waiting, key=lambda p: -p["population"])
        place = waiting.pop(0)
        if max_labels is not None and len(placed) >= max_labels:
            hidden.append(place["name"])
            continue
        for corner in CORNERS:
            box = box_for(place, corner, size)
            if any(box.overlaps(b) for _, _, b in placed):
                continue
            if [p for p in places if box.holds(p["x"], p["y"])]:
                continue
            placed.append((place["name"], corner, box))
            break
        else:
            hidden.append(place["name"])
    return [(n, c, (b.x, b.y, b.w, b.h)) for n, c, b in placed], hidden


def workload():
    rnd = random.Random(6)

    def case(n, area):
        return [{"name": "t" * rnd.randint(2, 7) + str(i), "x": rnd.randrange(area), "y": rnd.randrange(area),
                 "population": rnd.randrange(5000)} for i in range(n)]

    return [(case(600, 2600), 8), (case(200, 500), 6, 60)]
