from heapq import heapify, heappop, heapreplace


def rope_bundles(ropes, fee):
    """Tie the two shortest ropes again and again (the older first among equals);
    each tie costs both lengths plus the fee. Return (total cost, the dearest tie,
    number of ties that joined two original ropes)."""
    heap = [(length, order) for order, length in enumerate(ropes)]
    heapify(heap)
    total = 0
    dearest = 0
    fresh = 0
    n = order = len(ropes)
    while len(heap) > 1:
        first, a = heappop(heap)
        second, b = heap[0]
        if a < n and b < n:
            fresh += 1
        both = first + second
        cost = both + fee
        total += cost
        if cost > dearest:
            dearest = cost
        heapreplace(heap, (both, order))
        order += 1
    return total, dearest, fresh
