from bisect import bisect_left, bisect_right
from collections import namedtuple

Mark = namedtuple("Mark", "day pupil code")
Summary = namedtuple("Summary", "pupil present late permille last_absence warning")


def index_marks(records):
    """(days, running present, running late, days of absence), by day."""
    days, present, late, absences = [], [0], [0], []
    here = tardy = 0
    for day, code in sorted(records):
        if code == "P":
            here += 1
        elif code == "L":
            here += 1
            tardy += 1
        else:
            absences.append(day)
        days.append(day)
        present.append(here)
        late.append(tardy)
    return days, present, late, absences


def attendance_windows(marks, windows, threshold=900):
    by_pupil = {}
    if windows:
        wanted = {window[0] for window in windows}
        for day, pupil, code in marks:
            if pupil in wanted and code != "-":
                by_pupil.setdefault(pupil, []).append((day, code))
    indexed = {}
    summaries = []
    warned = set()
    worst = None
    for pupil, first, last in windows:
        if last < first:
            raise ValueError(f"window of {pupil} ends before it starts")
        if pupil not in by_pupil:
            summaries.append(None)
            continue
        if pupil not in indexed:
            indexed[pupil] = index_marks(by_pupil[pupil])
        days, present_until, late_until, absences = indexed[pupil]
        low = bisect_left(days, first)
        high = bisect_right(days, last)
        if low == high:
            summaries.append(None)
            continue
        present = present_until[high] - present_until[low]
        late = late_until[high] - late_until[low]
        permille = present * 1000 // (high - low)
        last_absence = None
        if present < high - low:
            last_absence = absences[bisect_right(absences, last) - 1]
        summary = Summary(pupil, present, late, permille, last_absence, permille < threshold)
        summaries.append(summary)
        if summary.warning:
            warned.add(pupil)
        if worst is None or permille < worst.permille:
            worst = summary
    return summaries, sorted(warned), worst
