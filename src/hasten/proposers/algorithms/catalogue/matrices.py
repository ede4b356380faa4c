"""Matrices: products, powers, determinants, turning."""

# ruff: noqa: B905 - what is proposed reads as people write it
from __future__ import annotations

from bisect import bisect_left

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
