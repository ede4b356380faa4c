from bisect import bisect_left


def working_days(orders, holidays):
    closed = sorted({day.toordinal() for day in holidays if day.weekday() < 5})
    result = []
    for placed, delivered in orders:
        first = placed.toordinal()
        last = delivered.toordinal()
        if last <= first:
            result.append(0)
            continue
        weeks, rest = divmod(last - first, 7)
        weekday = placed.weekday()
        days = weeks * 5 + sum(1 for i in range(rest) if (weekday + i) % 7 < 5)
        result.append(days - (bisect_left(closed, last) - bisect_left(closed, first)))
    return result
