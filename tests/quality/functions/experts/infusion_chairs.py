from collections import deque
from heapq import heapify, heappop, heappush


def infusion_chairs(patients, chair_count, close_at):
    if chair_count < 1:
        raise ValueError("no chairs")
    for p in patients:
        if p["arrive"] < 0:
            raise ValueError("%s arrives before the day starts" % p["id"])
    coming = sorted(patients, key=lambda p: p["arrive"])
    at = 0
    total = len(coming)
    free = list(range(1, chair_count + 1))
    heapify(free)
    busy = []
    urgent, normal = deque(), deque()
    log, waits, refused = [], {}, []
    used = 0
    now = 0
    while at < total or busy:
        if at < total and (not busy or coming[at]["arrive"] <= busy[0][0]):
            now = coming[at]["arrive"]
        else:
            now = busy[0][0]
        while at < total and coming[at]["arrive"] == now:
            p = coming[at]
            (urgent if p["urgent"] else normal).append((at, p))
            at += 1
        if now >= close_at and (urgent or normal):
            refused.extend(p["id"] for _, p in sorted([*urgent, *normal], key=lambda e: e[0]))
            urgent.clear()
            normal.clear()
        while busy and busy[0][0] == now:
            _, number, p = heappop(busy)
            heappush(free, number)
            log.append((now, "out", number, p["id"]))
        while free and (urgent or normal):
            p = (urgent or normal).popleft()[1]
            number = heappop(free)
            length = max(1, p["length"])
            used += length
            heappush(busy, (now + length, number, p))
            waits[p["id"]] = now - p["arrive"]
            log.append((now, "in", number, p["id"]))
    return log, waits, chair_count * (now + 1) - used, refused
