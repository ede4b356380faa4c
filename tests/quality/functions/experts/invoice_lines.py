from datetime import datetime, timedelta
from decimal import Decimal, ROUND_HALF_UP

RATES = {"DE": Decimal("0.19"), "FR": Decimal("0.20"), "PL": Decimal("0.23"), "IE": Decimal("0.23"), "LU": Decimal("0.17")}


def _due(day_text):
    due = datetime.strptime(day_text, "%Y-%m-%d") + timedelta(days=30)
    wd = due.weekday()
    if wd >= 5:
        due += timedelta(days=7 - wd)
    return due.strftime("%d.%m.%Y")


def invoice_lines(rows):
    lines = []
    add = lines.append
    zero = running = Decimal("0")
    hundred = Decimal(100)
    cent = Decimal("0.01")
    due_by_day = {}
    rates = RATES
    for number, (day, country, cents) in enumerate(rows, 1):
        net = Decimal(cents) / hundred
        tax = (net * rates.get(country, zero)).quantize(cent, rounding=ROUND_HALF_UP)
        gross = net + tax
        running += gross
        due = due_by_day.get(day)
        if due is None:
            due = due_by_day[day] = _due(day)
        lines.append(f"{number:05d} {due} {country} {net:.2f}+{tax}={gross:.2f} ({running:.2f})")
    return lines, str(running)
