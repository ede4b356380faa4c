import random
from typing import Optional


# build system: cost of the longest chain of tasks
def longest_chain(tasks):
    def longest(name, path):
        if name in path:
            raise ValueError("circle at " + name)
        if name not in tasks:
            return 0
        cost, needs = tasks[name]
        best = 0
        for other in needs:
            length = longest(other, path + [name])
            if length > best:
                best = length
        return best + cost

    overall = 0
    where = None
    for name in tasks:
        value = longest(name, [])
        if value > overall:
            overall = value
            where = name
    return where, overall


# spreadsheets: formulas made of sums of cells
def _cell_value(sheet: dict, ref: str, visiting: frozenset) -> Optional[int]:
    if ref in visiting:
        return None
    content = sheet.get(ref, 0)
    if isinstance(content, int):
        return content
    total = 0
    for part in content.lstrip("=").split("+"):
        value = _cell_value(sheet, part.strip(), visiting | {ref})
        if value is None:
            return None
        total += value
    return total


def evaluate_sheet(sheet: dict, outputs: list) -> dict:
    shown = {}
    for ref in outputs:
        value = _cell_value(sheet, ref, frozenset())
        shown[ref] = "#CIRC" if value is None else str(value)
    return shown


# inventory: bill of materials
class BomError(Exception):
    pass


class Catalogue:
    def __init__(self, parts, prices):
        self.parts = parts
        self.prices = prices

    def cost(self, part, trail=()):
        if part in trail:
            raise BomError(" > ".join(trail + (part,)))
        children = self.parts.get(part)
        if not children:
            return self.prices.get(part, 0)
        total = 0
        for child, amount in children:
            total += amount * self.cost(child, trail + (part,))
        return total


def price_list(parts, prices, wanted):
    catalogue = Catalogue(parts, prices)
    lines = []
    for part in wanted:
        try:
            lines.append("%s=%d" % (part, catalogue.cost(part)))
        except BomError as problem:
            lines.append("%s circular: %s" % (part, problem))
    return "; ".join(lines)


# maps: number of ways downhill to the coast
def count_ways(roads, coast, start):
    goals = set(coast)

    def ways(place, seen):
        if place in goals:
            return 1
        if any(nxt in seen for nxt in roads.get(place, ())):
            raise ValueError("not downhill")
        return sum(ways(nxt, seen | {nxt}) for nxt in roads.get(place, ()))

    try:
        number = ways(start, {start})
    except ValueError as e:
        return {"start": start, "error": str(e)}
    return {"start": start, "ways": number, "exits": len(goals)}


def _tasks(n, seed):
    r = random.Random(seed)
    return ({"t%d" % i: (r.randrange(1, 5), ["t%d" % j for j in (i - 1, i - 2) if j >= 0]) for i in range(n)},)


def small_chain():
    return [({},), _tasks(4, 1), _tasks(7, 2), ({"a": (2, ["b", "x"]), "b": (1, []), "c": (3, ["a", "b"])},)]


def large_chain():
    return _tasks(24, 7)


def _sheet(n, seed):
    r = random.Random(seed)
    s = {"A1": 2, "A2": 3}
    for i in range(3, n + 1):
        s["A%d" % i] = "=A%d + A%d" % (i - 1, i - 2)
    s["B1"] = r.randrange(9)
    return s


def small_sheet():
    return [({}, []), (_sheet(6, 1), ["A6", "B1", "A6"]),
            ({"A1": "=A2+B1", "A2": "=B2+A1", "B1": 4, "B2": "=B1+B1+B3"}, ["A1", "B2", "B1"]),
            (_sheet(9, 2), ["A9", "Z1", "A3"])]


def large_sheet():
    return (_sheet(25, 7), ["A25", "A24", "B1"])


def _bom(n):
    parts = {"p%d" % i: [("p%d" % (i + 1), 2), ("s%d" % i, 1), ("p%d" % (i + 1), 1)] for i in range(n)}
    return parts, dict({"s%d" % i: i % 5 for i in range(n)}, **{"p%d" % n: 7})


def small_bom():
    return [({}, {}, []), _bom(3) + (["p0", "p2", "p0"],),
            ({"a": [("b", 2)], "b": [("c", 1), ("a", 1)], "d": [("e", 3)]}, {"c": 1, "e": 5}, ["a", "d", "b"]),
            _bom(5) + (["p0", "s1", "none"],)]


def large_bom():
    return _bom(16) + (["p0", "p1"],)


def _roads(n, seed):
    r = random.Random(seed)
    roads = {i: sorted({i + 1, i + 2, i + r.randrange(1, 4)}) for i in range(n)}
    return (roads, [n, n + 1, n + 2], 0)


def small_ways():
    return [({}, [], 0), _roads(4, 1), _roads(7, 2), ({0: [1, 2], 1: [2], 2: [0, 3]}, [3], 0)]


def large_ways():
    return _roads(22, 7)


CASES = {
    "longest_chain": (small_chain, large_chain),
    "evaluate_sheet": (small_sheet, large_sheet),
    "price_list": (small_bom, large_bom),
    "count_ways": (small_ways, large_ways),
}
