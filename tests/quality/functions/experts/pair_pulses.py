from heapq import heapify, heappop, heappush


def pair_pulses(pulses, limit):
    rest = sorted(pulses, key=lambda p: p["t"])
    n = len(rest)
    times = [p["t"] for p in rest]
    before = list(range(-1, n - 1))
    after = list(range(1, n + 1))
    used = [False] * n
    # the tightest pair left is always two neighbours in time
    heap = [(times[i + 1] - times[i], i, i + 1) for i in range(n - 1)]
    heapify(heap)
    pairs = []
    while heap:
        gap, i, j = heappop(heap)
        if used[i] or used[j]:
            continue
        if gap > limit:
            break
        used[i] = used[j] = True
        pairs.append((rest[i]["id"], rest[j]["id"], gap))
        left, right = before[i], after[j]
        if left >= 0:
            after[left] = right
        if right < n:
            before[right] = left
            if left >= 0:
                heappush(heap, (times[right] - times[left], left, right))
    mean = sum(gap for _, _, gap in pairs) / len(pairs) if pairs else None
    return pairs, [p["id"] for p, u in zip(rest, used) if not u], mean
