def queen_holes(size, holes):
    """Ways to set one queen in every row of a size x size board so that none attack
    each other and none stands on a hole (row, column)."""
    full = (1 << size) - 1
    free = [full] * size
    for row, column in holes:
        if 0 <= row < size and 0 <= column < size:
            free[row] &= ~(1 << column)

    def place(row, columns, left, right):
        if row == size:
            return 1
        ways = 0
        options = free[row] & ~(columns | left | right)
        while options:
            bit = options & -options
            options ^= bit
            ways += place(row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return ways

    return place(0, 0, 0, 0)


def workload():
    return [(9, [(0, 0), (4, 4), (7, 2)]), (10, [(5, 5)]), (11, [(3, 3), (0, 5)])]
