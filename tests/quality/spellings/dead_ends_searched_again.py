import random
from dataclasses import dataclass, field


# parsing: can the text be cut into known words
def split_words(text, words):
    def attempt(pos):
        if pos == len(text):
            return []
        for word in words:
            if not word:
                continue
            if text.startswith(word, pos):
                rest = attempt(pos + len(word))
                if rest is not None:
                    return [word] + rest
        return None

    parts = attempt(0)
    if parts is None:
        return "?"
    return " ".join(parts)


# inventory: fill a container exactly with packages of given sizes
def _fill(sizes: list[int], i: int, left: int) -> bool:
    if left == 0:
        return True
    if left < 0 or i == len(sizes):
        return False
    return _fill(sizes, i + 1, left - sizes[i]) or _fill(sizes, i + 1, left)


def fillable(containers: list[int], sizes: list[int]) -> dict[int, str]:
    usable = sorted((s for s in sizes if s > 0), reverse=True)
    result = {}
    for volume in containers:
        if volume in result:
            continue
        result[volume] = "exact" if _fill(usable, 0, volume) else "no"
    return result


# games: a robot that walks right or down over a board with walls
@dataclass
class Board:
    rows: list
    trace: list = field(default_factory=list)

    def open(self, y, x):
        return y < len(self.rows) and x < len(self.rows[y]) and self.rows[y][x] != "#"

    def search(self, y, x):
        if not self.open(y, x):
            return False
        self.trace.append((y, x))
        if self.rows[y][x] == "X":
            return True
        if self.search(y, x + 1):
            return True
        if self.search(y + 1, x):
            return True
        self.trace.pop()
        return False


def robot_path(rows):
    board = Board(list(rows))
    if not rows or not board.search(0, 0):
        return None
    letters = []
    for (y0, x0), (y1, x1) in zip(board.trace, board.trace[1:]):
        letters.append("R" if x1 > x0 else "D")
    return "".join(letters)


# text: file name patterns with * and ?
def matching_names(names, pattern):
    def fits(i, j, name):
        while i < len(pattern) and pattern[i] != "*":
            if j >= len(name) or pattern[i] not in ("?", name[j]):
                return False
            i, j = i + 1, j + 1
        if i == len(pattern):
            return j == len(name)
        return any(fits(i + 1, k, name) for k in range(j, len(name) + 1))

    hits = [n for n in names if fits(0, 0, n)]
    return {"pattern": pattern, "hits": hits, "rejected": len(names) - len(hits)}


def small_words():
    return [("", ["a"]), ("thecatsat", ["the", "cat", "cats", "at", "sat"]), ("aaaab", ["a", "aa"]),
            ("catsandog", ["cats", "dog", "sand", "and", "cat", "og", ""])]


def large_words():
    return ("a" * 25 + "b", ["a", "aa", "ab" * 2])


def small_fill():
    return [([], []), ([5, 7, 5, 0], [2, 3, 3]), ([10, 11, 1], [4, 4, 4, 6, -1]), ([9, 14], [3, 5, 8, 8])]


def large_fill():
    r = random.Random(7)
    return ([51, 61], [2 * r.randrange(2, 6) for _ in range(20)])


def small_board():
    return [([],), (["..#", "...", "#.X"],), ([".#", "#X"],), ([".....", "..#..", ".#...", "....X"],)]


def large_board():
    n = 12
    rows = ["." * n for _ in range(n - 2)] + ["." + "#" * (n - 1), "." * (n - 1) + "X"]
    rows[0] = "." * n
    return (rows,)


def small_names():
    return [([], "*"), (["a.txt", "b.py", "a.py", "a.py"], "a*"), (["readme", "rodeo", "rad"], "r*d*?"),
            (["", "x", "xyx"], "*x")]


def large_names():
    return (["a" * 20 + "c", "a" * 19, "a" * 10 + "b"], "*a*a*a*a*a*a*b")


CASES = {
    "split_words": (small_words, large_words),
    "fillable": (small_fill, large_fill),
    "robot_path": (small_board, large_board),
    "matching_names": (small_names, large_names),
}
