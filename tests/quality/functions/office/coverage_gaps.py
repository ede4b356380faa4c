import random

DAY = 24 * 60


def _fmt(minute):
    return "%d+%02d:%02d" % (minute // DAY, minute % DAY // 60, minute % 60)


def coverage_gaps(shifts, required, open_from, open_to):
    """List the understaffed stretches between open_from and open_to (minutes).

    shifts: (person, start, end) half open; required: staff needed.
    Also returns the worst headcount and the number of missing man-minutes.
    """
    if open_to < open_from:
        raise ValueError("closing before opening")
    gaps = []
    missing = 0
    worst = None
    gap_start = None
    gap_low = 0
    for minute in range(open_from, open_to):
        on_duty = 0
        for person, start, end in shifts:
            if start <= minute < end:
                on_duty += 1
        if worst is None or on_duty < worst:
            worst = on_duty
        if on_duty < required:
            missing += required - on_duty
            if gap_start is None:
                gap_start = minute
                gap_low = on_duty
            gap_low = min(gap_low, on_duty)
        elif gap_start is not None:
            gaps.append({"from": _fmt(gap_start), "to": _fmt(minute), "lowest": gap_low})
            gap_start = None
    if gap_start is not None:
        gaps.append({"from": _fmt(gap_start), "to": _fmt(open_to), "lowest": gap_low})
    return gaps, worst, missing


def _shifts(seed, n, days):
    rnd = random.Random(seed)
    res = []
    for i in range(n):
        s = rnd.randrange(0, days * DAY, 15)
        res.append(("P%d" % (i % 17), s, s + rnd.choice([240, 360, 480, 485])))
    return res


def workload():
    return [(_shifts(1, 240, 3), 26, 360, 3 * DAY), (_shifts(2, 360, 4), 30, 0, 2 * DAY),
            (_shifts(3, 6, 1), 2, 480, 1020), ([], 1, 100, 100)]
