import random
from dataclasses import dataclass


# --- a: maze, grid of strings
def maze_steps(maze, start, goal):
    height = len(maze)
    if height == 0:
        return -1
    width = len(maze[0])
    queue = [(start[0], start[1], 0)]
    visited = [start]
    while len(queue) > 0:
        row, col, steps = queue.pop(0)
        if (row, col) == goal:
            return steps
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            r = row + dr
            c = col + dc
            if r < 0 or r >= height or c < 0 or c >= width:
                continue
            if maze[r][c] == "#":
                continue
            if (r, c) in visited:
                continue
            visited.append((r, c))
            queue.append((r, c, steps + 1))
    return -1


def small_maze():
    m = ["..#.", ".#..", "....", "#.#."]
    return [(m, (0, 0), (0, 3)), (m, (0, 0), (3, 3)), ([], (0, 0), (1, 1)), (["..#."], (0, 0), (0, 3))]


def large_maze():
    r = random.Random(7)
    rows = ["".join("#" if r.random() < 0.2 else "." for _ in range(56)) for _ in range(56)]
    rows[0] = "." * 56
    rows[-1] = "." * 56
    return ([x[:-1] + "." for x in rows], (0, 0), (55, 55))


# --- b: degrees of separation
def neighbours_of(person, pairs):
    found = []
    for a, b in pairs:
        if a == person and b not in found:
            found.append(b)
        elif b == person and a not in found:
            found.append(a)
    return found


def separation(pairs: list[tuple[str, str]], source: str, targets: list[str]) -> dict[str, int]:
    order = [source]
    degree = [0]
    position = 0
    while position < len(order):
        person = order[position]
        for other in neighbours_of(person, pairs):
            if other not in order:
                order.append(other)
                degree.append(degree[position] + 1)
        position += 1
    answer = {}
    for t in targets:
        answer[t] = degree[order.index(t)] if t in order else -1
    return answer


def small_separation():
    p = [("ann", "bob"), ("bob", "cy"), ("cy", "ann"), ("cy", "di"), ("eve", "fay")]
    return [(p, "ann", ["di", "eve", "bob"]), (p, "di", ["ann", "ann"]), ([], "ann", ["ann"]), (p, "fay", ["eve"])]


def large_separation():
    r = random.Random(7)
    names = ["n%d" % i for i in range(1300)]
    return ([(r.choice(names), r.choice(names)) for _ in range(2600)], names[0], names[1:60])


# --- c: word ladder in a class
class WordLadder:
    def __init__(self, words):
        self.words = list(words)

    def next_words(self, word):
        for w in self.words:
            if len(w) == len(word) and sum(a != b for a, b in zip(w, word)) == 1:
                yield w

    def shortest(self, first, last):
        paths = [[first]]
        used = [first]
        while paths:
            path = paths.pop(0)
            if path[-1] == last:
                return path
            for w in self.next_words(path[-1]):
                if w not in used:
                    used.append(w)
                    paths.append(path + [w])
        return []


def ladder_report(words, pairs):
    ladder = WordLadder(sorted(set(words)))
    lines = []
    for a, b in pairs:
        path = ladder.shortest(a, b)
        lines.append(" > ".join(path) if path else f"{a} ? {b}")
    return lines


def small_ladder():
    w = ["cat", "cot", "cog", "dog", "dot", "cog", "horse"]
    return [(w, [("cat", "dog")]), (w, [("cat", "horse"), ("dot", "dot")]), (w, []), ([], [("a", "b")])]


def large_ladder():
    r = random.Random(7)
    w = sorted({"".join(r.choice("abcde") for _ in range(4)) for _ in range(420)})
    return (w, [(w[0], w[-1]), (w[2], "zzzz")])


# --- d: water jugs, level by level with lists
def pour_steps(sizes: tuple, wanted: int) -> int:
    if wanted == 0:
        return 0

    def moves(state):
        for i, size in enumerate(sizes):
            yield state[:i] + (size,) + state[i + 1:]
            yield state[:i] + (0,) + state[i + 1:]
            for j in range(len(sizes)):
                if i != j:
                    amount = min(state[i], sizes[j] - state[j])
                    new = list(state)
                    new[i] -= amount
                    new[j] += amount
                    yield tuple(new)

    level = [(0,) * len(sizes)]
    known = list(level)
    steps = 0
    while level:
        if any(wanted in state for state in level):
            return steps
        following = []
        for state in level:
            following += [m for m in moves(state) if m not in known and m not in following]
        known += following
        level = following
        steps += 1
    return -1


def small_pour():
    return [((3, 5), 4), ((2, 4), 3), ((), 1), ((3, 5, 8), 6)]


def large_pour():
    return ((5, 9, 15, 21), 22)


CASES = {
    "maze_steps": (small_maze, large_maze),
    "separation": (small_separation, large_separation),
    "ladder_report": (small_ladder, large_ladder),
    "pour_steps": (small_pour, large_pour),
}
