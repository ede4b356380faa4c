def biggest_lot(plan, free="."):
    """Largest all-free rectangle as (area, top, left, bottom, right); None if no cell is free."""
    if any(len(line) != len(plan[0]) for line in plan):
        raise ValueError("ragged plan")
    if not plan:
        return None
    width = len(plan[0])
    heights = [0] * width + [-1]
    best = (0,)
    for bottom, line in enumerate(plan):
        for x in range(width):
            heights[x] = heights[x] + 1 if line[x] == free else 0
        stack = []                              # (left edge, height), heights rising
        for x, tall in enumerate(heights):
            left = x
            while stack and stack[-1][1] >= tall:
                left, h = stack.pop()
                area = h * (x - left)
                if area >= best[0] and area:
                    # the topmost, then leftmost, ... of equally large ones
                    found = (area, bottom - h + 1, left, bottom, x - 1)
                    if area > best[0] or found < best:
                        best = found
            stack.append((left, tall))
    return best if best[0] else None
