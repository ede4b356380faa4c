import random
from typing import NamedTuple


# --- a: Bellman-Ford on a road map with positive lengths
def road_distances(towns, roads, home):
    infinity = 10 ** 9
    dist = {}
    for t in towns:
        dist[t] = infinity
    dist[home] = 0
    for _ in range(len(towns) - 1):
        for a, b, km in roads:
            if km < 0:
                raise ValueError("negative length")
            if dist[a] + km < dist[b]:
                dist[b] = dist[a] + km
            if dist[b] + km < dist[a]:
                dist[a] = dist[b] + km
    table = []
    for t in sorted(towns):
        if dist[t] < infinity:
            table.append((t, dist[t]))
        else:
            table.append((t, None))
    return table


def small_roads():
    r = [("A", "B", 4), ("B", "C", 3), ("A", "C", 9), ("D", "E", 1)]
    return [(list("ABCDE"), r, "A"), (list("ABCDE"), r, "D"), (["A"], [], "A"), (list("ABC"), r[:3], "C")]


def large_roads():
    r = random.Random(7)
    n = 700
    roads = [(i, r.randrange(max(0, i - 20), i), r.randint(3, 60)) for i in range(1, n)]
    roads += [(r.randrange(n), r.randrange(n), r.randint(20, 400)) for _ in range(1100)]
    r.shuffle(roads)
    return (list(range(n)), roads, 0)


# --- b: cheapest latency; nearest unvisited node by a scan
def nearest_open(cost: dict, done: set):
    best = None
    for node in cost:
        if node in done:
            continue
        if best is None or (cost[node], node) < (cost[best], best):
            best = node
    return best


def latency_map(links: dict[int, dict[int, int]], source: int, limit: int = 0) -> dict[int, int]:
    cost = {source: 0}
    done: set[int] = set()
    while True:
        node = nearest_open(cost, done)
        if node is None:
            break
        done.add(node)
        for peer, ms in links.get(node, {}).items():
            total = cost[node] + ms
            if peer not in cost or total < cost[peer]:
                cost[peer] = total
    if limit:
        cost = {n: c for n, c in cost.items() if c <= limit}
    return dict(sorted(cost.items()))


def small_latency():
    g = {1: {2: 5, 3: 2}, 2: {4: 1}, 3: {2: 3, 4: 9}, 5: {1: 1}}
    return [(g, 1), (g, 5, 6), ({}, 1), (g, 4)]


def large_latency():
    r = random.Random(7)
    n = 1300
    return ({i: {r.randrange(n): r.randint(1, 80) for _ in range(5)} for i in range(n)}, 0)


# --- c: cheapest flights, class with repeated relaxation until nothing changes
class Flight(NamedTuple):
    origin: str
    dest: str
    fare: int


class FareFinder:
    def __init__(self, rows):
        self.flights = [Flight(*row) for row in rows]

    def relax(self, fares, via):
        changed = False
        for f in self.flights:
            if f.origin in fares:
                total = fares[f.origin] + f.fare
                if f.dest not in fares or total < fares[f.dest]:
                    fares[f.dest] = total
                    via[f.dest] = f.origin
                    changed = True
        return changed

    def route(self, start, end):
        fares, via = {start: 0}, {}
        while self.relax(fares, via):
            pass
        if end not in fares:
            return None, []
        path = [end]
        while path[-1] != start:
            path.append(via[path[-1]])
        return fares[end], path[::-1]


def cheapest_trip(rows, start, end):
    fare, path = FareFinder(rows).route(start, end)
    if fare is None:
        return "no connection"
    return "%d: %s" % (fare, "-".join(path))


def small_trip():
    f = [("OSL", "LHR", 90), ("LHR", "JFK", 300), ("OSL", "KEF", 100), ("KEF", "JFK", 220), ("JFK", "OSL", 250)]
    return [(f, "OSL", "JFK"), (f, "JFK", "LHR"), ([], "A", "B"), (f, "LHR", "LHR")]


def large_trip():
    r = random.Random(7)
    n = 420
    rows = [("a%d" % i, "a%d" % (i + 1), r.randint(10, 20)) for i in range(n)]
    rows += [("a%d" % r.randrange(n), "a%d" % r.randrange(n), r.randint(60, 4000)) for _ in range(2400)]
    rows.reverse()
    return (rows, "a0", "a%d" % n)


# --- d: risk level of a grid; closure, min over a plain list as the frontier
def safest_crossing(risk: list[list[int]]) -> int:
    if not risk or not risk[0]:
        return 0
    h, w = len(risk), len(risk[0])
    best = {(0, 0): risk[0][0]}
    frontier = [(0, 0)]
    settled = set()

    def around(r, c):
        return [(a, b) for a, b in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1))
                if 0 <= a < h and 0 <= b < w and (a, b) not in settled]

    while frontier:
        cell = min(frontier, key=lambda p: best[p])
        frontier.remove(cell)
        settled.add(cell)
        if cell == (h - 1, w - 1):
            break
        for nxt in around(*cell):
            total = best[cell] + risk[nxt[0]][nxt[1]]
            if total < best.get(nxt, total + 1):
                best[nxt] = total
            if nxt not in frontier:
                frontier.append(nxt)
    return best[h - 1, w - 1]


def small_crossing():
    return [([[1, 9, 1], [1, 9, 1], [1, 1, 1]],), ([[3]],), ([],), ([[1, 2, 2], [2, 5, 1]],)]


def large_crossing():
    r = random.Random(7)
    return ([[r.randint(1, 9) for _ in range(66)] for _ in range(66)],)


CASES = {
    "road_distances": (small_roads, large_roads),
    "latency_map": (small_latency, large_latency),
    "cheapest_trip": (small_trip, large_trip),
    "safest_crossing": (small_crossing, large_crossing),
}
