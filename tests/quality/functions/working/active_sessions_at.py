"""How many chat sessions were open at each probe time (end exclusive), plus the busiest probe."""
import random


def active_sessions_at(sessions, probes):
    report = []
    busiest = None
    best = -1
    for probe in probes:
        open_count = 0
        finished = 0
        for s in sessions:
            begin = s[1]
            end = s[2]
            if end <= begin:
                continue
            if begin <= probe < end:
                open_count += 1
            elif end <= probe:
                finished += 1
        report.append((probe, open_count, finished))
        if open_count > best:
            best = open_count
            busiest = probe
    return report, busiest


def workload():
    rnd = random.Random(8)
    out = [([], [3, 1]), ([("a", 1, 5), ("b", 5, 5), ("c", 5, 2), ("d", 5, 9)], [0, 1, 5, 9, 5])]
    for n in (150, 1800):
        ses = []
        for i in range(n):
            b = rnd.randrange(86400)
            ses.append((f"s{i}", b, b + rnd.choice([0, 30, 600, 3600, -5])))
        out.append((ses, [rnd.randrange(90000) for _ in range(n)]))
    return out
