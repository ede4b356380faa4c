def frost_spells(readings, spans):
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
