import random


def growing_step_elimination(names, step):
    """People stand in a circle; every step-th leaves, and the step then grows by
    the length of the name that left. Returns the order of leaving."""
    circle = list(names)
    order = []
    while circle:
        for _ in range(step - 1):
            circle.append(circle.pop(0))
        gone = circle.pop(0)
        order.append(gone)
        step += len(gone)
    return order


def workload():
    rng = random.Random(3)
    out = [(["solo"], 5), ([], 2)]
    for n, step in ((90, 3), (360, 7), (640, 1)):
        out.append((["".join(rng.choice("abcde") for _ in range(rng.randint(1, 8))) for _ in range(n)], step))
    return out
