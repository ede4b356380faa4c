import math
import random
from typing import NamedTuple, Optional


class Pin(NamedTuple):
    name: str
    x: float
    y: float
    rank: int
    label: Optional[str] = None


def _check(pin, seen):
    if pin.name in seen:
        raise ValueError("pin %s given twice" % pin.name)
    if not (math.isfinite(pin.x) and math.isfinite(pin.y)):
        raise ValueError("pin %s has no place on the map" % pin.name)


def _collides(a, b, radius):
    dx = a.x - b.x
    dy = a.y - b.y
    return dx * dx + dy * dy < radius * radius


def _caption(pin, swallowed):
    text = pin.label or pin.name
    return "%s (+%d)" % (text, swallowed) if swallowed else text


def declutter_pins(pins, radius, limit=None):
    """Choose the pins to draw at a zoom level: by rank, none closer than `radius` to one already drawn.

    A pin that is too close is folded into the best-ranked pin drawn near it, whose caption shows how many.
    Returns (captions in drawing order, {hidden pin: drawn pin}, bounding box drawn or None, pins beyond the limit).
    """
    if radius < 0:
        raise ValueError("radius must not be negative")
    seen = set()
    for pin in pins:
        _check(pin, seen)
        seen.add(pin.name)
    drawn = []
    hidden = {}
    surplus = []
    for pin in sorted(pins, key=lambda p: (-p.rank, p.name)):
        blockers = [other for other in drawn if _collides(pin, other, radius)]
        if blockers:
            hidden[pin.name] = blockers[0].name
        elif limit is not None and len(drawn) >= limit:
            surplus.append(pin.name)
        else:
            drawn.append(pin)
    captions = []
    for pin in drawn:
        swallowed = 0
        for name in hidden.values():
            if name == pin.name:
                swallowed += 1
        captions.append(_caption(pin, swallowed))
    box = None
    if drawn:
        box = (min(p.x for p in drawn), min(p.y for p in drawn), max(p.x for p in drawn), max(p.y for p in drawn))
    return captions, hidden, box, surplus


def _pins(rnd, n, width):
    return [Pin("p%03d" % i, round(rnd.uniform(-width, width), 2), round(rnd.gauss(0, width / 2), 2), rnd.randint(1, 9),
                rnd.choice([None, "", "Cafe %d" % i])) for i in range(n)]


def workload():
    rnd = random.Random(93)
    return [(_pins(rnd, 900, 100.0), 6.0), (_pins(rnd, 600, 400.0), 12.5, 150), (_pins(rnd, 40, 5.0), 0), ([], 3.0)]
