"""Points in the plane with integer coordinates."""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import combinations
from math import gcd

from hasten.proposers.algorithms.algorithm import algorithm

Points = list[tuple[int, int]]


def _squared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


@algorithm(
    reference=lambda points: min((_squared(a, b) for a, b in combinations(points, 2)), default=None),
    takes=("points",),
    growth=("O(n^2)", "O(n log n)"),
    exact="integers: only points whose first coordinates are nearer than the best so far can be closer",
    source="sweep over points sorted by one axis, with those at hand sorted by the other",
    comment="Sweep from left to right; only points at hand that are near enough in both directions are compared.",
)
def closest_squared_distance(points: Points) -> int | None:
    """The square of the distance of the closest two points."""
    if len(points) < 2:
        return None
    ordered = sorted([(x, y) for x, y in points])
    best = (ordered[0][0] - ordered[1][0]) ** 2 + (ordered[0][1] - ordered[1][1]) ** 2
    near: list[tuple[int, int]] = []
    first = 0
    for x, y in ordered:
        while ordered[first][0] < x and (x - ordered[first][0]) ** 2 >= best:
            old = ordered[first]
            del near[bisect_left(near, (old[1], old[0]))]
            first += 1
        place = bisect_left(near, (y, x))
        for other_y, other_x in near[place:]:
            if (other_y - y) ** 2 >= best:
                break
            best = min(best, (other_y - y) ** 2 + (other_x - x) ** 2)
        for other_y, other_x in reversed(near[:place]):
            if (other_y - y) ** 2 >= best:
                break
            best = min(best, (other_y - y) ** 2 + (other_x - x) ** 2)
        near.insert(place, (y, x))
    return best


@algorithm(
    reference=lambda points: max((_squared(a, b) for a, b in combinations(points, 2)), default=None),
    takes=("points",),
    growth=("O(n^2)", "O(n log n + h^2)"),
    exact="integers: the farthest two points are corners of the convex hull",
    source="Andrew's monotone chain",
    comment="The farthest two points are corners of the convex hull.",
)
def farthest_squared_distance(points: Points) -> int | None:
    """The square of the distance of the farthest two points."""
    if len(points) < 2:
        return None
    ordered = sorted({(x, y) for x, y in points})
    corners: list[tuple[int, int]] = []
    for chain in (ordered, ordered[::-1]):
        start = len(corners)
        for x, y in chain:
            while len(corners) - start > 1:
                (ax, ay), (bx, by) = corners[-2], corners[-1]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                corners.pop()
            corners.append((x, y))
    return max([(ax - bx) ** 2 + (ay - by) ** 2 for ax, ay in corners for bx, by in corners])


@algorithm(
    reference=lambda points: min(
        (abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(points, 2)), default=None
    ),
    takes=("points",),
    growth=("O(n^2)", "O(n log n)"),
    exact="integers: only points whose first coordinates are nearer than the best so far can be closer",
    source="sweep over points sorted by one axis",
)
def closest_grid_distance(points: Points) -> int | None:
    """The distance of the closest two points, along the axes."""
    if len(points) < 2:
        return None
    ordered = sorted([(x, y) for x, y in points])
    best = abs(ordered[0][0] - ordered[1][0]) + abs(ordered[0][1] - ordered[1][1])
    near: list[tuple[int, int]] = []
    first = 0
    for x, y in ordered:
        while ordered[first][0] < x and x - ordered[first][0] >= best:
            old = ordered[first]
            del near[bisect_left(near, (old[1], old[0]))]
            first += 1
        place = bisect_left(near, (y, x))
        for other_y, other_x in near[place:]:
            if other_y - y >= best:
                break
            best = min(best, other_y - y + x - other_x)
        for other_y, other_x in reversed(near[:place]):
            if y - other_y >= best:
                break
            best = min(best, y - other_y + x - other_x)
        near.insert(place, (y, x))
    return best


@algorithm(
    reference=lambda points: max(
        (abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(points, 2)), default=None
    ),
    takes=("points",),
    growth=("O(n^2)", "O(n)"),
    exact="integers: along the axes the farthest two are extremes of the sum or of the difference of the coordinates",
    source="turning the axes",
)
def farthest_grid_distance(points: Points) -> int | None:
    """The distance of the farthest two points, along the axes."""
    if len(points) < 2:
        return None
    sums = [x + y for x, y in points]
    differences = [x - y for x, y in points]
    return max(max(sums) - min(sums), max(differences) - min(differences))


@algorithm(
    reference=lambda points: sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in combinations(points, 2)),
    takes=("points",),
    growth=("O(n^2)", "O(n log n)"),
    exact="integers: each axis apart, in order",
    source="sorting",
)
def sum_of_grid_distances(points: Points) -> int:
    """The sum of the distances of all pairs of points, along the axes."""
    size = len(points)
    total = 0
    for axis in (0, 1):
        for place, value in enumerate(sorted([point[axis] for point in points])):
            total += value * (2 * place - size + 1)
    return total


def _on_line(points: Points, a: tuple[int, int], b: tuple[int, int]) -> int:
    return sum(1 for p in points if (b[0] - a[0]) * (p[1] - a[1]) == (b[1] - a[1]) * (p[0] - a[0]))


@algorithm(
    reference=lambda points: max(
        [_on_line(points, a, b) for a, b in combinations(points, 2) if tuple(a) != tuple(b)] or [len(points)]
    ),
    takes=("points",),
    growth=("O(n^3)", "O(n^2)"),
    exact="integers: directions are reduced fractions with a fixed sign",
    source="hash table of directions",
)
def most_points_on_line(points: Points) -> int:
    """How many points lie on one line at most."""
    most = min(len(points), 1)
    for place, (x, y) in enumerate(points):
        same = 1
        directions: dict[tuple[int, int], int] = {}
        for other_x, other_y in points[place + 1 :]:
            dx, dy = other_x - x, other_y - y
            if dx == 0 == dy:
                same += 1
                continue
            divisor = gcd(dx, dy)
            if dx < 0 or (dx == 0 and dy < 0):
                divisor = -divisor
            direction = dx // divisor, dy // divisor
            directions[direction] = directions.get(direction, 0) + 1
        most = max(most, same + max(directions.values(), default=0))
    return most


@algorithm(
    reference=lambda points: [
        p for p in points if not any(q[0] >= p[0] and q[1] >= p[1] and tuple(q) != tuple(p) for q in points)
    ],
    takes=("points",),
    growth=("O(n^2)", "O(n log n)"),
    exact="from the right, a point is dominated exactly where a higher one was seen",
    source="sweep",
)
def undominated_points(points: Points) -> Points:
    """The points that no other one equals or exceeds in both coordinates, in their own order."""
    highest: dict[int, int] = {}
    for x, y in points:
        if x not in highest or y > highest[x]:
            highest[x] = y
    best: set[tuple[int, int]] = set()
    top = None
    for x in sorted(highest, reverse=True):
        if top is None or highest[x] > top:
            top = highest[x]
            best.add((x, top))
    return [point for point in points if (point[0], point[1]) in best]


@algorithm(
    reference=lambda points: sum(
        1 for a, b in combinations(points, 2) if (a[0] < b[0] and a[1] < b[1]) or (b[0] < a[0] and b[1] < a[1])
    ),
    takes=("points",),
    growth=("O(n^2)", "O(n (log n + n / 64))"),
    exact="in order of the first coordinate, the smaller second coordinates so far are counted",
    source="sorting and bisection",
)
def count_rising_point_pairs(points: Points) -> int:
    """How many pairs of points rise in both coordinates."""
    seen: list[int] = []
    count = 0
    for _, second in sorted([(x, -y) for x, y in points]):
        count += bisect_left(seen, -second)
        insort(seen, -second)
    return count
