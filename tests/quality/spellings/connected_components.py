import random


# --- a: friendship circles by relabelling
def friend_circles(people, friendships):
    label = {}
    for number, person in enumerate(people):
        label[person] = number
    ignored = 0
    for a, b in friendships:
        if a not in label or b not in label:
            ignored += 1
            continue
        old = label[a]
        new = label[b]
        if old == new:
            continue
        for person in people:
            if label[person] == old:
                label[person] = new
    circles = {}
    for person in people:
        circles.setdefault(label[person], []).append(person)
    result = sorted(circles.values(), key=lambda c: (-len(c), c))
    return result, ignored


def small_circles():
    p = ["ann", "bob", "cy", "di", "ed"]
    return [(p, [("ann", "cy"), ("di", "cy"), ("x", "bob")]), (p, []), ([], []), (p, [("ed", "bob"), ("bob", "ed")])]


def large_circles():
    r = random.Random(7)
    p = ["p%d" % i for i in range(2800)]
    return (p, [(r.choice(p), r.choice(p)) for _ in range(2600)])


# --- b: islands of wired computers, merging lists of sets
def find_group(groups: list, node) -> int:
    for i, g in enumerate(groups):
        if node in g:
            return i
    return -1


def network_segments(cables: list[tuple[int, int]], hosts: int) -> list[int]:
    """Sizes of the segments, largest first."""
    groups = [[h] for h in range(hosts)]
    for a, b in cables:
        if not (0 <= a < hosts and 0 <= b < hosts):
            raise ValueError("no such host")
        i = find_group(groups, a)
        j = find_group(groups, b)
        if i != j:
            groups[i].extend(groups[j])
            del groups[j]
    return sorted((len(g) for g in groups), reverse=True)


def small_segments():
    return [([(0, 1), (1, 2), (4, 3)], 6), ([], 3), ([], 0), ([(0, 0), (0, 1), (1, 0)], 3)]


def large_segments():
    r = random.Random(7)
    return ([(r.randrange(900), r.randrange(900)) for _ in range(1200)], 900)


# --- c: customers that share a phone or e-mail
class Cluster:
    def __init__(self, record):
        self.ids = [record[0]]
        self.keys = [k for k in record[1:] if k]

    def touches(self, other):
        for k in self.keys:
            if k in other.keys:
                return True
        return False

    def absorb(self, other):
        self.ids += other.ids
        self.keys += other.keys


def merge_customers(records):
    clusters = [Cluster(r) for r in records]
    changed = True
    while changed:
        changed = False
        for i in range(len(clusters)):
            for j in range(i + 1, len(clusters)):
                if clusters[i].touches(clusters[j]):
                    clusters[i].absorb(clusters[j])
                    clusters.pop(j)
                    changed = True
                    break
            if changed:
                break
    return sorted(sorted(c.ids) for c in clusters)


def small_merge():
    r = [(1, "a@x", "555"), (2, "b@x", ""), (3, "c@x", "555"), (4, "b@x", "777"), (5, "", "")]
    return [(r,), (r[:2],), ([],), ([(1, "q", "1"), (2, "w", "2"), (3, "q", "2")],)]


def large_merge():
    r = random.Random(7)
    return ([(i, "m%d" % r.randint(0, 110), "t%d" % r.randint(0, 110)) for i in range(95)],)


# --- d: regions in a map; while loop and comprehension over all remaining
def count_regions(cells: list, reach: int = 1) -> str:
    remaining = sorted(set(cells))
    sizes = []
    while remaining:
        region = [remaining.pop(0)]
        while True:
            near = [c for c in remaining
                    if any(abs(c[0] - x) + abs(c[1] - y) <= reach for x, y in region)]
            if not near:
                break
            region += near
            remaining = [c for c in remaining if c not in near]
        sizes.append(len(region))
    return "/".join(map(str, sorted(sizes))) or "-"


def small_regions():
    c = [(0, 0), (0, 1), (2, 2), (2, 3), (5, 5), (0, 0)]
    return [(c,), (c, 3), ([],), ([(1, 1), (1, 3)], 2)]


def large_regions():
    r = random.Random(7)
    return ([(r.randint(0, 26), r.randint(0, 26)) for _ in range(330)],)


CASES = {
    "friend_circles": (small_circles, large_circles),
    "network_segments": (small_segments, large_segments),
    "merge_customers": (small_merge, large_merge),
    "count_regions": (small_regions, large_regions),
}
