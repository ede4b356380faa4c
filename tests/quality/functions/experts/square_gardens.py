def square_gardens(grid):
    """Count the squares of a single colour by side length; return ({side: count},
    (top, left, side) of the largest, first in reading order, or None)."""
    if not grid:
        return {}, None
    width = len(grid[0])
    tally = [0] * (min(len(grid), width) + 2)
    largest = None
    best = 0
    above = above_sides = None
    for r, row in enumerate(grid):
        sides = []
        for c in range(width):
            colour = row[c]
            side = 1
            if r and c and row[c - 1] == colour and above[c] == colour and above[c - 1] == colour:
                side = min(above_sides[c - 1], above_sides[c], sides[c - 1]) + 1
            sides.append(side)
            tally[side] += 1
            if side > best:
                best = side
                largest = (r - side + 1, c - side + 1, side)
        above, above_sides = row, sides
    for side in range(best, 0, -1):
        tally[side] += tally[side + 1]
    return {side: tally[side] for side in range(1, best + 1)}, largest
