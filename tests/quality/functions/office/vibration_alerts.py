import random


def vibration_alerts(readings, span, limit, cooldown=0):
    """Flag moments at which a sensor swung by more than `limit` within `span` seconds.

    readings: (timestamp, value) with rising timestamps; None values are dropouts.
    After an alert the sensor stays quiet for `cooldown` seconds.
    """
    if span <= 0:
        raise ValueError("span must be positive")
    alerts = []
    quiet_until = None
    biggest = 0
    dropouts = 0
    for pos, (ts, value) in enumerate(readings):
        if value is None:
            dropouts += 1
            continue
        recent = [v for t, v in readings[:pos + 1] if v is not None and t > ts - span]
        swing = max(recent) - min(recent)
        biggest = max(biggest, swing)
        if swing <= limit:
            continue
        if quiet_until is not None and ts < quiet_until:
            continue
        quiet_until = ts + cooldown
        alerts.append({"at": ts, "low": min(recent), "high": max(recent), "samples": len(recent)})
    return {"alerts": alerts, "biggest": biggest, "dropouts": dropouts}


def _readings(seed, n):
    rnd = random.Random(seed)
    t = 1_700_000_000
    v = 500
    out = []
    for _ in range(n):
        t += rnd.randint(1, 5)
        v += rnd.randint(-9, 9)
        out.append((t, None if rnd.random() < 0.03 else v))
    return out


def workload():
    return [(_readings(1, 1300), 1500, 90, 60), (_readings(2, 1000), 200, 40), (_readings(3, 5), 10, 3), ([], 1, 1)]
