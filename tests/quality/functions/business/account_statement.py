import random
from dataclasses import dataclass, field


@dataclass
class Posting:
    day: str
    text: str
    cents: int


@dataclass
class Account:
    owner: str
    opening: int
    limit: int = 0
    postings: list = field(default_factory=list)

    @property
    def balance(self):
        return self.opening + sum(p.cents for p in self.postings)

    @property
    def overdrawn(self):
        return self.balance < -self.limit

    def book(self, posting):
        self.postings.append(posting)


def _money(cents):
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{rest:02d}"


def account_statement(owner, opening, limit, rows):
    """Statement of an account as text lines with the balance after every booking.

    rows are (day, text, cents) tuples; they are booked in order of the day.
    """
    if limit < 0:
        raise ValueError("limit must not be negative")
    account = Account(owner, opening, limit)
    lines = [f"Statement for {owner}", f"Opening balance {_money(opening)}"]
    days_overdrawn = []
    lowest = account.balance
    for day, text, cents in sorted(rows, key=lambda r: r[0]):
        if not cents:
            continue
        account.book(Posting(day, text, cents))
        mark = ""
        if account.overdrawn:
            mark = " *"
            if day not in days_overdrawn[-1:]:
                days_overdrawn.append(day)
        lowest = min(lowest, account.balance)
        lines.append(f"{day} {text:<20.20} {_money(cents):>12} {_money(account.balance):>14}{mark}")
    lines.append(f"Closing balance {_money(account.balance)}, lowest {_money(lowest)}")
    return {"lines": lines, "overdrawn_days": days_overdrawn, "closing": account.balance}


def _rows(rng, n):
    texts = ["Card payment", "Rent", "Salary", "Transfer to savings account", "Refund", "Fee"]
    rows = []
    for _ in range(n):
        day = f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        cents = rng.choice([0, -199, -499, -1250]) if rng.random() < .4 else rng.randint(-90000, 91000)
        rows.append((day, rng.choice(texts), cents))
    return rows


def workload():
    rng = random.Random(202)
    return [
        ("Nobody", 500, 0, []),
        ("A. Small", 10000, 0, _rows(rng, 8)),
        ("B. Shop Ltd", 250000, 100000, _rows(rng, 420)),
        ("C. Trade Ltd", -3000, 5000, _rows(rng, 1000)),
    ]
