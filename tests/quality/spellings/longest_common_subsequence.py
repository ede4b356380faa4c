import random
from typing import NamedTuple


# --- a: log messages common to two servers, in order
def common_events(left_log, right_log):
    left = [line.split(" ", 1)[1] for line in left_log if " " in line]
    right = [line.split(" ", 1)[1] for line in right_log if " " in line]

    def longest(a, b):
        if len(a) == 0 or len(b) == 0:
            return []
        if a[0] == b[0]:
            return [a[0]] + longest(a[1:], b[1:])
        skip_left = longest(a[1:], b)
        skip_right = longest(a, b[1:])
        if len(skip_left) >= len(skip_right):
            return skip_left
        return skip_right

    shared = longest(left, right)
    out = []
    for n, message in enumerate(shared, 1):
        out.append("%d. %s" % (n, message))
    return out


def small_events():
    a = ["10:01 start", "10:02 login", "10:03 error", "10:04 login", "10:05 stop"]
    b = ["11:01 start", "11:02 error", "11:03 login", "bad", "11:05 stop"]
    return [(a, b), (b, a), (a, []), (a[1:3], a)]


def large_events():
    r = random.Random(7)
    ev = ["login", "logout", "read", "write", "error", "retry"]
    mk = lambda n: ["%02d %s" % (i, r.choice(ev)) for i in range(n)]
    return (mk(15), mk(15))


# --- b: DNA similarity by helper
def lcs_len(x, y, m, n):
    if m == 0 or n == 0:
        return 0
    elif x[m - 1] == y[n - 1]:
        return 1 + lcs_len(x, y, m - 1, n - 1)
    else:
        return max(lcs_len(x, y, m, n - 1), lcs_len(x, y, m - 1, n))


def most_similar_pairs(genes: dict, minimum: int = 2) -> list:
    names = sorted(genes)
    found = []
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            s, t = genes[a].upper(), genes[b].upper()
            if not s or not t:
                continue
            score = lcs_len(s, t, len(s), len(t))
            if score >= minimum:
                found.append((-score, a, b))
    found.sort()
    return [(a, b, -neg) for neg, a, b in found]


def small_pairs():
    g = {"brca": "acgtta", "tp53": "agtcta", "myc": "ttaacg", "empty": ""}
    return [(g,), (g, 4), ({},), ({"a": "CC", "b": "CC", "c": "CACC"},)]


def large_pairs():
    r = random.Random(7)
    return ({"g%d" % i: "".join(r.choice("acgt") for _ in range(11)) for i in range(11)},)


# --- c: chess openings, NamedTuple with a method
class Game(NamedTuple):
    player: str
    moves: tuple

    def overlap(self, other, i=0, j=0):
        if i >= len(self.moves) or j >= len(other.moves):
            return 0
        best = max(self.overlap(other, i + 1, j), self.overlap(other, i, j + 1))
        if self.moves[i] == other.moves[j]:
            best = max(best, 1 + self.overlap(other, i + 1, j + 1))
        return best


def copycat_ranking(model, rows):
    """How closely each player followed the model game."""
    master = Game("model", tuple(model.split()))
    ranking = {}
    for player, text in rows:
        game = Game(player, tuple(text.split()))
        kept = game.overlap(master)
        if kept > ranking.get(player, -1):
            ranking[player] = kept
    return sorted(ranking.items(), key=lambda kv: (-kv[1], kv[0]))


def small_copycat():
    rows = [("ann", "e4 e5 Nf3 Nc6"), ("bob", "d4 e5 Nc6"), ("ann", "e4 Nc6"), ("cy", "")]
    return [("e4 e5 Nf3 Nc6 Bb5", rows), ("d4 d5", rows), ("e4", []), ("e4 e4 e4", [("z", "e4 e4")])]


def large_copycat():
    r = random.Random(7)
    mv = ["e4", "d4", "Nf3", "c5", "e5", "Nc6"]
    mk = lambda n: " ".join(r.choice(mv) for _ in range(n))
    return (mk(7), [("p%d" % i, mk(8)) for i in range(34)])


# --- d: bus routes: the stops served by both lines
def shared_stops(line_a: str, line_b: str, sep: str = ">") -> str:
    a = [s.strip() for s in line_a.split(sep) if s.strip()]
    b = [s.strip() for s in line_b.split(sep) if s.strip()]

    def options(i, j):
        if i < len(a):
            yield best(i + 1, j)
        if j < len(b):
            yield best(i, j + 1)

    def best(i, j):
        if i == len(a) or j == len(b):
            return ()
        if a[i] == b[j]:
            return (a[i],) + best(i + 1, j + 1)
        return max(options(i, j), key=lambda p: (len(p), p))

    common = best(0, 0)
    return f"{len(common)}: " + (" - ".join(common) or "none")


def small_stops():
    return [("Mill > Church > Park > Zoo", "Church>Zoo>Park>Zoo"), ("A>B>A>B", "B>A>B>B"), ("", "A"), ("Q>R", "S>T")]


def large_stops():
    r = random.Random(7)
    mk = lambda n: ">".join(r.choice("ABCDEFG") for _ in range(n))
    return (mk(13), mk(13))


CASES = {
    "common_events": (small_events, large_events),
    "most_similar_pairs": (small_pairs, large_pairs),
    "copycat_ranking": (small_copycat, large_copycat),
    "shared_stops": (small_stops, large_stops),
}
