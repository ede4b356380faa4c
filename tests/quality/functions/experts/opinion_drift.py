def _step(cells, radius):
    n = len(cells)
    width = 2 * radius + 1
    if radius < 0:
        return [1] * n
    ones = sum([cells[d % n] for d in range(-radius, radius + 1)])
    new = []
    for i in range(n):
        new.append(1 if 2 * ones > width else 0)
        ones += cells[(i + radius + 1) % n] - cells[(i - radius) % n]
    return new


def opinion_drift(cells, radius, rounds):
    if rounds < 1 or not cells:
        return cells, 0
    now = [1 if ch == "1" else 0 for ch in cells]
    moved = sum([1 for ch in cells if ch != "1" and ch != "0"])
    changes = 0
    before = None
    done = 0
    while done < rounds:
        after = _step(now, radius)
        diff = sum([1 for a, b in zip(now, after) if a != b])
        if done == 0 and moved:
            diff = sum([1 for a, b in zip(cells, after) if a != ("1" if b else "0")])
        changes += diff
        done += 1
        if after == now:
            break
        if after == before:
            left = rounds - done
            changes += diff * left
            if left % 2:
                after = now
            now = after
            break
        before = now
        now = after
    return "".join(["1" if v else "0" for v in now]), changes
