import heapq


def run_timers(timers, horizon):
    heap = []
    seq = 0
    for name, first, prio, period, spawn in timers:
        if period < 0:
            raise ValueError("negative period for " + name)
        heap.append((first, prio, seq, name, period, spawn))
        seq += 1
    heapq.heapify(heap)
    trace = []
    fired = {}
    while heap:
        now, prio, no, name, period, spawn = heap[0]
        if now > horizon:
            break
        if period > 0:
            heapq.heapreplace(heap, (now + period, prio, no, name, period, spawn))
        else:
            heapq.heappop(heap)
        if spawn:
            heapq.heappush(heap, (now + spawn, prio, seq, name + "'", 0, 0))
            seq += 1
        trace.append((now, name))
        fired[name] = fired.get(name, 0) + 1
    return trace, fired
