from heapq import heappop, heappush


def license_denials(sessions, seats, grace=0):
    refused = []
    peak = {p: 0 for p in seats}
    granted = {p: 0 for p in seats}
    active = {p: [] for p in seats}
    holders = {p: {} for p in seats}
    for s in sorted(sessions, key=lambda s: s.start):
        product = s.product
        if product not in seats:
            raise KeyError(product)
        if s.minutes <= 0:
            continue
        heap = active[product]
        held = holders[product]
        start = s.start
        while heap and heap[0][0] <= start:
            user = heappop(heap)[1]
            if held[user] == 1:
                del held[user]
            else:
                held[user] -= 1
        if len(heap) >= seats[product]:
            refused.append((start, s.user, product, len(held)))
            continue
        heappush(heap, (start + s.minutes + grace, s.user))
        held[s.user] = held.get(s.user, 0) + 1
        granted[product] += 1
        if len(heap) > peak[product]:
            peak[product] = len(heap)
    return refused, {p: (granted[p], peak[p]) for p in seats}
