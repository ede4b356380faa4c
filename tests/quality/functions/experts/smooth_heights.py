from itertools import accumulate


def smooth_heights(heights, reach):
    rows = len(heights)
    columns = len(heights[0]) if heights else 0
    above = [[0] * (columns + 1)]
    for row in heights:
        above.append([a + b for a, b in zip(above[-1], accumulate(row, initial=0))])
    left = [max(0, c - reach) for c in range(columns)]
    right = [min(columns, c + reach + 1) for c in range(columns)]
    smoothed = []
    for r in range(rows):
        top = max(0, r - reach)
        bottom = min(rows, r + reach + 1)
        band = [b - a for a, b in zip(above[top], above[bottom])]
        height = bottom - top
        smoothed.append([(band[e] - band[s]) // (height * (e - s)) for s, e in zip(left, right)])
    return smoothed
