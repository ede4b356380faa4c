from bisect import bisect_left, bisect_right
from datetime import date


def _weekdays(n):
    """Mondays to Fridays in ordinals 1..n (ordinal 1 is a Monday)."""
    weeks, rest = divmod(n, 7)
    return 5 * weeks + min(rest, 5)


def invoice_due_dates(invoices, terms, holidays, today):
    as_of = date.fromisoformat(today).toordinal()
    free = set()
    for text in holidays:
        try:
            day = date.fromisoformat(text)
        except (TypeError, ValueError):
            continue
        if day.isoformat() == text and day.weekday() < 5:
            free.add(day.toordinal())
    free = sorted(free)
    # working-day number of each holiday if it were worked, used to walk over holidays
    marks = [_weekdays(n) - i for i, n in enumerate(free)]

    def worked(n):
        return _weekdays(n) - bisect_right(free, n)

    def nth(count):
        """Ordinal of the working day number `count` (counted from ordinal 1)."""
        count += bisect_right(marks, count)
        weeks, rest = divmod(count - 1, 5)
        return weeks * 7 + rest + 1

    rows = []
    overdue_sum = 0
    for inv in invoices:
        day = date.fromisoformat(inv["issued"])
        left = terms.get(inv["klass"], terms["default"])
        n = day.toordinal()
        if left > 0:
            if left != int(left):
                left = int(left) + 1
            n = nth(worked(n) + int(left))
            if n > date.max.toordinal():
                raise OverflowError("date value out of range")
            day = date.fromordinal(n)
        late = worked(as_of) - worked(n) if n < as_of else 0
        if late:
            overdue_sum += inv["cents"]
        rows.append("%s due %s%s" % (inv["no"], day.isoformat(), " (%d late)" % late if late else ""))
    return rows, overdue_sum
