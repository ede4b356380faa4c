import random
from functools import cmp_to_key


# a. versions of packages
def sort_releases(releases):
    def compare(a, b):
        left = [int(p) for p in a.lstrip("v").split(".")]
        right = [int(p) for p in b.lstrip("v").split(".")]
        if left < right:
            return -1
        if left > right:
            return 1
        return 0

    usable = []
    skipped = 0
    for r in releases:
        if r.lstrip("v").replace(".", "").isdigit():
            usable.append(r)
        else:
            skipped += 1
    usable.sort(key=cmp_to_key(compare))
    return usable, skipped


# b. sports: results as text
def _seconds(mark: str) -> int:
    total = 0
    for part in mark.split(":"):
        total = total * 60 + int(part)
    return total


def _faster_first(a, b) -> int:
    ta = _seconds(a[1])
    tb = _seconds(b[1])
    if ta != tb:
        return ta - tb
    return (a[0] > b[0]) - (a[0] < b[0])


def ranking(results: list) -> list:
    finished = [r for r in results if r[1] != "DNF"]
    ordered = sorted(finished, key=cmp_to_key(_faster_first))
    table = []
    for place, (runner, mark) in enumerate(ordered, 1):
        table.append(f"{place}. {runner} {mark}")
    return table


# c. logs: lines with a date of the day.month.year kind
class LogLine:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    def __init__(self, raw):
        self.raw = raw

    def when(self):
        stamp, _, _ = self.raw.partition(" ")
        date, _, clock = stamp.partition("T")
        day, month, year = date.split("/")
        hour, minute = clock.split(":")
        return int(year), self.months.index(month), int(day), int(hour), int(minute)

    def __lt__(self, other):
        return self.when() < other.when()


def merge_logs(first, second):
    lines = [LogLine(raw) for raw in first if raw]
    lines.extend(LogLine(raw) for raw in second if raw)
    lines.sort()
    return [line.raw for line in lines]


# d. inventory: sizes such as "12 kg", largest first
def heaviest_parcels(parcels, how_many=10):
    units = {"g": 1, "kg": 1000, "t": 1000000}

    def grams(text):
        number, unit = text.split()
        return int(number.replace(",", "")) * units[unit.lower()]

    by_weight = lambda p, q: grams(q["weight"]) - grams(p["weight"]) or p["id"] - q["id"]
    ordered = sorted(parcels, key=cmp_to_key(by_weight))
    return {
        "top": [p["id"] for p in ordered[:how_many]],
        "lightest": ordered[-1]["weight"] if ordered else None,
        "order": "".join(p["weight"][0] for p in ordered),
    }


def small_releases():
    return [
        (["v1.10.0", "1.2", "1.9.9", "v1.2", "beta"],),
        ([],),
        (["0.0.1", "0.0.10", "0.0.2", "0.0.1"],),
        (["3", "2.5", "v3", "3.0"],),
    ]


def large_releases():
    rnd = random.Random(7)
    return ([("v" if rnd.random() < 0.3 else "") + "%d.%d.%d" % (rnd.randrange(30), rnd.randrange(50), rnd.randrange(90))
             for _ in range(17000)],)


def small_ranking():
    return [
        ([("Bea", "3:20:11"), ("Al", "59:59"), ("Cy", "DNF"), ("Di", "3:20:11")],),
        ([],),
        ([("a", "61"), ("b", "1:01"), ("c", "1:00")],),
        ([("x", "DNF"), ("y", "10:00")],),
    ]


def large_ranking():
    rnd = random.Random(7)
    return ([("runner%d" % i, "DNF" if rnd.random() < 0.02 else
              "%d:%02d:%02d" % (rnd.randrange(2, 6), rnd.randrange(60), rnd.randrange(60))) for i in range(17000)],)


def small_logs():
    return [
        (["03/Feb/2021T10:00 b", "01/Jan/2022T00:10 c"], ["03/Feb/2021T09:59 a", ""]),
        ([], []),
        (["01/Dec/2020T10:00 x", "01/Apr/2020T10:00 y"], ["01/Dec/2020T10:00 z"]),
        (["05/May/2019T07:30 p"], ["04/May/2019T23:30 q", "05/May/2019T07:30 r"]),
    ]


def large_logs():
    rnd = random.Random(7)

    def lines(n, tag):
        return ["%02d/%s/%dT%02d:%02d %s%d" % (rnd.randrange(1, 29), rnd.choice(LogLine.months),
                                               rnd.randrange(2015, 2024), rnd.randrange(24), rnd.randrange(60), tag, i)
                for i in range(n)]

    return (lines(4500, "a"), lines(4500, "b"))


def small_parcels():
    return [
        ([{"id": 1, "weight": "12 kg"}, {"id": 2, "weight": "900 g"}, {"id": 3, "weight": "12,000 g"}],),
        ([],),
        ([{"id": 5, "weight": "1 t"}, {"id": 4, "weight": "1000 kg"}, {"id": 6, "weight": "3 KG"}], 2),
        ([{"id": 9, "weight": "7 g"}], 3),
    ]


def large_parcels():
    rnd = random.Random(7)
    return ([{"id": i, "weight": "%s %s" % (format(rnd.randrange(1, 20000), ","), rnd.choice(["g", "kg", "t"]))}
             for i in range(22000)], 25)


CASES = {
    "sort_releases": (small_releases, large_releases),
    "ranking": (small_ranking, large_ranking),
    "merge_logs": (small_logs, large_logs),
    "heaviest_parcels": (small_parcels, large_parcels),
}
