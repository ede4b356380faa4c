from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    code: str
    day: str
    start: int
    end: int
    room: str
    teacher: str
    groups: tuple


def shared(lesson, other):
    reasons = []
    if lesson.room and lesson.room == other.room:
        reasons.append(f"room {lesson.room}")
    if lesson.teacher == other.teacher:
        reasons.append(f"teacher {lesson.teacher}")
    for group in lesson.groups:
        if group in other.groups:
            reasons.append(f"group {group}")
    return reasons


def timetable_clashes(lessons):
    users = {}
    for index, lesson in enumerate(lessons):
        start, end = lesson.start, lesson.end
        if end <= start:
            raise ValueError(f"lesson {lesson.code} has no duration")
        day = lesson.day
        entry = (index, start, end)
        users.setdefault((day, "teacher", lesson.teacher), []).append(entry)
        if lesson.room:
            users.setdefault((day, "room", lesson.room), []).append(entry)
        for group in set(lesson.groups):
            users.setdefault((day, "group", group), []).append(entry)
    pairs = set()
    for entries in users.values():
        for place, (index, start, end) in enumerate(entries):
            for later, other_start, other_end in entries[place + 1:]:
                if start < other_end and other_start < end:
                    pairs.add((index, later))
    clashes = []
    per_day = {}
    involved = set()
    for index, later in sorted(pairs):
        lesson, other = lessons[index], lessons[later]
        clashes.append((lesson.code, other.code, shared(lesson, other)))
        per_day[lesson.day] = per_day.get(lesson.day, 0) + 1
        involved.add(lesson.code)
        involved.add(other.code)
    return clashes, per_day, [lesson.code for lesson in lessons if lesson.code not in involved]
