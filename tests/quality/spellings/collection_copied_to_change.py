import random
from dataclasses import dataclass, replace
from functools import reduce
from typing import FrozenSet, Tuple


# a. inventory: a copy of the stock for every movement
def apply_movements(stock, movements):
    rejected = []
    current = stock
    for n, (item, change) in enumerate(movements):
        updated = dict(current)
        level = updated.get(item, 0) + change
        if level < 0:
            rejected.append(n)
            continue
        updated[item] = level
        current = updated
    empty = sorted(item for item, level in current.items() if level == 0)
    return current, rejected, empty


# b. parsing: variables of a little script, helper returns a new scope
def bind(scope: dict, name: str, value: int) -> dict:
    return {**scope, name: value}


def value_of(scope: dict, text: str) -> int:
    return scope.get(text, 0) if text[0].isalpha() else int(text)


def run_script(lines: list) -> dict:
    scope: dict = {}
    bad = 0
    for line in lines:
        parts = line.split()
        if len(parts) != 4 or parts[2] not in ("+", "-"):
            bad += 1
            continue
        name, left, op, right = parts
        a, b = value_of(scope, left), value_of(scope, right)
        scope = bind(scope, name, a + b if op == "+" else a - b)
    scope["_bad"] = bad
    return scope


# c. games: frozen state of the board
@dataclass(frozen=True)
class State:
    at: Tuple[int, int] = (0, 0)
    visited: FrozenSet[Tuple[int, int]] = frozenset()
    bumps: int = 0

    def move(self, dx: int, dy: int) -> "State":
        x, y = self.at
        spot = (x + dx, y + dy)
        if spot in self.visited:
            return replace(self, at=spot, bumps=self.bumps + 1)
        return replace(self, at=spot, visited=self.visited | {spot})


DIRECTIONS = {"N": (0, 1), "S": (0, -1), "E": (1, 0), "W": (-1, 0)}


def play(commands):
    state = State(visited=frozenset({(0, 0)}))
    for letter in commands.upper():
        if letter in DIRECTIONS:
            state = state.move(*DIRECTIONS[letter])
    rows = {y for _, y in state.visited}
    return state.at, len(state.visited), state.bumps, len(rows)


# d. lights in a list, fold with slices
def toggle_lights(count, presses):
    def press(lamps, k):
        if not 0 <= k < count:
            return lamps
        return lamps[:k] + [not lamps[k]] + lamps[k + 1:]

    final = reduce(press, presses, [False] * count)
    text = "".join("#" if lamp else "." for lamp in final)
    return text, sum(final)


def small_movements():
    return [
        ({"nut": 3, "bolt": 1}, [("nut", -2), ("bolt", -2), ("nut", -1), ("cog", 4)]),
        ({"a": 0}, [("a", 1), ("a", -1), ("a", -1)]),
        ({}, []),
        ({"x": 5, "y": 5}, [("x", -5), ("y", -5), ("z", 0), ("x", 2)]),
    ]


def large_movements():
    r = random.Random(7)
    return ({"item%d" % i: r.randrange(50) for i in range(11000)},
            [("item%d" % r.randrange(11500), r.randrange(-20, 20)) for _ in range(9000)])


def small_script():
    return [
        (["x 1 + 2", "y x - 1", "x x + y", "oops"],),
        (["a 5 - 5", "a a + 1", "a a + 1"],),
        ([],),
        (["q z + 3", "w q * 2", "z q + q"],),
    ]


def large_script():
    r = random.Random(7)
    return (["v%d v%d %s %d" % (r.randrange(12000), r.randrange(12000), r.choice("+-"), r.randrange(100))
             for _ in range(19000)],)


def small_play():
    return [("NNESW",), ("nsns",), ("",), ("EEWW?NNSSE",)]


def large_play():
    r = random.Random(7)
    return ("".join(r.choice("NNESW") for _ in range(20000)),)


def small_lights():
    return [
        (5, [0, 2, 2, 4, 9]),
        (3, [1, 1, 1]),
        (0, [0, 1]),
        (6, [5, 4, 3, -1, 3, 0]),
    ]


def large_lights():
    r = random.Random(7)
    return (5000, [r.randrange(5000) for _ in range(7000)])


CASES = {
    "apply_movements": (small_movements, large_movements),
    "run_script": (small_script, large_script),
    "play": (small_play, large_play),
    "toggle_lights": (small_lights, large_lights),
}
