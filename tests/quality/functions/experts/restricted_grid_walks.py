def restricted_grid_walks(grid, limit):
    if not grid or not grid[0]:
        return 0, None
    rows, cols = len(grid), len(grid[0])
    if grid[0][0] == "#":
        return 0, None
    first = int(grid[0][0])
    if rows == 1 and cols == 1:
        return 1, first
    if limit < 1:
        return 0, None
    # states: (r, c) -> {streak: (ways, best)} for last move R and for last move D
    above = [None] * cols
    for r in range(rows):
        current = [None] * cols
        row = grid[r]
        for c in range(cols):
            if row[c] == "#":
                continue
            if r == 0 and c == 0:
                current[0] = ({}, {}, (1, first))
                continue
            digit = int(row[c])
            right = {}
            down = {}
            if c and current[c - 1]:
                left_r, left_d, merged = current[c - 1]
                for streak, (ways, best) in left_r.items():
                    if streak < limit:
                        right[streak + 1] = (ways, best + digit)
                src = _merge(left_d) if merged is None else merged
                if src:
                    right[1] = (src[0], src[1] + digit)
            if r and above[c]:
                up_r, up_d, merged = above[c]
                for streak, (ways, best) in up_d.items():
                    if streak < limit:
                        down[streak + 1] = (ways, best + digit)
                src = _merge(up_r) if merged is None else merged
                if src:
                    down[1] = (src[0], src[1] + digit)
            if right or down:
                current[c] = (right, down, None)
        above = current
    last = above[cols - 1]
    if not last:
        return 0, None
    ends = list(last[0].values()) + list(last[1].values())
    return sum(e[0] for e in ends), max(e[1] for e in ends)


def _merge(states):
    if not states:
        return None
    return sum(s[0] for s in states.values()), max(s[1] for s in states.values())
