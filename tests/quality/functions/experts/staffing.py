from itertools import accumulate


def staffing(shifts, days, required):
    slots = max(0, days * 96)
    change = [0] * (slots + 1)
    for first, length in shifts:
        start = max(0, first)
        end = min(slots, first + length)
        if start < end:
            change[start] += 1
            change[end] -= 1
    people = accumulate(change[:slots])
    return [(slot, required - n) for slot, n in enumerate(people) if n < required]
