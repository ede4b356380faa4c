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
    lines = [f"Statement for {owner}", f"Opening balance {_money(opening)}"]
    days_overdrawn = []
    balance = lowest = opening
    for day, text, cents in sorted(rows, key=lambda r: r[0]):
        if not cents:
            continue
        balance += cents
        mark = ""
        if balance < -limit:
            mark = " *"
            if not days_overdrawn or days_overdrawn[-1] != day:
                days_overdrawn.append(day)
        if balance < lowest:
            lowest = balance
        lines.append(f"{day} {text:<20.20} {_money(cents):>12} {_money(balance):>14}{mark}")
    lines.append(f"Closing balance {_money(balance)}, lowest {_money(lowest)}")
    return {"lines": lines, "overdrawn_days": days_overdrawn, "closing": balance}
