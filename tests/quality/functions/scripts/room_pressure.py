import random


def room_pressure(bookings, opening, closing):
    """Bookings are (start, end) minutes, end excluded. For the minutes from opening
    to closing (excluded): (peak use, first minute at peak, minutes at peak, idle
    minutes)."""
    use = []
    for minute in range(opening, closing):
        use.append(len([1 for start, end in bookings if start <= minute < end]))
    if not use:
        return 0, None, 0, 0
    return max(use), opening + use.index(max(use)), use.count(max(use)), use.count(0)


def workload():
    rng = random.Random(6)
    out = [([(5, 9)], 10, 10), ([], 0, 30)]
    for n, day in ((40, 300), (280, 1440), (700, 2880)):
        rows = []
        for _ in range(n):
            s = rng.randrange(-20, day)
            rows.append((s, s + rng.randint(0, 90)))
        out.append((rows, 60, day - 30))
    return out
