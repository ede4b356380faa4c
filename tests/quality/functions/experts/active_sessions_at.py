from bisect import bisect_right


def active_sessions_at(sessions, probes):
    valid = [s for s in sessions if s[2] > s[1]]
    starts = sorted(s[1] for s in valid)
    ends = sorted(s[2] for s in valid)
    report = []
    busiest = None
    best = -1
    for probe in probes:
        finished = bisect_right(ends, probe)
        open_count = bisect_right(starts, probe) - finished
        report.append((probe, open_count, finished))
        if open_count > best:
            best = open_count
            busiest = probe
    return report, busiest
