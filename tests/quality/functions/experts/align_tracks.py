def align_tracks(planned, driven, gap, far):
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
