from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import attrgetter


@dataclass
class Booking:
    department: str
    day: date
    cents: int
    category: str
    void: bool = False


@dataclass
class Question:
    department: str
    since: date
    until: date
    category: str = ""  # empty: any
    budget: int = 0     # cents per day, 0: no budget


def department_spend(bookings, questions):
    # only what is asked for is indexed
    asked = {(q.department, q.category or None) for q in questions}
    groups = {key: ([], [0]) for key in asked}
    for b in sorted([b for b in bookings if not b.void], key=attrgetter("day")):
        for key in ((b.department, None), (b.department, b.category)):
            group = groups.get(key)
            if group is not None:
                group[0].append(b.day)
                group[1].append(b.cents)
    groups = {key: (days, list(accumulate(cents))) for key, (days, cents) in groups.items()}
    answers = []
    for number, q in enumerate(questions, 1):
        since, until = q.since, q.until
        if until < since:
            raise ValueError(f"question {number}: span ends before it starts")
        days, sums = groups[q.department, q.category or None]
        lo = bisect_left(days, since)
        hi = bisect_right(days, until, lo)
        total = sums[hi] - sums[lo]
        answers.append({
            "question": number,
            "total": f"{total / 100:.2f}",
            "count": hi - lo,
            "first": days[lo] if hi > lo else None,
            "last": days[hi - 1] if hi > lo else None,
            "over": bool(q.budget) and total > q.budget * ((until - since).days + 1),
        })
    return answers
