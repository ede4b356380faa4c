from heapq import heapify, heappop, heappush


class CycleError(ValueError):
    pass


def build_order(needs):
    missing = {part: 0 for part in needs}
    needed_by = {}
    for part, wanted in needs.items():
        distinct = set(wanted)
        missing[part] = len(distinct)
        for other in distinct:
            missing.setdefault(other, 0)
            needed_by.setdefault(other, []).append(part)
    ready = [part for part, n in missing.items() if n == 0]
    heapify(ready)
    order = []
    while ready:
        part = heappop(ready)
        order.append(part)
        for other in needed_by.get(part, ()):
            missing[other] -= 1
            if missing[other] == 0:
                heappush(ready, other)
    if len(order) < len(missing):
        done = set(order)
        raise CycleError("these parts need one another: " + ", ".join(sorted(p for p in missing if p not in done)))
    return order
