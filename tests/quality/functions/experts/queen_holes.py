def queen_holes(size, holes):
    """Ways to set one queen in every row of a size x size board so that none attack
    each other and none stands on a hole (row, column)."""
    full = (1 << size) - 1
    free = [full] * size
    for row, column in holes:
        if 0 <= row < size and 0 <= column < size:
            free[row] &= ~(1 << column)

    def place(row, columns, left, right):
        options = free[row] & ~(columns | left | right)
        row += 1
        ways = 0
        while options:
            bit = options & -options
            options ^= bit
            if row == size:
                ways += 1
            else:
                ways += place(row, columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return ways

    return place(0, 0, 0, 0) if size else 1
