import heapq
import random


def rope_bundles(ropes, fee):
    """Tie the two shortest ropes again and again (the older first among equals);
    each tie costs both lengths plus the fee. Return (total cost, the dearest tie,
    number of ties that joined two original ropes)."""
    heap = [(length, order) for order, length in enumerate(ropes)]
    heapq.heapify(heap)
    total = 0
    dearest = 0
    fresh = 0
    n = len(ropes)
    order = n
    while len(heap) > 1:
        first, a = heapq.heappop(heap)
        second, b = heapq.heappop(heap)
        if a < n and b < n:
            fresh += 1
        cost = first + second + fee
        total += cost
        dearest = max(dearest, cost)
        heapq.heappush(heap, (first + second, order))
        order += 1
    return total, dearest, fresh


def workload():
    rng = random.Random(31)
    return [([rng.randint(1, 100000) for _ in range(40000)], 3)]
