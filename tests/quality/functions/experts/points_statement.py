from datetime import date, timedelta


def points_statement(bookings, first, last, valid_days=365):
    if last < first:
        raise ValueError("statement ends before it begins")
    change = {}
    lapse = {}
    balance = 0
    valid = timedelta(days=valid_days)
    for booked, points in bookings:
        if points >= 0:
            ends = booked + valid
        else:
            ends = date(booked.year + 1, 1, 1)
        if ends <= booked:
            continue
        if first <= ends <= last:
            lapse[ends] = lapse.get(ends, 0) + points
        if ends <= first or booked > last:
            continue
        if booked <= first:
            balance += points
        else:
            change[booked] = change.get(booked, 0) + points
        change[ends] = change.get(ends, 0) - points
    change.pop(first, None)
    rows = [(first.isoformat(), balance, lapse.get(first, 0))]
    shown = top = balance
    peak = first
    for day in sorted(set(change).union(lapse)):
        if day <= first or day > last:
            continue
        balance += change.get(day, 0)
        lapsing = lapse.get(day, 0)
        if balance != shown or lapsing:
            rows.append((day.isoformat(), balance, lapsing))
            shown = balance
        if balance > top:
            top = balance
            peak = day
    return {"rows": rows, "peak": "%s %d" % (peak, top), "days": (last - first).days + 1}
