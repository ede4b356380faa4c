import random
from dataclasses import dataclass


# --- a: sports; sort in place, take the first few by index

def podium(results):
    ranked = []
    for runner, seconds in results:
        if seconds is None:
            continue
        ranked.append((seconds, runner))
    ranked.sort()
    medals = ["gold", "silver", "bronze"]
    out = {}
    for i in range(len(medals)):
        if i >= len(ranked):
            break
        seconds, runner = ranked[i]
        out[medals[i]] = f"{runner} ({seconds // 60}:{seconds % 60:02d})"
    return out


# --- b: logs; helper gives the sorted list, caller takes ends

def _by_duration(entries: list[dict]) -> list[dict]:
    return sorted(entries, key=lambda e: (e["ms"], e["id"]))


def duration_extremes(entries: list[dict], keep: int = 5) -> dict[str, list[str]]:
    if not entries:
        return {"fast": [], "slow": []}
    ordered = _by_duration(entries)
    fast = [e["id"] for e in ordered[:keep]]
    slow = [e["id"] for e in ordered[-keep:]]
    slow.reverse()
    return {"fast": fast, "slow": slow}


# --- c: maps; dataclass with ordering key method

@dataclass(frozen=True)
class Place:
    name: str
    x: int
    y: int

    def distance2(self, x, y):
        return (self.x - x) ** 2 + (self.y - y) ** 2


class Gazetteer:
    def __init__(self, rows):
        self.places = [Place(*row) for row in rows]

    def nearest(self, x, y):
        queue = [(p.distance2(x, y), p.name) for p in self.places]
        queue.sort()
        return queue[0] if queue else None


def nearest_places(rows, points):
    gaz = Gazetteer(rows)
    found = []
    for x, y in points:
        place = gaz.nearest(x, y)
        if place is None:
            found.append(None)
        else:
            gap, name = place
            found.append(f"{name} at {gap}")
    return found


# --- d: words; sorted(...) reversed on items, slices and joined

def headline_words(freqs, top=3):
    usable = {w: c for w, c in freqs.items() if w.isalpha()}
    if not usable:
        return "no words"
    leaders = sorted(usable.items(), key=lambda wc: (wc[1], wc[0]), reverse=True)[:top]
    rarest, *_ = sorted(usable, key=lambda w: (usable[w], w))
    named = ", ".join(f"{w} x{c}" for w, c in leaders)
    return f"{named}; rarest: {rarest}; {sum(usable.values())} in all"


def small_pod():
    return [
        ([("ann", 65), ("bob", None), ("cy", 61), ("di", 65), ("ed", 130)],),
        ([("x", 59)],),
        ([],),
        ([("b", 7), ("a", 7)],),
    ]


def large_pod():
    r = random.Random(7)
    return ([(f"r{i}", r.randrange(100, 90000)) for i in range(220000)],)


def small_dur():
    e = [{"id": "q%d" % i, "ms": m} for i, m in enumerate([5, 3, 5, 9, 1, 3, 3])]
    return [(e, 2), (e,), ([],), (e[:2], 1)]


def large_dur():
    r = random.Random(7)
    return ([{"id": f"q{i}", "ms": r.randrange(60000)} for i in range(200000)], 10)


def small_near():
    rows = [("a", 0, 0), ("b", 3, 4), ("c", 4, 3), ("d", 9, 9)]
    return [
        (rows, [(1, 1), (4, 4), (8, 8), (1, 1)]),
        (rows, []),
        ([], [(0, 0)]),
        (rows[1:3], [(0, 0)]),
    ]


def large_near():
    r = random.Random(7)
    rows = [(f"p{i}", r.randrange(9999), r.randrange(9999)) for i in range(6000)]
    return (rows, [(r.randrange(9999), r.randrange(9999)) for _ in range(60)])


def small_head():
    return [
        ({"tax": 3, "war": 3, "x1": 9, "cat": 1, "dog": 1},),
        ({"a": 1}, 2),
        ({},),
        ({"p": 2, "q": 2, "r": 5}, 1),
    ]


def large_head():
    r = random.Random(7)
    return ({"".join(r.choice("abcdefghij") for _ in range(7)): r.randrange(1000) for _ in range(90000)}, 5)


CASES = {
    "podium": (small_pod, large_pod),
    "duration_extremes": (small_dur, large_dur),
    "nearest_places": (small_near, large_near),
    "headline_words": (small_head, large_head),
}
