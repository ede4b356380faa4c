from heapq import heappop, heappush


def delivery_times(towns, roads, depot):
    best = {t: None for t in towns}
    if depot not in best:
        return best, []
    out = {}
    for src, dst, minutes in roads:
        if dst in best:
            out.setdefault(src, []).append((dst, minutes))
    best[depot] = 0
    via = {}
    done = set()
    heap = [(0, depot)]
    while heap:
        at, here = heappop(heap)
        if here in done or best[here] != at:
            continue
        done.add(here)
        base = at + (towns[here] if here != depot else 0)
        for dst, minutes in out.get(here, ()):
            when = base + minutes
            old = best[dst]
            if old is None or when < old:
                best[dst] = when
                via[dst] = here
                heappush(heap, (when, dst))
    far = max((t for t in best if best[t] is not None), key=lambda t: (best[t], t))
    route = []
    while far != depot:
        route.append(far)
        far = via[far]
    route.append(depot)
    return best, route[::-1]
