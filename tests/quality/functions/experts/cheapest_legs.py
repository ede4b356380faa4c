import heapq


def cheapest_legs(legs, source, targets, max_legs):
    if max_legs < 0:
        raise ValueError("max_legs below zero")
    out = {}
    for a, b, cents, days in legs:
        if cents < 0 or days < 0:
            raise ValueError("negative leg %s-%s" % (a, b))
        if a != b:
            out.setdefault(a, []).append((b, cents, days))
    open_targets = set(targets)
    found = {}
    fewest = {}  # port -> fewest legs it was settled with
    heap = [(0, 0, 0, source, None)]
    while heap and open_targets:
        cents, days, used, port, via = heapq.heappop(heap)
        if fewest.get(port, max_legs + 1) <= used:
            continue  # was reached cheaper with no more legs
        fewest[port] = used
        here = (port, via)
        if port in open_targets:
            open_targets.discard(port)
            way = []
            link = here
            while link is not None:
                way.append(link[0])
                link = link[1]
            found[port] = (cents, days, way[::-1])
        if used == max_legs:
            continue
        for nxt, more, longer in out.get(port, ()):
            if fewest.get(nxt, max_legs + 1) > used + 1:
                heapq.heappush(heap, (cents + more, days + longer, used + 1, nxt, here))
    return found, [t for t in targets if t not in found]
