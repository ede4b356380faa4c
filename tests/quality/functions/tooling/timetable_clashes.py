import random
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

    def overlaps(self, other):
        return self.day == other.day and self.start < other.end and other.start < self.end


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
    """Find lessons at the same time that share a room, teacher or group.

    Returns (clashes (code, code, reasons), clashes per day, codes of lessons
    that are in no clash)."""
    for lesson in lessons:
        if lesson.end <= lesson.start:
            raise ValueError(f"lesson {lesson.code} has no duration")
    clashes = []
    per_day = {}
    involved = set()
    for index, lesson in enumerate(lessons):
        for other in lessons[index + 1:]:
            if not lesson.overlaps(other):
                continue
            reasons = shared(lesson, other)
            if reasons:
                clashes.append((lesson.code, other.code, reasons))
                per_day[lesson.day] = per_day.get(lesson.day, 0) + 1
                involved.update((lesson.code, other.code))
    return clashes, per_day, [lesson.code for lesson in lessons if lesson.code not in involved]


def workload():
    rng = random.Random(2718)
    lessons = []
    for n in range(980):
        start = rng.randrange(8 * 60, 15 * 60, 15)
        lessons.append(Lesson(
            f"L{n}", rng.choice(["mon", "tue", "wed", "thu", "fri"]), start, start + rng.choice([45, 60, 90]),
            rng.choice(["", f"R{rng.randrange(60)}"]), f"T{rng.randrange(70)}",
            tuple(sorted({f"G{rng.randrange(90)}" for _ in range(rng.randint(1, 2))})),
        ))
    return [(lessons,)]
