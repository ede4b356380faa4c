def visitor_growth(days):
    table = []
    known = set()
    for label, visits in days:
        today = set(visits)
        before = len(known)
        known |= today
        reach = len(known)
        fresh = reach - before
        rate = round(100 * fresh / len(today), 1) if today else 0.0
        table.append({"day": label, "hits": len(visits), "new": fresh, "returning": len(today) - fresh, "reach": reach, "new_pct": rate})
    return table
