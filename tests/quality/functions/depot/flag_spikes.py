import random


def median(values):
    ordered = sorted(values)
    mid = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[mid]
    return (ordered[mid - 1] + ordered[mid]) / 2


def flag_spikes(samples, window, tolerance):
    """Label sensor readings (None = missing) against the median of the last good readings.

    Yields nothing fancy: list of (label, baseline); spikes do not enter the baseline, but
    five in a row mean that the level has changed, and the history starts again.
    """
    labels = []
    restart = 0
    for i, value in enumerate(samples):
        if value is None:
            labels.append(("missing", None))
            continue
        good = [samples[k] for k in range(restart, i) if labels[k][0] in ("ok", "warmup")]
        recent = good[-window:]
        if len(recent) < 3:
            labels.append(("warmup", None))
            continue
        base = median(recent)
        limit = tolerance + (max(recent) - min(recent)) // 2
        if abs(value - base) <= limit:
            labels.append(("ok", base))
            continue
        labels.append(("spike", base))
        present = [lab for lab, _ in labels if lab != "missing"]
        if present[-5:] == ["spike"] * 5:
            restart = i + 1
    return labels


def _case(seed, n, window, tolerance):
    rnd = random.Random(seed)
    level = 500
    out = []
    for i in range(n):
        if rnd.random() < 0.004:
            level += rnd.choice([-300, 300])
        r = rnd.random()
        out.append(None if r < 0.03 else level + rnd.randint(-20, 20) + (400 if r > 0.98 else 0))
    return out, window, tolerance


def workload():
    return [_case(1, 2400, 120, 60), _case(2, 700, 11, 15)]
