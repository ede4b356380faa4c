def drawdown_report(series, floor=0.0):
    days = []
    values = []
    last = None
    for day, value in series:
        if value <= 0:
            raise ValueError("value of %s must be positive" % day)
        if last is not None and day <= last:
            raise ValueError("%s does not follow %s" % (day, last))
        days.append(day)
        values.append(value)
        last = day
    n = len(values)
    if not n:
        return {"worst": None, "episodes": [], "under_water": 0, "waits": {}}

    # first later index with at least the same value
    reached = [None] * n
    stack = []
    for j, value in enumerate(values):
        while stack and values[stack[-1]] <= value:
            reached[stack.pop()] = j
        stack.append(j)

    worst = (0.0, days[0], days[0])
    episodes = []
    under_water = 0
    peak = 0
    top = values[0]
    for i, value in enumerate(values):
        if value > top:
            peak = i
            top = value
        depth = (top - value) / top
        if depth > worst[0]:
            worst = (depth, days[peak], days[i])
        if depth > 0:
            under_water += 1
        if i == peak and i + 1 < n and values[i + 1] < value:
            end = reached[i]
            low = min(values[i:end])
            loss = (value - low) / value
            if loss > floor:
                episodes.append((days[i], days[values.index(low, i)], None if end is None else days[end],
                                 "%.2f%%" % (100 * loss)))
    waits = {}
    for i in range(n - 1):
        j = reached[i]
        wait = None if j is None else (days[j] - days[i]).days
        waits[wait] = waits.get(wait, 0) + 1
    return {"worst": ("%.2f%%" % (100 * worst[0]),) + worst[1:], "episodes": episodes, "under_water": under_water,
            "waits": waits}
