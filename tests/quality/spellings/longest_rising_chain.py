import random
from typing import NamedTuple


# --- a: longest rising run of temperatures (not necessarily adjacent days)
def warming_trend(readings):
    temps = []
    for day, t in readings:
        if t is None:
            continue
        temps.append(t)
    n = len(temps)
    if n == 0:
        return {"days": 0, "longest": 0}
    best = [1] * n
    for i in range(n):
        for j in range(i):
            if temps[j] < temps[i] and best[j] + 1 > best[i]:
                best[i] = best[j] + 1
    longest = 0
    for b in best:
        if b > longest:
            longest = b
    return {"days": n, "longest": longest, "low": min(temps), "high": max(temps)}


def small_warming():
    return [([(1, 5), (2, 3), (3, 6), (4, 6), (5, 8)],), ([(1, None), (2, 9), (3, 4)],), ([],), ([(1, 2), (2, 2)],)]


def large_warming():
    r = random.Random(7)
    return ([(i, r.randint(-200, 400)) for i in range(4200)],)


# --- b: stacking boxes, recursive helper
def fits(inner, outer):
    return inner[0] < outer[0] and inner[1] < outer[1]


def tallest_nest(boxes, k):
    depth = 0
    for i in range(k):
        if fits(boxes[i], boxes[k]):
            depth = max(depth, tallest_nest(boxes, i))
    return depth + 1


def nesting_depth(sizes: list[tuple[int, int]]) -> int:
    boxes = []
    for w, h in sizes:
        boxes.append((w, h) if w <= h else (h, w))
    boxes.sort()
    answer = 0
    for k in range(len(boxes)):
        answer = max(answer, tallest_nest(boxes, k))
    return answer


def small_nesting():
    return [([(3, 4), (5, 2), (6, 7), (1, 1)],), ([(2, 2), (2, 2), (2, 3)],), ([],), ([(9, 1), (2, 3), (3, 4)],)]


def large_nesting():
    r = random.Random(7)
    return ([(r.randint(1, 400), r.randint(1, 400)) for _ in range(54)],)


# --- c: conference sessions one person can attend in a row
class Session(NamedTuple):
    start: int
    end: int
    title: str

    def can_follow(self, other):
        return other is None or other.end <= self.start


class Planner:
    def __init__(self, sessions):
        self.sessions = sorted(sessions)

    def longest(self, i, last):
        if i == len(self.sessions):
            return 0
        skip = self.longest(i + 1, last)
        s = self.sessions[i]
        if s.can_follow(last):
            return max(skip, 1 + self.longest(i + 1, s))
        return skip


def attendable(programme):
    sessions = [Session(s, e, t) for t, s, e in programme if e > s]
    planner = Planner(sessions)
    return "%d of %d sessions" % (planner.longest(0, None), len(programme))


def small_attend():
    p = [("a", 9, 10), ("b", 9, 11), ("c", 10, 12), ("d", 12, 12), ("e", 11, 12)]
    return [(p,), (p[:2],), ([],), ([("x", 1, 2), ("y", 2, 3), ("z", 2, 3)],)]


def large_attend():
    r = random.Random(7)
    p = []
    for i in range(44):
        s = r.randint(0, 100)
        p.append(("s%d" % i, s, s + r.randint(3, 12)))
    return (p,)


# --- d: non-falling chain of version numbers, comprehension over all earlier ones
def release_chain(versions: list[str]) -> list[str]:
    keys = [tuple(map(int, v.split("."))) for v in versions]
    chains: list[list[int]] = []
    for i, key in enumerate(keys):
        before = [c for c in chains if keys[c[-1]] <= key]
        longest = max(before, key=len, default=[])
        chains.append(longest + [i])
    winner = max(chains, key=len, default=[])
    return [versions[i] for i in winner]


def small_release():
    return [(["1.0", "1.2", "1.1", "1.1", "2.0"],), (["3", "2", "1"],), ([],), (["1.10", "1.9", "1.10"],)]


def large_release():
    r = random.Random(7)
    return (["%d.%d.%d" % (r.randint(0, 40), r.randint(0, 9), r.randint(0, 9)) for _ in range(3200)],)


CASES = {
    "warming_trend": (small_warming, large_warming),
    "nesting_depth": (small_nesting, large_nesting),
    "attendable": (small_attend, large_attend),
    "release_chain": (small_release, large_release),
}
