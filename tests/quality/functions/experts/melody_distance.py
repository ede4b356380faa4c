def _swap_cost(note, other):
    pitch, length = note
    pitch2, length2 = other
    cost = min(abs(pitch - pitch2), 6)
    if length != length2:
        cost += 1
    return cost


def _distance(left, right, gap):
    n, m = len(left), len(right)
    if not n:
        return gap * m
    below = [gap * (m - j) for j in range(m + 1)]       # suffixes after the last note of left
    for i in range(n - 1, -1, -1):
        note = left[i]
        row = [0] * m + [gap * (n - i)]
        for j in range(m - 1, -1, -1):
            best = _swap_cost(note, right[j]) + below[j + 1]
            drop = gap + below[j]
            if drop < best:
                best = drop
            add = gap + row[j + 1]
            if add < best:
                best = add
            row[j] = best
        below = row
    return below[0]


def melody_distance(theme, variations, gap=4):
    table = []
    for name, notes in variations:
        if not notes:
            continue
        table.append((_distance(list(theme), list(notes), gap), name))
    table.sort()
    return table
