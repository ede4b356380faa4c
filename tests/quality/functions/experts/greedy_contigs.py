"""Greedy shotgun assembly."""
import heapq


def overlap(left, right, shortest):
    """Length of the longest proper suffix of ``left`` that starts ``right``."""
    seed = right[:shortest]
    if len(seed) < shortest:
        return 0
    at = left.find(seed, max(1, len(left) - len(right) + 1))
    while at != -1:
        if right.startswith(left[at:]):
            return len(left) - at
        at = left.find(seed, at + 1)
    return 0


def drop_contained(reads):
    kept = []
    for i, read in enumerate(reads):
        for j, other in enumerate(reads):
            if i != j and read in other and (len(read) < len(other) or j < i):
                break
        else:
            kept.append(read)
    return kept


def greedy_contigs(reads, shortest=8):
    """Join the two pieces with the longest overlap until none is left.

    Reads lying inside others are dropped first.  Among equal overlaps the
    earliest left piece wins, then the earliest right one; a joined piece goes
    to the end of the list.  Returns the contigs (longest first, then
    alphabetically), the overlaps used, and the N50.
    """
    if shortest < 1:
        raise ValueError("overlaps must have at least one base")
    pieces = drop_contained(reads)
    used = []
    # Pieces keep their number for life and new ones get the next number, so
    # numbers are in list order and every overlap is computed only once.
    alive = dict(enumerate(pieces))
    queue = []
    for i, left in alive.items():
        for j, right in alive.items():
            if i != j:
                size = overlap(left, right, shortest)
                if size:
                    queue.append((-size, i, j))
    heapq.heapify(queue)
    fresh = len(pieces)
    while queue:
        size, i, j = heapq.heappop(queue)
        if i not in alive or j not in alive:
            continue
        joined = alive.pop(i) + alive.pop(j)[-size:]
        used.append(-size)
        for k, piece in alive.items():
            size = overlap(piece, joined, shortest)
            if size:
                heapq.heappush(queue, (-size, k, fresh))
            size = overlap(joined, piece, shortest)
            if size:
                heapq.heappush(queue, (-size, fresh, k))
        alive[fresh] = joined
        fresh += 1
    pieces = alive.values()
    contigs = sorted(pieces, key=lambda piece: (-len(piece), piece))
    half = sum(map(len, contigs)) / 2
    n50 = 0
    covered = 0
    for contig in contigs:
        covered += len(contig)
        if covered >= half:
            n50 = len(contig)
            break
    return contigs, used, n50
