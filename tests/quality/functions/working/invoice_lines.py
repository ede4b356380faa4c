"""Format invoice rows: due date, tax by country and a running total."""
import random
from datetime import datetime, timedelta
from decimal import Decimal, ROUND_HALF_UP

RATES = [("DE", "0.19"), ("FR", "0.20"), ("PL", "0.23"), ("IE", "0.23"), ("LU", "0.17")]


def _rate(country):
    table = {}
    for code, text in RATES:
        table[code] = Decimal(text)
    return table.get(country, Decimal("0"))


def _due(day_text):
    issued = datetime.strptime(day_text, "%Y-%m-%d")
    due = issued + timedelta(days=30)
    while due.weekday() >= 5:
        due = due + timedelta(days=1)
    return due.strftime("%d.%m.%Y")


def invoice_lines(rows):
    lines = []
    running = Decimal("0")
    for number, (day, country, cents) in enumerate(rows, 1):
        net = Decimal(cents) / Decimal(100)
        tax = (net * _rate(country)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        gross = net + tax
        running = running + gross
        lines.append(f"{number:05d} {_due(day)} {country} {net:.2f}+{tax}={gross:.2f} ({running:.2f})")
    return lines, str(running)


def workload():
    rnd = random.Random(3)

    def mk(n):
        return [(f"2024-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}", rnd.choice(["DE", "FR", "PL", "US", "LU"]), rnd.randrange(0, 100000)) for _ in range(n)]

    return [([],), (mk(20),), (mk(500),), (mk(9000),)]
