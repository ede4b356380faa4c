DAY = 24 * 60


def _fmt(minute):
    return "%d+%02d:%02d" % (minute // DAY, minute % DAY // 60, minute % 60)


def coverage_gaps(shifts, required, open_from, open_to):
    if open_to < open_from:
        raise ValueError("closing before opening")
    gaps = []
    if open_to == open_from:
        return gaps, None, 0
    delta = {}
    on_duty = 0
    for _, start, end in shifts:
        if start < open_from:
            start = open_from
        if end > open_to:
            end = open_to
        if start >= end:
            continue
        delta[start] = delta.get(start, 0) + 1
        delta[end] = delta.get(end, 0) - 1
    on_duty = delta.pop(open_from, 0)
    delta.pop(open_to, None)
    marks = sorted(delta)
    marks.append(open_to)
    missing = 0
    worst = None
    gap_start = None
    gap_low = 0
    at = open_from
    for nxt in marks:
        if worst is None or on_duty < worst:
            worst = on_duty
        if on_duty < required:
            missing += (required - on_duty) * (nxt - at)
            if gap_start is None:
                gap_start = at
                gap_low = on_duty
            elif on_duty < gap_low:
                gap_low = on_duty
        elif gap_start is not None:
            gaps.append({"from": _fmt(gap_start), "to": _fmt(at), "lowest": gap_low})
            gap_start = None
        at = nxt
        on_duty += delta.get(nxt, 0)
    if gap_start is not None:
        gaps.append({"from": _fmt(gap_start), "to": _fmt(open_to), "lowest": gap_low})
    return gaps, worst, missing
