import itertools
import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    w: int
    h: int
    mark: str = "#"

    def overlaps(self, other, gap):
        return (self.x < other.x + other.w + gap and other.x < self.x + self.w + gap
                and self.y < other.y + other.h and other.y < self.y + self.h)

    def covers(self, x, y, gap=0):
        return self.x - gap <= x < self.x + self.w + gap and self.y <= y < self.y + self.h


class Page:
    def __init__(self, width, gap):
        self.width = width
        self.gap = gap
        self.boxes = []

    def place(self, anchor, w, h, side):
        """Put a float at or below its anchor row, as high as possible and as near to its side as possible."""
        places = range(self.width - w + 1)
        if side == "right":
            places = places[::-1]
        for y in itertools.count(anchor):
            for x in places:
                box = Box(x, y, w, h, "%x" % (len(self.boxes) % 16))
                if not any(box.overlaps(other, self.gap) for other in self.boxes):
                    self.boxes.append(box)
                    return x, y

    def segments(self, y, least):
        """The stretches of row y that are free for text, as (from, to)."""
        found = []
        start = None
        for x in range(self.width + 1):
            free = x < self.width and not any(box.covers(x, y, self.gap) for box in self.boxes)
            if free and start is None:
                start = x
            elif not free and start is not None:
                if x - start >= least:
                    found.append((start, x))
                start = None
        return found

    def render(self, y, pieces):
        """One row of the page with its pieces of text {x: text} and the marks of the floats."""
        row = ""
        for x in range(self.width):
            marks = [box.mark for box in self.boxes if box.covers(x, y)]
            marks += [text[x - start] for start, text in pieces.items() if start <= x < start + len(text)]
            row += marks[0] if marks else " "
        return row.rstrip()


def flow_text(text, floats, width=60, gap=1, least=8):
    """Set a text around floats on an endless page of `width` characters.

    Floats are (anchor row, width, height, "left" or "right") and are placed in the order given; the words then
    fill what is free, no stretch narrower than `least` being used.
    Returns (places of the floats as (x, y), rows, share of the usable room taken by text, rows without text).
    """
    words = text.split()
    if width < least or least < 1 or gap < 0:
        raise ValueError("a width of %r does not go with gap %r and least %r" % (width, gap, least))
    for word in words:
        if len(word) > width:
            raise ValueError("the word %r is wider than the page" % word)
    page = Page(width, gap)
    places = []
    for number, (anchor, w, h, side) in enumerate(floats, 1):
        if side not in ("left", "right"):
            raise ValueError("float %d: unknown side %r" % (number, side))
        if not 0 < w <= width or h < 1 or anchor < 0:
            raise ValueError("float %d does not fit the page" % number)
        places.append(page.place(anchor, w, h, side))
    rows, room, used, bare = [], 0, 0, 0
    while words or any(box.y + box.h > len(rows) for box in page.boxes):
        pieces = {}
        for start, end in page.segments(len(rows), least):
            line = ""
            while words and len(line) + bool(line) + len(words[0]) <= end - start:
                line += (" " if line else "") + words.pop(0)
            pieces[start] = line
            room += end - start
            used += len(line)
        bare += not any(pieces.values())
        rows.append(page.render(len(rows), pieces))
    return places, rows, round(used / room, 4) if room else 0.0, bare


def _floats(rnd, n, width, rows):
    return [(rnd.randrange(rows), rnd.randint(3, width // 2), rnd.randint(2, 6), rnd.choice(["left", "right"]))
            for _ in range(n)]


def workload():
    rnd = random.Random(66)
    words = ["".join(rnd.choice("aeioulnrst") for _ in range(rnd.randint(1, 9))) for _ in range(900)]
    return [(" ".join(words[:400]), _floats(rnd, 40, 72, 60), 72), (" ".join(words[:90]), _floats(rnd, 18, 44, 12), 44, 2, 6),
            (" ".join(words[600:640]), [], 30)]
