"""Business days between invoice and payment (exclusive start, inclusive end) and overdue flags."""
import random
from datetime import date, timedelta


def payment_deadlines(invoices, holidays, allowed):
    report = []
    late_total = 0
    for ref, sent, paid in invoices:
        if paid < sent:
            report.append((ref, None, "invalid"))
            continue
        days = 0
        cursor = sent
        while cursor < paid:
            cursor = cursor + timedelta(days=1)
            if cursor.weekday() in (5, 6):
                continue
            if cursor in holidays:
                continue
            days += 1
        if days > allowed:
            late_total += days - allowed
            report.append((ref, days, "late"))
        else:
            report.append((ref, days, "ok"))
    return report, late_total


def workload():
    rnd = random.Random(72)
    base = date(2019, 1, 1)
    hol = sorted({base + timedelta(days=rnd.randrange(1800)) for _ in range(40)})
    hol = hol + hol[:3]

    def mk(n):
        out = []
        for i in range(n):
            s = base + timedelta(days=rnd.randrange(1500))
            out.append((f"inv{i}", s, s + timedelta(days=rnd.randrange(-3, 300))))
        return out

    return [([], [], 5), (mk(6), [], 10), (mk(40), hol, 30), (mk(900), hol, 60)]
