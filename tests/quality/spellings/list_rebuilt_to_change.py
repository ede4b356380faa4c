import random
from bisect import bisect_left


# ---- 1: editor with insert / delete commands ------------------------------
def apply_edits(lines, edits):
    """edits: ("ins", at, text) / ("del", at) / ("set", at, text); bad positions are ignored."""
    doc = list(lines)
    ignored = 0
    for edit in edits:
        op = edit[0]
        at = edit[1]
        if at < 0 or at > len(doc):
            ignored += 1
            continue
        if op == "ins":
            doc = doc[:at] + [edit[2]] + doc[at:]
        elif at == len(doc):
            ignored += 1
        elif op == "del":
            doc = doc[:at] + doc[at + 1:]
        elif op == "set":
            doc = doc[:at] + [edit[2]] + doc[at + 1:]
    return doc, ignored


def small_apply_edits():
    return [
        (["a", "b", "c"], [("ins", 1, "x"), ("del", 0), ("set", 2, "z"), ("del", 9)]),
        ([], [("ins", 0, "p"), ("ins", 0, "p"), ("set", 2, "q"), ("del", 1)]),
        (["one", "one"], [("del", 1), ("ins", 1, "two"), ("del", -1)]),
        (["k"], []),
    ]


def large_apply_edits():
    rnd = random.Random(7)
    n = 9500
    ed = []
    for k in range(n):
        op = rnd.choice(["ins", "del", "set"])
        at = rnd.randrange(n - 200)
        ed.append((op, at, "new%d" % k) if op != "del" else (op, at))
    return ["line%d" % i for i in range(n)], ed


# ---- 2: leaderboard -------------------------------------------------------
def position_for(board: list[tuple[int, str]], score: int) -> int:
    lo, hi = 0, len(board)
    while lo < hi:
        mid = (lo + hi) // 2
        if board[mid][0] >= score:
            lo = mid + 1
        else:
            hi = mid
    return lo


def with_entry(board: list[tuple[int, str]], score: int, name: str) -> list[tuple[int, str]]:
    k = position_for(board, score)
    return [*board[:k], (score, name), *board[k:]]


def leaderboard(results: list[tuple[str, int]], minimum: int = 1) -> list[str]:
    board: list[tuple[int, str]] = []
    for name, score in results:
        if score < minimum:
            continue
        board = with_entry(board, score, name)
    out = []
    rank = 0
    for i, (score, name) in enumerate(board, 1):
        if i == 1 or score != board[i - 2][0]:
            rank = i
        out.append(f"{rank}. {name} {score}")
    return out


def small_leaderboard():
    return [
        ([("ann", 5), ("bob", 7), ("cy", 5), ("dee", 0)],),
        ([("x", 3), ("y", 3), ("z", 9), ("x", 1)], 2),
        ([("solo", 1)],),
        ([],),
    ]


def large_leaderboard():
    rnd = random.Random(7)
    return ([("p%d" % i, rnd.randrange(5000)) for i in range(14000)],)


# ---- 3: playlist ----------------------------------------------------------
class Playlist:
    def __init__(self, tracks=()):
        self.tracks = list(tracks)

    def add_after(self, index, new):
        head, tail = self.tracks[:index + 1], self.tracks[index + 1:]
        self.tracks = head + list(new) + tail

    def cut(self, start, stop):
        gone = self.tracks[start:stop]
        self.tracks = self.tracks[:start] + self.tracks[stop:]
        return gone

    def __len__(self):
        return len(self.tracks)


def edit_playlist(tracks, commands):
    pl = Playlist(tracks)
    removed = []
    for cmd, pos, arg in commands:
        if not 0 <= pos < len(pl):
            continue
        if cmd == "add":
            pl.add_after(pos, arg)
        elif cmd == "cut":
            removed += pl.cut(pos, pos + arg)
        else:
            moved = pl.cut(pos, pos + 1)
            pl.add_after(min(arg, len(pl) - 1), moved)
    return {"tracks": pl.tracks, "removed": len(removed), "last": removed[-1:] }


def small_edit_playlist():
    return [
        ([1, 2, 3, 4], [("add", 1, [9, 9]), ("cut", 0, 2), ("move", 0, 2), ("cut", 8, 1)]),
        ([5, 6], [("move", 0, 5), ("add", 0, []), ("cut", 1, 7)]),
        ([7], [("add", 0, [7, 7]), ("move", 2, 0)]),
        ([], [("add", 0, [1])]),
    ]


def large_edit_playlist():
    rnd = random.Random(7)
    n = 9500
    cs = []
    for i in range(n):
        cmd = rnd.choice(["add", "cut", "move"])
        pos = rnd.randrange(n)
        cs.append((cmd, pos, [i, i + 1] if cmd == "add" else 2 if cmd == "cut" else rnd.randrange(n)))
    return list(range(n)), cs


# ---- 4: free memory blocks ------------------------------------------------
def allocate(requests, size):
    """requests: ints; n > 0 takes an even address near n, n < 0 frees address -n."""
    free = list(range(2, size, 2))
    refused = 0
    i = 0
    while i < len(requests):
        want = requests[i]
        i += 1
        if want > 0:
            k = bisect_left(free, want)
            if k == len(free):
                refused += 1
                continue
            free = [a for part in (free[:k], free[k + 1:]) for a in part]
        else:
            back = -want - (-want % 2)
            k = bisect_left(free, back)
            if back and (k == len(free) or free[k] != back):
                free = sum([free[:k], [back], free[k:]], [])
    return len(free), free[:5], free[-5:], sum(free), refused


def small_allocate():
    return [
        ([5, 5, 9, -6, 19], 12),
        ([1, 3, 5, -2, -2, -7, 0], 8),
        ([4, -4, 4, -5], 6),
        ([], 10),
    ]


def large_allocate():
    rnd = random.Random(7)
    n = 16000
    return [rnd.choice([1, -1]) * rnd.randrange(1, n) for _ in range(5500)], n


CASES = {
    "apply_edits": (small_apply_edits, large_apply_edits),
    "leaderboard": (small_leaderboard, large_leaderboard),
    "edit_playlist": (small_edit_playlist, large_edit_playlist),
    "allocate": (small_allocate, large_allocate),
}
