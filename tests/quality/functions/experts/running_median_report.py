from bisect import insort_right


def running_median_report(samples, alert):
    history = {}
    medians = {}
    alerts = []
    dropped = 0
    for idx, (sensor, value) in enumerate(samples):
        if value is None:
            dropped += 1
            continue
        ordered = history.get(sensor)
        if ordered is None:
            ordered = history[sensor] = []
        elif abs(value - medians[sensor]) > alert:
            alerts.append((idx, sensor, value, medians[sensor]))
        insort_right(ordered, value)
        half = len(ordered) // 2
        if len(ordered) % 2 == 1:
            medians[sensor] = ordered[half]
        else:
            medians[sensor] = (ordered[half - 1] + ordered[half]) / 2
    return alerts, medians, dropped
