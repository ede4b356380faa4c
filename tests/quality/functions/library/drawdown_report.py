import random
from datetime import date, timedelta


def _peak_before(values, i):
    """Index of the first highest value up to and including i."""
    return values.index(max(values[:i + 1]))


def _recovery(values, i):
    for j in range(i + 1, len(values)):
        if values[j] >= values[i]:
            return j
    return None


def _percent(share):
    return "%.2f%%" % (100 * share)


def drawdown_report(series, floor=0.0):
    """Losses of a fund from its earlier peaks. series: (day, value) pairs in order of days.

    Returns a dict: `worst` (depth, peak day, trough day), `episodes` deeper than `floor` as (peak day, trough day,
    recovery day or None, depth), `under_water` days, and `waits`: for how many days after each day but the last the
    value was not reached again, as {wait or None: count} in order of first appearance.
    """
    days = []
    values = []
    for day, value in series:
        if value <= 0:
            raise ValueError("value of %s must be positive" % day)
        if days and day <= days[-1]:
            raise ValueError("%s does not follow %s" % (day, days[-1]))
        days.append(day)
        values.append(value)
    if not days:
        return {"worst": None, "episodes": [], "under_water": 0, "waits": {}}
    worst = (0.0, days[0], days[0])
    episodes = []
    under_water = 0
    for i in range(len(values)):
        peak = _peak_before(values, i)
        depth = (values[peak] - values[i]) / values[peak]
        if depth > worst[0]:
            worst = (depth, days[peak], days[i])
        if depth > 0:
            under_water += 1
        if i == peak and i + 1 < len(values) and values[i + 1] < values[i]:
            end = _recovery(values, i)
            stretch = values[i:end]
            trough = i + stretch.index(min(stretch))
            loss = (values[i] - values[trough]) / values[i]
            if loss > floor:
                episodes.append((days[i], days[trough], days[end] if end is not None else None, _percent(loss)))
    waits = {}
    for i in range(len(values) - 1):
        j = _recovery(values, i)
        wait = None if j is None else (days[j] - days[i]).days
        waits[wait] = waits.get(wait, 0) + 1
    return {"worst": (_percent(worst[0]),) + worst[1:], "episodes": episodes, "under_water": under_water, "waits": waits}


def _series(rnd, n, drift, start=date(2019, 1, 2)):
    value = 100.0
    day = start
    out = []
    for _ in range(n):
        out.append((day, round(value, 2)))
        value = max(1.0, value * (1 + rnd.gauss(drift, .012)))
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return out


def workload():
    rnd = random.Random(57)
    return [(_series(rnd, 1100, -.0008),), (_series(rnd, 700, .0004), .03), (_series(rnd, 5, .0),), ([],)]
