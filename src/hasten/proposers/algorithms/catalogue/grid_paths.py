"""Paths through grids and triangles."""

from __future__ import annotations

from itertools import accumulate
from math import comb

from hasten.proposers.algorithms.algorithm import algorithm

Table = list[list[int]]


def _paths(rows: int, columns: int) -> int:
    if rows < 1 or columns < 1:
        return 0
    return 1 if rows == 1 or columns == 1 else _paths(rows - 1, columns) + _paths(rows, columns - 1)


@algorithm(
    reference=_paths,
    takes=("int", "int"),
    growth=("O(2^n)", "O(n)"),
    exact="a path is a choice of which steps go down",
    source="binomial coefficients, in the standard library",
)
def count_grid_paths(rows: int, columns: int) -> int:
    """How many paths lead from corner to corner of a grid, right and down only."""
    if rows < 1 or columns < 1:
        return 0
    return comb(rows + columns - 2, rows - 1)


@algorithm(
    reference=lambda down, right: comb(down + right, down) if down >= 0 and right >= 0 else 0,
    takes=("int", "int"),
    growth=("O(2^n)", "O(n)"),
    exact="a path is a choice of which steps go down",
    source="binomial coefficients, in the standard library",
)
def count_lattice_paths(down: int, right: int) -> int:
    """How many ways there are to go so many steps down and so many right."""
    if down < 0 or right < 0:
        return 0
    return comb(down + right, down)


def _free_paths(grid: Table, i: int, j: int) -> int:
    if i >= len(grid) or j >= len(grid[0]) or grid[i][j] == 1:
        return 0
    if i == len(grid) - 1 and j == len(grid[0]) - 1:
        return 1
    return _free_paths(grid, i + 1, j) + _free_paths(grid, i, j + 1)


@algorithm(
    reference=lambda grid: _free_paths(grid, 0, 0),
    takes=("grid",),
    growth=("O(2^n)", "O(n m)"),
    exact="the paths to a field are those to the fields above and to the left",
    source="dynamic programming",
    requires="len(grid) > 0 and len(grid[0]) > 0",
)
def count_free_grid_paths(grid: Table) -> int:
    """How many paths lead from corner to corner, right and down only, past fields marked 1."""
    ways = [0] * len(grid[0])
    ways[0] = 1
    for row in grid:
        for column, blocked in enumerate(row):
            if blocked == 1:
                ways[column] = 0
            elif column:
                ways[column] += ways[column - 1]
    return ways[-1]


def _cheapest(table: Table, i: int, j: int) -> int:
    if i == len(table) - 1 and j == len(table[0]) - 1:
        return table[i][j]
    options = []
    if i + 1 < len(table):
        options.append(_cheapest(table, i + 1, j))
    if j + 1 < len(table[0]):
        options.append(_cheapest(table, i, j + 1))
    return table[i][j] + min(options)


@algorithm(
    reference=lambda table: _cheapest(table, 0, 0),
    takes=("matrix",),
    growth=("O(2^n)", "O(n m)"),
    exact="the least cost to a field is its own and the less of the two before it",
    source="dynamic programming",
    requires="len(table) > 0 and len(table[0]) > 0",
)
def cheapest_path_right_and_down(table: Table) -> int:
    """The least sum of fields on a path from corner to corner, right and down only."""
    costs = list(accumulate(table[0]))
    for row in table[1:]:
        costs[0] += row[0]
        for column in range(1, len(row)):
            costs[column] = row[column] + min(costs[column - 1], costs[column])
    return costs[-1]


def _dearest(table: Table, i: int, j: int) -> int:
    return -_cheapest([[-value for value in row] for row in table], i, j)


@algorithm(
    reference=lambda table: _dearest(table, 0, 0),
    takes=("matrix",),
    growth=("O(2^n)", "O(n m)"),
    exact="the most to a field is its own and the more of the two before it",
    source="dynamic programming",
    requires="len(table) > 0 and len(table[0]) > 0",
)
def dearest_path_right_and_down(table: Table) -> int:
    """The largest sum of fields on a path from corner to corner, right and down only."""
    gains = list(accumulate(table[0]))
    for row in table[1:]:
        gains[0] += row[0]
        for column in range(1, len(row)):
            gains[column] = row[column] + max(gains[column - 1], gains[column])
    return gains[-1]


def _triangle(rows: Table, i: int, j: int) -> int:
    if i == len(rows) - 1:
        return rows[i][j]
    return rows[i][j] + min(_triangle(rows, i + 1, j), _triangle(rows, i + 1, j + 1))


@algorithm(
    reference=lambda rows: _triangle(rows, 0, 0),
    takes=("triangle",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the least from a field is its own and the less of the two below it",
    source="dynamic programming",
    requires="len(rows) > 0",
)
def cheapest_path_down_triangle(rows: Table) -> int:
    """The least sum of a path from the top of a triangle to its bottom."""
    costs = list(rows[-1])
    for row in rows[-2::-1]:
        costs = [value + min(costs[place], costs[place + 1]) for place, value in enumerate(row)]
    return costs[0]


@algorithm(
    reference=lambda rows: -_triangle([[-v for v in row] for row in rows], 0, 0),
    takes=("triangle",),
    growth=("O(2^n)", "O(n^2)"),
    exact="the most from a field is its own and the more of the two below it",
    source="dynamic programming",
    requires="len(rows) > 0",
)
def dearest_path_down_triangle(rows: Table) -> int:
    """The largest sum of a path from the top of a triangle to its bottom."""
    gains = list(rows[-1])
    for row in rows[-2::-1]:
        gains = [value + max(gains[place], gains[place + 1]) for place, value in enumerate(row)]
    return gains[0]


def _steps(grid: Table, free: int) -> int | None:
    if not grid or not grid[0] or grid[0][0] != free or grid[-1][-1] != free:
        return None
    goal = (len(grid) - 1, len(grid[0]) - 1)
    distances = {(0, 0): 0}
    queue = [(0, 0)]
    for i, j in queue:
        if (i, j) == goal:
            return distances[i, j]
        for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= a < len(grid) and 0 <= b < len(grid[0]) and grid[a][b] == free and (a, b) not in distances:
                distances[a, b] = distances[i, j] + 1
                queue.append((a, b))
    return None


@algorithm(
    reference=lambda grid: _steps(grid, 0),
    takes=("grid",),
    growth=("O(4^(n m))", "O(n m)"),
    exact="breadth first, every field is reached in as few steps as can be",
    source="breadth-first search",
    requires="all(len(row) == len(grid[0]) for row in grid)",
)
def fewest_steps_through_zeros(grid: Table) -> int | None:
    """The fewest steps from corner to corner over fields marked 0, along their sides."""
    if not grid or not grid[0] or grid[0][0] != 0 or grid[-1][-1] != 0:
        return None
    goal = (len(grid) - 1, len(grid[0]) - 1)
    left = {(row, column) for row, values in enumerate(grid) for column, value in enumerate(values) if value == 0}
    left.discard((0, 0))
    front = [(0, 0)]
    steps = 0
    while front:
        if goal not in left:
            return steps
        following = []
        for row, column in front:
            for field in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if field in left:
                    left.remove(field)
                    following.append(field)
        front = following
        steps += 1
    return None


@algorithm(
    reference=lambda grid: _steps(grid, 1),
    takes=("grid",),
    growth=("O(4^(n m))", "O(n m)"),
    exact="breadth first, every field is reached in as few steps as can be",
    source="breadth-first search",
    requires="all(len(row) == len(grid[0]) for row in grid)",
)
def fewest_steps_through_ones(grid: Table) -> int | None:
    """The fewest steps from corner to corner over fields marked 1, along their sides."""
    if not grid or not grid[0] or grid[0][0] != 1 or grid[-1][-1] != 1:
        return None
    goal = (len(grid) - 1, len(grid[0]) - 1)
    left = {(row, column) for row, values in enumerate(grid) for column, value in enumerate(values) if value == 1}
    left.discard((0, 0))
    front = [(0, 0)]
    steps = 0
    while front:
        if goal not in left:
            return steps
        following = []
        for row, column in front:
            for field in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if field in left:
                    left.remove(field)
                    following.append(field)
        front = following
        steps += 1
    return None


@algorithm(
    reference=lambda grid: [
        [
            min((abs(i - a) + abs(j - b) for a, r in enumerate(grid) for b, v in enumerate(r) if v == 0), default=-1)
            for j in range(len(row))
        ]
        for i, row in enumerate(grid)
    ],
    takes=("grid",),
    growth=("O(n^2 m^2)", "O(n m)"),
    exact="breadth first from all zeros at once; nothing stands in the way",
    source="breadth-first search from many starts",
    requires="all(len(row) == len(grid[0]) for row in grid) and any(0 in row for row in grid)",
)
def distances_to_nearest_zero(grid: Table) -> Table:
    """For each field how many steps the nearest field marked 0 is away."""
    distances = [[-1] * len(row) for row in grid]
    front = [(row, column) for row, values in enumerate(grid) for column, value in enumerate(values) if value == 0]
    for row, column in front:
        distances[row][column] = 0
    for row, column in front:
        for a, b in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if 0 <= a < len(grid) and 0 <= b < len(grid[0]) and distances[a][b] < 0:
                distances[a][b] = distances[row][column] + 1
                front.append((a, b))
    return distances
