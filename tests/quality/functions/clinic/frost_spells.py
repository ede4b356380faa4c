import random


def frost_spells(readings, spans):
    """How long each cold reading stays the coldest, and cold hours within chosen spans.

    readings: (station, tenths of a degree or None for a hole), hourly per station and in
    time order. For each reading below zero: hours until the same station reads lower.
    spans: (station, first hour, last hour). Returns (hours per reading or None, readings
    never undercut per station, cold hours per span).
    """
    lasted = [None] * len(readings)
    standing = {}  # station -> readings not undercut yet, warmest first
    cold = {}  # station -> cold hours before each hour
    for row, (station, value) in enumerate(readings):
        counts = cold.get(station)
        if counts is None:
            counts = cold[station] = [0]
            standing[station] = []
        hour = len(counts) - 1
        if value is None or value >= 0:
            counts.append(counts[-1])
            continue
        counts.append(counts[-1] + 1)
        stack = standing[station]
        for k in range(len(stack) - 1, -1, -1):
            if stack[k][0] <= value:
                break
            _, since, at = stack.pop()
            lasted[at] = hour - since
        stack.append((value, hour, row))
    answers = []
    for station, first, last in spans:
        if station not in cold:
            raise KeyError("no readings from %s" % station)
        counts = cold[station]
        end = len(counts) - 1
        if first > last or first > end:
            answers.append(0)
        else:
            answers.append(counts[min(last + 1, end)] - counts[max(first, 0)])
    return lasted, {s: len(stack) for s, stack in standing.items() if stack}, answers


def _case(seed, n, stations, nspans):
    rnd = random.Random(seed)
    now = [40] * stations
    readings = []
    for _ in range(n):
        s = rnd.randrange(stations)
        now[s] += rnd.randint(-12, 11 if now[s] > -300 else 30)
        readings.append(("st%d" % s, None if rnd.random() < 0.03 else now[s]))
    spans = []
    for _ in range(nspans):
        a = rnd.randint(-2, n // stations)
        spans.append((rnd.choice(readings)[0], a, a + rnd.randint(-1, n // 3)))
    return readings, spans


def workload():
    return [_case(1, 60000, 9, 20000), _case(2, 20000, 1, 5000), _case(3, 12, 2, 5), ([], [])]
