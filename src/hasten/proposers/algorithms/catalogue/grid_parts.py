"""Parts of tables: rectangles, squares, islands, blocks."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from itertools import accumulate

from hasten.proposers.algorithms.algorithm import algorithm

Table = list[list[int]]


_INTEGERS = "integers of any size, no rounding"


def _rectangles(table: Table) -> list[tuple[int, int, int, int]]:
    rows, columns = len(table), len(table[0]) if table else 0
    return [
        (a, b, c, d)
        for a in range(rows)
        for b in range(a + 1, rows + 1)
        for c in range(columns)
        for d in range(c + 1, columns + 1)
    ]


def _total(table: Table, bounds: tuple[int, int, int, int]) -> int:
    a, b, c, d = bounds
    return sum(sum(row[c:d]) for row in table[a:b])


@algorithm(
    reference=lambda table: max((_total(table, bounds) for bounds in _rectangles(table)), default=None),
    takes=("matrix",),
    growth=("O(n^3 m^3)", "O(n^2 m)"),
    exact="integers: for each pair of rows the sums of columns are one line, on which the best run is found",
    source="Kadane on sums of columns",
    requires="len(table) > 0 and len(table[0]) > 0",
)
def largest_rectangle_sum(table: Table) -> int:
    """The largest sum of a rectangle of neighbouring fields."""
    best = table[0][0]
    for top in range(len(table)):
        sums = [0] * len(table[0])
        for row in table[top:]:
            sums = [total + value for total, value in zip(sums, row)]
            ending = None
            for total in sums:
                ending = total if ending is None or ending < 0 else ending + total
                if ending > best:
                    best = ending
    return best


def _is_full(table: Table, bounds: tuple[int, int, int, int]) -> bool:
    a, b, c, d = bounds
    return all(value == 1 for row in table[a:b] for value in row[c:d])


@algorithm(
    reference=lambda table: max(
        ((b - a) ** 2 for a, b, c, d in _rectangles(table) if b - a == d - c and _is_full(table, (a, b, c, d))),
        default=0,
    ),
    takes=("grid",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact="a square ends at a field exactly as far as those of its three neighbours reach",
    source="dynamic programming",
    requires="all(value in (0, 1) for row in table for value in row)",
)
def largest_square_of_ones(table: Table) -> int:
    """The area of the largest square of ones."""
    largest = 0
    above: list[int] = []
    for row in table:
        sides: list[int] = []
        for column, value in enumerate(row):
            if not value:
                sides.append(0)
            elif not column or not above:
                sides.append(1)
            else:
                sides.append(1 + min(sides[-1], above[column], above[column - 1]))
        largest = max([largest, *sides])
        above = sides
    return largest * largest


@algorithm(
    reference=lambda table: sum(
        1 for a, b, c, d in _rectangles(table) if b - a == d - c and _is_full(table, (a, b, c, d))
    ),
    takes=("grid",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact="as many squares end at a field as the side of the largest",
    source="dynamic programming",
    requires="all(value in (0, 1) for row in table for value in row)",
)
def count_squares_of_ones(table: Table) -> int:
    """How many squares of ones there are."""
    count = 0
    above: list[int] = []
    for row in table:
        sides: list[int] = []
        for column, value in enumerate(row):
            if not value:
                sides.append(0)
            elif not column or not above:
                sides.append(1)
            else:
                sides.append(1 + min(sides[-1], above[column], above[column - 1]))
        count += sum(sides)
        above = sides
    return count


@algorithm(
    reference=lambda table: max(
        ((b - a) * (d - c) for a, b, c, d in _rectangles(table) if _is_full(table, (a, b, c, d))), default=0
    ),
    takes=("grid",),
    growth=("O(n^3 m^3)", "O(n m)"),
    exact="each row is the ground of a histogram of ones",
    source="monotonic stack",
    requires="all(value in (0, 1) for row in table for value in row)",
)
def largest_rectangle_of_ones(table: Table) -> int:
    """The area of the largest rectangle of ones."""
    largest = 0
    heights = [0] * (len(table[0]) if table else 0)
    for row in table:
        heights = [height + 1 if value else 0 for height, value in zip(heights, row)]
        stack: list[tuple[int, int]] = []
        for place, value in enumerate([*heights, 0]):
            start = place
            while stack and stack[-1][1] >= value:
                start, height = stack.pop()
                largest = max(largest, height * (place - start))
            stack.append((start, value))
    return largest


def _alive(grid: Table, i: int, j: int) -> int:
    around = sum(
        grid[a][b]
        for a in range(max(0, i - 1), min(len(grid), i + 2))
        for b in range(max(0, j - 1), min(len(grid[0]), j + 2))
    )
    return int(around - grid[i][j] == 3 or (grid[i][j] == 1 and around == 3))


@algorithm(
    reference=lambda grid: [[_alive(grid, i, j) for j in range(len(grid[0]))] for i in range(len(grid))],
    takes=("grid",),
    growth=("O(9 n m)", "O(3 n m)"),
    exact="the sum of nine fields is that of three sums of three",
    source="sums by rows, then by columns",
    requires="len(grid) > 0 and all(len(row) == len(grid[0]) and all(v in (0, 1) for v in row) for row in grid)",
)
def game_of_life_step(grid: Table) -> Table:
    """The next generation of Conway's game of life, all dead outside."""
    empty = [0] * len(grid[0])
    padded = [empty, *grid, empty]
    following = []
    for above, row, below in zip(padded, padded[1:], padded[2:]):
        columns = [0, *[a + b + c for a, b, c in zip(above, row, below)], 0]
        sums = [a + b + c for a, b, c in zip(columns, columns[1:], columns[2:])]
        following.append([int(total == 3 or (total == 4 and alive == 1)) for total, alive in zip(sums, row)])
    return following


def _islands(grid: Table) -> list[int]:
    left = {(i, j) for i, row in enumerate(grid) for j, value in enumerate(row) if value}
    sizes = []
    while left:
        stack, size = [left.pop()], 1
        while stack:
            i, j = stack.pop()
            for field in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if field in left:
                    left.remove(field)
                    stack.append(field)
                    size += 1
        sizes.append(size)
    return sizes


@algorithm(
    reference=lambda grid: len(_islands(grid)),
    takes=("grid",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact="each field is visited once",
    source="depth-first search with a stack",
    requires="all(value in (0, 1) for row in grid for value in row)",
)
def count_islands(grid: Table) -> int:
    """How many groups of ones there are that touch along their sides."""
    left = {(row, column) for row, values in enumerate(grid) for column, value in enumerate(values) if value}
    count = 0
    while left:
        count += 1
        stack = [left.pop()]
        while stack:
            row, column = stack.pop()
            for field in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if field in left:
                    left.remove(field)
                    stack.append(field)
    return count


@algorithm(
    reference=lambda grid: max(_islands(grid), default=0),
    takes=("grid",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact="each field is visited once",
    source="depth-first search with a stack",
    requires="all(value in (0, 1) for row in grid for value in row)",
)
def largest_island(grid: Table) -> int:
    """The size of the largest group of ones that touch along their sides."""
    left = {(row, column) for row, values in enumerate(grid) for column, value in enumerate(values) if value}
    largest = 0
    while left:
        stack = [left.pop()]
        size = 0
        while stack:
            row, column = stack.pop()
            size += 1
            for field in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if field in left:
                    left.remove(field)
                    stack.append(field)
        largest = max(largest, size)
    return largest


def _prefix_table(table: Table) -> Table:
    return [[sum(sum(row[: j + 1]) for row in table[: i + 1]) for j in range(len(table[0]))] for i in range(len(table))]


@algorithm(
    reference=_prefix_table,
    takes=("matrix",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact=_INTEGERS,
    source="prefix sums along both axes",
    requires="all(len(row) == len(table[0]) for row in table)",
)
def prefix_sums_of_table(table: Table) -> Table:
    """For each field the sum of the rectangle from the upper left corner to it."""
    sums: Table = []
    for row in table:
        totals = list(accumulate(row))
        if sums:
            totals = [a + b for a, b in zip(totals, sums[-1])]
        sums.append(totals)
    return sums


def _block(table: Table, i: int, j: int, reach: int) -> int:
    return sum(
        table[a][b]
        for a in range(max(0, i - reach), min(len(table), i + reach + 1))
        for b in range(max(0, j - reach), min(len(table[0]), j + reach + 1))
    )


@algorithm(
    reference=lambda table, reach: [
        [_block(table, i, j, reach) for j in range(len(table[0]))] for i in range(len(table))
    ],
    takes=("matrix", "count"),
    growth=("O(n m k^2)", "O(n m)"),
    exact=_INTEGERS,
    source="prefix sums along both axes",
    requires="reach >= 0 and len(table) > 0 and all(len(row) == len(table[0]) > 0 for row in table)",
    bakes=("reach",),
)
def block_sums(table: Table, reach: int) -> Table:
    """For each field the sum of those up to so many rows and columns away."""

    def along_rows(rows: Table) -> Table:
        found = []
        for row in rows:
            totals = list(accumulate(row, initial=0))
            size = len(row)
            found.append([totals[min(size, k + reach + 1)] - totals[max(0, k - reach)] for k in range(size)])
        return found

    turned = [list(column) for column in zip(*along_rows(table))]
    return [list(column) for column in zip(*along_rows(turned))]
