import random
from collections import namedtuple
from datetime import date, timedelta

Mark = namedtuple("Mark", "day pupil code")
Summary = namedtuple("Summary", "pupil present late permille last_absence warning")


def summarise(marks, pupil, first, last, threshold):
    present = late = possible = 0
    last_absence = None
    for mark in marks:
        if mark.pupil != pupil or not first <= mark.day <= last:
            continue
        if mark.code == "-":
            continue
        possible += 1
        if mark.code in ("P", "L"):
            present += 1
            if mark.code == "L":
                late += 1
        elif last_absence is None or mark.day > last_absence:
            last_absence = mark.day
    if not possible:
        return None
    permille = present * 1000 // possible
    return Summary(pupil, present, late, permille, last_absence, permille < threshold)


def attendance_windows(marks, windows, threshold=900):
    """Sum up register marks (P present, L late, A absent, - no school) for
    windows (pupil, first day, last day) of a school year.

    Returns (summaries or None, pupils with a warning, worst summary)."""
    summaries = []
    warned = set()
    worst = None
    for pupil, first, last in windows:
        if last < first:
            raise ValueError(f"window of {pupil} ends before it starts")
        summary = summarise(marks, pupil, first, last, threshold)
        summaries.append(summary)
        if summary is None:
            continue
        if summary.warning:
            warned.add(pupil)
        if worst is None or summary.permille < worst.permille:
            worst = summary
    return summaries, sorted(warned), worst


def workload():
    rng = random.Random(12)
    pupils = [f"pupil{k:02d}" for k in range(24)]
    days = [(date(2023, 9, 4) + timedelta(days=k)).isoformat() for k in range(160)]
    marks = [Mark(day, pupil, rng.choice("PPPPPPPLA-")) for day in days for pupil in pupils]
    rng.shuffle(marks)
    windows = []
    for _ in range(330):
        first = rng.randrange(150)
        windows.append((rng.choice(pupils), days[first], days[min(159, first + rng.randint(5, 90))]))
    return [(marks, windows, 850)]
