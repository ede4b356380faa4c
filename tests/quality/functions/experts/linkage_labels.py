def linkage_labels(points, radius):
    cell = abs(radius) or 1
    square = radius * radius
    grid = {}
    for i, (x, y) in enumerate(points):
        grid.setdefault((x // cell, y // cell), []).append(i)
    labels = [-1] * len(points)
    number = 0
    for i in range(len(points)):
        if labels[i] >= 0:
            continue
        labels[i] = number
        todo = [i]
        while todo:
            p = todo.pop()
            px, py = points[p]
            cx = px // cell
            cy = py // cell
            for key in ((cx - 1, cy - 1), (cx - 1, cy), (cx - 1, cy + 1),
                        (cx, cy - 1), (cx, cy), (cx, cy + 1),
                        (cx + 1, cy - 1), (cx + 1, cy), (cx + 1, cy + 1)):
                bucket = grid.get(key)
                if not bucket:
                    continue
                keep = []
                for q in bucket:
                    if labels[q] >= 0:
                        continue
                    qx, qy = points[q]
                    if (px - qx) ** 2 + (py - qy) ** 2 <= square:
                        labels[q] = number
                        todo.append(q)
                    else:
                        keep.append(q)
                grid[key] = keep
        number += 1
    return labels
