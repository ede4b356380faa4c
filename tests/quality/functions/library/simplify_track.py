import math
import random
from dataclasses import dataclass

EARTH = 6371008.8


@dataclass(frozen=True)
class TrackPoint:
    lat: float
    lon: float
    height: float = 0.0


def _check(points):
    for number, point in enumerate(points):
        if not (-90 <= point.lat <= 90 and -180 <= point.lon <= 180):
            raise ValueError("point %d is off the map: %r, %r" % (number, point.lat, point.lon))


def _plane(points):
    """Metres east and north of the first point."""
    origin = points[0]
    scale = math.cos(math.radians(origin.lat))
    return [(EARTH * math.radians(p.lon - origin.lon) * scale, EARTH * math.radians(p.lat - origin.lat))
            for p in points]


def _triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _least(xy, kept):
    """The place in `kept` of the inner point with the smallest triangle, and its area."""
    areas = [_triangle(xy[kept[k - 1]], xy[kept[k]], xy[kept[k + 1]]) for k in range(1, len(kept) - 1)]
    smallest = min(areas)
    return areas.index(smallest) + 1, smallest


def _deviation(p, a, b):
    """Distance of a point from a piece of line."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    share = 0 if not square else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    return math.hypot(p[0] - a[0] - share * dx, p[1] - a[1] - share * dy)


def _span(kept, index):
    """The kept points just before and after a dropped one."""
    before = [k for k in kept if k < index]
    after = [k for k in kept if k > index]
    return before[-1], after[0]


def _walked(xy, kept, index):
    """Metres along the simplified track up to a kept point."""
    metres = 0.0
    for a, b in zip(kept, kept[1:]):
        if b > index:
            break
        metres += math.hypot(xy[b][0] - xy[a][0], xy[b][1] - xy[a][1])
    return metres


def simplify_track(points, keep=None, area=0.0):
    """Drop the points of a track that change its shape least (Visvalingam's method).

    Points go as long as more than `keep` are left, or, without `keep`, as long as the smallest triangle is not over
    `area` square metres. Returns a dict: `track` of (index, metres from the start, height) of the points left, `order`
    of the dropped indexes with their areas, `worst` as (index, metres) of the dropped point farthest from the new
    track, and `climb`, the metres upward before and after.
    """
    if keep is not None and keep < 2:
        raise ValueError("keep at least the two ends")
    if area < 0:
        raise ValueError("negative area")
    _check(points)
    if len(points) < 2:
        raise ValueError("a track needs two points")
    xy = _plane(points)
    kept = list(range(len(points)))
    order = []
    while len(kept) > max(2, keep or 0):
        place, size = _least(xy, kept)
        if keep is None and size > area:
            break
        order.append((kept[place], round(size, 2)))
        kept = kept[:place] + kept[place + 1:]
    worst = (None, 0.0)
    for index in range(len(points)):
        if index not in kept:
            a, b = _span(kept, index)
            metres = _deviation(xy[index], xy[a], xy[b])
            if metres > worst[1]:
                worst = (index, metres)
    climb = [0.0, 0.0]
    for which, chosen in enumerate((range(len(points)), kept)):
        for a, b in zip(chosen, chosen[1:]):
            climb[which] += max(0.0, points[b].height - points[a].height)
    track = [(k, round(_walked(xy, kept, k), 1), points[k].height) for k in kept]
    return {"track": track, "order": order, "worst": (worst[0], round(worst[1], 2)), "climb": tuple(climb)}


def _hike(rnd, n):
    lat, lon, height, course = 46.5, 8.1, 900.0, 0.0
    out = []
    for _ in range(n):
        out.append(TrackPoint(round(lat, 5), round(lon, 5), round(height, 1)))
        course += rnd.gauss(0, .4)
        lat += .0001 * math.cos(course)
        lon += .00015 * math.sin(course)
        height += rnd.gauss(1, 3)
    return out


def workload():
    rnd = random.Random(1848)
    return [(_hike(rnd, 700), 60), (_hike(rnd, 450), None, 60.0), (_hike(rnd, 12), 5)]
