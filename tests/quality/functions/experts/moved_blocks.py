from heapq import heapify, heappop, heappush


def moved_blocks(old_text, new_text, min_lines=3):
    if not isinstance(old_text, str) or not isinstance(new_text, str):
        raise TypeError("both versions must be text")
    if min_lines < 1:
        raise ValueError("min_lines must be positive, not %r" % (min_lines,))
    old = [line.rstrip() for line in old_text.splitlines()]
    new = [line.rstrip() for line in new_text.splitlines()]
    where = {}
    for j, line in enumerate(new):
        where.setdefault(line, []).append(j)
    # all maximal runs of equal lines, as (-size, i, j)
    heap = []
    running = {}
    for i, line in enumerate(old):
        current = {}
        for j in where.get(line, ()):
            current[j + 1] = running.pop(j, 0) + 1
        for j, size in running.items():
            if size >= min_lines:
                heap.append((-size, i - size, j - size))
        running = current
    for j, size in running.items():
        if size >= min_lines:
            heap.append((-size, len(old) - size, j - size))
    heapify(heap)
    old_used = [False] * len(old)
    new_used = [False] * len(new)
    blocks = []
    while heap:
        size, i, j = heappop(heap)
        size = -size
        pieces = []
        run = 0
        for k in range(size):
            if old_used[i + k] or new_used[j + k]:
                if run >= min_lines:
                    pieces.append((-run, i + k - run, j + k - run))
                run = 0
            else:
                run += 1
        if run == size:
            old_used[i:i + size] = new_used[j:j + size] = [True] * size
            blocks.append((i, j, size))
            continue
        if run >= min_lines:
            pieces.append((-run, i + size - run, j + size - run))
        for piece in pieces:
            heappush(heap, piece)
    moves = []
    kept = 0
    for i, j, size in blocks:
        for bi, bj, other in blocks:
            if other <= size:
                kept += size
                break
            if (bi < i) != (bj < j):
                moves.append((i + 1, j + 1, size, old[i].strip()))
                break
        else:
            kept += size
    moves.sort()
    return (moves, kept, [k for k, used in enumerate(old_used, 1) if not used],
            [k for k, used in enumerate(new_used, 1) if not used])
