import math
from typing import NamedTuple, Optional


class Pin(NamedTuple):
    name: str
    x: float
    y: float
    rank: int
    label: Optional[str] = None


def declutter_pins(pins, radius, limit=None):
    if radius < 0:
        raise ValueError("radius must not be negative")
    seen = set()
    isfinite = math.isfinite
    for pin in pins:
        if pin.name in seen:
            raise ValueError("pin %s given twice" % pin.name)
        if not (isfinite(pin.x) and isfinite(pin.y)):
            raise ValueError("pin %s has no place on the map" % pin.name)
        seen.add(pin.name)
    drawn = []
    swallowed = []
    hidden = {}
    surplus = []
    cells = {}
    reach = radius * radius
    size = radius * 1.0001 or 1.0  # a little more than the radius, so that rounding cannot skip a cell
    for pin in sorted(pins, key=lambda p: (-p.rank, p.name)):
        name, x, y, _, _ = pin
        cx = int(x // size)
        cy = int(y // size)
        first = len(drawn)
        for gx in (cx - 1, cx, cx + 1):
            for gy in (cy - 1, cy, cy + 1):
                for at, ox, oy in cells.get((gx, gy), ()):
                    if at >= first:
                        break
                    dx = x - ox
                    dy = y - oy
                    if dx * dx + dy * dy < reach:
                        first = at
                        break
        if first < len(drawn):
            hidden[name] = drawn[first].name
            swallowed[first] += 1
        elif limit is not None and len(drawn) >= limit:
            surplus.append(name)
        else:
            cells.setdefault((cx, cy), []).append((len(drawn), x, y))
            drawn.append(pin)
            swallowed.append(0)
    captions = []
    for pin, count in zip(drawn, swallowed):
        text = pin.label or pin.name
        captions.append("%s (+%d)" % (text, count) if count else text)
    box = None
    if drawn:
        xs = [p.x for p in drawn]
        ys = [p.y for p in drawn]
        box = (min(xs), min(ys), max(xs), max(ys))
    return captions, hidden, box, surplus
