def _place(boxes, anchor, w, h, right, width, gap):
    y = anchor
    last = width - w
    while True:
        band = sorted((x, x + bw) for x, top, bw, bottom in boxes if top < y + h and y < bottom)
        if right:
            x = last
            for left, end in sorted(band, key=lambda b: -b[1]):
                if left < x + w + gap:
                    if end + gap <= x:
                        break
                    x = left - gap - w
            if x >= 0:
                return x, y
        else:
            x = 0
            for left, end in band:
                if x < end + gap:
                    if left >= x + w + gap:
                        break
                    x = end + gap
            if x <= last:
                return x, y
        y = min(box[3] for box in boxes if box[3] > y)


def flow_text(text, floats, width=60, gap=1, least=8):
    words = text.split()
    if width < least or least < 1 or gap < 0:
        raise ValueError("a width of %r does not go with gap %r and least %r" % (width, gap, least))
    for word in words:
        if len(word) > width:
            raise ValueError("the word %r is wider than the page" % word)
    places = []
    boxes = []  # (x, top, width, bottom)
    for number, (anchor, w, h, side) in enumerate(floats, 1):
        if side not in ("left", "right"):
            raise ValueError("float %d: unknown side %r" % (number, side))
        if not 0 < w <= width or h < 1 or anchor < 0:
            raise ValueError("float %d does not fit the page" % number)
        x, y = _place(boxes, anchor, w, h, side == "right", width, gap)
        boxes.append((x, y, w, y + h))
        places.append((x, y))
    depth = max([box[3] for box in boxes], default=0)
    turns = {y for box in boxes for y in (box[1], box[3])} | {0}
    rows = []
    room = used = bare = at = 0
    while at < len(words) or len(rows) < depth:
        y = len(rows)
        if y in turns:
            marks = []
            free = []
            start = 0
            for x, top, w, bottom, k in sorted((*box, k) for k, box in enumerate(boxes)):
                if top <= y < bottom:
                    marks.append((x, ("%x" % (k % 16)) * w))
                    if x - gap - start >= least:
                        free.append((start, x - gap))
                    start = max(start, x + w + gap)
            if width - start >= least:
                free.append((start, width))
            whole = sum([b - a for a, b in free])
        room += whole
        pieces = []
        for start, end in free:
            if at == len(words):
                break
            left = end - start
            begin = at
            while at < len(words) and len(words[at]) <= left:
                left -= len(words[at]) + 1
                at += 1
            if at > begin:
                line = " ".join(words[begin:at])
                pieces.append((start, line))
                used += len(line)
        bare += not pieces
        pieces += marks
        pieces.sort()
        row = ""
        for x, piece in pieces:
            row = row.ljust(x) + piece
        rows.append(row)
    return places, rows, round(used / room, 4) if room else 0.0, bare
