from itertools import accumulate


def stock_movements(movements, periods):
    days = len(movements)
    net = [0, *accumulate(movements)]
    outgoing = [0, *accumulate([movement < 0 for movement in movements])]
    answers = []
    for first, last in periods:
        first = min(max(first, 0), days)
        after = max(first, min(last + 1, days))
        answers.append({"net": net[after] - net[first], "outgoing_days": outgoing[after] - outgoing[first]})
    return answers
