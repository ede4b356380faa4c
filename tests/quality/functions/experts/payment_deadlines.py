from bisect import bisect_right


def payment_deadlines(invoices, holidays, allowed):
    off = sorted({h.toordinal() for h in holidays if h.weekday() < 5})
    report = []
    late_total = 0
    for ref, sent, paid in invoices:
        if paid < sent:
            report.append((ref, None, "invalid"))
            continue
        a, b = sent.toordinal(), paid.toordinal()
        # ordinal 1 is a Monday: weekdays in 1..n
        wa, ra = divmod(a, 7)
        wb, rb = divmod(b, 7)
        days = 5 * (wb - wa) + min(rb, 5) - min(ra, 5)
        days -= bisect_right(off, b) - bisect_right(off, a)
        if days > allowed:
            late_total += days - allowed
            report.append((ref, days, "late"))
        else:
            report.append((ref, days, "ok"))
    return report, late_total
