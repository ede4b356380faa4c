import random
from itertools import combinations
from typing import Dict, List, Tuple


# a. maps: nearest clusters by centre (whole-number sums), plain loops
def cluster_points(points, wanted):
    groups = []
    for x, y in points:
        groups.append([x, y, 1])
    merges = []
    while len(groups) > wanted and len(groups) > 1:
        best = None
        bi = bj = -1
        for i in range(len(groups)):
            xi, yi, ni = groups[i]
            cx, cy = xi // ni, yi // ni
            for j in range(i + 1, len(groups)):
                xj, yj, nj = groups[j]
                d = (cx - xj // nj) ** 2 + (cy - yj // nj) ** 2
                if best is None or d < best:
                    best = d
                    bi, bj = i, j
        gone = groups.pop(bj)
        for k in range(3):
            groups[bi][k] += gone[k]
        merges.append(best)
    return sorted((n, sx // n, sy // n) for sx, sy, n in groups), merges


# b. text: households joined while two share something; helper finds the next two
def find_pair(groups: List[set]):
    for i in range(len(groups)):
        for j in range(i + 1, len(groups)):
            if not groups[i].isdisjoint(groups[j]):
                return i, j
    return None


def join_two(groups: List[set], i: int, j: int) -> None:
    groups[i] = groups[i] | groups[j]
    del groups[j]


def households(records: List[List[str]]) -> Tuple[List[List[str]], int]:
    groups = [set(r) for r in records if r]
    merged = 0
    pair = find_pair(groups)
    while pair is not None:
        join_two(groups, *pair)
        merged += 1
        pair = find_pair(groups)
    return sorted(sorted(g) for g in groups), merged


# c. biology: class with a distance table, farthest-member linkage
class Dendrogram:
    def __init__(self, names, rows):
        self.clusters = {i: name for i, name in enumerate(names)}
        self.dist: Dict[int, Dict[int, int]] = {
            i: {j: d for j, d in enumerate(row) if j != i} for i, row in enumerate(rows)
        }
        self.heights: List[int] = []

    def closest(self):
        best = None
        for a, row in self.dist.items():
            for b, d in row.items():
                if a < b and (best is None or (d, a, b) < best):
                    best = (d, a, b)
        return best

    def merge(self):
        d, a, b = self.closest()
        self.clusters[a] = f"({self.clusters[a]},{self.clusters.pop(b)})"
        lost = self.dist.pop(b)
        for c, row in self.dist.items():
            row.pop(b, None)
            if c != a:
                row[a] = self.dist[a][c] = max(row[a], lost[c])
        self.heights.append(d)


def guide_tree(names, rows):
    tree = Dendrogram(names, rows)
    while len(tree.clusters) > 1:
        tree.merge()
    return "".join(f"{c};" for c in tree.clusters.values()), tree.heights


# d. sports: clubs combined into squads of similar strength, combinations and min
def level_squads(clubs, limit):
    squads = [((name,), points) for name, points in sorted(clubs.items())]

    def gap(pair):
        (left, a), (right, b) = pair
        return abs(a // len(left) - b // len(right)), left, right

    history = []
    while len(squads) > 1:
        left, right = min(combinations(squads, 2), key=gap)
        difference, *_ = gap((left, right))
        if difference > limit:
            break
        squads = [s for s in squads if s is not left and s is not right]
        squads.append((left[0] + right[0], left[1] + right[1]))
        history.append(difference)
    return {"+".join(members): total for members, total in squads}, history


def small_points():
    return [
        ([(0, 0), (1, 0), (10, 10), (11, 10), (5, 5)], 2),
        ([(2, 2), (2, 2), (2, 2), (9, 9)], 2),
        ([], 1),
        ([(0, 0), (4, 0), (8, 0), (12, 0), (16, 0)], 1),
    ]


def large_points():
    r = random.Random(7)
    return ([(r.randrange(1000), r.randrange(1000)) for _ in range(230)], 3)


def small_households():
    return [
        ([["ann", "t1"], ["bob", "t2"], ["cyd", "t1"], ["t2", "t1"]],),
        ([["a"], ["a"], ["b"], ["a", "c"]],),
        ([],),
        ([["x", "y"], [], ["z"], ["q", "z"], ["w"]],),
    ]


def large_households():
    r = random.Random(7)
    n = 420
    out = []
    for i in range(n):
        out.append(["p%d" % i, "p%d" % (i + 1 if i % 3 else i), "q%d" % r.randrange(20 * n)])
    r.shuffle(out)
    return (out,)


def small_tree():
    return [
        (["a", "b", "c"], [[0, 2, 6], [2, 0, 5], [6, 5, 0]]),
        (["w", "x", "y", "z"], [[0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]]),
        ([], []),
        (["k", "l", "m", "n"], [[0, 9, 4, 8], [9, 0, 3, 3], [4, 3, 0, 7], [8, 3, 7, 0]]),
    ]


def large_tree():
    r = random.Random(7)
    n = 260
    pos = [r.randrange(5000) for _ in range(n)]
    return (["s%d" % i for i in range(n)], [[abs(p - q) for q in pos] for p in pos])


def small_squads():
    return [
        ({"lions": 10, "bears": 12, "wolves": 30, "owls": 31}, 3),
        ({"a": 5, "b": 5, "c": 5}, 0),
        ({}, 4),
        ({"x": 1, "y": 4, "z": 7, "w": 100}, 3),
    ]


def large_squads():
    r = random.Random(7)
    return ({"club%03d" % i: r.randrange(5000) for i in range(220)}, 5000)


CASES = {
    "cluster_points": (small_points, large_points),
    "households": (small_households, large_households),
    "guide_tree": (small_tree, large_tree),
    "level_squads": (small_squads, large_squads),
}
