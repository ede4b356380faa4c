from bisect import bisect_left, bisect_right


def bonus_ranks(people, pot):
    if pot < 0:
        raise ValueError("negative pot")
    depts = {}
    company = []
    for p in people:
        sales = p["sales"]
        if sales is not None:
            depts.setdefault(p["dept"], []).append(sales)
            company.append(sales)
    company.sort()
    medians = {}
    base = 0
    for dept, values in depts.items():
        values.sort()
        middle = medians[dept] = values[(len(values) - 1) // 2]
        for v in values:
            if v > middle:
                base += v - middle
    lines = []
    payouts = {}
    for person in people:
        sales = person["sales"]
        if sales is None:
            lines.append("%s: not rated" % person["id"])
            continue
        dept = person["dept"]
        group = depts[dept]
        above = bisect_right(group, sales)
        tied = above - bisect_left(group, sales) > 1
        place = round(100.0 * bisect_left(company, sales) / len(company), 1)
        cents = pot * max(0, sales - medians[dept]) // base if base else 0
        if cents:
            payouts[person["id"]] = cents
        lines.append("%s: %s%d of %d in %s, ahead of %.1f%%, %d" % (
            person["id"], "=" if tied else "", 1 + len(group) - above, len(group), dept, place, cents))
    return lines, payouts, pot - sum(payouts.values())
