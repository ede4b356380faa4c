"""Count the ways boxes can be lined up on a pallet of a given length and no two fragile ones adjacent."""


def _count(left, boxes, last_fragile):
    if left == 0:
        return 1
    total = 0
    for length, fragile in boxes:
        if length > left:
            continue
        if fragile and last_fragile:
            continue
        total += _count(left - length, boxes, fragile)
    return total


def pallet_layouts(pallet_len, boxes):
    usable = [(length, bool(fragile)) for length, fragile in boxes if length > 0]
    if pallet_len < 0:
        return {"layouts": 0, "note": "negative pallet"}
    if not usable:
        return {"layouts": 0, "note": "no boxes"}
    n = _count(pallet_len, usable, False)
    if n == 0:
        return {"layouts": 0, "note": "does not fit"}
    return {"layouts": n, "note": "ok" if n > 1 else "unique"}


def workload():
    boxes = [(2, False), (3, True), (5, False), (3, False), (0, True)]
    return [(7, []), (1, boxes), (9, boxes), (31, boxes)]
