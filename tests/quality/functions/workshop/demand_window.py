import random


def demand_window(readings, width, limit):
    """Rolling energy demand of (stamp, wh) meter readings; a reading of None is a gap.

    Returns the rolling peaks, the stamps in breach of the limit and the worst one."""
    if width < 1:
        raise ValueError("width must be positive")
    report = {"peaks": [], "breaches": [], "worst": None, "gaps": 0}
    for i, (stamp, wh) in enumerate(readings):
        if wh is None:
            report["gaps"] += 1
        begin = i - width + 1
        if begin < 0:
            begin = 0
        recent = [r[1] for r in readings[begin:i + 1] if r[1] is not None]
        if not recent:
            report["peaks"].append(None)
            continue
        total = sum(recent)
        report["peaks"].append(max(recent))
        if total > limit:
            report["breaches"].append(stamp)
        if report["worst"] is None or total > report["worst"][1]:
            report["worst"] = (stamp, total)
    return report


def workload():
    out = []
    for seed, n, width in ((21, 2500, 96), (22, 1800, 200), (23, 40, 4), (24, 1500, 300)):
        rng = random.Random(seed)
        data = [("t%05d" % i, None if rng.random() < 0.04 else rng.randint(0, 900)) for i in range(n)]
        out.append((data, width, width * 450))
    return out
