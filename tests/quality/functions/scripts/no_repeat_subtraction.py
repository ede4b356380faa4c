def mover_wins(state):
    stones, takes, last = state
    for t in takes:
        if t != last and t <= stones:
            if not mover_wins((stones - t, takes, t)):
                return True
    return False


def no_repeat_subtraction(stones, takes):
    """Players remove t stones (t from the positive numbers in takes) but never the
    amount just taken by the opponent; who cannot move loses.

    Returns the winning first moves in the order of takes."""
    takes = tuple(takes)
    winning = []
    for t in takes:
        if t <= stones and not mover_wins((stones - t, takes, t)):
            winning.append(t)
    return winning


def workload():
    return [(0, [1, 2]), (50, [2, 3, 7]), (41, [1, 2, 4, 5]), (38, [3, 1, 2, 6]), (50, [4, 1, 3])]
