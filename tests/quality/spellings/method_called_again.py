import random
from dataclasses import dataclass, field


# --- a: inventory, total value method called in a loop

class Warehouse:
    def __init__(self, items):
        self.items = items

    def total_value(self):
        total = 0
        for name, count, price in self.items:
            if count > 0:
                total += count * price
        return total


def share_table(items):
    store = Warehouse(items)
    rows = []
    for name, count, price in items:
        if store.total_value() == 0:
            rows.append((name, 0))
            continue
        share = max(count, 0) * price * 10000 // store.total_value()
        rows.append((name, share))
    rows.sort(key=lambda r: (-r[1], r[0]))
    return rows


# --- b: sports; property on a player inside a ranking loop with helper

class Player:
    def __init__(self, name: str, shots: list[int]):
        self.name = name
        self.shots = shots

    @property
    def best_streak(self) -> int:
        best = run = 0
        for s in self.shots:
            if s:
                run += 1
                if run > best:
                    best = run
            else:
                run = 0
        return best


def _beats(a: Player, b: Player) -> bool:
    if a.best_streak != b.best_streak:
        return a.best_streak > b.best_streak
    return a.name < b.name


def count_wins(results: dict[str, list[int]]) -> dict[str, int]:
    players = [Player(n, s) for n, s in results.items()]
    wins = {p.name: 0 for p in players}
    for p in players:
        for q in players:
            if p is not q and _beats(p, q):
                wins[p.name] += 1
    return wins


# --- c: networks, dataclass graph, method degree/hubs

@dataclass
class Network:
    links: list
    names: dict = field(default_factory=dict)

    def hubs(self):
        degree = {}
        for a, b in self.links:
            degree[a] = degree.get(a, 0) + 1
            degree[b] = degree.get(b, 0) + 1
        return {node for node, d in degree.items() if d >= 3}

    def label(self, node):
        text = self.names.get(node, str(node))
        return text.upper() if node in self.hubs() else text


def route_labels(links, names, routes):
    net = Network(links, names)
    out = []
    for route in routes:
        if len(route) < 2:
            continue
        out.append(" - ".join(net.label(n) for n in route))
    return out


# --- d: spreadsheet, builtins, while loop

class Sheet:
    def __init__(self, header, rows):
        self.header = header
        self.rows = [dict(zip(header, row)) for row in rows]

    def width(self, column):
        return max([len(column)] + [len(str(r.get(column, ""))) for r in self.rows])

    def widths(self):
        return [self.width(c) for c in self.header]

    def line(self, i):
        row = self.rows[i]
        return "|".join(str(row.get(c, "")).rjust(w) for c, w in zip(self.header, self.widths()))


def render_sheet(header, rows):
    sheet = Sheet(header, rows)
    text = ["|".join(c.center(w) for c, w in zip(header, sheet.widths()))]
    i = 0
    while i < len(rows):
        text.append(sheet.line(i))
        i += 1
    return "\n".join(text)


def small_share():
    return [
        ([("nut", 4, 10), ("bolt", 2, 20), ("cap", -1, 5), ("nut", 4, 10)],),
        ([("a", 0, 5)],),
        ([],),
        ([("a", 1, 1), ("b", 2, 1), ("c", 3, 1)],),
    ]


def large_share():
    r = random.Random(7)
    return ([(f"i{i}", r.randrange(-2, 50), r.randrange(1, 900)) for i in range(1600)],)


def small_wins():
    return [
        ({"al": [1, 1, 0, 1], "bo": [1, 0, 1, 1], "cy": [0, 0], "di": [1, 1, 1]},),
        ({"x": [1]},),
        ({},),
        ({"p": [], "q": [0, 1]},),
    ]


def large_wins():
    r = random.Random(7)
    return ({f"p{i}": [int(r.random() < 0.7) for _ in range(150)] for i in range(130)},)


def small_routes():
    ln = [(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)]
    return [
        (ln, {1: "ham", 2: "lub"}, [[1, 2, 3], [4], [2, 1, 2]]),
        (ln, {}, [[9, 1]]),
        ([], {}, [[1, 2]]),
        (ln, {3: "x"}, []),
    ]


def large_routes():
    r = random.Random(7)
    ln = [(r.randrange(500), r.randrange(500)) for _ in range(900)]
    return (ln, {i: f"node{i}" for i in range(400)}, [[r.randrange(500) for _ in range(6)] for _ in range(300)])


def small_sheet():
    return [
        (["id", "name"], [(1, "ann"), (22, "bob"), (3, "carla")]),
        (["id", "n"], [(1,), (2, "zz")]),
        (["a"], []),
        (["x", "y"], [(1, 1), (1, 1)]),
    ]


def large_sheet():
    r = random.Random(7)
    return (["id", "name", "qty"], [(i, "n" * r.randrange(1, 9), r.randrange(9999)) for i in range(1100)])


CASES = {
    "share_table": (small_share, large_share),
    "count_wins": (small_wins, large_wins),
    "route_labels": (small_routes, large_routes),
    "render_sheet": (small_sheet, large_sheet),
}
