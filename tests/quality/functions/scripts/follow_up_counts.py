import random


def follow_up_counts(events, cause, effect, lag):
    """events: unsorted (integer time, host, kind). For each host having a `cause`
    event: [pairs cause -> effect on it with 0 < delay <= lag, causes without any]."""
    report = {}
    for t, host, kind in events:
        if kind != cause:
            continue
        hits = [u for u, h, k in events if k == effect and h == host and 0 < u - t <= lag]
        if host not in report:
            report[host] = [0, 0]
        report[host][0] += len(hits)
        if len(hits) == 0:
            report[host][1] += 1
    return report


def workload():
    rng = random.Random(1)
    out = [([], "err", "boot", 5)]
    for n, hosts, lag in ((150, 3, 50), (1500, 6, 400), (2200, 12, 90)):
        ev = [(rng.randrange(n * 5), "h%d" % rng.randrange(hosts), rng.choice(["err", "boot", "ok", "warn", "err"]))
              for _ in range(n)]
        out.append((ev, "err", "boot", lag))
    return out
