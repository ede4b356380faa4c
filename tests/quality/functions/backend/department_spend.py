"""Answers the finance dashboard's spend questions from the booking list."""
import random
from dataclasses import dataclass
from datetime import date, timedelta


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
    """Sum up the bookings each question asks for (days inclusive, void ones left out).

    Returns one dict per question: total, count, first and last booking day and whether the
    budget for the span is exceeded. A span that ends before it starts raises ValueError.
    """
    answers = []
    for number, q in enumerate(questions, 1):
        if q.until < q.since:
            raise ValueError(f"question {number}: span ends before it starts")
        chosen = []
        for b in bookings:
            if b.void:
                continue
            if b.department == q.department and q.since <= b.day <= q.until:
                if not q.category or b.category == q.category:
                    chosen.append(b)
        total = sum(b.cents for b in chosen)
        days = (q.until - q.since).days + 1
        answers.append({
            "question": number,
            "total": f"{total / 100:.2f}",
            "count": len(chosen),
            "first": min((b.day for b in chosen), default=None),
            "last": max((b.day for b in chosen), default=None),
            "over": bool(q.budget) and total > q.budget * days,
        })
    return answers


def workload():
    rng = random.Random(2020)
    base = date(2022, 1, 1)
    departments = ["ops", "sales", "legal", "it", "hr"]
    categories = ["travel", "cloud", "meals", "hardware"]
    bookings = [Booking(rng.choice(departments), base + timedelta(days=rng.randrange(700)), rng.randrange(-5000, 90000),
                        rng.choice(categories), rng.random() < 0.05) for _ in range(6000)]
    questions = []
    for _ in range(260):
        since = base + timedelta(days=rng.randrange(-10, 690))
        questions.append(Question(rng.choice(departments + ["ghost"]), since, since + timedelta(days=rng.randrange(0, 120)),
                                  rng.choice(categories + ["", ""]), rng.choice([0, 20000, 60000])))
    return [(bookings, questions)]
