import random
from datetime import date, timedelta


def _is_working(day, holidays):
    if day.weekday() >= 5:
        return False
    return day.isoformat() not in holidays


def invoice_due_dates(invoices, terms, holidays, today):
    """Due date and working days overdue of each invoice dict(no, issued, klass, cents).

    Terms are working days per customer class; dates are ISO strings. Returns (rows, overdue sum)."""
    as_of = date.fromisoformat(today)
    rows = []
    overdue_sum = 0
    for inv in invoices:
        day = date.fromisoformat(inv["issued"])
        left = terms.get(inv["klass"], terms["default"])
        while left > 0:
            day += timedelta(days=1)
            if _is_working(day, holidays):
                left -= 1
        late = 0
        probe = day
        while probe < as_of:
            probe += timedelta(days=1)
            if _is_working(probe, holidays):
                late += 1
        if late:
            overdue_sum += inv["cents"]
        rows.append("%s due %s%s" % (inv["no"], day.isoformat(), " (%d late)" % late if late else ""))
    return rows, overdue_sum


def workload():
    out = []
    for seed, n, years in ((181, 45, 2), (182, 60, 1), (183, 6, 0), (184, 25, 3)):
        rng = random.Random(seed)
        base = date(2023, 1, 1)
        hol = sorted({(base + timedelta(days=rng.randint(0, 365 * (years + 1)))).isoformat()
                      for _ in range(12 * (years + 1))})
        invs = [{"no": "R%04d" % i, "issued": (base + timedelta(days=rng.randint(0, 365 * (years + 1)))).isoformat(),
                 "klass": rng.choice("ABCD"), "cents": rng.randint(500, 90000)} for i in range(n)]
        out.append((invs, {"A": 10, "B": 22, "C": 65, "default": 0 if seed == 184 else 5},
                    hol, (base + timedelta(days=365 * (years + 1))).isoformat()))
    return out
