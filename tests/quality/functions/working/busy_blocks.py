"""Merge calendar bookings to busy blocks with their booking counts; also free minutes in the day."""
import random


def busy_blocks(bookings, day_start, day_end):
    blocks = []
    for who, start, end in bookings:
        start = max(start, day_start)
        end = min(end, day_end)
        if start < end:
            blocks.append([start, end, 1])
    changed = True
    while changed:
        changed = False
        for i in range(len(blocks)):
            for j in range(i + 1, len(blocks)):
                a = blocks[i]
                b = blocks[j]
                if a[0] <= b[1] and b[0] <= a[1]:
                    blocks[i] = [min(a[0], b[0]), max(a[1], b[1]), a[2] + b[2]]
                    del blocks[j]
                    changed = True
                    break
            if changed:
                break
    blocks.sort()
    free = day_end - day_start
    for b in blocks:
        free -= b[1] - b[0]
    return [tuple(b) for b in blocks], free


def workload():
    rnd = random.Random(44)

    def mk(n, span, longest):
        rows = []
        for i in range(n):
            s = rnd.randrange(span)
            rows.append((f"p{i}", s, s + rnd.randrange(longest)))
        return rows

    return [([], 0, 10), ([("a", 1, 3), ("b", 3, 4), ("c", 9, 9), ("d", 8, 30)], 0, 12), (mk(50, 600, 20), 30, 550), (mk(260, 20000, 90), 0, 20000)]
