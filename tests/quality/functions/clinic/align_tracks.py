import random


def align_tracks(planned, driven, gap, far):
    """Line a driven stop sequence up with the planned one.

    Both are lists of (x, y) in metres. Matching two stops costs their distance, at most
    `far`; leaving one out costs `gap`. Returns (cost, pairs of indices matched, planned
    stops left out, extra stops).
    """
    n, m = len(planned), len(driven)
    moves = []
    above = [j * gap for j in range(m + 1)]
    for i in range(n):
        px, py = planned[i]
        left = (i + 1) * gap
        row = [left]
        marks = bytearray(m)
        diagonal = above[0]
        for j in range(m):
            x, y = driven[j]
            up = above[j + 1]
            off = abs(px - x) + abs(py - y)
            best = diagonal + (off if off < far else far)
            mark = 0
            if up + gap < best:
                best = up + gap
                mark = 1
            if left + gap < best:
                best = left + gap
                mark = 2
            marks[j] = mark
            row.append(best)
            left = best
            diagonal = up
        above = row
        moves.append(marks)
    pairs = []
    missed = []
    extra = []
    i, j = n - 1, m - 1
    while i >= 0 and j >= 0:
        mark = moves[i][j]
        if mark == 0:
            pairs.append((i, j))
            i -= 1
            j -= 1
        elif mark == 1:
            missed.append(i)
            i -= 1
        else:
            extra.append(j)
            j -= 1
    missed.extend(range(i, -1, -1))
    extra.extend(range(j, -1, -1))
    return above[m], pairs[::-1], missed[::-1], extra[::-1]


def _case(seed, n, drop, gap, far):
    rnd = random.Random(seed)
    planned = []
    x = y = 0
    for _ in range(n):
        x += rnd.randint(-50, 90)
        y += rnd.randint(-60, 60)
        planned.append((x, y))
    driven = []
    for x, y in planned:
        if rnd.random() >= drop:
            driven.append((x + rnd.randint(-9, 9), y + rnd.randint(-9, 9)))
        if rnd.random() < drop:
            driven.append((x + rnd.randint(-300, 300), y))
    return planned, driven, gap, far


def workload():
    return [_case(1, 420, 0.1, 40, 200), _case(2, 200, 0.3, 25, 90), _case(3, 4, 0.4, 10, 30), ([], [(1, 2)], 5, 9)]
