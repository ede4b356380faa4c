import random
from collections import namedtuple


# --- a: log report, plain loops

def flag_slow_requests(requests, factor=2):
    flagged = []
    if not requests:
        return flagged
    for i in range(len(requests)):
        path, millis = requests[i]
        total = 0
        for _, ms in requests:
            total += ms
        average = total // len(requests)
        if millis <= average * factor:
            continue
        flagged.append((i, path, millis - average))
    flagged.sort(key=lambda row: (-row[2], row[0]))
    return flagged


# --- b: stock, helper called from the loop

def _active_codes(catalogue):
    codes = set()
    for code, name, discontinued in catalogue:
        if discontinued:
            continue
        codes.add(code.upper())
    return codes


def pick_list(catalogue, order_lines):
    picked = {}
    rejected = []
    for code, qty in order_lines:
        if qty < 1:
            rejected.append(code)
            continue
        code = code.upper()
        active = _active_codes(catalogue)
        if code not in active:
            rejected.append(code)
            continue
        picked[code] = picked.get(code, 0) + qty
    return picked, rejected


# --- c: maps, objects with the invariant part computed in the caller's loop

Stop = namedtuple("Stop", "name x y")


class Route:
    def __init__(self, rows):
        self.stops = [Stop(*row) for row in rows]

    def bounds(self):
        xs = [s.x for s in self.stops]
        ys = [s.y for s in self.stops]
        return min(xs), min(ys), max(xs), max(ys)


def grid_labels(rows, cells=10):
    route = Route(rows)
    labels = {}
    for stop in route.stops:
        left, bottom, right, top = route.bounds()
        width = max(1, right - left)
        height = max(1, top - bottom)
        col = (stop.x - left) * cells // (width + 1)
        line = (stop.y - bottom) * cells // (height + 1)
        labels.setdefault(f"{chr(65 + col)}{line + 1}", []).append(stop.name)
    return labels


# --- d: genetics, comprehension

def rare_variants(samples: dict[str, str], limit: int) -> list[str]:
    names = sorted(samples)
    return [
        f"{name}:{samples[name]}"
        for name in names
        if samples[name] in sorted(set(samples.values()))[:limit]
    ]


def small_flag():
    return [
        ([("/a", 10), ("/b", 10), ("/c", 90), ("/a", 90), ("/d", 5)],),
        ([("/a", 10), ("/b", 100)], 1),
        ([],),
        ([("/x", 7), ("/x", 7), ("/x", 50)], 1),
    ]


def large_flag():
    r = random.Random(7)
    return ([(f"/p{r.randrange(40)}", r.randrange(1, 900) * r.randrange(1, 9)) for _ in range(3000)],)


def small_pick():
    cat = [("a1", "nut", False), ("b2", "bolt", True), ("c3", "cap", False)]
    return [
        (cat, [("A1", 2), ("b2", 1), ("a1", 3), ("zz", 1), ("c3", 0)]),
        (cat, []),
        ([], [("a1", 1)]),
        (cat, [("c3", 1), ("C3", 1)]),
    ]


def large_pick():
    r = random.Random(7)
    cat = [(f"it{i}", f"name {i}", r.random() < 0.2) for i in range(1700)]
    return (cat, [(f"it{r.randrange(2000)}", r.randrange(1, 5)) for _ in range(1700)])


def small_grid():
    return [
        ([("a", 0, 0), ("b", 10, 10), ("c", 10, 9), ("d", 5, 5)],),
        ([("a", 3, 3)],),
        ([],),
        ([("a", 3, 3), ("b", 3, 3), ("c", 4, 90)], 3),
    ]


def large_grid():
    r = random.Random(7)
    return ([(f"s{i}", r.randrange(9000), r.randrange(9000)) for i in range(1600)],)


def small_rare():
    return [
        ({"s1": "GA", "s2": "AA", "s3": "GA", "s4": "TT"}, 2),
        ({"s1": "GA", "s2": "AA"}, 1),
        ({}, 3),
        ({"z": "C", "y": "C", "x": "C"}, 1),
    ]


def large_rare():
    r = random.Random(7)
    return ({f"s{i:05d}": "".join(r.choice("ACGT") for _ in range(6)) for i in range(1700)}, 6)


CASES = {
    "flag_slow_requests": (small_flag, large_flag),
    "pick_list": (small_pick, large_pick),
    "grid_labels": (small_grid, large_grid),
    "rare_variants": (small_rare, large_rare),
}
