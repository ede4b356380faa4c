import random
from typing import NamedTuple


# a. logs: helper with a for loop over the list of records made so far
def find_session(sessions, user):
    for s in sessions:
        if s["user"] == user:
            return s
    return None


def sessions_from_log(events):
    sessions = []
    skipped = 0
    for stamp, user, nbytes in events:
        if not user:
            skipped += 1
            continue
        s = find_session(sessions, user)
        if s is None:
            s = {"user": user, "first": stamp, "last": stamp, "bytes": 0}
            sessions.append(s)
        s["last"] = stamp
        s["bytes"] += nbytes
    return sessions, skipped


# b. inventory: two helpers, index returned, -1 when absent
def position(skus: list, sku: str) -> int:
    for i in range(len(skus)):
        if skus[i] == sku:
            return i
    return -1


def take(quantities: list, i: int, amount: int) -> int:
    taken = min(quantities[i], amount)
    quantities[i] -= taken
    return taken


def stock_after(movements):
    skus, quantities = [], []
    shortages = 0
    for kind, sku, amount in movements:
        i = position(skus, sku)
        if i == -1:
            skus.append(sku)
            quantities.append(0)
            i = len(skus) - 1
        if kind == "in":
            quantities[i] += amount
        else:
            shortages += amount - take(quantities, i, amount)
    return dict(zip(skus, quantities)), shortages


# c. biology: NamedTuple records, a static helper asks whether a read was seen
class Read(NamedTuple):
    name: str
    bases: str
    quality: int

    def same_fragment(self, other: "Read") -> bool:
        return self.bases == other.bases


def is_duplicate(read, kept):
    for other in kept:
        if read.same_fragment(other):
            return True
    return False


def deduplicate(raw):
    kept = []
    dropped = []
    for name, bases, quality in raw:
        if quality < 5:
            dropped.append(name + ":poor")
            continue
        read = Read(name, bases.upper(), quality)
        if is_duplicate(read, kept):
            dropped.append(name + ":dup")
        else:
            kept.append(read)
    gc = sum(r.bases.count("G") + r.bases.count("C") for r in kept)
    return [r.name for r in kept], dropped, gc


# d. games: any/next in lambdas and nested functions
def leaderboard_changes(results, limit=10):
    board = []

    def already(entries, player):
        return any(p == player for p, *_ in entries)

    def row(entries, player):
        return next(e for e in entries if e[0] == player)

    for player, points in results:
        if not already(board, player):
            board.append([player, points, 1])
        else:
            entry = row(board, player)
            entry[1] = max(entry[1], points)
            entry[2] += 1
    ranked = sorted(board, key=lambda e: (-e[1], e[0]))
    return [f"{i}. {p} {pts} ({n})" for i, (p, pts, n) in enumerate(ranked[:limit], 1)]


def small_sessions():
    return [
        ([(1, "ann", 10), (2, "bob", 5), (3, "ann", 7), (3, "", 1)],),
        ([(5, "u", 0), (6, "u", 0), (7, "u", 3)],),
        ([],),
        ([(1, "x", 2), (1, "y", 2), (2, "z", 2), (9, "y", 4)],),
    ]


def large_sessions():
    r = random.Random(7)
    return ([(t, "user%d" % r.randrange(3000), r.randrange(900)) for t in range(7000)],)


def small_stock():
    return [
        ([("in", "nut", 5), ("out", "nut", 7), ("in", "bolt", 2)],),
        ([("out", "a", 1), ("in", "a", 4), ("in", "b", 4), ("out", "b", 4)],),
        ([],),
        ([("in", "q", 1), ("in", "q", 1), ("in", "r", 1), ("out", "q", 2), ("out", "r", 3)],),
    ]


def large_stock():
    r = random.Random(7)
    return ([(r.choice(("in", "in", "out")), "SKU%d" % r.randrange(3000), r.randrange(1, 30))
             for _ in range(9000)],)


def small_dedup():
    return [
        ([("r1", "acgt", 30), ("r2", "ACGT", 20), ("r3", "ggcc", 40)],),
        ([("a", "tt", 4), ("b", "tt", 5), ("c", "tt", 6)],),
        ([],),
        ([("k", "gatt", 9), ("l", "gata", 9), ("m", "GATT", 9), ("n", "c", 9)],),
    ]


def large_dedup():
    r = random.Random(7)
    return ([("r%d" % i, "".join(r.choice("acgt") for _ in range(6)), r.randrange(2, 41))
             for i in range(4000)],)


def small_board():
    return [
        ([("kim", 40), ("lee", 40), ("kim", 55), ("ana", 10)],),
        ([("a", 1), ("a", 1), ("a", 0)], 2),
        ([],),
        ([("x", 9), ("y", 9), ("z", 9), ("y", 10), ("x", 3)], 2),
    ]


def large_board():
    r = random.Random(7)
    return ([("p%04d" % r.randrange(2000), r.randrange(1000)) for _ in range(4500)],)


CASES = {
    "sessions_from_log": (small_sessions, large_sessions),
    "stock_after": (small_stock, large_stock),
    "deduplicate": (small_dedup, large_dedup),
    "leaderboard_changes": (small_board, large_board),
}
