from bisect import bisect_left, bisect_right
from heapq import heappop, heappush


def narrowest_cover(spans, points):
    """For each point: (number of closed spans containing it, index of the
    narrowest of them - the earliest on a tie - or None)."""
    if not points:
        return []
    opening = sorted((lo, hi - lo, idx, hi) for idx, (lo, hi) in enumerate(spans) if lo <= hi)
    starts = [span[0] for span in opening]
    ends = sorted(span[3] for span in opening)
    known = {}
    heap = []
    used = 0
    for p in sorted(set(points)):
        upto = bisect_right(starts, p)
        while used < upto:
            _, width, idx, hi = opening[used]
            heappush(heap, (width, idx, hi))
            used += 1
        while heap and heap[0][2] < p:
            heappop(heap)
        known[p] = (upto - bisect_left(ends, p), heap[0][1] if heap else None)
    return [known[p] for p in points]
