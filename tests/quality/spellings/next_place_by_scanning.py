import random
from dataclasses import dataclass, field


# caching: pages, evict the one needed farthest in the future
def cache_misses(requests, size):
    cache = []
    misses = 0
    evicted = {}
    for pos in range(len(requests)):
        page = requests[pos]
        if page in cache:
            continue
        misses += 1
        if len(cache) < size:
            cache.append(page)
            continue
        victim, farthest = 0, -1
        for slot in range(len(cache)):
            nxt = len(requests)
            for k in range(pos + 1, len(requests)):
                if requests[k] == cache[slot]:
                    nxt = k
                    break
            if nxt > farthest:
                farthest = nxt
                victim = slot
        evicted[cache[victim]] = evicted.get(cache[victim], 0) + 1
        cache[victim] = page
    return misses, evicted


# logs: how long until the same code is seen again
def _next_position(codes: list, code: str, after: int):
    for i in range(after, len(codes)):
        if codes[i] == code:
            return i
    return None


def recurrence_gaps(codes: list) -> dict:
    gaps: dict = {}
    last_seen = []
    for i, code in enumerate(codes):
        j = _next_position(codes, code, i + 1)
        if j is None:
            last_seen.append(code)
            continue
        gaps.setdefault(code, []).append(j - i)
    summary = {code: (len(g), max(g)) for code, g in gaps.items()}
    return {"gaps": summary, "last": last_seen}


# sensors: wait for the door to be closed after each opening
@dataclass
class Timeline:
    events: list = field(default_factory=list)

    def next_of(self, door, kind, start):
        i = start
        while i < len(self.events):
            stamp, d, k = self.events[i]
            if d == door and k == kind:
                return stamp
            i += 1
        return -1


def open_times(events):
    line = Timeline(list(events))
    total = {}
    never = set()
    for i, (stamp, door, kind) in enumerate(line.events):
        if kind != "open":
            continue
        closed = line.next_of(door, "close", i + 1)
        if closed < 0:
            never.add(door)
        else:
            total[door] = total.get(door, 0) + closed - stamp
    return sorted(total.items()), sorted(never)


# biology: distance from each base to the next cut site mark
def distance_to_marks(strand, marks="^"):
    n = len(strand)
    if not any(m in strand for m in marks):
        return [], 0
    dist = [
        next((j - i for j in range(i, n) if strand[j] in marks), None)
        for i in range(n)
    ]
    known = [d for d in dist if d is not None]
    return dist, max(known)


def _pages(n, k, seed):
    r = random.Random(seed)
    return [r.randrange(k) for _ in range(n)]


def small_cache():
    return [([], 2), (_pages(8, 4, 1), 2), (_pages(14, 5, 2), 3), (_pages(24, 9, 3), 4)]


def large_cache():
    return (_pages(2400, 1500, 7), 16)


def _codes(n, k, seed):
    r = random.Random(seed)
    return ["E%d" % r.randrange(k) for _ in range(n)]


def small_codes():
    return [([],), (_codes(6, 3, 1),), (_codes(12, 5, 2),), (_codes(20, 6, 3),)]


def large_codes():
    return (_codes(5000, 2500, 7),)


def _doors(n, k, seed):
    r = random.Random(seed)
    return [(3 * i + r.randrange(3), "d%d" % r.randrange(k), r.choice(["open", "close", "open", "ring"]))
            for i in range(n)]


def small_doors():
    return [([],), (_doors(7, 2, 1),), (_doors(14, 3, 2),), (_doors(22, 4, 3),)]


def large_doors():
    return (_doors(4500, 1200, 7),)


def _strand(n, every, seed):
    r = random.Random(seed)
    return "".join("^" if r.randrange(every) == 0 else r.choice("ACGT") for _ in range(n))


def small_strand():
    return [("",), ("AC^GT^^A",), (_strand(20, 4, 2),), ("AC|GT^AA", "^|")]


def large_strand():
    return ("".join(random.Random(7).choice("ACGT") for _ in range(3800)) + "^AC^",)


CASES = {
    "cache_misses": (small_cache, large_cache),
    "recurrence_gaps": (small_codes, large_codes),
    "open_times": (small_doors, large_doors),
    "distance_to_marks": (small_strand, large_strand),
}
