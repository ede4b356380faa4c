import random


# a. billing: postage by weight
def postage(weights, limits, prices):
    if len(prices) != len(limits) + 1:
        raise ValueError("one price more than limits is needed")
    total = 0
    stamps = []
    for w in weights:
        band = 0
        while band < len(limits) and w > limits[band]:
            band += 1
        stamps.append(prices[band])
        total += prices[band]
    return stamps, total


# b. sports: grades of climbers by points
def _grade(points: int, table: list) -> str:
    for low, high, name in table:
        if low <= points < high:
            return name
    return "none"


def grade_book(results: list, bounds: list) -> dict:
    table = []
    for i in range(len(bounds) - 1):
        table.append((bounds[i], bounds[i + 1], "G%d" % (i + 1)))
    members = {}
    for climber, points in results:
        grade = _grade(points, table)
        members.setdefault(grade, []).append(climber)
    return members


# c. maps: elevation classes with colours
class Band:
    def __init__(self, upto, colour):
        self.upto = upto
        self.colour = colour
        self.count = 0

    def holds(self, height):
        return height < self.upto


class Legend:
    def __init__(self, bands):
        self.bands = [Band(upto, colour) for upto, colour in sorted(bands)]

    def band_of(self, height):
        for band in self.bands:
            if band.holds(height):
                return band
        return None


def colour_map(heights, bands):
    legend = Legend(bands)
    above = 0
    rows = []
    for line in heights:
        colours = []
        for height in line:
            band = legend.band_of(height)
            if band is None:
                above += 1
                colours.append("?")
            else:
                band.count += 1
                colours.append(band.colour)
        rows.append(" ".join(colours))
    return rows, [b.count for b in legend.bands], above


# d. sensors: histogram with uneven edges
def histogram(values, edges):
    edges = sorted(set(edges))
    counts = [0] * (len(edges) + 1)
    for v in values:
        slot = next((i for i, edge in enumerate(edges) if v < edge), len(edges))
        counts[slot] += 1
    labels = [f"<{e}" for e in edges] + ["rest"]
    return {label: n for label, n in zip(labels, counts) if n}


def small_postage():
    return [
        ([5, 20, 21, 50, 700], [20, 50, 500], [80, 95, 155, 270]),
        ([], [10], [1, 2]),
        ([3, 3], [], [7]),
        ([1, 2, 2, 3], [1, 2, 2], [1, 2, 3, 4]),
    ]


def large_postage():
    rnd = random.Random(7)
    limits = sorted(rnd.sample(range(1, 10 ** 6), 1500))
    return ([rnd.randrange(10 ** 6) for _ in range(9000)], limits, list(range(50, 1551)))


def small_grades():
    return [
        ([("a", 5), ("b", 10), ("c", 0), ("d", 99), ("e", 10)], [0, 10, 20, 50]),
        ([], [0, 1]),
        ([("a", 5)], []),
        ([("x", -1), ("y", 3)], [1, 3, 3, 4]),
    ]


def large_grades():
    rnd = random.Random(7)
    return ([("c%d" % i, rnd.randrange(200000)) for i in range(18000)], list(range(0, 190000, 160)))


def small_heights():
    bands = [(100, "green"), (500, "brown"), (0, "blue")]
    return [([[-3, 0, 99], [100, 499, 500]], bands), ([], bands), ([[1]], []), ([[7, 7], [7, 700]], bands)]


def large_heights():
    rnd = random.Random(7)
    bands = [(rnd.randrange(9000), "c%d" % i) for i in range(300)]
    return ([[rnd.randrange(9100) for _ in range(300)] for _ in range(160)], bands)


def small_values():
    return [
        ([0.5, 1.0, 1.5, 7.25, 1.0], [1.0, 2.0, 5.0]),
        ([], [1.0]),
        ([2.5, 2.5], []),
        ([3.0, 4.0, 4.5], [4.0, 4.0, 3.5]),
    ]


def large_values():
    rnd = random.Random(7)
    return ([rnd.random() * 100 for _ in range(17000)], [rnd.random() * 100 for _ in range(1500)])


CASES = {
    "postage": (small_postage, large_postage),
    "grade_book": (small_grades, large_grades),
    "colour_map": (small_heights, large_heights),
    "histogram": (small_values, large_values),
}
