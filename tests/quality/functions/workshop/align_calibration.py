import random


def align_calibration(samples, checks, max_gap):
    """Correct (time, raw) samples by the offset of the calibration check nearest in time.

    A check is a dict with 't' and 'offset'; of two equally near the one listed first counts.
    Samples with no check within max_gap come back as None."""
    corrected = []
    used = {}
    for when, raw in samples:
        if raw is None:
            corrected.append((when, None))
            continue
        nearest = -1
        gap = None
        for i in range(len(checks)):
            d = abs(checks[i]["t"] - when)
            if gap is None or d < gap:
                gap = d
                nearest = i
        if gap is None or gap > max_gap:
            corrected.append((when, None))
            continue
        used[nearest] = used.get(nearest, 0) + 1
        corrected.append((when, round(raw - checks[nearest]["offset"], 3)))
    unused = [i for i in range(len(checks)) if i not in used]
    return corrected, unused


def workload():
    out = []
    for seed, n, m in ((171, 1200, 260), (172, 1500, 200), (173, 30, 0), (174, 900, 240)):
        rng = random.Random(seed)
        span = 6000
        checks = [{"t": rng.randint(0, span) if seed != 174 else round(rng.uniform(0, span), 1),
                   "offset": round(rng.gauss(0, 0.4), 3)} for _ in range(m)]
        samples = [(rng.randint(0, span), None if rng.random() < 0.02 else round(rng.uniform(5, 30), 2))
                   for _ in range(n)]
        out.append((samples, checks, 25))
    return out
