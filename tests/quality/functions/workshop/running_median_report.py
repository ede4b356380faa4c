import random


def running_median_report(samples, alert):
    """Compare each (sensor, value) sample with the median of that sensor so far.

    Returns (alerts as (index, sensor, value, median), final medians, samples dropped)."""
    history = {}
    medians = {}
    alerts = []
    dropped = 0
    for idx, (sensor, value) in enumerate(samples):
        if value is None:
            dropped += 1
            continue
        past = history.setdefault(sensor, [])
        if past and abs(value - medians[sensor]) > alert:
            alerts.append((idx, sensor, value, medians[sensor]))
        past.append(value)
        ordered = sorted(past)
        half = len(ordered) // 2
        if len(ordered) % 2 == 1:
            medians[sensor] = ordered[half]
        else:
            medians[sensor] = (ordered[half - 1] + ordered[half]) / 2
    return alerts, medians, dropped


def workload():
    out = []
    for seed, n, sensors in ((81, 700, 2), (82, 900, 3), (83, 20, 4), (84, 400, 1)):
        rng = random.Random(seed)
        data = []
        for _ in range(n):
            s = "s%d" % rng.randrange(sensors)
            v = None if rng.random() < 0.03 else rng.choice([rng.randint(0, 400), round(rng.gauss(200, 60), 2)])
            data.append((s, v))
        out.append((data, 120))
    return out
