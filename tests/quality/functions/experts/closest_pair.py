def closest_pair(trees):
    if len(trees) < 2:
        return -1
    ordered = sorted(trees)
    n = len(ordered)
    closest = (ordered[0][0] - ordered[1][0]) ** 2 + (ordered[0][1] - ordered[1][1]) ** 2
    for i in range(n - 1):
        x, y = ordered[i]
        for j in range(i + 1, n):
            other_x, other_y = ordered[j]
            across = (other_x - x) ** 2
            if across >= closest:
                break
            distance = across + (other_y - y) ** 2
            if distance < closest:
                closest = distance
    return closest
