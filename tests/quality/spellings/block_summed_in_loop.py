import random
from typing import NamedTuple


# a. maps: people living around each cell
def crowded_cells(grid, radius, threshold):
    height = len(grid)
    crowded = []
    peak = 0
    for y in range(height):
        width = len(grid[y])
        for x in range(width):
            total = 0
            for yy in range(max(0, y - radius), min(height, y + radius + 1)):
                for xx in range(max(0, x - radius), min(width, x + radius + 1)):
                    total += grid[yy][xx]
            if total > peak:
                peak = total
            if total >= threshold:
                crowded.append((y, x))
    return crowded, peak


# b. spreadsheets: sums of ranges such as B2:D7
def _cell(ref: str) -> tuple:
    letters = ref.rstrip("0123456789")
    col = 0
    for ch in letters:
        col = col * 26 + ord(ch) - 64
    return int(ref[len(letters):]) - 1, col - 1


def _range_sum(sheet: list, top: int, left: int, bottom: int, right: int) -> int:
    total = 0
    for row in sheet[top:bottom + 1]:
        total += sum(row[left:right + 1])
    return total


def evaluate_sums(sheet: list, formulas: dict) -> dict:
    values = {}
    for name, text in formulas.items():
        first, _, last = text.partition(":")
        top, left = _cell(first)
        bottom, right = _cell(last or first)
        if bottom < top or right < left:
            values[name] = "#REF!"
        else:
            values[name] = _range_sum(sheet, top, left, bottom, right)
    return values


# c. games: the square of the board that yields most gold
class Block(NamedTuple):
    row: int
    col: int
    size: int

    def gold(self, board):
        amount = 0
        for dr in range(self.size):
            for dc in range(self.size):
                amount += board[self.row + dr][self.col + dc]
        return amount


class Board:
    def __init__(self, rows):
        self.rows = rows

    def blocks(self, size):
        for r in range(len(self.rows) - size + 1):
            for c in range(len(self.rows[0]) - size + 1):
                yield Block(r, c, size)


def richest_block(rows, size):
    if not rows or size < 1:
        return None
    best = None
    best_gold = 0
    for block in Board(rows).blocks(size):
        gold = block.gold(rows)
        if best is None or gold > best_gold:
            best, best_gold = block, gold
    return None if best is None else {"at": (best.row, best.col), "gold": best_gold}


# d. sensors: a blurred picture of temperatures
def blur(readings, half):
    def window_mean(r, c):
        rows = readings[max(r - half, 0):r + half + 1]
        block = [v for row in rows for v in row[max(c - half, 0):c + half + 1]]
        return sum(block) // len(block)

    return ["".join(" .:-=+*#%@"[min(window_mean(r, c) // 10, 9)] for c in range(len(row)))
            for r, row in enumerate(readings)]


def _grid(n, top, seed=7):
    rnd = random.Random(seed)
    return [[rnd.randrange(top) for _ in range(n)] for _ in range(n)]


def small_crowded():
    return [(_grid(5, 4), 1, 14), ([], 2, 1), ([[1, 1], [1, 1]], 0, 1), (_grid(4, 3), 5, 3)]


def large_crowded():
    return (_grid(100, 20), 13, 7300)


def small_formulas():
    return [
        (_grid(5, 9), {"a": "A1:E5", "b": "B2:C3", "c": "B2", "d": "C3:B2"}),
        (_grid(2, 9), {}),
        ([[1, 2], [3, 4]], {"x": "A1:B1", "y": "A1:A2", "z": "A1:B1"}),
        (_grid(3, 2), {"q": "C3:C3"}),
    ]


def large_formulas():
    rnd = random.Random(7)

    def ref(row, col):
        name = ""
        col += 1
        while col:
            col, rest = divmod(col - 1, 26)
            name = chr(65 + rest) + name
        return name + str(row + 1)

    formulas = {}
    for i in range(4500):
        r, c = rnd.randrange(60), rnd.randrange(60)
        formulas["f%d" % i] = ref(r, c) + ":" + ref(r + rnd.randrange(60, 140), c + rnd.randrange(60, 140))
    return (_grid(200, 1000), formulas)


def small_blocks():
    return [(_grid(5, 4), 2), ([], 2), ([[3, 3, 3], [3, 3, 3]], 1), ([[1, 2]], 3)]


def large_blocks():
    return (_grid(100, 50), 30)


def small_blur():
    return [(_grid(4, 100), 1), ([], 1), ([[50, 50, 90]], 2), (_grid(3, 100), 0)]


def large_blur():
    return (_grid(110, 100), 15)


CASES = {
    "crowded_cells": (small_crowded, large_crowded),
    "evaluate_sums": (small_formulas, large_formulas),
    "richest_block": (small_blocks, large_blocks),
    "blur": (small_blur, large_blur),
}
