"""Tables of numbers: matrices, grids, paths through them."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from math import comb

from hasten.proposers.algorithms.algorithm import algorithm

Table = list[list[int]]

_INTEGERS = "integers of any size, no rounding"


def _product(left: Table, right: Table) -> Table:
    result = []
    for i in range(len(left)):
        row = []
        for j in range(len(right[0])):
            total = 0
            for k in range(len(right)):
                total += left[i][k] * right[k][j]
            row.append(total)
        result.append(row)
    return result


@algorithm(
    reference=_product,
    takes=("matrix", "matrix"),
    growth=("O(n^3)", "O(n^3)"),
    exact="integers only; each entry is the same sum of products",
    source="columns taken once by transposition",
    requires="len(left) > 0 and len(right) > 0 and all(len(row) == len(right) for row in left)",
)
def matrix_product(left: Table, right: Table) -> Table:
    """The product of two matrices."""
    columns = list(zip(*right))
    return [[sum([a * b for a, b in zip(row, column)]) for column in columns] for row in left]


@algorithm(
    reference=lambda table: [[table[i][j] for i in range(len(table))] for j in range(len(table[0]))],
    takes=("matrix",),
    growth=("O(n m)", "O(n m)"),
    exact="the items are the same",
    source="zip",
    requires="len(table) > 0 and all(len(row) == len(table[0]) for row in table)",
)
def transposed(table: Table) -> Table:
    """Rows and columns exchanged."""
    return [list(column) for column in zip(*table)]


@algorithm(
    reference=lambda table: [[table[i][j] for i in range(len(table) - 1, -1, -1)] for j in range(len(table[0]))],
    takes=("matrix",),
    growth=("O(n m)", "O(n m)"),
    exact="the items are the same",
    source="zip",
    requires="len(table) > 0 and all(len(row) == len(table[0]) for row in table)",
)
def turned_right(table: Table) -> Table:
    """The table turned by a quarter, clockwise."""
    return [list(column) for column in zip(*table[::-1])]


@algorithm(
    reference=lambda table: [[row[j] for row in table] for j in range(len(table[0]) - 1, -1, -1)],
    takes=("matrix",),
    growth=("O(n m)", "O(n m)"),
    exact="the items are the same",
    source="zip",
    requires="len(table) > 0 and all(len(row) == len(table[0]) for row in table)",
)
def turned_left(table: Table) -> Table:
    """The table turned by a quarter, counter-clockwise."""
    return [list(column) for column in zip(*table)][::-1]


def _spiral(table: Table) -> list[int]:
    if not table or not table[0]:
        return []
    rest = [list(column) for column in zip(*table[1:], strict=True)][::-1]
    return [*table[0], *_spiral(rest)]


@algorithm(
    reference=_spiral,
    takes=("matrix",),
    growth=("O(n m (n + m))", "O(n m)"),
    exact="the items are the same",
    source="four bounds that move inwards",
    requires="len(table) > 0 and all(len(row) == len(table[0]) for row in table)",
)
def spiral(table: Table) -> list[int]:
    """The items of a table in a spiral from the upper left corner, clockwise."""
    items: list[int] = []
    top, bottom, left, right = 0, len(table) - 1, 0, len(table[0]) - 1
    while top <= bottom and left <= right:
        items += table[top][left : right + 1]
        items += [table[row][right] for row in range(top + 1, bottom + 1)]
        if top < bottom and left < right:
            items += [table[bottom][column] for column in range(right - 1, left - 1, -1)]
            items += [table[row][left] for row in range(bottom - 1, top, -1)]
        top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
    return items


def _identity(size: int) -> Table:
    return [[int(i == j) for j in range(size)] for i in range(size)]


def _power(table: Table, exponent: int) -> Table:
    result = _identity(len(table))
    for _ in range(exponent):
        result = _product(result, table)
    return result


@algorithm(
    reference=_power,
    takes=("square", "int"),
    growth=("O(k n^3)", "O(log k n^3)"),
    exact=_INTEGERS,
    source="binary exponentiation",
    requires="exponent > 0 and len(table) > 0 and all(len(row) == len(table) for row in table)",
)
def matrix_power(table: Table, exponent: int) -> Table:
    """A square matrix multiplied by itself so many times."""

    def product(left: Table, right: Table) -> Table:
        columns = list(zip(*right))
        return [[sum([a * b for a, b in zip(row, column)]) for column in columns] for row in left]

    result = [[int(row == column) for column in range(len(table))] for row in range(len(table))]
    base = table
    while exponent > 0:
        if exponent & 1:
            result = product(result, base)
        exponent >>= 1
        if exponent:
            base = product(base, base)
    return result


def _determinant(table: Table) -> int:
    if not table:
        return 1
    return sum(
        (-1) ** j * table[0][j] * _determinant([row[:j] + row[j + 1 :] for row in table[1:]]) for j in range(len(table))
    )


@algorithm(
    reference=_determinant,
    takes=("square",),
    growth=("O(n!)", "O(n^3)"),
    exact="integers only: every division leaves no remainder",
    source="Bareiss' fraction-free elimination",
    comment="Bareiss: elimination in which every division is exact.",
    requires="all(len(row) == len(table) for row in table)",
)
def determinant(table: Table) -> int:
    """The determinant of a square matrix."""
    rows = [list(row) for row in table]
    size = len(rows)
    sign, previous = 1, 1
    for step in range(size - 1):
        pivot = next((row for row in range(step, size) if rows[row][step]), None)
        if pivot is None:
            return 0
        if pivot != step:
            rows[step], rows[pivot] = rows[pivot], rows[step]
            sign = -sign
        for row in range(step + 1, size):
            for column in range(step + 1, size):
                rows[row][column] = (
                    rows[row][column] * rows[step][step] - rows[row][step] * rows[step][column]
                ) // previous
        previous = rows[step][step]
    return sign * rows[-1][-1] if rows else 1


def _permanent(table: Table) -> int:
    if not table:
        return 1
    return sum(table[0][j] * _permanent([row[:j] + row[j + 1 :] for row in table[1:]]) for j in range(len(table)))


@algorithm(
    reference=_permanent,
    takes=("square",),
    growth=("O(n!)", "O(n 2^n)"),
    exact="the rows so far and the set of their columns decide the rest",
    source="dynamic programming over sets of columns",
    requires="all(len(row) == len(table) for row in table)",
)
def permanent(table: Table) -> int:
    """The permanent of a square matrix."""
    sums = {0: 1}
    for row in table:
        longer: dict[int, int] = {}
        for used, total in sums.items():
            for column, value in enumerate(row):
                if not used >> column & 1:
                    key = used | 1 << column
                    longer[key] = longer.get(key, 0) + total * value
        sums = longer
    return sums[(1 << len(table)) - 1]


def _assignment(table: Table) -> int | None:
    if not table:
        return 0
    options = [
        table[0][j] + rest
        for j in range(len(table))
        if (rest := _assignment([row[:j] + row[j + 1 :] for row in table[1:]])) is not None
    ]
    return min(options) if options else None


@algorithm(
    reference=_assignment,
    takes=("square",),
    growth=("O(n!)", "O(n^3)"),
    exact="integers only: potentials keep every reduced cost at zero or above",
    source="Hungarian method by Kuhn and Munkres",
    comment="Hungarian method: rows join one by one along a shortest augmenting path.",
    requires="all(len(row) == len(table) for row in table)",
)
def cheapest_assignment(table: Table) -> int:
    """The least sum of entries, one of each row and each column."""
    size = len(table)
    if not size:
        return 0
    far = 4 * (size + 1) * (max(max(map(abs, row)) for row in table) + 1)
    row_potential = [0] * (size + 1)
    column_potential = [0] * (size + 1)
    owner = [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0] = row
        column = 0
        # More than any reduced cost can be, so that the first one found is always less.
        slack = [far] * (size + 1)
        before = [0] * (size + 1)
        done = [False] * (size + 1)
        while owner[column]:
            done[column] = True
            current = owner[column]
            delta, following = far, 0
            for other in range(1, size + 1):
                if done[other]:
                    continue
                cost = table[current - 1][other - 1] - row_potential[current] - column_potential[other]
                if cost < slack[other]:
                    slack[other] = cost
                    before[other] = column
                if slack[other] < delta:
                    delta, following = slack[other], other
            for other in range(size + 1):
                if done[other]:
                    row_potential[owner[other]] += delta
                    column_potential[other] -= delta
                else:
                    slack[other] -= delta
            column = following
        while column:
            owner[column] = owner[before[column]]
            column = before[column]
    return sum(table[owner[column] - 1][column - 1] for column in range(1, size + 1))


# -- paths -------------------------------------------------------------------------------------------------------------


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


# -- parts of a table --------------------------------------------------------------------------------------------------


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


@algorithm(
    reference=lambda table, value: any(v == value for row in table for v in row),
    takes=("matrix", "int"),
    growth=("O(n m)", "O(n log m)"),
    exact="only where every row is in rising order",
    source="bisection",
    requires="all(a <= b for row in table for a, b in zip(row, row[1:]))",
)
def occurs_in_sorted_rows(table: Table, value: int) -> bool:
    """Whether a number occurs in a table of sorted rows."""
    for row in table:
        place = bisect_left(row, value)
        if place < len(row) and row[place] == value:
            return True
    return False


@algorithm(
    reference=lambda rows: [v for row in rows for v in row],
    takes=("rows",),
    growth=("O(n^2)", "O(n)"),
    exact="the items are the same",
    source="one pass",
)
def flattened(rows: Table) -> list[int]:
    """The items of all rows, one after another."""
    return [value for row in rows for value in row]


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
