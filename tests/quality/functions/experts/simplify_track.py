import heapq
import math
from math import hypot, radians

EARTH = 6371008.8


def simplify_track(points, keep=None, area=0.0):
    if keep is not None and keep < 2:
        raise ValueError("keep at least the two ends")
    if area < 0:
        raise ValueError("negative area")
    for number, point in enumerate(points):
        if not (-90 <= point.lat <= 90 and -180 <= point.lon <= 180):
            raise ValueError("point %d is off the map: %r, %r" % (number, point.lat, point.lon))
    n = len(points)
    if n < 2:
        raise ValueError("a track needs two points")
    lat0, lon0 = points[0].lat, points[0].lon
    scale = math.cos(radians(lat0))
    xy = [(EARTH * radians(p.lon - lon0) * scale, EARTH * radians(p.lat - lat0)) for p in points]

    before = list(range(-1, n - 1))
    after = list(range(1, n + 1))

    def triangle(k):
        ax, ay = xy[before[k]]
        bx, by = xy[k]
        cx, cy = xy[after[k]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    sizes = [None] * n
    heap = []
    for k in range(1, n - 1):
        sizes[k] = triangle(k)
        heap.append((sizes[k], k))
    heapq.heapify(heap)
    order = []
    left = n
    target = max(2, keep or 0)
    while left > target:
        size, k = heap[0]
        if sizes[k] != size:     # dropped, or its neighbours changed
            heapq.heappop(heap)
            continue
        if keep is None and size > area:
            break
        heapq.heappop(heap)
        order.append((k, round(size, 2)))
        sizes[k] = None
        left -= 1
        a, b = before[k], after[k]
        after[a] = b
        before[b] = a
        if a > 0:
            sizes[a] = triangle(a)
            heapq.heappush(heap, (sizes[a], a))
        if b < n - 1:
            sizes[b] = triangle(b)
            heapq.heappush(heap, (sizes[b], b))

    track = [(0, 0.0, points[0].height)]
    worst_at, worst = None, 0.0
    metres = 0.0
    up = up_kept = 0.0
    for a, b in zip(points, points[1:]):
        up += max(0.0, b.height - a.height)
    a = 0
    while a < n - 1:
        b = after[a]
        ax, ay = xy[a]
        bx, by = xy[b]
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        for k in range(a + 1, b):
            px, py = xy[k]
            px -= ax
            py -= ay
            share = 0 if not square else max(0, min(1, (px * dx + py * dy) / square))
            far = hypot(px - share * dx, py - share * dy)
            if far > worst:
                worst_at, worst = k, far
        metres += hypot(dx, dy)
        up_kept += max(0.0, points[b].height - points[a].height)
        track.append((b, round(metres, 1), points[b].height))
        a = b
    return {"track": track, "order": order, "worst": (worst_at, round(worst, 2)), "climb": (up, up_kept)}
